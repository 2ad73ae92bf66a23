"""What the fold makes of the entries about one event, as rows: each holds for a span of known and of recorded time.

The rows say what the event was and what it claimed; nothing is left to be worked out of several reports, of corrections
or of dates. What is left for a question is to compare its three clocks with columns, and to choose the greatest.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

import msgspec
from msgspec import Struct, field

from ..dates import BEGINNING, FOREVER, Zone
from ..entries import VERSION, Codec, Entry
from ..entries.subjects import issues_in
from ..history import Base, Event, EventHistory, read_history
from ..history.stating import Stating
from ..model import Quantity, Value
from ..projection import Phase
from ..projection.claims import claims_on, value_of_claim
from ..projection.kept import Kept
from ..projection.stages import Stage, stages
from ..view.words.short_dates import short_date
from .columns import TABLES, Row, bucket_of
from .gathering import Declared, recorded_instants
from .instants import OPEN, kept

_CODEC = Codec()


class Rows(Struct):
    """Rows by table; see `columns.TABLES`."""

    claims: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    named: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)

    def add(self, other: "Rows") -> None:
        """Take other rows in."""
        mine, more = self.by_table(), other.by_table()
        for table in TABLES:
            mine[table].extend(more[table])

    def by_table(self) -> dict[str, list[Row]]:
        """The rows by the name of their table."""
        return {"claims": self.claims, "events": self.events, "named": self.named, "entries": self.entries}


class Deriver:
    """Makes rows of events, for a log's zone, what its issues declare, and a number of buckets."""

    def __init__(self, zone: Zone, declared: Declared, buckets: int, generation: int = 1) -> None:
        self._zone = zone
        self._declared = declared
        self._buckets = buckets
        self._generation = generation
        self._stating = Stating(zone)

    def derive(self, entries: Sequence[Entry]) -> Rows:
        """The rows of an event, of all entries about it and the corrections of these, in the order of the log.

        Its number in all rows is the seq of the first of them. Raises HistoryError; TimelineError: a date cannot be
        kept.
        """
        rows, number, issues = Rows(), entries[0].seq, dict[str, None]()
        spans = _Spans()
        for instant, event in self._over_time(entries):
            named = _named(event)
            issues.update(dict.fromkeys(named))
            spans.take(instant, self._rows_of(event, named) if event else ())
        for (table, issue, row), recorded in spans.all():
            rows.by_table()[table].append((*self._of(issue), number, *row, *recorded))
        rows.entries += [self._entry_row(issue, number, entry) for issue in issues or (None,) for entry in entries]
        return rows

    def define(self, issue: str, entries: Sequence[Entry]) -> Rows:
        """The rows of an issue that is defined: the entries that do, with the corrections of these."""
        return Rows(named=[(*self._of(issue), 0, one.seq, line_of(one), *_SINCE_EVER) for one in entries])

    def _entry_row(self, issue: str | None, number: int, entry: Entry) -> Row:
        where = (number % self._buckets, self._generation, None) if issue is None else self._of(issue)
        return *where, number, entry.seq, line_of(entry)

    def _of(self, issue: str) -> tuple[int, int, str]:
        return bucket_of(issue, self._buckets), self._generation, issue

    def _over_time(self, entries: Sequence[Entry]) -> Iterator[tuple[int, Event | None]]:
        """The event as of each recorded instant at which it became another; None: nothing is left of it."""
        if len(entries) == 1:  # as most
            instant = recorded_instants(entries)[0]
            told = self._stating.of(entries[0])
            if isinstance(told, Base) and told.gist.is_plain:
                yield instant, told
                return
        recorded = recorded_instants(entries)
        for instant in sorted({*recorded, *self._declared_after(recorded[0], entries)}):
            yield instant, self._as_recorded(entries, instant)

    def _as_recorded(self, entries: Sequence[Entry], instant: int) -> Event | None:
        event = next(iter(read_history(entries, self._zone, instant).events.values()), None)
        if not isinstance(event, EventHistory):
            return event
        estimates = frozenset((issue, name) for issue in _named(event) for name in self._estimates(issue, instant))
        return EventHistory(event.statements, event.corrections, estimates, self._zone)

    def _declared_after(self, first: int, entries: Iterable[Entry]) -> Iterable[int]:
        """When what is declared of the issues that entries name changed since."""
        issues = {issue for entry in entries for issue in issues_in(entry.said)}
        return (instant for issue in issues for instant, _ in self._declared.get(issue, ()) if instant > first)

    def _estimates(self, issue: str, recorded_by: int) -> frozenset[str]:
        told = [names for instant, names in self._declared.get(issue, ()) if instant <= recorded_by]
        return told[-1] if told else frozenset()

    def _rows_of(self, event: Event, named: Iterable[str]) -> Iterator[tuple[str, str, Row]]:
        """The rows of an event as of one recorded instant, by table and issue."""
        visible, of_stage = False, Kept(self._zone, None)
        for stage, after in pairwise(chain(stages(event, self._zone, False), [None])):
            assert stage
            visible = True
            span = kept(stage.since), kept(after.since) if after else OPEN
            yield from _events(stage, span, self._zone)
            yield from _claims(stage, span, self._zone, of_stage)
        if not visible:
            yield from (("named", issue, (0, None)) for issue in named)


