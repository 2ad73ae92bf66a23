"""What a briefing says, paragraph by paragraph; the exporter of plain text makes lines of them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from timeline_engine.history import Revision
from timeline_engine.model import Source, format_value
from timeline_engine.projection import AttributeState, ClaimState, EventState, IssueState, Phase
from timeline_engine.view import View
from timeline_engine.view.words.phrases import (
    PHASE_WORDS,
    attribute_words,
    claimant_words,
    clocks_words,
    counted,
    date_words,
    days_words,
    flags_words,
    gone_words,
    moves_words,
    sentence,
    since_words,
    source_words,
    when_words,
)
from timeline_engine.view.words.said import accounts_words, evidence_words, origin_words, other_date_words

INDENT = "  "
"""What a paragraph begins with that goes with the one before."""

_LISTED = 5  # events of one phase in the section of an issue; the rest is counted
_AGAIN = {"Next": "Then"}


def opening(view: View) -> Iterator[str]:
    """Which log as of when, and what a reader must not overlook."""
    yield view.log.title.strip() or view.log.id
    yield sentence(clocks_words(view.question))
    if not view.issues:
        yield "No issue is known of."
    if marked := [f"{issue.issue} ({flagged})" for issue in view.issues if (flagged := flags_words(issue))]:
        yield f"Look out for: {'; '.join(marked)}."


def of_issue(issue: IssueState, view: View) -> Iterator[str]:
    """An issue under its title: its status, its other attributes, and what happened last or is to come."""
    yield f"{issue.title} ({issue.issue})".strip()
    if issue.question:
        yield issue.question.strip()
    if not issue.events:
        yield "Nothing is known of it yet."
        return
    yield from _status(issue, view)
    for attribute in issue.attributes.values():
        if attribute is not issue.status:
            yield from _attribute(attribute, view)
    yield from _events(issue, view)


def _status(issue: IssueState, view: View) -> Iterator[str]:
    status = issue.status
    if status is None:
        yield "Status: none reported."
        return
    yield f"Status: {attribute_words(status)}, {since_words(status, view.zone)}."
    yield f"{INDENT}{_grounds(status.winner, view)}"
    yield from _dissent(status, view)


def _attribute(attribute: AttributeState, view: View) -> Iterator[str]:
    """Any other attribute in a line, and each figure or voice in a line of its own if they differ."""
    words = f"{attribute.name}: {attribute_words(attribute)}"
    if attribute.kind == "estimate" and attribute.contested:
        yield f"{words}; the accounts differ."
        for claim in attribute.claims:
            said = f"{claimant_words(claim)}: {format_value(claim.value)} {_cited(claim.revision, view)}"
            yield f"{INDENT}{said}, {_from(claim, view)}."
        return
    yield f"{words}, {since_words(attribute, view.zone)}{_voice(attribute.winner)}, {_from(attribute.winner, view)}."
    yield from _dissent(attribute, view)


def _grounds(claim: ClaimState, view: View) -> str:
    """Why a value holds: the event that made it so, who says it, since when and from where it could be known."""
    voice = f", according to {claim.by}" if claim.by else ""
    origin = f" from {_origin(claim.sources, view)}" if claim.sources else ""
    known = date_words(claim.known.text, view.zone)
    dated = other_date_words(claim, view.zone)
    grounds = f"Rests on: {_event(claim.revision, view)}{voice}; known since {known}{origin}."
    return f"{grounds} {sentence(dated)}" if dated else grounds


def _origin(sources: Sequence[Source], view: View) -> str:
    extra = f" and {counted(len(sources) - 1, 'more source')}" if sources[1:] else ""
    return f"{source_words(sources[0], view.zone)}{extra}"


def _dissent(attribute: AttributeState, view: View) -> Iterator[str]:
    for claim in attribute.claims:
        if claim.value != attribute.value:
            said = f"Disputed: {format_value(claim.value)}{_voice(claim)} {_cited(claim.revision, view)}"
            yield f"{INDENT}{said}, {_from(claim, view)}."


def _from(claim: ClaimState, view: View) -> str:
    """The reports that a claim rests on, and those that give its date if they are others."""
    dated = other_date_words(claim, view.zone)
    return f"{origin_words(claim.known, claim.sources, view.zone)}{'; ' if dated else ''}{dated}"


def _voice(claim: ClaimState) -> str:
    return f", says {claim.claimant}" if claim.claimant else ""


def _cited(revision: Revision, view: View) -> str:
    return f"({revision.event}, {when_words(revision, view.zone)})"


def _event(revision: Revision, view: View) -> str:
    return f"{revision.body.title} {_cited(revision, view)}"


def _events(issue: IssueState, view: View) -> Iterator[str]:
    """What happened last, what is to come, and whatever else asks for attention."""
    for event in issue.events.contested():
        yield from _contested(event, view)
    last = issue.last
    if last and (issue.status is None or last.revision.event != issue.status.winner.revision.event):
        happened = f"{_event(last.revision, view)}{_comma(_distance(last.revision.effective, view))}."
        yield f"Last: {happened}{_evidence(last, issue, view)}"
    for label, phase, words in _LISTS:
        events = sorted(issue.phase(phase), key=_begins) if phase == "upcoming" else issue.phase(phase)
        for event in events[:_LISTED]:
            happens = f"{_event(event.revision, view)}{_comma(words(event, view))}."
            yield f"{label}: {happens}{_moves(event, view)}{_evidence(event, issue, view)}{_outlook(event, issue)}"
            label = _AGAIN.get(label, label)
        if len(events) > _LISTED:
            yield f"{label}: {len(events) - _LISTED} more."


def _begins(event: EventState) -> int:
    """The first instant at which it may be, which is what is said of an event ahead."""
    return event.revision.when.starts if event.revision.when else event.revision.effective


def _comma(words: str) -> str:
    return f", {words}" if words else ""


def _ahead(event: EventState, view: View) -> str:
    earliest, latest = _distances(event, view)
    return earliest if earliest == latest else f"{earliest} at the earliest"


def _closes(event: EventState, view: View) -> str:
    """How long a window stays open in which something should happen, or may have happened."""
    earliest, latest = _distances(event, view)
    if not latest:
        return "with an open end"
    return latest if earliest == latest else f"the window closes {latest}"


def _passed(event: EventState, view: View) -> str:
    _, latest = _distances(event, view)
    return f"{latest}: {PHASE_WORDS['overdue']}" if latest else PHASE_WORDS["overdue"]


def _nothing(_: EventState, __: View) -> str:
    return ""


def _gone(event: EventState, view: View) -> str:
    return gone_words(event, view.zone)


def _distances(event: EventState, view: View) -> tuple[str, str]:
    """How far away the two ends of an event's window are; empty for one that is open or not known."""
    when = event.revision.when
    if when is None:
        return "", ""
    return _distance(when.starts, view), _distance(when.ends, view) if when.last_day else ""


