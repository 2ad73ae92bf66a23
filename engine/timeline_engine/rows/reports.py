"""Rows to reports: the rows that say one thing of one event, gathered and read.

A report is what a file says of an event at one time of knowing. Rows belong together when they name the
same event with the same date, phase and known date; further rows add claims and sources.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from ..dates import DateError, Zone
from ..errors import TimelineError
from ..history import Known, known_of
from ..model import STATUS, Claim, Source
from ..recording import RecordError, check_id, slug
from ..view.ports import Row

PHASES = {
    "occurred": "occurred", "possible": "occurred", "happened": "occurred", "held": "occurred", "done": "occurred",
    "scheduled": "scheduled", "upcoming": "scheduled", "due": "scheduled", "overdue": "scheduled",
    "planned": "scheduled", "postponed": "scheduled",
    "cancelled": "cancelled", "canceled": "cancelled", "removed": "cancelled", "retracted": "retracted",
}  # fmt: skip


class RowError(TimelineError):
    """A row that cannot be understood; the message names the file, the line and the field."""


@frozen
class Told:
    """A claim with the source its row gives."""

    claim: Claim
    source: Source | None


@frozen(kw_only=True)
class ReportedEvent:
    """What rows say of one event. None and empty: they do not say. ``known`` is None if no row gives it."""

    at: str
    event: str
    title: str | None
    when: str | None
    outcome: str | None
    known_text: str | None
    known: Known | None
    kind: str | None
    place: str | None
    summary: str | None
    actors: tuple[str, ...]
    issues: tuple[str, ...]
    told: tuple[Told, ...]
    sources: tuple[Source, ...]


def reports(rows: Iterable[Row], zone: Zone) -> Iterator[ReportedEvent]:
    """Gather rows into reports, in the order of their first rows. Raises RowError."""
    gathered: dict[tuple[str, str | None, str | None, str | None], list[Row]] = {}
    for row in rows:
        gathered.setdefault((_event(row), row.when, row.known, row.phase), []).append(row)
    for (event, *_), group in gathered.items():
        yield _report(event, group, zone)


def _event(row: Row) -> str:
    if row.event is not None:
        try:
            check_id(row.event, "event")
        except RecordError as error:
            raise RowError(f"{row.at}: field event: {error}") from error
        return row.event
    if row.title is None:
        raise RowError(f"{row.at}: no event and no title: a row needs at least one of them")
    return slug(f"{row.title} {row.when or ''}")


def _report(event: str, rows: Sequence[Row], zone: Zone) -> ReportedEvent:
    first = rows[0]
    for row in rows:
        _check(row, zone)
    sources = tuple(dict.fromkeys(row.source for row in rows if row.source))
    return ReportedEvent(
        at=first.at,
        event=event,
        title=_one(rows, "title"),
        when=first.when,
        outcome=PHASES[first.phase] if first.phase else None,
        known_text=first.known,
        known=known_of(sources, first.known, zone),
        kind=_one(rows, "kind"),
        place=_one(rows, "place"),
        summary=_one(rows, "summary"),
        actors=next((row.actors for row in rows if row.actors), ()),
        issues=tuple(dict.fromkeys(row.issue for row in rows if row.issue)),
        told=tuple(dict.fromkeys(_told(rows))),
        sources=sources,
    )


def _check(row: Row, zone: Zone) -> None:
    if row.phase and row.phase not in PHASES:
        raise RowError(f"{row.at}: field phase: {row.phase!r} is none of {', '.join(PHASES)}")
    if row.value is not None and not row.issue:
        raise RowError(f"{row.at}: field issue: the row has a value but names no issue it is about")
    for name, text in (("known", row.known), ("published", row.source.published if row.source else None)):
        _read(row, name, text, zone.instant)
    _read(row, "when", row.when, zone.when)


def _read(row: Row, name: str, text: str | None, read: Callable[[str], object]) -> None:
    if text is not None:
        try:
            read(text)
        except DateError as error:
            raise RowError(f"{row.at}: field {name}: {error}") from error


def _one(rows: Sequence[Row], name: str) -> str | None:
    said = {text for row in rows if (text := getattr(row, name)) is not None}
    if len(said) > 1:
        raise RowError(f"{rows[0].at}: field {name}: rows of one event differ: {' and '.join(map(repr, sorted(said)))}")
    return next(iter(said), None)


def _told(rows: Sequence[Row]) -> Iterator[Told]:
    for row in rows:
        if row.issue and row.value is not None:
            yield Told(Claim(row.issue, row.attribute or STATUS, row.value, row.by), row.source)
