"""What changed of an attribute, in words: from what to what, or what else is new where the value stays."""

from collections.abc import Iterator

from ...model import format_value
from ...projection import AttributeState
from ..answer import View
from .phrases import attribute_words, begin_words, claimant_words, source_words


def attribute_change(old: AttributeState | None, new: AttributeState | None, after: View) -> str:
    """From what to what; where the value stays, what else is new."""
    words = _value_words(old), _value_words(new)
    if words[0] != words[1] or old is None or new is None:
        return " -> ".join(words)
    return f"still {words[1]}; {'; '.join(_remarks(old, new, after))}"


def _value_words(attribute: AttributeState | None) -> str:
    if attribute is None:
        return "nothing known"
    return attribute_words(attribute) + (" (contested)" if attribute.contested else "")


def _remarks(old: AttributeState, new: AttributeState, after: View) -> Iterator[str]:
    """What is new about an attribute that has the value it had: who says what, since when, from which sources."""
    said, says = ([(claimant_words(c), format_value(c.value)) for c in state.claims] for state in (old, new))
    again = old.winner.revision.event != new.winner.revision.event
    values = dict(said)
    news = [pair for pair in dict.fromkeys(says) if pair not in said]
    if again and new.kind == "state":
        yield f"said again by {', '.join(dict.fromkeys(who for who, _ in says))}"
    else:
        yield from (_now_says(who, value, values.get(who), format_value(new.value)) for who, value in news)
        gone = [who for who, _ in dict.fromkeys(said) if who not in dict(says)]
        yield from (f"{who} no longer says so" for who in gone)
        if not news and not gone:
            yield from _other_evidence(old, new, after)


def _now_says(who: str, value: str, before: str | None, held: str) -> str:
    if before:
        return f"{who} now says {value}, not {before}"
    return f"{who} says so too" if value == held else f"{who} now says {value}"


def _other_evidence(old: AttributeState, new: AttributeState, after: View) -> Iterator[str]:
    """The evidence of the same claims, where that is all that is new."""
    was, now = (dict.fromkeys(source for claim in state.claims for source in claim.sources) for state in (old, new))
    more = [source_words(source, after.zone) for source in now if source not in was]
    less = [source_words(source, after.zone) for source in was if source not in now]
    if more:
        yield f"also from {', '.join(more)}"
    if less:
        yield f"no longer from {', '.join(less)}"
    if old.since_instant != new.since_instant:
        yield f"since {begin_words(new.first.revision, after.zone)}, not {begin_words(old.first.revision, after.zone)}"
    if not more and not less and old.since_instant == new.since_instant:
        yield "as dated or defined anew"