def _distance(instant: int, view: View) -> str:
    """``in 12 days``, counted in days of the calendar; empty for days beyond any calendar."""
    try:
        day, today = (date.fromisoformat(view.zone.day(moment)) for moment in (instant, view.as_of))
    except ValueError:
        return ""
    return days_words((day - today).days)


_LISTS: tuple[tuple[str, Phase, Callable[[EventState, View], str]], ...] = (
    ("Due", "due", _closes),
    ("Next", "upcoming", _ahead),
    ("Overdue", "overdue", _passed),
    ("Possible", "possible", _closes),
    ("Postponed", "postponed", _nothing),
    ("Cancelled", "cancelled", _gone),
    ("Retracted", "retracted", _gone),
)


def _moves(event: EventState, view: View) -> str:
    moves = moves_words(event.revision, view.zone)
    return f" {sentence(moves)}" if moves else ""


def _evidence(event: EventState, issue: IssueState | None, view: View) -> str:
    """Who reported it."""
    lines = evidence_words(event.revision, view.zone, issue.issue if issue else None)
    return "".join(f" {sentence(line)}" for line in lines)


def _contested(event: EventState, view: View) -> Iterator[str]:
    """What publishers do not agree on of an event, and what each says."""
    revision = event.revision
    yield f"Contested: the {' and '.join(revision.contested)} of {_event(revision, view)}."
    yield from (f"{INDENT}{sentence(account)}" for account in accounts_words(revision, view.zone))


def _outlook(event: EventState, issue: IssueState) -> str:
    """What an event that is not yet in effect would change about the issue."""
    if event.phase not in ("due", "upcoming", "possible"):
        return ""
    claims = (stated.claim for stated in event.revision.claims if stated.claim.issue == issue.issue)
    changes = [f"{claim.attribute} {format_value(claim.value)}" for claim in claims]
    return f" It would make {' and '.join(changes)}." if changes else ""


def of_stray(events: Sequence[EventState], view: View) -> Iterator[str]:
    """The events that bear on no issue, under a title of their own."""
    yield "Events that bear on no issue"
    for event in events:
        phase = f"{PHASE_WORDS[event.phase]}{_comma(gone_words(event, view.zone))}"
        yield f"{_event(event.revision, view)}: {phase}.{_evidence(event, None, view)}"
        if event.revision.contested:
            yield from _contested(event, view)
