"""The rows of an event to its reports (docs/semantics.md, R8.1 to R8.3)."""

from collections.abc import Container, Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from ..dates import Zone
from ..entries import ReportedPhase
from ..entries.gist import known_dates
from ..errors import TimelineError
from ..model import STATUS, Source, format_value
from ..recording import slug
from ..view.ports import Row
from .reading import RowError, read_row
from .reports import ONE_VALUE, PHASES, POSTPONED, FileReport, PlacedClaim, anew, claim_of, of_whom
from .wording import a_cell, same_source


class Gathered(Struct):
    """The reports of an event in the order of their first rows, each with the number of that row; and a sentence on
    each of its rows that others say alike, none of which says which event it is of, with that row's number."""

    reports: list[tuple[int, FileReport]]
    warnings: list[tuple[int, str]]


def with_ids(rows: Iterable[Row | TimelineError], zone: Zone) -> Iterator[Row]:
    """The rows that could be read, each with the id of its event; one that an import refuses as it is."""
    for row in rows:
        if isinstance(row, RowError) and row.row is not None:
            yield row.row
        elif not isinstance(row, TimelineError):
            try:
                read = read_row(row, zone, PHASES)
                named = replace(row, event=event_of(read))
                yield replace(named, when=read.when, until=None) if row.until else named
            except RowError:
                yield row


def event_of(row: Row) -> str:
    """The event that a row is of: by its id, else one made from its title and date. Raises RowError."""
    if row.event is None and row.title is None:
        raise RowError(f"{row.at}: no event and no title: a row needs at least one of them")
    return row.event or "-".join(slug(part) for part in (row.title, row.when) if part)


Key = tuple[str, ...] | tuple[str, str | None, str | None]


class Gatherer(Struct):
    """The reports of an event so far, where each stands by what makes it one, and the row before and its report."""

    issues: Container[str]
    entries: Container[str] | None
    numbers: list[int] = field(default_factory=list)
    reports: list[FileReport] = field(default_factory=list)
    claims: list[dict[int | PlacedClaim, PlacedClaim]] = field(default_factory=list)
    places: dict[Key, list[int]] = field(default_factory=dict)
    before: tuple[Row | None, int | None] = (None, None)
    unnamed: dict[Row, tuple[int, list[str]]] = field(default_factory=dict)

    def alone(self, row: Row, event: str, number: int, zone: Zone, now: int) -> Gathered:
        """What `take` and `gathered` come to for an event of one row. Raises RowError."""
        return Gathered([(number, _report(row, event, self._issues(row), _phase(row, zone, now)))], [])

    def take(self, row: Row, event: str, number: int, zone: Zone, now: int) -> None:
        """Take in a row, the file's with that number. Raises RowError where it contradicts one before (R8.3)."""
        begun, place = self.before
        goes_on = row.goes_on_with(begun)
        if row.event is None:
            known = begun.known if begun and goes_on else row.known
            self.unnamed.setdefault(replace(row, at="", known=known), (number, []))[1].append(row.at)
        report = _report(row, event, self._issues(row), None if goes_on else _phase(row, zone, now))
        if not goes_on:
            place = self._place(report)
        if place is None:
            place = len(self.reports)
            self.numbers.append(number)
            self.reports.append(report)
            self.claims.append({one.place or one: one for one in report.claims})
            self.places.setdefault(_key(report), []).append(place)
        else:
            _check_agree(report, self.reports[place], self.claims[place])
            self.reports[place] = _joined(self.reports[place], report)
            self.claims[place].update({one.place or one: one for one in report.claims})
        if not goes_on:
            self.before = row, place

    def gathered(self) -> Gathered:
        """The reports, each with the claims of all its rows."""
        whole = (
            replace(report, claims=tuple(claims.values()))
            for report, claims in zip(self.reports, self.claims, strict=True)
        )
        return Gathered(list(zip(self.numbers, whole, strict=True)), list(self._alike()))

    def _issues(self, row: Row) -> tuple[str, ...]:
        """The issues that a row names (R8.12). Raises RowError."""
        cell = row.issue
        if cell is None or ";" not in cell or cell in self.issues or self._is_of_another_log(row):
            return (cell,) if cell else ()
        several = tuple(dict.fromkeys(filter(None, map(str.strip, cell.split(";")))))
        if not several:
            raise RowError(f"{row.at}: field issue: {cell!r} names no issue: several have a semicolon between them")
        return several

    def _is_of_another_log(self, row: Row) -> bool:
        """Was it exported from one, with an issue a row?"""
        return row.entry is not None and self.entries is not None and row.entry not in self.entries

    def _place(self, report: FileReport) -> int | None:
        """The place of the same report (R8.2)."""
        for place in self.places.get(_key(report), ()):
            if report.entry is not None or _alike(report, self.reports[place]):
                return place
        return None

    def _alike(self) -> Iterator[tuple[int, str]]:
        """What rows say that name no event, and that say all the same."""
        for number, places in self.unnamed.values():
            if len(places) > 1:
                others = f"{len(places) - 1} row{'s say' if len(places) > 2 else ' says'}"
                which = f"{', '.join(places[1:4])}{', …' if len(places) > 4 else ''}"
                yield number, f"{others} what {places[0]} says ({which}), and {_ONE_EVENT}"


