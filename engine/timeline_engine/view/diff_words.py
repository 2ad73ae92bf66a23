"""A diff in words: what changed, from what to what, and which event did it, cause by cause."""

from collections.abc import Iterator

from msgspec import Struct

from ..model import STATUS
from ..projection import AttributeState, EventState
from .answer import View
from .diff import CAUSES, NO_ISSUE, Change, Diff
from .phrases import PHASE_WORDS, attribute_words, clocks_words, moves_words, when_words

PARTS = {"issue": 0, "attribute": 1, "event": 2}


class Told(Struct, frozen=True):
    """One difference in words: what of which issue, how it changed, and because of which events."""

    issue: str
    what: str
    change: str
    because: tuple[str, ...]


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
    nothing = True
    for cause, lines in told_by_cause(found):
        nothing = False
        yield Paragraph("")
        yield Paragraph(cause, heading=True)
        issue = None
        for line in lines:
            if line.issue != issue:
                issue = line.issue
                yield Paragraph(issue or "events that bear on no issue", 2)
            yield Paragraph(f"{line.what}: {line.change}", 4)
            yield from (Paragraph(f"by {event}", 6) for event in line.because)
    if nothing:
        yield Paragraph("")
        yield Paragraph("Nothing changed.")


class _Side(Struct):
    """One of the two answers, to look things up in."""

    attributes: dict[tuple[str, str], AttributeState]
    events: dict[str, EventState]

    @classmethod
    def of(cls, view: View) -> "_Side":
        attributes = {(i.issue, name): a for i in view.issues for name, a in i.attributes.items()}
        return cls(attributes, {event.revision.event: event for event in view.events})


def told_by_cause(found: Diff) -> Iterator[tuple[str, list[Told]]]:
    """For each cause, in words, its lines. An event that an attribute's line names has no line of its own there."""
    sides = _Side.of(found.before), _Side.of(found.after)
    order = {issue.issue: place for place, issue in enumerate((*found.before.issues, *found.after.issues))}
    order[NO_ISSUE] = len(order) * 2
    for cause, changes in found.by_cause():
        named = {(c.issue, event) for c in changes if c.part == "attribute" for event in c.events}
        lines = [
            ((order[c.issue], PARTS[c.part], c.name != STATUS), _tell(c, *sides))
            for c in changes
            if c.part != "event" or (c.issue, c.name) not in named
        ]
        if lines:
            yield CAUSES[cause], [line for _, line in sorted(lines, key=lambda placed: placed[0])]


def _tell(change: Change, before: _Side, after: _Side) -> Told:
    if change.part == "attribute":
        old, new = (side.attributes.get((change.issue, change.name)) for side in (before, after))
        because = tuple(_event_words(after.events.get(e) or before.events[e]) for e in change.events)
        return Told(change.issue, change.name, _attribute_change(old, new), because)
    if change.part == "event":
        return _event_told(change.issue, *(side.events.get(change.name) for side in (before, after)))
    if change.old is None or change.new is None:
        words = "now in the answer" if change.old is None else "no longer in the answer"
        return Told(change.issue, (change.new or change.old)["title"], words, ())
    return Told(change.issue, change.old["title"], f"defined anew as {change.new['title']}", ())


def _attribute_change(old: AttributeState | None, new: AttributeState | None) -> str:
    """From what to what; where the value stays, what else is new."""
    words = _value_words(old), _value_words(new)
    if words[0] != words[1] or old is None or new is None:
        return " -> ".join(words)
    if old.reaffirmed != new.reaffirmed or old.winner.revision.event != new.winner.revision.event:
        return f"still {words[1]}, said again"
    return f"still {words[1]}, with other claims or sources"


def _value_words(attribute: AttributeState | None) -> str:
    if attribute is None:
        return "nothing known"
    return attribute_words(attribute) + (" (contested)" if attribute.contested else "")


def _event_told(issue: str, old: EventState | None, new: EventState | None) -> Told:
    event = new or old
    assert event is not None
    revision = event.revision
    what = f"{revision.body.title} [{revision.event}]"
    words = [_seen(state) for state in (old, new)]
    if words[0] == words[1]:
        return Told(issue, what, f"still {words[1]}, in other words or from other sources", ())
    moves = moves_words(revision)
    return Told(issue, what, " -> ".join(words) + (f" ({moves})" if moves else ""), ())


def _seen(event: EventState | None) -> str:
    return f"{PHASE_WORDS[event.phase]}, {when_words(event.revision)}" if event else "not known"


def _event_words(event: EventState) -> str:
    revision = event.revision
    when, known = when_words(revision), revision.known.text
    dates = when if when == known else f"{when}, known {known}"
    return f"{revision.body.title} [{revision.event}], {dates}"
