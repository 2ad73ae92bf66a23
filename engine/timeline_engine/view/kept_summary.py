"""The table of all issues of a large log, from the lines that its sidecar keeps: they point, the log tells."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from ..dates import Zone
from ..history import Revision
from ..history.chosen import Chooser
from ..log import Log, LogError, Unusable, telling, writing
from ..log.sidecar import Kept, Lines
from ..model import STATUS, Attribute, Value
from ..projection.days import is_told_of
from ..projection.lines import ClaimPlace, IssueLine, seqs_to_read
from .answer import Question, View
from .answering import instants
from .kept_lines import UNUSABLE, KeptLines, has_lines, make_lines
from .summary import Line, Summary
from .words.phrases import FLAGGED, flagged, values_words


def kept_summary(log: Log, kept: Kept, question: Question) -> Summary | None:
    """The lines of all issues as of the end of a day, as known then. None: it is another question, or none are kept.

    Raises HistoryError, LogDamaged.
    """
    zone = Zone(log.info.zone)
    moment, known, recorded = instants(question, zone)
    if recorded is not None or known != moment or not is_told_of(moment, zone):
        return None
    try:
        chooser = Chooser(kept, zone)
        with kept.reading():
            if not has_lines(kept):
                return None
            found = KeptLines(chooser, moment)
            told = [*_Shown(chooser, found.lines, zone, moment).lines(), *_unreported(chooser, found)]
    except UNUSABLE:
        return None
    if found.stale:
        _renew(log, chooser, found)
    return Summary(log=log.info, zone=zone, question=question, lines=told) if told else None


def lines_upto(kept: Kept) -> int | None:
    """The number of the last entry that the lines know; None if there are none that can be used."""
    try:
        return Lines(kept).upto()
    except UNUSABLE:
        return None


def keep_lines(log: Log, kept: Kept, view: View, *, anew: bool = False) -> None:
    """Keep the lines that the history of an answer gives, unless those that are kept will do, or always if ``anew``."""
    if view.only or view.question.recorded_by or kept.head != view.head:
        return
    with suppress(LogError, *UNUSABLE), writing(log), telling(log) as tell:
        if has_lines(kept) and not anew:
            return
        make_lines(kept, view.history, tell)


def _renew(log: Log, chooser: Chooser, found: KeptLines) -> None:
    """Make the lines of issues of which news tell anew, unless somebody else has made any meanwhile."""
    with suppress(LogError, *UNUSABLE), writing(log), telling(log) as tell:
        if Lines(chooser.kept).upto() == found.upto:
            make_lines(chooser.kept, chooser.history((), found.stale), tell, found.stale)


def _unreported(chooser: Chooser, found: KeptLines) -> Iterator[Line]:
    """The issues that are defined, and that no event names; of those of which news tell it has to be looked at."""
    some = (Lines(chooser.kept).issues() - found.stale) | found.lines.keys()
    for issue in sorted(chooser.issues.keys() - some):
        if issue not in chooser.history((), [issue]).reported:
            yield Line(issue=issue, status=None, since=None, last=None, next=None, flags="")


class _Shown:
    """What lines point to, read from the log."""

    def __init__(self, chooser: Chooser, lines: Mapping[str, IssueLine], zone: Zone, moment: int) -> None:
        self._lines = lines
        self._zone = zone
        self._moment = moment
        self._issues = chooser.issues
        entries = chooser.kept.entries(seq for line in lines.values() for seq in seqs_to_read(line))
        self._events = {entry.seq: chooser.events_of([entry])[0] for entry in entries}
        self._history = chooser.history_around(entries)
        self._revisions: dict[int, Revision] = {}

    def lines(self) -> list[Line]:
        """The lines in the order in which the issues were known (R7.4)."""
        in_order = sorted(self._lines.items(), key=lambda named: (named[1].known, named[0]))
        return [self._line(issue, line) for issue, line in in_order]

    def _line(self, issue: str, line: IssueLine) -> Line:
        phases = [phase for phase in FLAGGED if phase in line.in_phases]
        return Line(
            issue=issue,
            status=self._status(issue, line),
            since=None if line.first is None else self._revision(line.first),
            last=self._revision(line.last[0]) if line.last else None,
            next=self._revision(line.next[0]) if line.next else None,
            flags=flagged(dict.fromkeys([*line.contested, *line.disputes]), phases),
        )

    def _status(self, issue: str, line: IssueLine) -> str | None:
        if not line.status:
            return None
        declared = self._issues[issue].attributes.get(STATUS, Attribute())
        differ = declared.kind == "estimate" and STATUS in line.contested
        return values_words([self._value(claim) for claim in (line.status if differ else line.status[:1])])

    def _value(self, place: ClaimPlace) -> Value:
        claims = self._revision(place.event).claims
        return next(one.claim.value for one in claims if one.order[1:] == place.entry)

    def _revision(self, seq: int) -> Revision:
        found = self._revisions.get(seq)
        if found is None:
            event = self._history.events[self._events[seq]]
            found = event.revision(self._zone, self._moment)
            if found is None:
                raise Unusable("a line of an issue points to no event")
            self._revisions[seq] = found
        return found
