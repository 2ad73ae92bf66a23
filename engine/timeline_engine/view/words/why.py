"""The evidence behind an answer in words: of an attribute of an issue, and of an event's date and phase."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from ...dates import When, Zone
from ...history import AttributedClaim, Evidence, Known
from ...model import Source, format_value
from ...projection import ClaimState, EventState
from ..answer import Question
from ..why import Correction, Turn, Why, WhyEvent, claimed_attributes
from ..why.withdrawn import TakenBack
from .paragraph import BLANK, Paragraph
from .phrases import (
    PHASE_WORDS,
    attribute_words,
    claimant_words,
    clocks_words,
    date_words,
    on_words,
    sentence,
    since_words,
    source_words,
    when_words,
)
from .said import accounts_words, contested_words, differing_words, other_date_words, reported

T = TypeVar("T")


def why_paragraphs(found: Why, limit: int) -> Iterator[Paragraph]:
    """The evidence for an attribute: the first ``limit`` of each kind."""
    state, zone = found.state, found.view.zone
    yield Paragraph(f"{found.issue}.{found.attribute}: {_answer(found)}", heading=True)
    yield Paragraph(clocks_words(found.view.question), 2)
    if state is None and (others := _others(found)):
        yield Paragraph(f"ask about {' or '.join(others)}", 2)
    if state:
        rest = state.claims[1:]
        yield from _claims("It rests on", zone, state.claims[:1], 1)
        yield from _claims("The same is said by", zone, [c for c in rest if c.value == state.value], limit)
        yield from _claims("It is disputed by", zone, [c for c in rest if c.value != state.value], limit)
    yield from _claims("It replaced", zone, found.replaced, limit)
    yield from _claims("Expected, or not sure yet", zone, found.waiting, limit)
    yield from _taken_back(found.taken_back, zone, limit)
    before = found.before
    words = attribute_words(before) + (", contested" if before.contested else "") if before else "nothing known"
    yield from _day_before(found.before_question, words)
    yield from _corrected(found.corrections, limit)


def why_event_paragraphs(found: WhyEvent, limit: int) -> Iterator[Paragraph]:
    """The evidence for an event's date and phase, and what publishers say where they differ."""
    event, zone = found.event, found.view.zone
    revision = event.revision
    flag = f", {contested}" if (contested := contested_words(revision)) else ""
    heading = f"{revision.body.title} [{revision.event}]: {_event_words(event, zone)}{flag}"
    yield Paragraph(heading, heading=True)
    yield Paragraph(clocks_words(found.view.question), 2)
    if revision.date_evidence:
        date = when_words(revision, zone)
        yield from _rests(f"Its date, {date}, rests on", revision.date_evidence, found.dates[:1], zone, limit)
    yield from _turns("Its date was before", found.dates[1:], zone, limit)
    yield from _rests(f"That it {_IS[event.phase]} rests on", revision.phase_evidence, found.phases[:1], zone, limit)
    yield from _turns("Before that it was", found.phases[1:], zone, limit)
    yield from _headed("The accounts differ", accounts_words(revision, zone), limit, _line)
    yield from _headed(_CLAIMING.get(event.phase, "Expected of it"), revision.claims, limit, partial(_claim, zone))
    yield from _day_before(found.before_question, _event_words(found.before, zone) if found.before else "not known")
    yield from _corrected(found.corrections, limit)


_IS = {
    "occurred": "occurred",
    "possible": "is reported as occurred",
    "cancelled": "is cancelled",
    "retracted": "is retracted",
    "postponed": "has no date",
}
_IS |= dict.fromkeys(("upcoming", "due", "overdue"), "is scheduled")


_CLAIMING = {"occurred": "It claims", "retracted": "It had claimed"}


def _answer(found: Why) -> str:
    state = found.state
    if state is None:
        return "nothing known"
    contested = ", contested" if state.contested else ""
    return f"{attribute_words(state)} {since_words(state, found.view.zone)}{contested}"


def _event_words(event: EventState, zone: Zone) -> str:
    words = PHASE_WORDS[event.phase]
    return words if event.phase == "postponed" else f"{words}, {when_words(event.revision, zone)}"


def _others(found: Why) -> list[str]:
    """What else of the issue is claimed."""
    issue = found.view.issue(found.issue)
    names = claimed_attributes(issue) if issue else []
    return [f"{found.issue}.{name}" for name in names if name != found.attribute]


def _headed(
    heading: str, found: Sequence[T], limit: int, tell: Callable[[T], Iterator[Paragraph]]
) -> Iterator[Paragraph]:
    """The first few under their heading, and how many more there are; nothing if there are none."""
    if found:
        yield from (BLANK, Paragraph(f"{heading}:"))
    for one in found[:limit]:
        yield from tell(one)
    if len(found) > limit:
        yield Paragraph(f"and {len(found) - limit:,} more (--limit)", 2)


def _line(text: str) -> Iterator[Paragraph]:
    yield Paragraph(text, 2)


def _claims(heading: str, zone: Zone, claims: Sequence[ClaimState], limit: int) -> Iterator[Paragraph]:
    def tell(claim: ClaimState) -> Iterator[Paragraph]:
        revision = claim.revision
        yield Paragraph(f"{format_value(claim.value)}, says {claimant_words(claim)}", 2)
        yield Paragraph(f"{revision.body.title} [{revision.event}]", 4)
        yield from (Paragraph(sentence(words), 4) for words in _happened(claim, zone))
        yield from _sources(claim.sources, zone)

    return _headed(heading, claims, limit, tell)


