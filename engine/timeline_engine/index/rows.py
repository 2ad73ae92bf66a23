"""What the index holds of one event: a row for each claim and issue, with the intervals in which it could be seen.

Rows come from the engine's own revisions, so the rules stand once, in ``history`` and ``projection``. Entries that have
to be read together are a *group*: those of one event and their corrections. Its number is the seq of its first entry.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from ..dates import BEGINNING, FOREVER, Zone, utc_instant
from ..entries import Entry, EventCorrected, EventRecorded, IssueDefined
from ..errors import TimelineError
from ..history import EventHistory, Revision, read_history
from ..history.corrections import apply_corrections
from ..history.reading import named_issues
from ..model import Quantity, Value

OPEN = 1 << 62
"""An instant that never comes: the end of an interval without end. Its negative is the open past."""

OUTCOMES = {"occurred": 0, "scheduled": 1, "cancelled": 2, "retracted": 3}

_HALF = 1 << 38  # codes of instants count half seconds from here: 4,355 years before and after 1970
SEQ_BITS, PLACE_BITS = 34, 15


class Unindexable(TimelineError):
    """A log that the index cannot hold; asking it works all the same, by the fold."""


class Claimed(Struct, frozen=True):
    """A claim of an event that occurred. The last four fields make its order key."""

    issue: str
    attribute: str
    value: str
    claimant: str | None
    effective: int
    effective_code: int
    known_code: int
    seq: int
    place: int


class Bearing(Struct, frozen=True):
    """An event as it bears on an issue. The last four fields make its order key."""

    issue: str
    outcome: int
    starts: int | None
    ends: int | None
    effective: int
    effective_code: int
    known_code: int
    seq: int
    place: int


class Naming(Struct, frozen=True):
    """That an entry names an issue: by defining it, or as the ``place``-th of an event."""

    issue: str
    seq: int
    place: int
    defines: bool


Row = Claimed | Bearing | Naming


class Seen(Struct, frozen=True):
    """A row with the intervals of knowledge and of record in which it could be seen; ends are exclusive."""

    row: Row
    known_from: int
    known_to: int
    recorded_from: int
    recorded_to: int


class Rows(Struct):
    """What one group comes to; an event ``alone`` is one entry, never corrected."""

    event: int
    alone: bool
    claims: list[Seen]
    events: list[Seen]
    named: list[Seen]


def clamped(instant: int) -> int:
    """An instant as the index holds it. Raises Unindexable beyond the year 4000."""
    if instant in (BEGINNING, FOREVER):
        return OPEN if instant > 0 else -OPEN
    code(instant)
    return instant


def code(instant: int) -> int:
    """A number of 39 bits that sorts as the instant does. Raises Unindexable where two could share one."""
    if instant in (BEGINNING, FOREVER):
        return 2 * _HALF - 1 if instant > 0 else 0
    second, fraction = divmod(instant, 1_000_000)
    number = _HALF + 2 * second + (fraction > 0)
    if not 0 < number < 2 * _HALF - 1 or fraction not in (0, 999_999):
        raise Unindexable("it has a date thousands of years away, or a time finer than a second")
    return number


def canonical(value: Value) -> str:
    """A text that two values share if they are equal: 1 and 1.0 do, 1 and "1" do not."""
    if isinstance(value, Quantity):
        return f"q{canonical(value.amount)} {msgspec.json.encode((value.unit, value.qualifier)).decode()}"
    if isinstance(value, str):
        return f"t{value}"
    return f"n{int(value) if value == int(value) else value!r}"


def derive(group: int, entries: Sequence[Entry], zone: Zone) -> Rows:
    """What a group comes to; ``entries`` are all of it, in seq order. Raises HistoryError, DateError, Unindexable."""
    claims, events, named = _Spans(), _Spans(), _Spans()
    folded: dict[object, tuple[list[Claimed], list[Bearing]]] = {}
    for recorded, taken in _versions(entries):
        history = read_history(taken, zone)
        seen = [part for event in history.events.values() for part in _parts(event, zone, folded)]
        claims.tell(recorded, ((row, known, until) for (rows, _), known, until in seen for row in rows))
        events.tell(recorded, ((row, known, until) for (_, rows), known, until in seen for row in rows))
        named.tell(recorded, ((row, -OPEN, OPEN) for row in _named(taken)))
    alone = len(entries) == 1 and isinstance(entries[0].body, EventRecorded)
    return Rows(group, alone, claims.rows(), events.rows(), list(_first_named(named.rows())))


class _Spans:
    """Rows as they come and go from one version of the log to the next."""

    def __init__(self) -> None:
        self._open: dict[tuple[Row, int, int], int] = {}
        self._closed: list[Seen] = []

    def tell(self, recorded: int, seen: Iterable[tuple[Row, int, int]]) -> None:
        """The rows, with their intervals of knowledge, of the log as recorded from an instant on."""
        before = self._open
        self._open = {span: before.pop(span, recorded) for span in _joined(seen)}
        self._closed += [Seen(*span, since, recorded) for span, since in before.items()]

    def rows(self) -> list[Seen]:
        return self._closed + [Seen(*span, since, OPEN) for span, since in self._open.items()]


def _joined(seen: Iterable[tuple[Row, int, int]]) -> Iterator[tuple[Row, int, int]]:
    """The same with intervals that touch made one; they come in the order of knowledge."""
    open_: dict[Row, tuple[int, int]] = {}
    for row, start, end in seen:
        since, until = open_.get(row, (start, start))
        if until != start:
            yield row, since, until
            since = start
        open_[row] = since, end
    for row, (since, until) in open_.items():
        yield row, since, until


def _versions(entries: Sequence[Entry]) -> Iterator[tuple[int, Sequence[Entry]]]:
    """The entries as they stood after each stamp at which one was recorded."""
    for count, entry in enumerate(entries, 1):
        if count == len(entries) or entries[count].recorded != entry.recorded:
            yield utc_instant(entry.recorded), entries[:count]


def _parts(
    event: EventHistory, zone: Zone, folded: dict[object, tuple[list[Claimed], list[Bearing]]]
) -> Iterator[tuple[tuple[list[Claimed], list[Bearing]], int, int]]:
    """What is visible of an event from each instant at which more of it became known, to the next."""
    first = event.base.known.instant
    instants = sorted({first, *(s.known.instant for s in event.others if s.known.instant > first)})
    for known, until in zip(instants, (*instants[1:], OPEN), strict=True):
        told = tuple((s.seq, len(s.corrections)) for s in event.others if s.known.instant <= known)
        key = (event.base.seq, len(event.base.corrections), first, told)  # all that the fold by then depends on
        if key not in folded:
            revision = event.revision(zone, known)
            assert revision is not None
            folded[key] = list(_claimed(revision)), list(_bearings(revision))
        yield folded[key], clamped(known), clamped(until) if until != OPEN else OPEN


def _claimed(revision: Revision) -> Iterator[Claimed]:
    if revision.outcome != "occurred" or revision.effective == FOREVER:
        return
    effective, effective_code = clamped(revision.effective), code(revision.effective)
    for stated in revision.claims:
        claim, known = stated.claim, code(stated.known.instant)
        _check_place(stated.seq, stated.place)
        yield Claimed(
            claim.issue, claim.attribute, canonical(claim.value), stated.claimant,
            effective, effective_code, known, stated.seq, stated.place,
        )  # fmt: skip


def _bearings(revision: Revision) -> Iterator[Bearing]:
    when, effective, known = revision.when, revision.effective, code(revision.known.instant)
    starts, ends = (clamped(when.starts), clamped(when.ends)) if when else (None, None)
    for place, issue in enumerate(revision.issues):
        _check_place(revision.seq, place)
        yield Bearing(
            issue, OUTCOMES[revision.outcome], starts, ends,
            clamped(effective), code(effective), known, revision.seq, place,
        )  # fmt: skip


def _check_place(seq: int, place: int) -> None:
    if seq >> SEQ_BITS or place >> PLACE_BITS:
        raise Unindexable(f"its entry {seq} is too far on, or says too much")


def _named(entries: Sequence[Entry]) -> Iterator[Naming]:
    for corrected in apply_corrections(entries):
        entry, body = corrected.entry, corrected.entry.body
        if corrected.void or isinstance(body, EventCorrected):
            continue
        if isinstance(body, IssueDefined):
            yield Naming(body.issue, entry.seq, 0, True)
        else:
            yield from (Naming(issue, entry.seq, place, False) for place, issue in enumerate(named_issues(body)))


def _first_named(seen: Iterable[Seen]) -> Iterator[Seen]:
    """What matters for which entry is the first to name an issue: nothing after one that still does."""
    done: set[tuple[str, bool]] = set()
    for found in sorted(seen, key=lambda found: (found.row.seq, found.row.place)):
        row = found.row
        assert isinstance(row, Naming)
        if (row.issue, row.defines) not in done:
            yield found
        if found.recorded_to == OPEN:
            done.add((row.issue, row.defines))
