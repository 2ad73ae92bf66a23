"""What the index holds of one group: a row for each claim and issue, with the intervals in which it could be seen.

Rows come from the engine's own fold, so that the rules stand once, in ``history`` and ``projection``. An event that
only grew, as most do, is folded once, and each stage of the fold is what it was known to be for a time. Any other group
is folded afresh for each version of the log.
"""

from collections.abc import Iterable, Iterator, Sequence

from ..dates import FOREVER, Zone, utc_instant
from ..entries import ClaimGist, Entry, EventCorrected, EventRecorded, IssueDefined, said_in
from ..history import EventHistory
from ..history.corrections import apply_corrections
from ..history.folding import Fold, stages
from ..history.stating import named_issues
from .rows import OPEN, OUTCOMES, Row, Rows, Words, canonical, clamped
from .versions import Declared, Version, grown, is_corrected, versions

Told = tuple[list[Row], list[Row]]
"""What an event comes to at one stage: its claims, and how it bears on issues."""


def derive(group: int, entries: Sequence[Entry], zone: Zone, declared: Declared, rows: Rows) -> None:
    """Add what a group comes to; ``entries`` are all of it, in seq order. Raises HistoryError, Unindexable."""
    stamps, corrected = [utc_instant(entry.recorded) for entry in entries], is_corrected(entries)
    begins = group, int(len(entries) == 1 and entries[0].kind == EventRecorded.KIND)
    event = None if corrected else grown(entries, zone, stamps, declared)
    if event:
        claims, events = _growing(event, zone, stamps, rows.words)
    else:
        claims, events = _changing(versions(entries, zone, stamps, declared), zone, rows.words)
    rows.claims += [(*begins, *row) for row in claims]
    rows.events += [(*begins, *row) for row in events]
    named = _named_over_time(entries, stamps) if corrected else _named_once(entries, stamps)
    rows.named += [(*begins, *row) for row in _first_named(named, rows.words)]


def _growing(event: EventHistory, zone: Zone, stamps: Sequence[int], words: Words) -> Told:
    """The rows of an event to which each entry added something later, with their intervals."""
    claims, events = _Run(), _Run()
    for (statement, fold), recorded in zip(stages(event, zone), stamps, strict=True):
        known, told = clamped(statement.known.instant), _told(fold, words)
        claims.tell(told[0], known, recorded)
        events.tell(told[1], known, recorded)
    return claims.rows(), events.rows()


class _Run:
    """Rows as they come and go while time goes on in knowledge and in the record alike."""

    def __init__(self) -> None:
        self._open: dict[Row, tuple[int, int]] = {}
        self._closed: list[Row] = []

    def tell(self, rows: list[Row], known: int, recorded: int) -> None:
        """What is visible from these instants on, instead of what was before."""
        for row in [row for row in self._open if row not in rows] if self._open else ():
            since, recorded_since = self._open.pop(row)
            if recorded_since < recorded:
                self._closed.append((*row, since, OPEN, recorded_since, recorded))
            if since < known:
                self._closed.append((*row, since, known, recorded, OPEN))
        for row in rows:
            self._open.setdefault(row, (known, recorded))

    def rows(self) -> list[Row]:
        return self._closed + [(*row, since, OPEN, recorded, OPEN) for row, (since, recorded) in self._open.items()]


def _changing(versions: Iterable[Version], zone: Zone, words: Words) -> Told:
    """The same of any group: of each version of the log all that could be known."""
    claims, events = _Spans(), _Spans()
    for version in versions:
        seen = [part for event in version.events for part in _parts(event, zone, words)]
        claims.tell(version.recorded, [(told[0], known, until) for told, known, until in seen])
        events.tell(version.recorded, [(told[1], known, until) for told, known, until in seen])
    return claims.rows(), events.rows()


Span = tuple[Row, int, int]
"""A row, with an interval of knowledge in which it could be seen."""


class _Spans:
    """Rows as they come and go from one version of the log to the next."""

    def __init__(self) -> None:
        self._open: dict[Span, int] = {}
        self._closed: list[Row] = []

    def tell(self, recorded: int, parts: Iterable[tuple[list[Row], int, int]]) -> None:
        """What is visible, in the order of knowledge, of the log as recorded from an instant on."""
        before = self._open
        self._open = {span: before.pop(span, recorded) for span in _joined(parts)}
        self._closed += [(*row, known, until, since, recorded) for (row, known, until), since in before.items()]

    def rows(self) -> list[Row]:
        return self._closed + [(*row, known, until, since, OPEN) for (row, known, until), since in self._open.items()]


