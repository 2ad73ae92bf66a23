"""The first sheet of a workbook: where each issue stands, what happened last and what comes next."""

from datetime import date

from timeline_engine.dates import BEGINNING
from timeline_engine.history import Revision
from timeline_engine.projection import AttributeState, EventState, IssueState
from timeline_engine.view import View
from timeline_engine.view.words.phrases import (
    attribute_words,
    begin_words,
    clocks_words,
    flags_words,
    sentence,
    when_words,
)

from .cells import Field
from .fields import days_between, instant_field, sort_date
from .layout import Column, Mark, Sheet


def summary(view: View) -> Sheet:
    """One row an issue: its status, what happened last, what comes next and in how many days."""
    return Sheet(
        title="Summary",
        heading=_heading(view),
        columns=(
            Column("Issue", 24),
            Column("Title", 38, "wrapped"),
            Column("Status", 26, "wrapped"),
            Column("Since", 12, "date"),
            Column("Since in words", 18, "wrapped"),
            Column("Last event", 38, "wrapped"),
            Column("Last date", 17, "date"),
            Column("Next event", 38, "wrapped"),
            Column("Next date", 12, "date"),
            Column("Days to next", 13, "number"),
            Column("Flags", 22, "wrapped"),
        ),
        rows=(_issue_row(issue, view) for issue in view.issues),
        marks=(
            Mark("Flags", "overdue", "alarm", on=("Flags",)),
            Mark("Flags", "contested", "caution", on=("Flags",)),
            Mark("Status", _CONTESTED, "caution", on=("Status",)),
            Mark("Flags", "possible", "notice", on=("Flags",)),
        ),
    )


def _heading(view: View) -> tuple[str, ...]:
    head = f"{view.head.seq:,} entries, head {view.head.hash[:12]}"
    return (
        view.log.title,
        f"{sentence(clocks_words(view.question))} Dates are those of {view.log.zone}.",
        f"From the log {view.log.id}: {head}.",
        "Flags: contested = sources disagree, on the status if nothing else is named (date, phase: of an event); "
        "possible = reported, but not surely by now; overdue = its date passed, no outcome reported; "
        "due = its window has begun; postponed = no date.",
    )


def _issue_row(issue: IssueState, view: View) -> tuple[Field, ...]:
    status, last, next_ = issue.status, issue.last, issue.next
    return (
        issue.issue,
        issue.title,
        _status_words(status) if status else None,
        _since(status, view) if status else None,
        begin_words(status.first.revision, view.zone) if status else None,
        _titled(last, view) if last else None,
        sort_date(last.revision, view) if last else None,
        _titled(next_, view) if next_ else None,
        _begins(next_.revision, view) if next_ else None,
        _days_to(next_.revision, view) if next_ else None,
        flags_words(issue) or None,
    )


_CONTESTED = "(contested)"


def _since(status: AttributeState, view: View) -> Field:
    """A true day where it is known; else none, as no day would be true."""
    first = status.first.revision
    exact = first.when is not None and first.when.kind in ("day", "time")
    return instant_field(status.since_instant, view.zone) if exact else None


def _status_words(status: AttributeState) -> str:
    return attribute_words(status) + (f" {_CONTESTED}" if status.contested else "")


def _titled(event: EventState, view: View) -> str:
    """The title; with the date as written if the date column cannot have it, or say how sure it is."""
    when = event.revision.when
    plain = when is not None and when.kind in ("day", "time") and isinstance(sort_date(event.revision, view), date)
    dated = "" if plain else f" ({when_words(event.revision, view.zone)})"
    return f"{event.revision.body.title}{dated}"


def _begins(revision: Revision, view: View) -> Field:
    when = revision.when
    return instant_field(when.starts if when.first_day else BEGINNING, view.zone) if when else None


def _days_to(revision: Revision, view: View) -> int | None:
    """Whole days from the question's day to the first on which the event may take place; 0 if it may already."""
    when = revision.when
    return days_between(view.as_of, max(when.starts, view.as_of), view.zone) if when else None
