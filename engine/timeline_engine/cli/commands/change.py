"""What became of an event: ``reschedule``, ``postpone``, ``occurred``, ``cancel``, ``source``, ``retract``."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ...entries import (
    Body,
    EventCancelled,
    EventOccurred,
    EventRescheduled,
    EventRetracted,
    EventSourced,
)
from ...errors import TimelineError, UnknownId, pick
from ...recording import State
from ..appending import dry_run_option, put
from ..event_options import claim_options, read_claims, read_report, source_options
from ..offering import offer
from ..over import anyway_option, check_not_over
from ..session import Session, log_option, pass_session
from ..typed import TypedClaim

F = TypeVar("F", bound=Callable[..., Any])


def _change(command: F) -> F:
    """What all these commands take: the event, its source, a note."""
    for option in reversed(
        (
            click.argument("event", shell_complete=offer("event")),
            source_options(),
            click.option("--note", help="A remark on this entry."),
            dry_run_option,
            log_option,
            pass_session,
        )
    ):
        command = option(command)
    return command


def _put(session: Session, make: type[Body], event: str, report: dict[str, Any], dry_run: bool, **said: Any) -> None:
    note = report.pop("note") or None
    anyway = report.pop("anyway", False)

    def body(state: State) -> Body:
        named = _named(event, state)
        fields: dict[str, Any] = {"event": named, "note": note, **read_report(session, state.zone, **report)}
        if "on" in said:
            fields["when"] = session.when("--on", said["on"], state.zone)
        if "claims" in said:
            fields["claims"] = read_claims(said["claims"], state)
        if make is EventOccurred:
            _check_past(session, state, named, fields["when"])
        if make in (EventRescheduled, EventCancelled):
            check_not_over(state, named, fields, session.now(), anyway)
        return make(**fields)

    put(session, body, dry_run, anyway=anyway)


def _named(text: str, state: State) -> str:
    """The id of the event that is meant. Raises UnknownId."""
    try:
        return pick(text, state.events, "event")
    except UnknownId as error:
        raise UnknownId(state.taken_out("event", text) or str(error)) from error


def _check_past(session: Session, state: State, event: str, when: str | None) -> None:
    """What took place did so by now. Raises TimelineError."""
    date = state.zone.when(when) if when else state.revision(event).when
    if date and date.starts > session.now():
        planned = "" if when else f", for which event {event!r} is scheduled,"
        raise TimelineError(f"--on: {date.text}{planned} is yet to come: say on which day it took place")


@click.command("reschedule", short_help="An event was moved to another date.")
@click.option("--on", metavar="DATE", required=True, help="The new date.")
@anyway_option
@_change
def reschedule_command(session: Session, event: str, on: str, dry_run: bool, **report: Any) -> None:
    """A scheduled EVENT was moved to another date. One that was cancelled is scheduled again.

    \b
    timeline reschedule first-two-plus-two --on 2018-09-06 \\
        --source "Daily Example" --published 2018-09-05
    """
    _put(session, EventRescheduled, event, report, dry_run, on=on)


@click.command("postpone", short_help="An event was put off, without a new date.")
@anyway_option
@_change
def postpone_command(session: Session, event: str, dry_run: bool, **report: Any) -> None:
    """A scheduled EVENT was put off, and no new date is known.

    \b
    timeline postpone first-two-plus-two --known 2018-09-05
    """
    _put(session, EventRescheduled, event, report, dry_run)


@click.command("occurred", short_help="A scheduled event took place.")
@click.option("--on", metavar="DATE", help="When, if not as scheduled.")
@claim_options()
@_change
def occurred_command(
    session: Session,
    event: str,
    on: str | None,
    claims: tuple[TypedClaim, ...],
    dry_run: bool,
    **report: Any,
) -> None:
    """A scheduled EVENT took place. What it says of issues now is in effect; --set adds to or replaces it.

    \b
    timeline occurred first-two-plus-two --on 2018-09-06 \\
        --set two-plus-two=held --published 2018-09-06
    """
    _put(session, EventOccurred, event, report, dry_run, on=on, claims=claims)


@click.command("cancel", short_help="A scheduled event will not take place.")
@anyway_option
@_change
def cancel_command(session: Session, event: str, dry_run: bool, **report: Any) -> None:
    """A scheduled EVENT will not take place.

    \b
    timeline cancel early-may-bank-holiday-2020 --published 2019-06-07
    """
    _put(session, EventCancelled, event, report, dry_run)


@click.command("source", short_help="An event has one more source.")
@claim_options()
@_change
def source_command(session: Session, event: str, claims: tuple[TypedClaim, ...], dry_run: bool, **report: Any) -> None:
    """EVENT has one more source: it may make it known earlier, and --set adds what it claims.

    \b
    timeline source china-edd-sanctioned --source "Daily Example" \\
        --published 2018-10-04
    """
    _put(session, EventSourced, event, report, dry_run, claims=claims)


@click.command("retract", short_help="The sources of an event took it back.")
@_change
def retract_command(session: Session, event: str, dry_run: bool, **report: Any) -> None:
    """The sources of EVENT took it back. If the record is wrong and not they: timeline correct ENTRY --void.

    \b
    timeline retract oil-waiver-granted --source "Daily Example" \\
        --published 2018-11-02
    """
    _put(session, EventRetracted, event, report, dry_run)