_ONE_EVENT = "became one event: if they are several, give each an id in a column event"


def _report(row: Row, event: str, issues: tuple[str, ...], phase: ReportedPhase | None) -> FileReport:
    claims: tuple[PlacedClaim, ...] = ()
    if (value := row.value) is not None:
        made = [claim_of(issue, row.attribute or STATUS, value, row.by) for issue in issues]
        claims = tuple([PlacedClaim(claim, None if place else row.claim) for place, claim in enumerate(made)])
    return FileReport(
        at=row.at,
        event=event,
        entry=row.entry,
        phase=phase,
        is_given=bool(row.phase and PHASES[row.phase]),
        when=row.when,
        known=row.known,
        title=row.title,
        kind=row.kind,
        place=row.place,
        actors=row.actors,
        summary=row.summary,
        issues=() if claims else issues,
        claims=claims,
        sources=(row.source,) if row.source else (),
        is_state=row.is_state,
        version=row.version,
    )


def _phase(row: Row, zone: Zone, now: int) -> ReportedPhase | None:
    """The phase that a row gives, else what follows from it alone (R8.1)."""
    given = PHASES[row.phase] if row.phase else None
    if given == POSTPONED and row.when:
        return "scheduled"
    if given or row.when is None or row.entry:
        return given
    dates = known_dates((row.source,) if row.source else (), row.known)
    known_by = min(map(zone.instant, dates)) if dates else zone.instant(zone.day(now))
    return "scheduled" if zone.when(row.when).starts > known_by else "occurred"


def _key(report: FileReport) -> Key:
    """What two rows of one report have in common (R8.2), but for title and url of the source."""
    if report.entry is not None:
        return report.event, report.entry, ""
    source = report.sources[0] if report.sources else Source()
    return report.event, source.publisher, source.published or report.known


def _alike(one: FileReport, other: FileReport) -> bool:
    here, there = ((report.sources or (Source(),))[0] for report in (one, other))
    return same_source(here, there)


def _check_agree(one: FileReport, other: FileReport, claims: Mapping[int | PlacedClaim, PlacedClaim]) -> None:
    """Raises RowError where two rows of one report contradict each other."""
    for name in ONE_VALUE:
        here, there = getattr(one, name), getattr(other, name)
        if not here or not there or here == there:
            continue
        raise RowError(
            f"{one.at}: field {name}: {a_cell(here)}, but {other.at} says {a_cell(there)} in the same report"
            f"{of_whom(other)}: {_remedy(name, one)}"
        )
    for said in one.claims:
        before = claims.get(said.place or said, said)
        if before != said:
            raise RowError(
                f"{one.at}: field claim: {said.place} is {_told(said)}, but {other.at} says {_told(before)}: they are "
                "one claim of the entry: mend one of the rows; if this is another claim, leave its cell claim blank"
            )


def _told(said: PlacedClaim) -> str:
    claim = said.claim
    by = f" by {' '.join(claim.by.split())}" if claim.by else ""
    return f"{claim.issue}.{claim.attribute} {a_cell(format_value(claim.value))}{by}"


def _remedy(name: str, report: FileReport) -> str:
    if name in ("phase", "when"):
        return f"{anew(report)}; else mend one of the rows"
    apart = "if they are of several events, give each an id in a column event"
    return f"a report says one thing: mend one of the rows; {apart}"


def _joined(one: FileReport, other: FileReport) -> FileReport:
    """Two rows of one report together."""
    said: dict[str, object] = {
        name: getattr(one, name) or getattr(other, name) for name in (*ONE_VALUE, "known", "is_given")
    }
    said["issues"] = tuple(dict.fromkeys([*one.issues, *other.issues]))
    if one.entry is not None:
        said["sources"] = tuple(dict.fromkeys([*one.sources, *other.sources]))
    elif both := [*one.sources, *other.sources]:
        said["sources"] = (_whole(both[0], both[-1]),)
    return replace(one, **said)


def _whole(one: Source, other: Source) -> Source:
    return Source(one.publisher, one.title or other.title, one.published or other.published, one.url or other.url)