def _claim(zone: Zone, stated: AttributedClaim) -> Iterator[Paragraph]:
    """A claim of the event that is told of anyway."""
    claim = stated.claim
    said = f", says {stated.claimant}" if stated.claimant else ""
    yield Paragraph(f"{claim.issue}.{claim.attribute} = {format_value(claim.value)}{said}", 2)
    yield Paragraph(f"It {_became_known(stated.known, zone)}.", 4)
    yield from _sources(stated.sources, zone)


def _happened(claim: ClaimState, zone: Zone) -> Iterator[str]:
    """When it happened or is to, since when that is known, and what else is said of the date."""
    revision, when = claim.revision, _date_by_then(claim)
    known, first = (date_words(one.known.text, zone) for one in (claim, revision))
    that_day = when is not None and known == date_words(when.text, zone)
    yield f"{_deed(claim, when, zone)}, which {'was known that day' if that_day else _became_known(claim.known, zone)}"
    if known != first:
        yield f"the event was first reported {_on(revision.known, zone)}"
    is_same = when is not None and revision.when is not None and when.text == revision.when.text
    given = "the date is given" if is_same else f"the date is now {when_words(revision, zone)}, given"
    if told := other_date_words(claim, zone, given):
        yield told
    if differing := differing_words(revision, zone):
        yield f"the {differing}"


def _date_by_then(claim: ClaimState) -> When | None:
    """The date that a claim's own report gives, else the event's if that was known by then (R5.8)."""
    revision, date = claim.revision, claim.revision.date_evidence
    by_then = date is not None and date.known.instant <= claim.known.instant
    return claim.stated.when or (revision.when if by_then else None)


def _deed(claim: ClaimState, when: When | None, zone: Zone) -> str:
    occurred = claim.revision.outcome == "occurred"
    if when is None:
        return "it happened at a time that nobody gave" if occurred else "it had no date"
    return f"it happened {on_words(when, zone)}" if occurred else f"it was set for {date_words(when.text, zone)}"


def _became_known(known: Known, zone: Zone) -> str:
    return f"became known {_on(known, zone)}"


def _on(known: Known, zone: Zone) -> str:
    return on_words(zone.when(known.text), zone)


def _sources(sources: Iterable[Source], zone: Zone) -> Iterator[Paragraph]:
    for source in sources:
        url = f" {source.url}" if source.url else ""
        yield Paragraph(f"source: {source_words(source, zone)}{url}", 4, sources=(source,))


def _taken_back(claims: Sequence[TakenBack], zone: Zone, limit: int) -> Iterator[Paragraph]:
    def tell(claim: TakenBack) -> Iterator[Paragraph]:
        yield Paragraph(f"{format_value(claim.value)}, said {claim.claimant or 'unattributed'}", 2)
        yield Paragraph(f"{claim.title} [{claim.event}]", 4)
        known = on_words(zone.when(claim.known), zone)
        yield Paragraph(f"It became known {known}; {_gone(claim, zone)}.", 4)
        yield from _sources(claim.sources, zone)

    return _headed("Taken back", claims, limit, tell)


def _gone(claim: TakenBack, zone: Zone) -> str:
    """Who took a claim back, and since when that is known or recorded."""
    since = on_words(zone.when(claim.since), zone)
    match claim.how:
        case "void":
            return f"we took it out of the record {since}"
        case "corrected":
            return f"we corrected the record {since}"
        case "cancelled":
            deed = f"the event is cancelled{f', says {claim.by}' if claim.by else ''}"
        case "retracted":
            deed = f"{claim.by} took it back" if claim.by else "it was taken back"
    return f"{deed}, which became known {since}"


# --- The date and the phase of an event ---


def _rests(heading: str, evidence: Evidence, turn: Sequence[Turn], zone: Zone, limit: int) -> Iterator[Paragraph]:
    sources = [f"{source_words(source, zone)}{' ' + source.url if source.url else ''}" for source in evidence.sources]
    yield from _headed(heading, sources or ["no source"], limit, _line)
    yield Paragraph(f"It {_became_known(evidence.known, zone)}.", 2)
    for one in turn:
        if one.is_restored:
            yield Paragraph(sentence(f"it holds {_restored(one, zone)}"), 2)


def _turns(heading: str, turns: Sequence[Turn], zone: Zone, limit: int) -> Iterator[Paragraph]:
    def tell(turn: Turn) -> Iterator[Paragraph]:
        value, step = date_words(turn.value, zone), turn.step
        again = f"{value} {_restored(turn, zone)}" if turn.is_restored else None
        yield Paragraph(again or reported(value, step.known, step.sources, zone, ", said by"), 2)

    return _headed(heading, turns, limit, tell)


def _restored(turn: Turn, zone: Zone) -> str:
    deed = f"{turn.step.publisher} took its report back" if turn.step.publisher else "a report was taken back"
    return f"again, as {deed}, known {date_words(turn.step.known.text, zone)}"


def _day_before(question: Question, words: str) -> Iterator[Paragraph]:
    yield from (BLANK, Paragraph(f"A day before, {clocks_words(question)}, the answer was: {words}."))


def _corrected(corrections: Sequence[Correction], limit: int) -> Iterator[Paragraph]:
    def tell(correction: Correction) -> Iterator[Paragraph]:
        note = f": {correction.note}" if correction.note else ""
        day, kind = correction.entry.recorded[:10], correction.corrected.body.KIND.removeprefix("event.")
        yield Paragraph(f"{day} entry {correction.corrected.id[:8]} ({kind}){note}", 2)

    return _headed("We corrected the record", corrections, limit, tell)
