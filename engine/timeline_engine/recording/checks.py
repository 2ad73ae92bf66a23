"""What each kind of entry must be for the log to make sense of it later (docs/semantics.md).

Refused is what could not be understood: a date that is no date, an event that is not there, an outcome for an
event that has one. What is merely doubtful is taken.
"""

from collections.abc import Sequence
from functools import singledispatch

import attrs

from ..dates import FOREVER
from ..entries import (
    Body,
    CodecError,
    Entry,
    EventBody,
    EventCancelled,
    EventCorrected,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    IssueDefined,
    correct,
)
from ..errors import UnknownId, did_you_mean, shortened
from ..history import Revision, known_of, named_issues
from ..model import Claim
from ..visible import quote
from .advice import check_needless, further, mend_outcome
from .errors import RecordError
from .ids import check_id, to_define
from .state import State


@singledispatch
def check(body: Body, state: State) -> None:
    """Refuse a body that does not fit the log. Raises RecordError, DateError, UnknownId."""
    raise RecordError(
        f"{shortened(body)} cannot be recorded: give an EventRecorded, or another body of timeline_engine.entries"
    )


def check_order(body: Body, state: State) -> None:
    """Refuse what undoes that an event occurred: it can be so, and is meant seldom. Raises RecordError, UnknownId."""
    if isinstance(body, EventRescheduled):
        _expect_not(body, state, "occurred", "an event that took place cannot be moved")
    if isinstance(body, EventCancelled):
        _expect_not(body, state, "occurred", "only what is scheduled can be cancelled")


@check.register
def _(body: IssueDefined, state: State) -> None:
    check_id(body.issue, "issue")
    for name in body.attributes:
        check_id(name, "attribute")
    defined = any(isinstance(entry.body, IssueDefined) for entry in state.filed.get(f"issue {body.issue}", ()))
    if defined and state.issues.get(body.issue) == body:
        raise RecordError(f"issue {body.issue!r} is defined so already")


@check.register
def _(body: EventRecorded, state: State) -> None:
    check_id(body.event, "event")
    if state.is_recorded(body.event):
        raise RecordError(
            f"event {body.event!r} is in the log already: choose another id, or see `timeline show {quote(body.event)}`"
        )
    _check_description(body, state)
    _check_report(body, state)


@check.register
def _(body: EventRescheduled, state: State) -> None:
    _check_report(body, state)
    revision = _revision(body, state)
    if revision.outcome == "scheduled" and (revision.when.text if revision.when else None) == body.when:
        now = f"scheduled for {body.when}" if body.when else "without a date"
        raise RecordError(f"event {body.event!r} is {now} already: a further report of it is {further(body.event)}")


@check.register
def _(body: EventOccurred, state: State) -> None:
    _expect_not(body, state, "occurred", f"{further(body.event)} adds a source, {mend_outcome(_revision(body, state))}")
    _check_report(body, state)
    planned = _revision(body, state).when
    if body.when is None and planned is None:
        raise RecordError(f"event {body.event!r} has no date: say when it occurred")
    _check_ends(body.event, body.when or (planned.text if planned else ""), state)


@check.register
def _(body: EventCancelled, state: State) -> None:
    for outcome in ("cancelled", "retracted"):
        _expect_not(body, state, outcome, "only what is scheduled can be cancelled")
    _check_report(body, state)


@check.register
def _(body: EventSourced, state: State) -> None:
    if not body.sources and not body.known:
        raise RecordError(f"a further source for {body.event!r} needs at least a publisher, title, date or URL")
    _check_report(body, state)
    held = state.revision(body.event)
    new = [claim for claim in body.claims if not _is_held(claim, body, held)]
    if any(source in held.sources for source in body.sources) and not new:
        raise RecordError(f"event {body.event!r} has this source already")


@check.register
def _(body: EventRetracted, state: State) -> None:
    _expect_not(body, state, "retracted", "nothing is left to take back")
    _check_report(body, state)