def _joined(parts: Iterable[tuple[list[Row], int, int]]) -> list[Span]:
    """The rows with their intervals, of which those that touch are made one."""
    joined: list[Span] = []
    open_: dict[Row, tuple[int, int]] = {}
    for rows, start, end in parts:
        for row in rows:
            before = open_.get(row)
            if before is not None and before[1] == start:
                open_[row] = before[0], end
                continue
            if before is not None:
                joined.append((row, *before))
            open_[row] = start, end
    return joined + [(row, since, until) for row, (since, until) in open_.items()]


def _parts(event: EventHistory, zone: Zone, words: Words) -> Iterator[tuple[Told, int, int]]:
    """What is visible of an event from each instant at which more of it became known, to the next."""
    known, told = event.base.known.instant, None
    for statement, fold in stages(event, zone):
        later = statement.known.instant
        if told and later > known:
            yield told, clamped(known), clamped(later)
            known = later
        told = _told(fold, words)
    assert told
    yield told, clamped(known), OPEN


def _told(fold: Fold, words: Words) -> Told:
    effective, claims, issues = fold.effective(), list[Row](), dict.fromkeys(fold.issues)
    if fold.outcome == "occurred" and effective != FOREVER:
        for held in fold.claims:
            claim, by = held.claim, held.claimant(fold.estimates)
            assert not isinstance(claim, ClaimGist)
            value, claimant = words[canonical(claim.value)], None if by is None else words[by]
            of = words[claim.issue], words[claim.attribute], value, claimant
            seq, known = held.report.statement.seq, clamped(held.known().instant)
            claims.append((*of, clamped(effective), known, seq, held.place))
    base, when = fold.base, fold.when
    starts, ends = (clamped(when.starts), clamped(when.ends)) if when else (None, None)
    dated = OUTCOMES[fold.outcome], starts, ends, clamped(effective), clamped(base.known.instant), base.seq
    return claims, [(words[issue], *dated, place) for place, issue in enumerate(issues)]


Naming = tuple[str, int, int, int]
"""That an entry names an issue: the issue, the seq and place, and whether it does so by defining it."""


def _first_named(named: Iterable[tuple[Naming, int, int]], words: Words) -> Iterator[Row]:
    """What matters for which entry is the first to name an issue: nothing after one that does from then on for good.

    An entry that was void and is not any more does so only since; before that it was a later one.
    """
    for_good: dict[tuple[str, int], int] = {}
    for (issue, seq, place, defines), since, to in named:
        if since < for_good.get((issue, defines), OPEN):
            yield words[issue], seq, place, defines, since, to
            if to == OPEN:
                for_good[issue, defines] = since


def _named_once(entries: Sequence[Entry], stamps: Sequence[int]) -> list[tuple[Naming, int, int]]:
    """Which entries name which issues, in seq order, and from when to when in the record they are read so."""
    return [(row, since, OPEN) for entry, since in zip(entries, stamps, strict=True) for row in _naming(entry)]


def _named_over_time(entries: Sequence[Entry], stamps: Sequence[int]) -> list[tuple[Naming, int, int]]:
    """The same of entries that are corrected."""
    since: dict[Naming, int] = {}
    found: list[tuple[Naming, int, int]] = []
    for count, recorded in enumerate(stamps, 1):
        if count == len(stamps) or stamps[count] != recorded:
            before = since
            since = {row: before.pop(row, recorded) for row in _named(entries[:count])}
            found += [(row, begun, recorded) for row, begun in before.items()]
    found += [(row, begun, OPEN) for row, begun in since.items()]
    return sorted(found, key=lambda naming: (naming[0][1], naming[1]))


def _named(entries: Sequence[Entry]) -> Iterator[Naming]:
    for corrected in apply_corrections(entries):
        if not corrected.void:
            yield from _naming(corrected.entry)


def _naming(entry: Entry) -> list[Naming]:
    data = entry.data
    if isinstance(data, IssueDefined):
        return [(data.issue, entry.seq, 0, 1)]
    if isinstance(data, EventCorrected):
        return []
    issues = entry.gist.about.issues if entry.gist else named_issues(said_in(data))
    return [(issue, entry.seq, place, 0) for place, issue in enumerate(issues)]
