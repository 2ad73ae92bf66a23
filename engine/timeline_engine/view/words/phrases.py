"""How an answer is put in words: the same in the terminal, the briefing, the workbook and the calendar."""

import re
from collections.abc import Collection, Sequence
from itertools import groupby

from ...dates import BEGINNING, When, Zone, for_tables, in_words, lasting_words
from ...fields import explained
from ...history import Revision
from ...model import STATUS, Quantity, Source, Value, format_value
from ...projection import AttributeState, ClaimState, EventState, IssueState, Phase
from ...projection.states import range_of
from ..answer import Question

_MONTH = len("2018-05")

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


_CLOCK = r"([0-9]+:[0-9]+)(?::00(?!\.))?([0-9:.]*)(.*)"
"""Of a date-time, after the T: hours and minutes; seconds, unless there are none; and the offset."""


@explained
def when_words(revision: Revision, zone: Zone) -> str:
    """The date of an event in words, or that it has none."""
    return date_words(revision.when.text if revision.when else None, zone)


def date_words(text: str | None, zone: Zone) -> str:
    """A date for people: days, months and years as they are, times like ``2026-12-02 09:30-12:00`` or ``2026-12-04
    09:22 +05:30``, and in words what else there is, such as ``Q1 2020`` (R1.9).

    ``zone`` is that of the log: its offset goes without saying.
    """
    if text is None or "T" not in text:
        return for_tables(text) if text else "no date"
    first, *last = [_timed(side, zone) for side in text.split("/")]
    if not last:
        return "".join(first)
    if first[1] and last[0][1] and first[::2] == last[0][::2]:
        day, clock, offset = first
        return f"{day}{clock}-{last[0][1].strip()}{offset}"
    return lasting_words(*("".join(side) for side in (first, *last)))


def _timed(text: str, zone: Zone) -> tuple[str, str, str]:
    """The day, the clock, and the offset if it is not the log's: each but the day empty, or after a blank."""
    day, mark, rest = text.strip().partition("T")
    if not mark or not (found := re.fullmatch(_CLOCK, rest)):
        return day, "", ""
    clock, seconds, offset = found.groups()
    ours = zone.stamp(zone.when(text).starts).startswith(f"{day}T{clock}")
    named = "UTC" if offset in ("Z", "+00:00") else offset
    return day, f" {clock}{seconds}", f" {named}" if offset and not ours else ""


def on_words(when: When, zone: Zone) -> str:
    """When something was, after a verb: ``on 2018-09-06``, ``in 2019-05``, ``on a day from A to B``."""
    text = date_words(when.text, zone)
    if _is_vague(when.text):
        return _vague_words(when.text)
    if when.text.startswith("["):
        return _some_day(when)
    if when.kind == "extended":
        return f"from {when.first_day} to {when.last_day}" if when.first_day and when.last_day else text
    if when.kind in ("day", "time") or text.startswith("some "):
        return f"on {text}"
    return f"in {'the ' if when.text.endswith('X') else ''}{text}"


def _is_vague(text: str) -> bool:
    return text[-1:] in ("~", "?", "%") and not set(text) & set("/[{")


def _vague_words(text: str) -> str:
    return f"{'perhaps' if text[-1] == '?' else 'about'} {in_words(text[:-1])}"


def _some_day(when: When) -> str:
    if when.earliest is None:
        return f"on {when.latest} at the latest"
    return f"on a day from {when.earliest} to {when.latest}" if when.latest else f"on {when.earliest} or later"


def begin_words(revision: Revision, zone: Zone) -> str:
    """From when on what an event says holds, as exactly as is known: ``2018-09-05``, ``a day from A to B``."""
    when, day = revision.when, zone.day(revision.effective) if revision.effective > BEGINNING else "the beginning"
    if when is None:
        return f"{day} at the latest"
    if _is_vague(when.text):
        return _vague_words(when.text)
    if when.kind in ("day", "time", "extended") or when.latest is None:
        return day
    if len(when.text) <= _MONTH:
        return for_tables(when.text)
    return f"{when.latest} at the latest" if when.earliest is None else f"a day from {when.earliest} to {when.latest}"


@explained
def since_words(attribute: AttributeState, zone: Zone) -> str:
    """``since 2018-09-05``, and the day on which it was last said if that is another."""
    since, again = (begin_words(claim.revision, zone) for claim in (attribute.first, attribute.winner))
    return f"since {since}" + (f", last said {again}" if again != since else "")


@explained
def attribute_words(attribute: AttributeState) -> str:
    """The value that holds; for figures that differ their range, like ``~4.5bn to 6bn USD``."""
    differ = attribute.kind == "estimate" and attribute.contested
    return values_words([claim.value for claim in attribute.claims] if differ else [attribute.value])


