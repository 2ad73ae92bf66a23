"""Rules about the answer: what the entries together say of each event and issue, with hindsight."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from ...dates import When, Zone, utc_instant
from ...entries import EventRecorded, EventRescheduled
from ...entries.gist import known_dates
from ...history import Base, Known, Revision, Statement, Step
from ...history.backfilled import is_backfilled
from ...history.reports import LAST_WORDS, phase_in
from ...model import STATUS, format_value
from ...projection import AttributeState, ClaimState, EventStates, IssueState, claims_in_effect
from ..words.phrases import claimant_words, counted, date_words, when_words
from ..words.said import accounts_words
from .context import Ground
from .finding import Fault, some

_DATING = EventRecorded.KIND, EventRescheduled.KIND

_AHEAD = 26 * 3_600_000_000
"""Microseconds by which a day begins earlier in the one place of the Earth than in another, at most."""


def overdue(ground: Ground) -> Iterator[Fault]:
    """A scheduled event whose date has passed, and nobody reported what came of it."""
    for event in ground.events.phase("overdue"):
        date = event.revision.date_evidence
        if date:
            said = f"{_event(event.revision)} was set for {when_words(event.revision, ground.zone)}"
            dated = next(step.statement for step in event.revision.steps if step.statement.seq == date.seq)
            yield _fault(dated, f"{said}, no outcome is reported")


def known_late(ground: Ground) -> Iterator[Fault]:
    """A schedule that became known when its date had passed, and nothing else of the event with it."""

    def may_be(base: Base) -> bool:
        when = _given(base, ground.zone) if base.gist.phase == "scheduled" else None
        return when is not None and when.ends < base.known.instant

    for revision in ground.revisions(may_be):
        for moment, steps in _moments(revision):
            dated = [step for step in steps if _sets_date(step)]
            when = _own_date(dated[-1].statement, ground.zone) if dated else None
            if not when or steps[-1].outcome != "scheduled" or _is_backfilled(dated[-1].statement, when):
                continue
            if when.ends < moment:
                known = date_words(dated[-1].known.text, ground.zone)
                said = f"{_event(revision)} was set for {date_words(when.text, ground.zone)}"
                yield _fault(dated[-1].statement, f"{said}, but that became known only on {known}", "--on DATE")


def backfilled(ground: Ground) -> Iterator[Fault]:
    """What was recorded long after it happened, and says nothing of when that was known; of one import told once."""
    found: dict[str, list[tuple[str, Step]]] = {}
    for name, told in ground.history.events.items():
        revision = told.revision(ground.zone) if any(map(_is_undated, told.statements)) else None
        for step in revision.steps if revision else ():
            if step.when and _is_backfilled(step.statement, step.when):
                found.setdefault(step.statement.recorded, []).append((name, step))
    for several in found.values():
        name, step = several[0]
        yield _backfilled(name, step, len(several) - 1, ground.zone)


def _is_undated(statement: Statement) -> bool:
    """Does an entry say nothing of when it was known? Of most, that is known without reading it."""
    if isinstance(statement, Base):
        return not statement.gist.dates
    return not known_dates(statement.said.sources, statement.said.known)


def _is_backfilled(statement: Statement, when: When) -> bool:
    return is_backfilled(statement.body, when, utc_instant(statement.recorded))


def _backfilled(event: str, step: Step, more: int, zone: Zone) -> Fault:
    assert step.when
    verb = "happened" if step.outcome == "occurred" else "was set for"
    also = f" ({counted(more, 'more entry')} recorded with it likewise)" if more else ""
    recorded = zone.day(utc_instant(step.statement.recorded))
    said = f"event {event!r} {verb} {date_words(step.when.text, zone)}, but nothing says when that became known{also}"
    mend = f"--known {step.when.latest}" if step.when.latest else "--known DATE"
    return _fault(step.statement, f"{said}: no question as of a day before {recorded} shows it", mend)


def _moments(revision: Revision) -> Iterator[tuple[int, list[Step]]]:
    """The entries about an event as they became known, moment by moment."""
    for moment, steps in groupby(_first_reports(revision), lambda step: step.known.instant):
        yield moment, list(steps)


def _first_reports(revision: Revision) -> list[Step]:
    """Of each entry the report that was known first: what is wrong with an entry is told once."""
    first: dict[int, Step] = {}
    for step in revision.steps:
        first.setdefault(step.statement.seq, step)
    return list(first.values())


def unheard(ground: Ground) -> Iterator[Fault]:
    """An entry that changes nothing, as the rules have it, though it was meant to (R4.4, R4.5)."""
    for revision in ground.several:
        for _, steps in _moments(revision):
            yield from _too_early(revision, [step.statement for step in steps])
        yield from _idle_retractions(revision)


def _idle_retractions(revision: Revision) -> Iterator[Fault]:
    """A retraction by somebody who had not reported the event, while the report of another stands."""
    heard, standing = set[str | None](), set[str | None]()
    for step in revision.steps:
        if phase_in(step.statement.said) != "retracted":
            heard.add(step.publisher)
            standing.add(step.publisher)
            continue
        others = sorted(filter(None, standing))
        if step.publisher and step.publisher not in heard and others:
            said = f"{_event(revision)} is taken back by {step.publisher}, but {' and '.join(others)} said so"
            yield _fault(step.statement, f"{said}, whose report stands")
        standing = standing - {step.publisher} if step.publisher else set()


def _too_early(revision: Revision, statements: list[Statement]) -> Iterator[Fault]:
    """A new date that is known at the same instant as the outcome that was recorded before it."""
    outcome = None
    for statement in sorted(statements, key=lambda statement: statement.seq):
        if phase_in(statement.said) in LAST_WORDS:
            outcome = statement
        elif outcome and statement.said.KIND == EventRescheduled.KIND:
            verb = "was cancelled" if phase_in(outcome.said) == "cancelled" else "has occurred"
            said = f"{_event(revision)} {verb}, known {outcome.known.text}, and of what is known at one time that has"
            yield _fault(statement, f"{said} the last word: say with a time when the new date became known")


def impossible_dates(ground: Ground) -> Iterator[Fault]:
    """An event reported as having occurred before the first day on which it can have (R4.22), or was to."""

    def may_be(base: Base) -> bool:
        when = _given(base, ground.zone) if base.gist.phase == "occurred" else None
        return when is not None and when.starts > base.known.instant

    for revision in ground.revisions(may_be):
        planned: When | None = None
        for step in _first_reports(revision):
            statement, phase = step.statement, phase_in(step.statement.said)
            if step.outcome == "occurred" and phase in ("occurred", None):
                own = _own_date(statement, ground.zone)
                when = own or (planned if phase else None)
                if when and when.starts > _known_at_most(step.known, when, ground.zone):
                    date, known = (date_words(text, ground.zone) for text in (when.text, step.known.text))
                    said = f"occurred {date}" if own else f"occurred, and was set for {date}"
                    told = f"is said to have {said}, yet that was known {known}, before it could have"
                    yield _fault(statement, f"{_event(revision)} {told}", "--on DATE")
            planned = step.when if step.outcome == "scheduled" else None


def _known_at_most(known: Known, when: When, zone: Zone) -> int:
    """When it was known; of a day, seen from an exact time, as late as it may be for where it began first."""
    exact = zone.when(known.text).kind == "time" and when.kind != "time"
    return known.instant + _AHEAD if exact else known.instant


def backward_statuses(ground: Ground) -> Iterator[Fault]:
    """A status that goes back in the order in which its values are declared."""
    for issue in ground.issues:
        declared = ground.history.issues[issue.issue].attributes.get(STATUS)
        if declared is None or not declared.allowed:
            continue
        order = {value: place for place, value in enumerate(declared.allowed)}
        claims = reversed(claims_in_effect(issue.issue, _claiming_status(issue)).get(STATUS, []))
        # Claims as effective as each other are contested, which is no step back: the last of them holds.
        held = [list(same)[-1] for _, same in groupby(claims, lambda claim: claim.revision.effective)]
        for before, after in pairwise(claim for claim in held if claim.value in order):
            if order[after.value] < order[before.value]:
                said = f"{issue.issue}.{STATUS} goes back from {_told(before)} to {_told(after)}"
                yield _claimed(after, said)


def _claiming_status(issue: IssueState) -> EventStates:
    return issue.phase("occurred").claiming(issue.issue, STATUS)


def contested(ground: Ground) -> Iterator[Fault]:
    """An attribute whose standing claims disagree, and an event of which publishers do."""
    for issue in ground.issues:
        for attribute in issue.attributes.values():
            if attribute.contested:
                said = some(list(dict.fromkeys(_voices(attribute))), mark=";")
                yield _claimed(attribute.winner, f"of {issue.issue}.{attribute.name} is claimed {said}")
    for event in ground.events.contested():
        said = f"{', '.join(event.revision.contested)} of {_event(event.revision)}"
        accounts = some(accounts_words(event.revision, ground.zone), mark=";")
        yield _fault(event.revision.steps[-1].statement, f"{said}: {accounts}")


def _voices(attribute: AttributeState) -> Iterator[str]:
    for claim in attribute.claims:
        yield f"{format_value(claim.value)} ({claimant_words(claim)})"


def _told(claim: ClaimState) -> str:
    return f"{format_value(claim.value)} ({claim.revision.event})"


def _sets_date(step: Step) -> bool:
    said = step.statement.said
    return said.KIND in _DATING and said.when is not None


def _own_date(statement: Statement, zone: Zone) -> When | None:
    """The date that an entry itself gives."""
    text = statement.said.when
    return zone.when(text) if text else None


def _given(base: Base, zone: Zone) -> When | None:
    """The date that an entry gives which records an event. Little else of it is read."""
    return zone.when(base.gist.when) if base.gist.when else None


def _event(revision: Revision) -> str:
    return f"event {revision.event!r}"


def _fault(statement: Statement, sentence: str, mend: str | None = None) -> Fault:
    return Fault(statement.seq, statement.id, sentence, statement.event, mend=mend)


def _claimed(claim: ClaimState, sentence: str) -> Fault:
    """A fault of the entry that states a claim."""
    stated = claim.stated
    told = (step.statement for step in claim.revision.steps)
    entry = next(statement.id for statement in told if statement.seq == stated.seq)
    return Fault(stated.seq, entry, sentence, claim.revision.event, stated.claim.issue)
