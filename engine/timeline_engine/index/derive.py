"""What the index holds of one group: a row for each claim and issue, with the intervals in which it could be seen.

Rows come from the engine's own fold, so that the rules stand once, in ``history`` and ``projection``. An event that
only grew, as most do, is folded once, and each stage of the fold is what it was known to be for a time. Any other group
is folded afresh for each version of the log.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..dates import Zone, utc_instant
from ..entries import ClaimGist, Entry, EventCorrected, EventRecorded, IssueDefined, said_in
from ..history import EventHistory
from ..history.folding import Fold, stages
from ..history.stating import named_issues
from .rows import OPEN, OUTCOMES, Row, Rows, Words, canonical, clamped
from .versions import Readings, Terms, Version, grown, is_corrected, versions

Told = tuple[list[Row], list[Row]]
"""What an event comes to at one stage: its claims, and how it bears on issues."""


def derive(group: int, entries: Sequence[Entry], terms: Terms, rows: Rows) -> None:
    """Add what a group comes to; ``entries`` are all of it, in seq order. Raises HistoryError, Unindexable."""
    stamps = [utc_instant(entry.recorded) for entry in entries]
    begins = group, int(len(entries) == 1 and entries[0].kind == EventRecorded.KIND)
    corrected = is_corrected(entries)
    event = None if corrected else grown(entries, stamps, terms)
    if event:
        told = growing(begins, event, stamps, terms.zone, rows.words)
    else:
        readings = Readings(entries, terms.stating)
        told = changing(begins, versions(readings, stamps, terms.declared), terms.zone, rows.words)
    rows.claims += told[0]
    rows.events += told[1]
    if corrected:
        rows.named += _named_over_time(begins, Readings(entries, terms.stating), stamps, rows.words)
    else:
        rows.named += _named_once(begins, entries, stamps, rows.words)


def growing(begins: Row, event: EventHistory, stamps: Sequence[int], zone: Zone, words: Words) -> Told:
    """The rows of an event to which each entry added something later, with their intervals."""
    claims, events = _Run(begins), _Run(begins)
    for (statement, fold), recorded in zip(stages(event, zone), stamps, strict=True):
        known, told = clamped(statement.known.instant), _told(fold, words)
        claims.tell(told[0], known, recorded)
        events.tell(told[1], known, recorded)
    return claims.rows(), events.rows()


class _Run:
    """Rows as they come and go while time goes on in knowledge and in the record alike."""

    __slots__ = ("_begins", "_closed", "_open", "_told")

    def __init__(self, begins: Row) -> None:
        self._begins = begins
        self._told: list[Row] = []
        self._open: dict[Row, tuple[int, int]] = {}
        self._closed: list[Row] = []

    def tell(self, rows: list[Row], known: int, recorded: int) -> None:
        """What is visible from these instants on, instead of what was before."""
        if rows == self._told:
            return
        for row in self._told:
            if row not in rows:
                since, recorded_since = self._open.pop(row)
                if recorded_since < recorded:
                    self._closed.append((*self._begins, *row, since, OPEN, recorded_since, recorded))
                if since < known:
                    self._closed.append((*self._begins, *row, since, known, recorded, OPEN))
        for row in rows:
            if row not in self._open:
                self._open[row] = known, recorded
        self._told = rows

    def rows(self) -> list[Row]:
        for row, (since, recorded) in self._open.items():
            self._closed.append((*self._begins, *row, since, OPEN, recorded, OPEN))
        return self._closed


def changing(begins: Row, versions: Iterable[Version], zone: Zone, words: Words) -> Told:
    """The same of any group: of each version of the log all that could be known."""
    claims, events = _Spans(begins), _Spans(begins)
    for version in versions:
        seen = [part for event in version.events for part in _parts(event, zone, words)]
        claims.tell(version.recorded, [(told[0], known, until) for told, known, until in seen])
        events.tell(version.recorded, [(told[1], known, until) for told, known, until in seen])
    return claims.rows(), events.rows()


Span = tuple[Row, int, int]
"""A row, with an interval of knowledge in which it could be seen."""


class _Spans:
    """Rows as they come and go from one version of the log to the next."""

    def __init__(self, begins: Row) -> None:
        self._begins = begins
        self._open: dict[Span, int] = {}
        self._closed: list[Row] = []

    def tell(self, recorded: int, parts: Iterable[tuple[list[Row], int, int]]) -> None:
        """What is visible, in the order of knowledge, of the log as recorded from an instant on."""
        before = self._open
        self._open = {span: before.pop(span, recorded) for span in _joined(parts)}
        self._close(before, recorded)

    def rows(self) -> list[Row]:
        self._close(self._open, OPEN)
        return self._closed

    def _close(self, spans: Mapping[Span, int], recorded: int) -> None:
        for (row, known, until), since in spans.items():
            self._closed.append((*self._begins, *row, known, until, since, recorded))


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
    base, when, outcome, effective = fold.base, fold.when, fold.outcome, clamped(fold.effective())
    claims: list[Row] = []
    for held in fold.claims if outcome == "occurred" and effective != OPEN else ():
        claim, by = held.claim, held.claimant(fold.estimates)
        assert not isinstance(claim, ClaimGist)
        claims.append(
            (
                words[claim.issue],
                words[claim.attribute],
                words[canonical(claim.value)],
                None if by is None else words[by],
                effective,
                clamped(held.known().instant),
                held.report.statement.seq,
                held.place,
            )
        )
    starts, ends = (clamped(when.starts), clamped(when.ends)) if when else (None, None)
    dated = OUTCOMES[outcome], starts, ends, effective, clamped(base.known.instant), base.seq
    return claims, [(words[issue], *dated, place) for place, issue in enumerate(fold.issues)]


Naming = tuple[str, int, int, int]
"""That an entry names an issue: the issue, the seq and place, and whether it does so by defining it."""


def _named_once(begins: Row, entries: Sequence[Entry], stamps: Sequence[int], words: Words) -> Iterable[Row]:
    """Which entries are the first to name an issue, of those that are never corrected."""
    first: dict[str, Row] = {}
    for entry, since in zip(entries, stamps, strict=True):
        issues, defines = _named(entry)
        for place, issue in enumerate(issues):
            if issue not in first:
                first[issue] = (*begins, words[issue], entry.seq, place, defines, since, OPEN)
    return first.values()


def _named_over_time(begins: Row, readings: Readings, stamps: Sequence[int], words: Words) -> Iterator[Row]:
    """What matters for which entry is the first to name an issue: nothing after one that does from then on for good.

    An entry that was void and is not any more does so only since; before that it was a later one.
    """
    for_good: dict[tuple[str, int], int] = {}
    for (issue, seq, place, defines), since, to in _namings(readings, stamps):
        if since < for_good.get((issue, defines), OPEN):
            yield *begins, words[issue], seq, place, defines, since, to
            if to == OPEN:
                for_good[issue, defines] = since


def _namings(readings: Readings, stamps: Sequence[int]) -> list[tuple[Naming, int, int]]:
    """Which entries name which issues, in seq order, and from when to when in the record they are read so."""
    since: dict[Naming, int] = {}
    found: list[tuple[Naming, int, int]] = []
    behind = 0
    for count, recorded in enumerate(stamps, 1):
        if count < len(stamps) and stamps[count] == recorded:
            continue
        if is_corrected(readings.entries[behind:count]):
            before = since
            since = {row: before.pop(row, recorded) for row in _naming(readings.standing(count))}
            found += [(row, begun, recorded) for row, begun in before.items()]
        else:
            since |= dict.fromkeys(_naming(readings.standing(count, behind)), recorded)
        behind = count
    found += [(row, begun, OPEN) for row, begun in since.items()]
    return sorted(found, key=lambda naming: (naming[0][1], naming[1]))


def _naming(entries: Iterable[Entry]) -> Iterator[Naming]:
    for entry in entries:
        issues, defines = _named(entry)
        for place, issue in enumerate(issues):
            yield issue, entry.seq, place, defines


def _named(entry: Entry) -> tuple[Sequence[str], int]:
    """The issues that an entry names, and whether it does so by defining one."""
    gist, data = entry.gist, entry.data
    if gist:
        return gist.about.issues, 0
    if isinstance(data, IssueDefined):
        return (data.issue,), 1
    return () if isinstance(data, EventCorrected) else named_issues(said_in(data)), 0
