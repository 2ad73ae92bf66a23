"""How an answer is put in words: the same in the terminal, the briefing, the workbook and the calendar."""

from ..history import Revision, Step
from ..model import Quantity, Source, Value, format_value
from ..projection import AttributeState, ClaimState, EventState, IssueState
from .answer import Question

PHASE_WORDS = {
    "occurred": "occurred",
    "possible": "possible: reported, but not surely by now",
    "upcoming": "upcoming",
    "due": "due",
    "postponed": "postponed, no date",
    "overdue": "passed, no outcome reported",
    "cancelled": "cancelled",
    "retracted": "retracted by its sources",
}


def when_words(revision: Revision) -> str:
    """The date of an event as written, or that it has none."""
    return revision.when.text if revision.when else "no date"


def attribute_words(attribute: AttributeState) -> str:
    """The value that holds; for figures that differ their range, like ``4.5bn-6bn USD``."""
    low_high = attribute.range if attribute.kind == "estimate" and attribute.contested else None
    if low_high is None or _figure(low_high[0]) == _figure(low_high[1]):
        return format_value(attribute.value)
    low, high = low_high
    unit = low.unit if isinstance(low, Quantity) else None
    return f"{_figure(low)}-{_figure(high)}{' ' + unit if unit else ''}"


def _figure(value: Value) -> str:
    """An end of a range: without its unit, and without ``about``, which a range says anyway."""
    if not isinstance(value, Quantity):
        return str(value)
    bound = None if value.qualifier == "about" else value.qualifier
    return format_value(Quantity(value.amount, None, bound))


def claimant_words(claim: ClaimState) -> str:
    """Who says so: the claimant, else that nobody is named."""
    return claim.claimant or "unattributed"


def source_words(source: Source) -> str:
    """A source in one line: publisher, title, published date."""
    named = ", ".join(part for part in (source.publisher, source.title) if part) or source.url or "unnamed source"
    return f"{named} ({source.published})" if source.published else named


def flags(issue: IssueState) -> tuple[str, ...]:
    """What a reader must not overlook: ``contested``, ``possible``, ``overdue``, ``due``, ``postponed``."""
    contested = ("contested",) if any(a.contested for a in issue.attributes.values()) else ()
    return contested + tuple(
        phase for phase in ("possible", "overdue", "due", "postponed") if any(e.phase == phase for e in issue.events)
    )


def postponements(revision: Revision) -> tuple[Step, ...]:
    """The steps by which an event was moved or lost its date."""
    return tuple(c for c in revision.steps if c.statement.body.KIND == "event.rescheduled")


def moves_words(revision: Revision) -> str:
    """``moved twice: 2018-04 > no date > 2018-09-06``; empty if it never moved."""
    moves = postponements(revision)
    if not moves:
        return ""
    dates = [step.when.text if step.when else "no date" for step in (revision.steps[0], *moves)]
    return f"moved {times(len(moves))}: {' > '.join(dates)}"


def times(count: int) -> str:
    """``once``, ``twice``, ``3 times``."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def days_words(days: int) -> str:
    """``today``, ``tomorrow``, ``in 12 days``, ``3 days ago``."""
    if abs(days) <= 1:
        return {0: "today", 1: "tomorrow", -1: "yesterday"}[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def clocks_words(question: Question) -> str:
    """The three clocks of a question: ``as of D, as known by K, as recorded by R``."""
    known = f"as known by {question.known_by}" if question.known_by else "with hindsight"
    recorded = f", as recorded by {question.recorded_by}" if question.recorded_by else ""
    return f"as of {question.as_of}, {known}{recorded}"


def claims_words(event: EventState) -> list[str]:
    """The claims of an event in one line each: ``issue.attribute = value (who, and who)``."""
    claimants: dict[str, list[str]] = {}
    for stated in event.revision.claims:
        claim = stated.claim
        said = claimants.setdefault(f"{claim.issue}.{claim.attribute} = {format_value(claim.value)}", [])
        said.extend([stated.claimant] if stated.claimant else [])
    return [f"{what} ({', '.join(who)})" if who else what for what, who in claimants.items()]
