"""The first sheet of a workbook, what an editor gets: where each issue stands and why, who disagrees, what comes."""

from collections.abc import Iterator

from timeline_engine.dates import BEGINNING
from timeline_engine.history import Revision
from timeline_engine.model import format_value
from timeline_engine.projection import AttributeState, ClaimState, IssueState
from timeline_engine.view import View
from timeline_engine.view.words.phrases import (
    attribute_words,
    begin_words,
    claimant_words,
    clocks_words,
    flags_words,
    moves_words,
    sentence,
    when_words,
)
from timeline_engine.view.words.said import accounts_words, origin_words, other_date_words

from .cells import Field
from .fields import days_between, instant_field, log_words, sort_date
from .layout import Column, Mark, Sheet


def summary(view: View) -> Sheet:
    """One row an issue: its status, who disagrees, what happened last, what comes next and in how many days, and why.

    All dates stand in words; those that are days do so once more as dates, to sort by, in columns that are not printed.
    """
    columns = (
        Column("Issue", 15, "wrapped"),
        Column("Title", 17, "wrapped"),
        Column("Question", 24, "wrapped"),
        Column("Status", 16, "wrapped"),
        Column("Contested", 29, "wrapped"),
        Column("Since in words", 16, "wrapped"),
        Column("Last event", 26, "wrapped"),
        Column("Next event", 26, "wrapped"),
        Column("Days to next", 9, "number"),
        Column("Why", 30, "wrapped"),
        Column("Flags", 12, "wrapped"),
    )
    dates = (Column("Since", 13, "date"), Column("Last date", 19, "date"), Column("Next date", 13, "date"))
    return Sheet(
        title="Summary",
        heading=(view.log.title, f"{sentence(clocks_words(view.question))} Dates are those of {view.log.zone}."),
        columns=(*columns, *dates),
        printed=len(columns),
        rows=(_issue_row(issue, view) for issue in view.issues),
        marks=(
            Mark("Flags", "overdue", "alarm", on=("Flags",)),
            Mark("Flags", "contested", "caution", on=("Contested", "Flags")),
            Mark("Status", _CONTESTED, "caution", on=("Status",)),
            Mark("Flags", "possible", "notice", on=("Flags",)),
        ),
        foot=(*_FLAGS, sentence(f"{clocks_words(view.question)}; from the {log_words(view)}")),
    )


_FLAGS = (
    "Flags: contested = sources disagree, on the status if nothing else is named (date, phase: of an event); "
    "possible = reported, but not surely by now;",
    "overdue = its date passed, no outcome reported; due = its window has begun; postponed = no date.",
)
_CONTESTED = "(contested)"


def _issue_row(issue: IssueState, view: View) -> tuple[Field, ...]:
    status, last, next_ = issue.status, issue.last, issue.next
    return (
        issue.issue,
        issue.title,
        issue.question,
        _status_words(status) if status else None,
        "\n".join(_contested(issue, view)) or None,
        begin_words(status.first.revision, view.zone) if status else None,
        _dated(last.revision, view) if last else None,
        _next(next_.revision, view) if next_ else None,
        _days_to(next_.revision, view) if next_ else None,
        _why(status.winner, view) if status else None,
        flags_words(issue) or None,
        _since(status, view) if status else None,
        sort_date(last.revision, view) if last else None,
        _begins(next_.revision, view) if next_ else None,
    )


def _status_words(status: AttributeState) -> str:
    return attribute_words(status) + (f" {_CONTESTED}" if status.contested else "")


def _contested(issue: IssueState, view: View) -> Iterator[str]:
    """Below the name of what is contested each value with who says so, ``- 6bn USD (Post, and Gazette)``; of an event
    what each says of its date or phase.
    """
    for attribute in issue.attributes.values():
        if attribute.contested:
            yield f"{attribute.name}:"
            said: dict[str, list[str]] = {}
            for claim in attribute.claims:
                said.setdefault(format_value(claim.value), []).append(claimant_words(claim))
            yield from (f"- {value} ({', and '.join(who)})" for value, who in said.items())
    for event in issue.events.contested():
        yield f"{event.revision.body.title}:"
        yield from (f"- {account}" for account in accounts_words(event.revision, view.zone))


def _dated(revision: Revision, view: View) -> str:
    return f"{revision.body.title} ({when_words(revision, view.zone)})"


def _next(revision: Revision, view: View) -> str:
    """What comes next and, below it, how often it was moved."""
    return "\n".join(filter(None, (_dated(revision, view), moves_words(revision, view.zone))))


def _why(claim: ClaimState, view: View) -> str:
    """The event by which the status holds, when that was, and by whom it is known; in one line."""
    voice = f", according to {claim.by}" if claim.by else ""
    origin = origin_words(claim.known, claim.sources, view.zone)
    dated = other_date_words(claim, view.zone)
    return f"{_dated(claim.revision, view)}{voice}, {origin}{'; ' if dated else ''}{dated}"


def _since(status: AttributeState, view: View) -> Field:
    """A true day where it is known; else none, as no day would be true."""
    first = status.first.revision
    exact = first.when is not None and first.when.kind in ("day", "time")
    return instant_field(status.since_instant, view.zone) if exact else None


def _begins(revision: Revision, view: View) -> Field:
    when = revision.when
    return instant_field(when.starts if when.first_day else BEGINNING, view.zone) if when else None


def _days_to(revision: Revision, view: View) -> int | None:
    """Whole days from the question's day to the first on which the event may take place; 0 if it may already."""
    when = revision.when
    return days_between(view.as_of, max(when.starts, view.as_of), view.zone) if when else None
