"""Rows to reports: the rows that say one thing of one event, gathered and read.

A report is what a file says of an event at one time of knowing. Rows belong together when they name the
same event with the same date, phase and known date; a row that leaves these blank goes with the last report
of its event. Further rows add claims and sources.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve
from msgspec import Struct

from ..dates import Zone
from ..errors import TimelineError
from ..history import Known, known_of
from ..history.revisions import Outcome
from ..model import Source
from ..recording import slug
from ..view.ports import Row
from .reading import RowError, read_row
from .told import Named, Told, claims_told, named_alone

POSTPONED = "postponed"
CONFIRMED = "confirmed"
PHASES: dict[str, Outcome | None] = {
    "occurred": "occurred", "possible": "occurred", "happened": "occurred", "held": "occurred", "done": "occurred",
    "scheduled": "scheduled", "upcoming": "scheduled", "due": "scheduled", "overdue": "scheduled",
    "planned": "scheduled", POSTPONED: "scheduled",
    "cancelled": "cancelled", "canceled": "cancelled", "removed": "cancelled", "retracted": "retracted",
    CONFIRMED: None,  # not cancelled: whether it occurred is not said
}  # fmt: skip

DESCRIPTION = ("title", "kind", "place", "actors", "summary")

Said = tuple[str | None, ...]


class ReportedEvent(Struct, frozen=True, kw_only=True):
    """What rows say of one event. None and empty: they do not say.

    ``known`` is when its first source made it known, ``latest`` when the last of them did; None if no row says.
    ``named`` are the issues that the event bears on before any of the claims ``told`` says so, ``issues`` are all.
    ``postponed``: the rows say that there is no date any more; ``confirmed``: that it is not cancelled.
    """

    at: str
    event: str
    title: str | None
    when: str | None
    outcome: Outcome | None
    postponed: bool
    confirmed: bool
    known_text: str | None
    known: Known | None
    latest: int | None
    kind: str | None
    place: str | None
    summary: str | None
    actors: tuple[str, ...]
    issues: tuple[str, ...]
    named: tuple[Named, ...]
    told: tuple[Told, ...]
    sources: tuple[Source, ...]

    def known_from(self, source: Source | None, zone: Zone) -> int | None:
        """When this source made known what it says; None if neither it nor the rows give a date."""
        known = known_of((source,) if source else (), self.known_text, zone)
        return known.instant if known else None


def reports(rows: Iterable[Row | TimelineError], zone: Zone) -> tuple[list[ReportedEvent], list[TimelineError]]:
    """Gather rows into reports, in the order of their first rows; those of one event as they became known.

    The second list has an error for each row that cannot be understood.
    """
    errors: list[TimelineError] = []
    made = []
    read = _read(rows, zone, errors)
    described = _described(read, errors)
    for group in _gathered(row for row in read if row.event in described):
        try:
            made.append(_report(group, described[group[0].event], zone))
        except RowError as error:
            errors.append(error)
    return list(_as_known(made)), errors


def _read(rows: Iterable[Row | TimelineError], zone: Zone, errors: list[TimelineError]) -> list[Row]:
    read = []
    for row in rows:
        try:
            if isinstance(row, TimelineError):
                raise row
            read.append(_named(read_row(row, zone, PHASES)))
        except TimelineError as error:
            errors.append(error)
    return read


def _named(row: Row) -> Row:
    """The row with its event: by its id, else one made from its title and date."""
    if row.event is not None:
        return row
    if row.title is None:
        raise RowError(f"{row.at}: no event and no title: a row needs at least one of them")
    return evolve(row, event="-".join(slug(part) for part in (row.title, row.when) if part))


def _described(rows: Iterable[Row], errors: list[TimelineError]) -> dict[str | None, dict[str, Any]]:
    """What all rows of an event say of it, whenever known: our description of it has no history of its own.

    An event whose rows contradict each other in this is left out.
    """
    by_event: dict[str | None, list[Row]] = {}
    for row in rows:
        by_event.setdefault(row.event, []).append(row)
    described = {}
    for event, some in by_event.items():
        try:
            described[event] = {name: _one(some, name) for name in DESCRIPTION}
        except RowError as error:
            errors.append(error)
    return described


def _gathered(rows: Iterable[Row]) -> Iterable[list[Row]]:
    """The rows of each report."""
    gathered: dict[Said, list[Row]] = {}
    last: dict[str | None, Said] = {}
    for row in rows:
        said = _said(row)
        before = last.get(row.event, said)
        repeats = all(own in (None, other) for own, other in zip(said, before, strict=True))
        key = last[row.event] = before if repeats else said
        gathered.setdefault(key, []).append(row)
    return gathered.values()


def _said(row: Row) -> Said:
    """What decides to which report a row belongs; words for the same phase make no difference."""
    phase = row.phase if row.phase == POSTPONED else PHASES.get(row.phase or "")
    return (row.event, row.when, row.known, phase)


def _report(rows: Sequence[Row], described: dict[str, Any], zone: Zone) -> ReportedEvent:
    first = rows[0]
    sources = tuple(dict.fromkeys(row.source for row in rows if row.source))
    known = [known_of((source,), first.known, zone) for source in sources] or [known_of((), first.known, zone)]
    told = tuple(claims_told(rows, sources[0] if sources else None))
    return ReportedEvent(
        at=first.at,
        event=str(first.event),
        title=described["title"],
        when=first.when,
        outcome=PHASES[first.phase] if first.phase else None,
        postponed=first.phase == POSTPONED and first.when is None,
        confirmed=first.phase == CONFIRMED,
        known_text=first.known,
        known=known_of(sources, first.known, zone),
        latest=None if None in known else max(one.instant for one in known if one),
        kind=described["kind"],
        place=described["place"],
        summary=described["summary"],
        actors=described["actors"] or (),
        issues=tuple(dict.fromkeys(row.issue for row in rows if row.issue)),
        named=tuple(named_alone(rows, sources, told, zone)),
        told=told,
        sources=sources,
    )


def _one(rows: Sequence[Row], name: str) -> Any:
    """What the rows say in a field that can have one value only."""
    said = [(row, getattr(row, name)) for row in rows if getattr(row, name)]
    for row, value in said[1:]:
        if value != said[0][1]:
            raise RowError(
                f"{row.at}: field {name}: {value!r}, but {said[0][0].at} says {said[0][1]!r} of the same event"
            )
    return said[0][1] if said else None


def _as_known(made: Sequence[ReportedEvent]) -> Iterator[ReportedEvent]:
    """The reports of one event in the order they became known, in the places that they have in the file."""
    by_event: dict[str, list[ReportedEvent]] = {}
    for report in made:
        by_event.setdefault(report.event, []).append(report)
    waiting = {event: iter(sorted(some, key=_order)) for event, some in by_event.items()}
    for report in made:
        yield next(waiting[report.event])


def _order(report: ReportedEvent) -> tuple[bool, int]:
    """Reports without known date are the newest."""
    return (report.latest is None, report.latest or 0)