_SINCE_EVER = (-OPEN, OPEN)


class _Spans:
    """Rows with the spans of recorded time for which they hold."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, str, Row], int] = {}
        self._done: list[tuple[tuple[str, str, Row], tuple[int, int]]] = []

    def take(self, instant: int, rows: Iterable[tuple[str, str, Row]]) -> None:
        """From a recorded instant on, these rows hold and no others."""
        found = dict.fromkeys(rows)
        for row in [row for row in self._open if row not in found]:
            self._done.append((row, (self._open.pop(row), instant)))
        for row in found:
            self._open.setdefault(row, instant)

    def all(self) -> Iterable[tuple[tuple[str, str, Row], tuple[int, int]]]:
        """Each row with its span."""
        return chain(self._done, ((row, (since, OPEN)) for row, since in self._open.items()))


def _events(stage: Stage, span: tuple[int, int], zone: Zone) -> Iterator[tuple[str, str, Row]]:
    """The row of a stage for each issue that the event bears on then."""
    date = stage.date
    shown = short_date(date, stage.effective, zone)
    order = kept(stage.effective), kept(stage.known), stage.seq
    flags = "date" in stage.contested, "phase" in stage.contested
    row = (date.text if date else None, shown, *order, *_phases(stage), *flags, *span)
    yield from (("events", issue, row) for issue in stage.issues)


def _phases(stage: Stage) -> tuple[str | int | None, ...]:
    """Its phase in the beginning of time, and from when on it has a second and a third one."""
    days = [stage.effective]
    if stage.when:
        days += [stage.when.starts, min(stage.when.ends, FOREVER - 1) + 1]
    found: list[tuple[int, Phase]] = [(BEGINNING, stage.phase(BEGINNING))]
    for instant in sorted(days):
        if (phase := stage.phase(instant)) != found[-1][1]:
            found.append((instant, phase))
    later = [part for instant, phase in found[1:] for part in (kept(instant), phase)]
    return (found[0][1], *later, *[None] * (4 - len(later)))


def _claims(stage: Stage, span: tuple[int, int], zone: Zone, told: Kept) -> Iterator[tuple[str, str, Row]]:
    """The claims of a stage that are in effect, once it is effective."""
    if stage.outcome != "occurred" or not stage.claims:
        return
    shown, placed = short_date(stage.date, stage.effective, zone), stage.placed("occurred")
    for issue in stage.issues:
        for name, claim in claims_on(placed, issue, told):
            effective, known, (first, seq, part, place), _, claimant, _ = claim
            value = value_of_claim(told, claim)
            order = kept(effective), kept(known), kept(first), seq, (part << 32) + place
            words = msgspec.json.encode(value).decode(), said(value), claimant, shown
            yield "claims", issue, (name, *words, *order, *span)


def said(value: Value) -> str:
    """What a value says, as text: the same of two values that are equal, like 5 and 5.0."""
    if isinstance(value, Quantity):
        parts = (
            _number(value.amount),
            value.unit,
            value.qualifier,
            None if value.upper is None else _number(value.upper),
        )
        return msgspec.json.encode(parts).decode()
    return msgspec.json.encode(value).decode() if isinstance(value, str) else _number(value)


def _number(number: int | float) -> str:
    return str(int(number) if isinstance(number, float) and number.is_integer() else number)


def _named(event: Event | None) -> tuple[str, ...]:
    """The issues that any entry about an event names, other than void ones."""
    if event is None:
        return ()
    if isinstance(event, Base):
        return event.issues
    return tuple(dict.fromkeys(issue for told in event.statements if not told.void for issue in told.issues))


def entries_of(lines: Iterable[str]) -> list[Entry]:
    """The entries in some lines. Raises CodecError."""
    return _CODEC.entries(_CODEC.envelopes([line.encode() for line in lines]))


def line_of(entry: Entry) -> str:
    """An entry as a line of a log, without its place in the chain."""
    data = msgspec.Raw(entry.data) if isinstance(entry.data, bytes) else _CODEC.data(entry.body)
    made = {"seq": entry.seq, "id": entry.id, "recorded": entry.recorded, "kind": entry.kind, "v": VERSION}
    return msgspec.json.encode({**made, "data": data, "prev": ""}).decode()
