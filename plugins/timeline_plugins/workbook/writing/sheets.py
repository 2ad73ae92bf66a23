"""The sheets of a workbook, apart from how they are written: their columns, and what stands in each row."""

from collections.abc import Iterator

from attrs import define

from timeline_engine.model import Quantity, Value, format_value
from timeline_engine.projection import AttributeState, ClaimState, EventState, IssueState
from timeline_engine.view import View
from timeline_engine.view.diff import Diff
from timeline_engine.view.words.phrases import claims_words, counted, date_words
from timeline_engine.view.words.said import accounts_words, evidence_words, other_date_words

from ...rows.columns import COLUMNS
from ...rows.of_events import EventRows
from .cells import Field
from .changes import SINCE, changes
from .fields import bounds, instant_field, sort_date, source_link
from .layout import Column, Mark, Sheet
from .picture import picture
from .summary import summary


def sheets(view: View, since: Diff | None = None) -> Iterator[Sheet]:
    """The sheets of a view's workbook, in order; ``since`` is what changed from an earlier answer."""
    yield summary(view)
    if since:
        yield changes(since, SINCE)
    yield picture(view)
    yield timeline(view)
    yield claims(view)
    yield events(view)


# --- Timeline ---


def timeline(view: View) -> Sheet:
    """One row an event, in the log's order of events. The first column sorts so too, days before times on that day."""
    zone, rows = view.log.zone, _Events(view)
    return Sheet(
        title="Timeline",
        columns=(
            Column(f"Sort date ({zone})", 19, "date", sorts_by=True),
            Column("Date in words", 25, "wrapped"),
            Column("Earliest", 13, "date"),
            Column("Latest", 13, "date"),
            Column("Phase", 11),
            Column("Title", 36, "wrapped"),
            Column("Issues", 18, "wrapped"),
            Column("Claims", 44, "wrapped"),
            Column("Kind", 12, "wrapped"),
            Column("Place", 14, "wrapped"),
            Column("Actors", 24, "wrapped"),
            Column("Known", 13, "date"),
            Column("Source", 44, "wrapped"),
            Column("Evidence", 44, "wrapped"),
            Column("Contested", 12, "wrapped"),
            Column("Accounts", 44, "wrapped"),
            Column("Revision", 10),
            Column("Event", 26, "wrapped"),
        ),
        rows=rows,
        marks=(
            Mark("Contested", "date", "caution", on=("Contested", "Accounts")),
            Mark("Contested", "phase", "caution", on=("Contested", "Accounts")),
            Mark("Phase", "overdue", "alarm", on=("Phase",)),
            Mark("Phase", "possible", "notice", on=("Phase",)),
            Mark("Phase", "cancelled", "gone"),
            Mark("Phase", "retracted", "gone"),
        ),
        notes=rows.notes(),
    )


@define
class _Events:
    """The rows of the events, and what they leave out, which is known when all have been taken."""

    _view: View
    _many: int = 0

    def __iter__(self) -> Iterator[tuple[Field, ...]]:
        self._many = 0
        for event in self._view.events:
            self._many += len(event.revision.sources) > 1
            yield _event_row(event, self._view)

    def notes(self) -> Iterator[str]:
        """That one source of several is shown; nothing before all rows have been taken."""
        if self._many:
            events = counted(self._many, "event has", "events have")
            yield (
                f"{events} more than one source: Timeline and Claims show one and the number of the others, Events "
                "has all."
            )


def _event_row(event: EventState, view: View) -> tuple[Field, ...]:
    revision, body = event.revision, event.revision.body
    return (
        sort_date(revision, view),
        date_words(revision.when.text, view.zone) if revision.when else None,
        *bounds(revision.when),
        event.phase,
        body.title,
        ", ".join(revision.issues),
        "\n".join(claims_words(event)),
        body.kind,
        body.place,
        ", ".join(body.actors),
        instant_field(revision.known.instant, view.zone),
        source_link(revision.sources, view.zone),
        "\n".join(evidence_words(revision, view.zone)),
        ", ".join(revision.contested) or None,
        "\n".join(accounts_words(revision, view.zone)) or None,
        f"r{revision.number}",  # as a number it is 0 or 1 in most logs, which programs take for yes and no
        revision.event,
    )


# --- Claims ---


def claims(view: View) -> Sheet:
    """One row a claim in effect that holds or stands beside the one that does."""
    return Sheet(
        title="Claims",
        columns=(
            Column("Issue", 24, "wrapped"),
            Column("Attribute", 16, "wrapped"),
            Column("Value", 26, "wrapped"),
            Column("Amount", 19, "number"),
            Column("Unit", 8, "wrapped"),
            Column("Claimant", 22, "wrapped"),
            Column("Contested", 12),
            Column("Winner", 9),
            Column(f"Effective ({view.log.zone})", 19, "date", sorts_by=True),
            Column("Date in words", 25, "wrapped"),
            Column("Event", 30, "wrapped"),
            Column("Known", 13, "date"),
            Column("Source", 44, "wrapped"),
            Column("Evidence", 44, "wrapped"),
        ),
        rows=(
            _claim_row(claim, place == 0, attribute, issue, view)
            for issue in view.issues
            for attribute in issue.attributes.values()
            for place, claim in enumerate(attribute.claims)
        ),
        marks=(
            Mark("Contested", "yes", "caution", on=("Contested",)),
            Mark("Winner", "yes", "strong", on=("Value", "Amount", "Winner")),
        ),
    )


def _claim_row(
    claim: ClaimState, wins: bool, attribute: AttributeState, issue: IssueState, view: View
) -> tuple[Field, ...]:
    amount, unit = _figure(claim.value)
    declared = view.history.issues[issue.issue].attributes.get(attribute.name)
    return (
        issue.issue,
        attribute.name,
        format_value(claim.value),
        amount,
        (unit or (declared.unit if declared else None)) if amount is not None else None,
        claim.claimant,
        "yes" if attribute.contested else "no",
        "yes" if wins else "no",
        sort_date(claim.revision, view),
        date_words(claim.revision.when.text, view.zone) if claim.revision.when else None,
        claim.revision.event,
        instant_field(claim.known.instant, view.zone),
        source_link(claim.sources, view.zone),
        other_date_words(claim, view.zone) or None,
    )


def _figure(value: Value) -> tuple[int | float | None, str | None]:
    if isinstance(value, Quantity):
        return (value.amount, value.unit) if value.upper is None else (None, None)  # no one number: Value has both
    return (None, None) if isinstance(value, str) else (value, None)


# --- Events ---

_WIDTHS = {
    "event": 30, "title": 46, "when": 25, "known": 25, "issue": 24, "value": 26, "by": 22, "publisher": 22,
    "source": 40, "published": 25, "url": 46, "actors": 40, "summary": 90,
}  # fmt: skip


def events(view: View) -> Sheet:
    """The import rows of every event, as text in every cell so that Excel turns none into a date or a number."""
    rows = EventRows(view)
    return Sheet(
        title="Events",
        columns=tuple(Column(name, _WIDTHS.get(name, 16), "as typed") for name in COLUMNS),
        rows=rows,
        notes=rows.unsaid(),
    )
