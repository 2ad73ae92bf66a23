"""What the index holds of one group: a row for each claim and issue, with the intervals in which it could be seen.

Rows come from the engine's own revisions, so that the rules stand once, in ``history`` and ``projection``.
"""

from collections.abc import Iterable, Iterator, Sequence

from ..dates import FOREVER, Zone, utc_instant
from ..entries import RECORDING, Entry, EventCorrected, IssueDefined
from ..history import EventHistory, Revision
from ..history.corrections import apply_corrections
from ..history.stating import named_issues
from .rows import (
    OPEN,
    OUTCOMES,
    PLACE_BITS,
    SEQ_BITS,
    Bearing,
    Claimed,
    Naming,
    Row,
    Rows,
    Seen,
    Unindexable,
    canonical,
    clamped,
    code,
)
from .versions import Declared, is_corrected, versions


def derive(group: int, entries: Sequence[Entry], zone: Zone, declared: Declared) -> Rows:
    """What a group comes to; ``entries`` are all of it, in seq order. Raises HistoryError, Unindexable."""
    claims, events = _Spans(), _Spans()
    folded: Folded = {}
    told = any(not isinstance(entry.said, IssueDefined | EventCorrected) for entry in entries)
    for version in versions(entries, zone, declared) if told else ():
        seen = [part for event in version.events for part in _parts(event, zone, folded)]
        claims.tell(version.recorded, ((row, known, until) for (rows, _), known, until in seen for row in rows))
        events.tell(version.recorded, ((row, known, until) for (_, rows), known, until in seen for row in rows))
    alone = len(entries) == 1 and isinstance(entries[0].said, RECORDING)
    return Rows(group, alone, claims.rows(), events.rows(), list(_first_named(_named_over_time(entries))))


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


Folded = dict[object, tuple[list[Claimed], list[Bearing]]]
"""The rows of revisions, by all that the fold to them depends on."""


def _parts(
    event: EventHistory, zone: Zone, folded: Folded
) -> Iterator[tuple[tuple[list[Claimed], list[Bearing]], int, int]]:
    """What is visible of an event from each instant at which more of it became known, to the next."""
    base, others = event.base, event.others
    first = base.known.instant
    instants = sorted({first, *[s.known.instant for s in others if s.known.instant > first]})
    told = 0
    for known, until in zip(instants, (*instants[1:], OPEN), strict=True):
        while told < len(others) and others[told].known.instant <= known:
            told += 1
        # All that the fold by then hangs on. Which sources were published by then changes no row.
        key = (
            base.seq,
            len(base.corrections),
            first,
            event.estimates,
            *[(s.seq, len(s.corrections)) for s in others[:told]],
        )
        rows = folded.get(key)
        if rows is None:
            revision = EventHistory(base, others[:told], (), event.estimates).revision(zone)
            assert revision is not None
            rows = folded[key] = list(_claimed(revision)), list(_bearings(revision))
        yield rows, clamped(known), until if until == OPEN else clamped(until)


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


def _named_over_time(entries: Sequence[Entry]) -> list[Seen]:
    """Which entries name which issues, and from when to when they are read so."""
    spans = _Spans()
    if not is_corrected(entries):
        named = ((utc_instant(entry.recorded), row) for entry in entries for row in _named([entry]))
        return [Seen(row, -OPEN, OPEN, recorded, OPEN) for recorded, row in named]
    for count, entry in enumerate(entries, 1):
        if count == len(entries) or entries[count].recorded != entry.recorded:
            spans.tell(utc_instant(entry.recorded), ((row, -OPEN, OPEN) for row in _named(entries[:count])))
    return spans.rows()


def _named(entries: Sequence[Entry]) -> Iterator[Naming]:
    for corrected in apply_corrections(entries):
        entry, said = corrected.entry, corrected.entry.said
        if corrected.void or isinstance(said, EventCorrected):
            continue
        if isinstance(said, IssueDefined):
            yield Naming(said.issue, entry.seq, 0, True)
        else:
            yield from (Naming(issue, entry.seq, place, False) for place, issue in enumerate(named_issues(said)))


def _first_named(seen: Iterable[Seen]) -> Iterator[Seen]:
    """What matters for which entry is the first to name an issue: nothing after one that does from then on for good.

    An entry that was void and is not any more does so only since; before that it was a later one.
    """
    for_good: dict[tuple[str, bool], int] = {}
    for found in sorted(seen, key=lambda found: (found.row.seq, found.recorded_from)):
        row = found.row
        assert isinstance(row, Naming)
        naming, since = (row.issue, row.defines), for_good.get((row.issue, row.defines), OPEN)
        if found.recorded_from < since:
            yield found
            if found.recorded_to == OPEN:
                for_good[naming] = found.recorded_from