@check.register
def _(body: EventCorrected, state: State) -> None:
    target = state.find(body.entry)
    held = state.as_corrected(target)
    if held is None:
        by = quote(state.voided_by(target) or "")
        raise RecordError(f"entry {target.id} is void already: `timeline correct {by} --void` undoes that")
    if body.void:
        if isinstance(held, IssueDefined):
            check_needless(held, target, state)
        return
    if isinstance(held, EventCorrected):
        raise RecordError(
            f"entry {target.id} is itself a correction: void it, and correct entry {held.entry}, that is "
            f"`timeline correct {quote(target.id[:8])} --void` and then `timeline correct {quote(held.entry[:8])}` "
            "with what is right"
        )
    corrected = _corrected(target, held, body)
    if corrected == held:
        raise RecordError(f"entry {target.id} says so already")
    if isinstance(corrected, EventRecorded):
        _check_description(corrected, state)
    if isinstance(corrected, EventOccurred) and corrected.when:
        _check_ends(corrected.event, corrected.when, state)
    if not isinstance(corrected, IssueDefined | EventCorrected):
        _check_report(corrected, state)


def _corrected(target: Entry, held: Body, body: EventCorrected) -> Body:
    """What an entry would say with one more correction. Raises RecordError."""
    if not body.fields:
        raise RecordError("a correction says which fields to replace, or that the entry is void")
    names = [a.name for a in attrs.fields(type(held)) if a.name not in ("event", "entry", "issue")]
    unknown = sorted(set(body.fields).difference(names))
    if unknown:
        raise RecordError(
            f"an {target.kind} has no field {unknown[0]!r} that can be corrected; it has {', '.join(names)}"
        )
    try:
        return correct(held, body.fields)
    except CodecError as error:
        raise RecordError(str(error)) from error


def _check_description(body: EventRecorded, state: State) -> None:
    if not body.title.strip():
        raise RecordError(f"event {body.event!r} has no title")
    if body.phase == "occurred":
        if body.when is None:
            raise RecordError(f"event {body.event!r} occurred, but when? Give its date, however vague")
        _check_ends(body.event, body.when, state)


def _check_ends(event: str, when: str, state: State) -> None:
    """What occurred did so by some day: of a date with an open end none would ever be the one to count it from."""
    read = state.zone.when(when)
    if read.effective == FOREVER:
        raise RecordError(
            f"event {event!r} occurred, but {when} has no end: say by when it did, like [{read.earliest or ''}..DAY]"
        )


def _check_report(body: EventBody, state: State) -> None:
    _check_dates(body, state)
    _check_claims(body.claims, body.event)
    for issue in named_issues(body):
        if issue not in state.issues:
            raise UnknownId(f"no issue {issue!r} in the log{did_you_mean(issue, state.issues) or to_define(issue)}")


def _check_dates(body: EventBody, state: State) -> None:
    known_of(body.sources, None, state.zone)
    known_of((), body.known, state.zone)
    if body.when is not None:
        state.zone.when(body.when)


def _check_claims(claims: Sequence[Claim], event: str) -> None:
    said: dict[object, Claim] = {}
    for claim in claims:
        check_id(claim.attribute, "attribute")
        if said.setdefault((claim.issue, claim.attribute, claim.by), claim).value != claim.value:
            by = f" by {claim.by}" if claim.by else ""
            raise RecordError(
                f"{claim.issue}.{claim.attribute} is given two values{by}: record what each side claims "
                f"with a --by of its own, or leave out one, and record it then as another report: {further(event)} "
                "with the claim"
            )


def _is_held(claim: Claim, body: EventSourced, held: Revision) -> bool:
    by = claim.by or (body.sources[0].publisher if body.sources else None)
    return any(
        (s.claim.issue, s.claim.attribute, s.claim.value, s.claimant) == (claim.issue, claim.attribute, claim.value, by)
        for s in held.claims
    )


def _is_of_another(body: EventBody, revision: Revision) -> bool:
    """Is it the report of a publisher who is not among those that say so yet? It stands beside theirs (R4.9)."""
    publishers = {source.publisher for source in body.sources if source.publisher}
    return bool(publishers) and publishers.isdisjoint(source.publisher for source in revision.phase_evidence.sources)


def _revision(body: EventBody, state: State) -> Revision:
    known = known_of(body.sources, body.known, state.zone)
    return state.revision(body.event, known.instant if known else None)


def _expect_not(body: EventBody, state: State, outcome: str, advice: str) -> None:
    revision = _revision(body, state)
    if revision.outcome == outcome and not (outcome != "retracted" and _is_of_another(body, revision)):
        verb = "has" if outcome == "occurred" else "is"
        raise RecordError(f"event {body.event!r} {verb} {outcome} already: {advice}")
