"""Events that were taken out of the record: a calendar that had them has to hear of it, or shows them for ever."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from timeline_engine.dates import DateError, When
from timeline_engine.history import Statement
from timeline_engine.view import View
from timeline_engine.view.answer import instant_of
from timeline_engine.view.words.printable import printable
from timeline_engine.visible import marked

from .content_lines import content_lines, escaped, moment
from .span import Span, span_of
from .vevent import one_line, uid_of
from .window import Window

MARK = "VOID: "
GONE = "X-TIMELINE-GONE"
SAID = "Taken out of the record: it should not have been there."
"""The description, by which an import knows it where properties of our own are gone."""


def write_gone(view: View, window: Window) -> Iterator[bytes]:
    """A cancelled VEVENT for each event that is void by now and that a reader could have known of, on its last date.

    Only of those whose last date may be in the window.
    """
    limit = instant_of(view.zone, view.question.known_by)
    for event, statements in view.history.void.items():
        if event in view.history.events or (limit is not None and min(_instants(statements)) > limit):
            continue
        if view.only and not any(_is_about(statement, view.only) for statement in statements):
            continue
        title, when, span = _last(statements, view)
        if span and window.has(when):
            yield content_lines(_lines(event, statements, title or event, span, view))


def _instants(statements: Sequence[Statement]) -> list[int]:
    return [statement.known.instant for statement in statements]


def _is_about(statement: Statement, issues: tuple[str, ...]) -> bool:
    said = statement.body
    return not {*said.issues, *(claim.issue for claim in said.claims)}.isdisjoint(issues)


def _last(statements: Sequence[Statement], view: View) -> tuple[str | None, When | None, Span | None]:
    """The last title, and the last date that a calendar can show, with where it stands there."""
    title = next((statement.body.title for statement in reversed(statements) if statement.body.title), None)
    for statement in reversed(statements):
        try:
            when = view.zone.when(statement.body.when) if statement.body.when else None
        except DateError:
            continue
        if when and (span := span_of(when)):
            return title, when, span
    return title, None, None


def _lines(event: str, statements: Sequence[Statement], title: str, span: Span, view: View) -> Iterator[str]:
    """The properties, in the order of those of other events (`vevent`)."""
    corrections = {correction.id: correction for statement in statements for correction in statement.corrections}
    modified = datetime.fromisoformat(max(correction.recorded for correction in corrections.values()))
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{escaped(marked(printable(MARK + one_line(title))))}"
    yield moment("DTSTART", span.start)
    if span.end is not None:
        yield moment("DTEND", span.end)
    yield moment("DTSTAMP", modified)
    yield f"UID:{escaped(uid_of(event, view.log.id))}"
    yield f"SEQUENCE:{len(statements) + len(corrections) - 1}"  # as of an event (R4.27), and so it never falls
    yield moment("CREATED", datetime.fromisoformat(statements[0].recorded))
    yield f"DESCRIPTION:{escaped(SAID)}"
    yield moment("LAST-MODIFIED", modified)
    yield "STATUS:CANCELLED"
    yield "TRANSP:TRANSPARENT"
    yield f"{GONE}:void"
    yield f"X-TIMELINE-LOG:{escaped(view.log.id)}"
    yield "END:VEVENT"