def values_words(values: Sequence[Value]) -> str:
    """The same of a value, or of figures that differ, that first which holds."""
    ends = range_of(values) if len(values) > 1 else None
    if ends is None or _bound(ends[0]) == _bound(ends[1]):
        return format_value(values[0])
    low, high = ends
    return f"{format_value(low, unit=False)} to {format_value(high)}"


def _bound(value: Value) -> tuple[Value, str | None]:
    """What a figure says as the end of a range, where ``about`` makes no difference."""
    if not isinstance(value, Quantity):
        return value, None
    return value.amount, None if value.qualifier == "about" else value.qualifier


@explained
def claimant_words(claim: ClaimState) -> str:
    """Who says so: the claimant, else that nobody is named."""
    return claim.claimant or "unattributed"


@explained
def source_words(source: Source, zone: Zone) -> str:
    """A source in one line: publisher, title, published date."""
    named = ", ".join(part for part in (source.publisher, source.title) if part) or source.url or "unnamed source"
    return f"{named} ({date_words(source.published, zone)})" if source.published else named


FLAGGED: tuple[Phase, ...] = ("possible", "overdue", "due", "postponed")
"""The phases of events that a reader must not overlook."""


@explained
def flags_words(issue: IssueState) -> str:
    """What a reader must not overlook, like ``contested: value; overdue``; empty if nothing."""
    contested = [name for name, attribute in issue.attributes.items() if attribute.contested]
    return flagged(dict.fromkeys([*contested, *issue.contested]), [phase for phase in FLAGGED if issue.phase(phase)])


def flagged(contested: Collection[str], phases: Sequence[str]) -> str:
    """The same from the names of what is contested, sorted: ``contested`` alone is the status."""
    named = "" if list(contested) == [STATUS] else ": " + ", ".join(sorted(contested, key=lambda name: name != STATUS))
    return "; ".join([*([f"contested{named}"] if contested else []), *phases])


def dates_set(revision: Revision) -> tuple[str | None, ...]:
    """The dates that were set for an event one after the other, until something came of it; None: no date."""
    planned = [step.when.text if step.when else None for step in revision.steps if step.outcome == "scheduled"]
    return tuple(date for date, _ in groupby(planned))


@explained
def moves_words(revision: Revision, zone: Zone) -> str:
    """``moved twice: 2018-04 > no date > 2018-09-06``; empty if it never moved."""
    dates = dates_set(revision)
    if len(dates) < 2:
        return ""
    return f"moved {times(len(dates) - 1)}: {' > '.join(date_words(date, zone) for date in dates)}"


def gone_words(event: EventState, zone: Zone) -> str:
    """Since when it is known that an event is retracted or cancelled, and who said so; empty if it is neither."""
    if event.phase not in ("retracted", "cancelled"):
        return ""
    evidence = event.revision.phase_evidence
    said = f", {evidence.publisher}" if evidence.publisher else ""
    return f"known {date_words(evidence.known.text, zone)}{said}"


def claiming_words(event: EventState) -> str:
    """What stands before the claims of an event: an occurred one ``claims``, a retracted one ``had claimed``."""
    return {"occurred": "claims", "retracted": "had claimed", "cancelled": "was expected"}.get(event.phase, "expected")


def sentence(words: str) -> str:
    """Words as a sentence: ``Moved twice: 2018-04 > 2018-09-06.``"""
    return f"{words[:1].upper()}{words[1:]}."


def times(count: int) -> str:
    """``once``, ``twice``, ``3 times``."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


@explained
def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 entry``, ``2 entries``, ``1,000 segments``; ``many`` where the plural is made otherwise."""
    plural = many or (f"{one[:-1]}ies" if one.endswith("y") else f"{one}s")
    return f"{number:,} {one if number == 1 else plural}"


@explained
def days_words(days: int) -> str:
    """``today``, ``tomorrow``, ``in 12 days``, ``3 days ago``."""
    if abs(days) <= 1:
        return {0: "today", 1: "tomorrow", -1: "yesterday"}[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


@explained
def clocks_words(question: Question) -> str:
    """The three clocks of a question: ``as of D, as known by K, as recorded by R``."""
    known = f"as known by {question.known_by}" if question.known_by else "with hindsight"
    recorded = f", as recorded by {question.recorded_by}" if question.recorded_by else ""
    return f"as of {question.as_of}, {known}{recorded}"


@explained
def claims_words(event: EventState, issue: str | None = None) -> list[str]:
    """The claims of an event, or those on one issue, in a line each: ``issue.attribute = value (who, and who)``."""
    claimants: dict[str, list[str]] = {}
    for stated in event.revision.claims:
        claim = stated.claim
        if issue in (None, claim.issue):
            subject = claim.attribute if issue else f"{claim.issue}.{claim.attribute}"
            said = claimants.setdefault(f"{subject} = {format_value(claim.value)}", [])
            said.extend([stated.claimant] if stated.claimant else [])
    return [f"{what} ({', '.join(who)})" if who else what for what, who in claimants.items()]
