"""What is recorded as having occurred is seldom moved or cancelled: a person has to say so."""

from collections.abc import Mapping
from typing import Any

import click

from ..entries import EventOccurred
from ..errors import TimelineError
from ..history import Revision, Statement, known_of
from ..recording import State
from ..view.words.phrases import date_words
from ..visible import quote
from .entry_words import entry_words
from .session import F
from .typed import retyped


def anyway_option(command: F) -> F:
    """``--anyway`` of the commands that undo an occurrence."""
    return click.option("--anyway", is_flag=True, help="Also if it is recorded as having occurred.")(command)


def check_not_over(state: State, event: str, fields: Mapping[str, Any], now: int, anyway: bool) -> None:
    """Refuse to change what had occurred when the change was known, and ``anyway`` what would not change it (R4.11).

    Raises TimelineError, which says what to type.
    """
    known = known_of(fields["sources"], fields["known"], state.zone)
    revision = state.revision(event, known.instant if known else None)
    if revision.outcome != "occurred":
        return
    if (when := fields.get("when")) and state.zone.when(when).starts <= (known.instant if known else now):
        mends = _took_place(event, revision, fields)
        raise TimelineError(
            f"event {event!r} has occurred, and a schedule for {date_words(when, state.zone)}, which is not after the "
            f"day on which it was known, does not undo that: if it took place then, {mends}"
        )
    if anyway:
        return
    when = f" {date_words(revision.when.text, state.zone)}" if revision.when else ""
    saying = [step.statement for step in revision.steps if says_occurred(step.statement)]
    mend = f"`{_mend(saying[-1])}`" if saying else f"`timeline show {quote(event)}` tells by whom"
    said = f" by entry {entry_words(saying[-1], state.zone)}" if saying else ""
    raise TimelineError(
        f"event {event!r} is recorded as having occurred{when}{said}: if that is wrong, {mend}; if there is another, "
        f"record it as an event of its own; if it is so all the same, `{_again(event)}`"
    )


def says_occurred(statement: Statement) -> bool:
    """Does an entry itself say that its event occurred?"""
    body = statement.body
    return isinstance(body, EventOccurred) or getattr(body, "phase", None) == "occurred"


def _took_place(event: str, revision: Revision, fields: Mapping[str, Any]) -> str:
    saying = [step.statement for step in revision.steps if says_occurred(step.statement)]
    publishers = {source.publisher for source in fields["sources"] if source.publisher}
    another = publishers.isdisjoint(source.publisher for source in revision.phase_evidence.sources)
    if publishers and another:
        command = retyped(click.get_current_context(), event, ("--anyway",))
    else:  # who says already that it occurred cannot report it again
        command = f"{retyped(click.get_current_context(), event, _NOT_ANOTHER)} --source PUBLISHER --published DATE"
    reported = command.replace("timeline reschedule", "timeline occurred", 1)
    mend = f"`timeline correct {quote(saying[-1].id[:8])} --on DATE` mends the date" if saying else "mend its date"
    return f"{mend}, and `{reported}` is the report of another paper"


_NOT_ANOTHER = ("--anyway", "--source", "--source-title", "--published", "--url", "--known")


def _mend(saying: Statement) -> str:
    how = "--void" if isinstance(saying.body, EventOccurred) else "--phase scheduled"
    return f"timeline correct {quote(saying.id[:8])} {how}"


def _again(event: str) -> str:
    return f"{retyped(click.get_current_context(), event)} --anyway"
