"""Whether a log is sound, told from its entries one by one: read once, and none of them kept but corrections."""

from collections.abc import Callable, Iterator, Sequence, Set

from msgspec import Struct, field

from ...dates import DateError, Zone
from ...entries import Body, Entry, EventBody, EventCorrected, IssueDefined
from ...entries.codec import Line
from ...history import Corrected, apply_corrections, dangling, records
from ...log.showing import Chained
from .context import unreadable

_KEPT = 100_000  # dates that were read already


class Sound(Struct):
    """What has been seen of a log: `take` is shown all of it.

    ``recorded`` are the events that are, ``mentioned`` others of which something is told. ``is_doubtful``: a date could
    not be read, unless it is corrected.
    """

    zone: Zone
    recorded: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)
    corrections: list[Entry] = field(default_factory=list)
    dates: set[str] = field(default_factory=set)
    spans: set[str] = field(default_factory=set)
    is_doubtful: bool = False

    def take(self, lines: Sequence[Line], bodies: Sequence[Body]) -> None:
        """Take in lines, with what they carry."""
        reports = list[EventBody]()
        for line, body in zip(lines, bodies, strict=True):
            if isinstance(body, EventCorrected):
                self.corrections.append(Entry(line.seq, line.id, line.recorded, body))
            elif not isinstance(body, IssueDefined):
                reports.append(body)
        self.mentioned |= {body.event for body in reports}
        self.recorded |= {body.event for body in reports if records(body)}
        self.mentioned -= self.recorded
        try:
            self._read(reports)
        except DateError:
            self.is_doubtful = True

    def _read(self, reports: Sequence[EventBody]) -> None:
        """Read the dates of entries that any command may have to read. Raises DateError."""
        dates = {body.known for body in reports} | {source.published for body in reports for source in body.sources}
        _read_new(dates, self.dates, self.zone.instant)
        _read_new({body.when for body in reports}, self.spans, self.zone.when)

    def is_sure(self, log: Chained) -> bool:
        """Whether every entry can be read, and refers to what there is; what is not sure may be sound all the same.

        Of what is corrected, and of its corrections, that is asked again, with the corrections applied.
        """
        if self.is_doubtful or not self.mentioned <= self.recorded:
            return False
        if not self.corrections:
            return True
        entries = list(_having(log, {name for one in self.corrections for name in _named(one)}))
        if unreadable(entries, self.zone)[1] or dangling(entries, self.recorded):
            return False
        return all(map(_records_no_less, entries, apply_corrections(entries)))


def _read_new(dates: set[str | None], known: set[str], read: Callable[[str], object]) -> None:
    """Read those dates that are not known, and know them. Raises DateError."""
    new = {date for date in dates if date and date not in known}
    for date in new:
        read(date)
    if len(known) >= _KEPT:
        known.clear()
    known |= new


def _named(correction: Entry) -> Iterator[str]:
    """The ids of a correction, and of what it corrects."""
    yield correction.id
    if isinstance(correction.body, EventCorrected):
        yield correction.body.entry


def _having(log: Chained, ids: Set[str]) -> Iterator[Entry]:
    """The entries with these ids, in order. Raises LogDamaged."""
    for block in log.blocks():
        yield from log.codec.entries([line for line in block.lines if line.id in ids])


def _records_no_less(entry: Entry, corrected: Corrected) -> bool:
    """Whether an entry that records an event still does as it is corrected."""
    before, after = entry.body, corrected.entry.body
    return not records(before) or (records(after) and after.event == before.event)
