"""A diff in words: what changed, from what to what, and which event did it, cause by cause."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from ...dates import FOREVER, Zone
from ...model import STATUS, format_value
from ...projection import AttributeState, EventState
from ..answer import View
from ..diff import CAUSES, NO_ISSUE, Change, Diff
from ..diff.causes import Reason
from ..diff.responsible import Side
from .causes import how_words
from .news import news
from .phrases import (
    PHASE_WORDS,
    attribute_words,
    begin_words,
    claimant_words,
    clocks_words,
    moves_words,
    source_words,
    when_words,
)
from .said import contested_words, dated_words

PARTS = {"issue": 0, "attribute": 1, "event": 2}


class Line(Struct, frozen=True):
    """One difference in words: what of which issue, how it changed, and because of which events."""

    issue: str
    what: str
    change: str
    because: tuple[str, ...] = ()
    event: str | None = None


class Paragraph(Struct, frozen=True):
    """A line to be wrapped: its indent, how much further lines hang in, and whether it is a heading."""

    text: str
    indent: int = 0
    hang: int = 2
    heading: bool = False


def diff_paragraphs(found: Diff) -> Iterator[Paragraph]:
    """A diff as paragraphs: the questions, then cause by cause and issue by issue what changed."""
    yield Paragraph(f"{found.after.log.title}: what changed", heading=True)
    yield Paragraph(f"from {clocks_words(found.before.question)}", 2)
    yield Paragraph(f"to {clocks_words(found.after.question)}", 2)
    if backwards := backwards_words(found):
        yield Paragraph(backwards, 2)
    by_cause = list(told_by_cause(found))
    for cause, lines in by_cause:
        yield Paragraph("")
        yield Paragraph(cause, heading=True)
        yield from _once_an_event(lines)
    if not by_cause:
        yield Paragraph("")
        yield Paragraph("Nothing changed.")


def backwards_words(found: Diff) -> str:
    """That the second answer is of an earlier day, or of earlier knowledge on the same day; empty if it is not."""
    return "backwards: the second is the earlier of the two" if _moment(found.after) < _moment(found.before) else ""


def _moment(view: View) -> tuple[int, int]:
    known = view.question.known_by
    return view.as_of, view.zone.instant(known) if known else FOREVER


def _once_an_event(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Lines issue by issue: those with the same cause together, and an event at the first issue it bears on."""
    issues: dict[str | None, list[str]] = {}
    for line in lines:
        issues.setdefault(line.event, []).append(line.issue)
    first = [line for line in lines if line.event is None or issues[line.event][0] == line.issue]
    for issue, of_issue in groupby(first, lambda line: line.issue):
        yield Paragraph(issue or "events that bear on no issue", 2)
        for because, alike in groupby(of_issue, lambda line: line.because):
            for line in alike:
                others = issues[line.event][1:] if line.event else ()
                also = f"; bears also on {', '.join(others)}" if others else ""
                yield Paragraph(f"{line.what}: {line.change}{also}", 4)
            yield from (Paragraph(f"by {event}", 6) for event in because)


def told_by_cause(found: Diff) -> Iterator[tuple[str, list[Line]]]:
    """For each cause, in words, its lines. An event that an attribute's line names has no line of its own there."""
    sides = Side.of(found.before), Side.of(found.after)
    order = {issue.issue: place for place, issue in enumerate((*found.before.issues, *found.after.issues))}
    order[NO_ISSUE] = len(order) * 2
    for cause, changes in found.by_cause():
        named = {(c.issue, event) for c in changes if c.part == "attribute" for event in c.events}
        lines = [
            ((order[c.issue], PARTS[c.part], c.name != STATUS), _line(c, *sides))
            for c in changes
            if c.part != "event" or (c.issue, c.name) not in named
        ]
        if lines:
            yield CAUSES[cause], _together([line for _, line in sorted(lines, key=lambda placed: placed[0])])


def _together(lines: Sequence[Line]) -> list[Line]:
    """Lines of an issue that have the same cause, one after the other."""
    first: dict[object, int] = {}
    return sorted(lines, key=lambda line: first.setdefault((line.issue, line.because or line), len(first)))


def _line(change: Change, before: Side, after: Side) -> Line:
    if change.part == "attribute":
        old, new = (side.attribute(change.issue, change.name) for side in (before, after))
        because = tuple(_event_words(reason, before, after) for reason in change.because)
        return Line(change.issue, change.name, _attribute_change(old, new, after.view), because)
    if change.part == "event":
        return _event_line(change, before, after)
    if change.old is None or change.new is None:
        words = "a new issue" if change.old is None else "not in the answer"
        return Line(change.issue, (change.new or change.old)["title"], words)
    return Line(change.issue, change.old["title"], f"defined anew as {change.new['title']}")


def _event_words(reason: Reason, before: Side, after: Side) -> str:
    old, new = before.view.event(reason.event), after.view.event(reason.event)
    event = new or old
    assert event is not None
    zone, flag = after.view.zone, _flag(new) if _flag(new) != _flag(old) else ""
    how = how_words(reason, zone) + _dated_since(reason, new, zone)
    return f"{event.revision.body.title} [{reason.event}]: {how}{flag}"


def _attribute_change(old: AttributeState | None, new: AttributeState | None, after: View) -> str:
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


def _event_line(change: Change, before: Side, after: Side) -> Line:
    old, new = before.view.event(change.name), after.view.event(change.name)
    seen = new or old
    assert seen is not None
    (reason,) = change.because
    zone = after.view.zone
    what = f"{seen.revision.body.title} [{change.name}]"
    words = [_seen(state, zone) for state in (old, new)]
    if words[0] == words[1]:
        change_words = f"still {words[1]}; {'; '.join(news(old, new, zone)) or how_words(reason, zone)}"
    else:
        moves = moves_words(seen.revision, zone)
        moved = f" ({moves})" if moves else ""
        since = _dated_since(reason, new, zone)
        change_words = f"{words[0]} -> {_became(new, reason, zone)}{since}{moved}{_flag(new)}"
    return Line(change.issue, what, change_words, event=change.name)


def _seen(event: EventState | None, zone: Zone) -> str:
    return f"{_is(event, zone)}{_flag(event)}" if event else "not known"


def _is(event: EventState, zone: Zone) -> str:
    return f"{PHASE_WORDS[event.phase]}, {when_words(event.revision, zone)}"


def _flag(event: EventState | None) -> str:
    """What publishers do not agree on: `` (contested: date)``."""
    return f" ({contested_words(event.revision)})" if event and event.revision.contested else ""


def _dated_since(reason: Reason, event: EventState | None, zone: Zone) -> str:
    """The date that holds and who gave it, where it is another than that of the step which is told (R5.8)."""
    is_told = reason.undone or reason.how not in ("announced", "occurred", "moved")
    if is_told or event is None or event.when in (None, reason.when):
        return ""
    given = dated_words(event.revision, zone).removeprefix("date ")
    return f"; the date is now {when_words(event.revision, zone)}, {given}"


def _became(event: EventState | None, reason: Reason, zone: Zone) -> str:
    """What an event is now and by what step, said once where both are the same."""
    if event is None:
        return f"not known; {how_words(reason, zone)}"
    if reason.how in ("effective", "time"):
        return _is(event, zone)
    if reason.how == event.phase and not reason.undone:
        return how_words(reason, zone)
    dated = reason.how in ("announced", "occurred", "moved") and not reason.undone
    return f"{PHASE_WORDS[event.phase] if dated else _is(event, zone)}; {how_words(reason, zone)}"
