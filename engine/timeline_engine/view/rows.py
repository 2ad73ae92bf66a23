"""An answer as plain tables, for data frames and CSV: one type a column, and None for what is not there.

Rows are named tuples with annotations, which `pandas.DataFrame` and `polars.DataFrame` take as they are: the names
of the columns from the fields, and their types from the hints, also where the first rows have none.
"""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from ..dates import Zone, python_date
from ..model import STATUS, Quantity, Source, format_value
from ..projection import AttributeState, EventState, IssueState
from .answer import View

SEPARATOR = "; "
"""What stands between several names in a cell."""


class AttributeRow(NamedTuple):
    """The state of an attribute of an issue.

    ``value`` is the value in words; a figure has its ``amount``, ``unit`` and ``qualifier``, too, and a range its
    ``upper`` end, where the amount is the lower one. ``since`` and ``reaffirmed`` are days in the log's time zone: the
    value holds from the one, and was last said of the other. The columns behind are those of the claim that holds: who
    claims it by which event, when that could be known, and the first source; ``claims`` counts those that stand, of
    which it is one. All but the first three are None where nothing is known.
    """

    issue: str
    title: str
    attribute: str
    value: str | None = None
    amount: float | None = None
    unit: str | None = None
    qualifier: str | None = None
    upper: float | None = None
    since: datetime.date | None = None
    reaffirmed: datetime.date | None = None
    contested: bool | None = None
    claims: int | None = None
    claimant: str | None = None
    event: str | None = None
    known: datetime.date | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


class EventRow(NamedTuple):
    """An event of the answer, as visible by the question's day.

    ``when`` is the date as written; ``date`` is its day, if that can be but one; ``earliest`` and ``latest`` are the
    days between which it lies. ``known`` is the day from which it could be known. ``actors`` and ``issues`` stand in
    one cell, with semicolons between, and so does what publishers do not agree on, in ``contested``. The last columns
    are of the first of its ``sources``, which are counted.
    """

    event: str
    title: str
    phase: str
    when: str | None
    date: datetime.date | None
    earliest: datetime.date | None
    latest: datetime.date | None
    known: datetime.date | None
    kind: str | None
    place: str | None
    actors: str
    issues: str
    contested: str
    summary: str | None
    sources: int
    publisher: str | None
    published: str | None
    url: str | None


def attribute_rows(view: View) -> list[AttributeRow]:
    """A row for each attribute of each issue, in the order of the answer, its status first; of no status one, too."""
    return [row for issue in view.issues for row in _rows_of(issue, view.zone)]


def _rows_of(issue: IssueState, zone: Zone) -> Iterator[AttributeRow]:
    if issue.status is None:
        yield AttributeRow(issue.issue, issue.title, STATUS)
    for name in sorted(issue.attributes, key=lambda name: (name != STATUS, name)):
        yield _row(issue, issue.attributes[name], zone)


def _row(issue: IssueState, state: AttributeState, zone: Zone) -> AttributeRow:
    winner, value = state.winner, state.value
    source = winner.sources[0] if winner.sources else Source()
    return AttributeRow(
        issue=issue.issue,
        title=issue.title,
        attribute=state.name,
        value=value if isinstance(value, str) else format_value(value),
        amount=_float(value.amount if isinstance(value, Quantity) else value),
        unit=value.unit if isinstance(value, Quantity) else None,
        qualifier=value.qualifier if isinstance(value, Quantity) else None,
        upper=_float(value.upper) if isinstance(value, Quantity) else None,
        since=state.since,
        reaffirmed=state.reaffirmed,
        contested=state.contested,
        claims=len(state.claims),
        claimant=winner.claimant,
        event=winner.revision.event,
        known=python_date(zone.day(winner.known.instant)),
        publisher=source.publisher,
        published=source.published,
        url=source.url,
    )


def _float(number: float | str | None) -> float | None:
    """A figure as a float; None if it is none, or one of an old log that no float holds."""
    try:
        return None if number is None or isinstance(number, str) else float(number)
    except OverflowError:
        return None


def event_rows(view: View) -> list[EventRow]:
    """A row for each event of the answer, in their order."""
    return [_event_row(event, view.zone) for event in view.events]


def _event_row(event: EventState, zone: Zone) -> EventRow:
    revision, body = event.revision, event.revision.body
    source = event.sources[0] if event.sources else Source()
    return EventRow(
        event=event.id,
        title=event.title,
        phase=event.phase,
        when=event.when,
        date=event.date,
        earliest=event.earliest,
        latest=event.latest,
        known=python_date(zone.day(revision.known.instant)),
        kind=body.kind,
        place=body.place,
        actors=SEPARATOR.join(body.actors),
        issues=SEPARATOR.join(event.issues),
        contested=SEPARATOR.join(revision.contested),
        summary=body.summary,
        sources=len(event.sources),
        publisher=source.publisher,
        published=source.published,
        url=source.url,
    )
