"""A diff in words: what changed, from what to what, and which event did it, cause by cause."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..projection import AttributeState, EventState
from .answer import View
from .diff import CAUSES, Change, Diff
from .phrases import PHASE_WORDS, attribute_words, moves_words, when_words


class Told(Struct, frozen=True):
    """One difference as a line: what, from, to, and because of which events."""

    issue: str
    what: str
    old: str
    new: str
    because: str


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
    for cause, changes in found.by_cause():
        named = {(c.issue, event) for c in changes if c.part == "attribute" for event in c.events}
        lines = [_tell(c, *sides) for c in changes if c.part != "event" or (c.issue, c.name) not in named]
        if lines:
            yield CAUSES[cause], sorted(lines, key=lambda line: order[line.issue])


def _tell(change: Change, before: _Side, after: _Side) -> Told:
    if change.part == "attribute":
        old, new = (side.attributes.get((change.issue, change.name)) for side in (before, after))
        words = _attribute_words(old), _attribute_words(new)
        return Told(change.issue, change.name, *_apart(words, old, new), _because(change.events, before, after))
    if change.part == "event":
        old_event, new_event = (side.events.get(change.name) for side in (before, after))
        return _event_told(change.issue, old_event, new_event)
    old_title, new_title = (side["title"] if side else "not in the answer" for side in (change.old, change.new))
    return Told(change.issue, "issue", old_title, new_title, "")


def _attribute_words(attribute: AttributeState | None) -> str:
    if attribute is None:
        return "nothing known"
    return attribute_words(attribute) + (" (contested)" if attribute.contested else "")


def _apart(words: tuple[str, str], old: AttributeState | None, new: AttributeState | None) -> tuple[str, str]:
    """Where the value stays, what else is new: said again, by others, or from other sources."""
    if words[0] != words[1] or old is None or new is None:
        return words
    if old.reaffirmed != new.reaffirmed or old.winner.revision.event != new.winner.revision.event:
        return words[0], f"said again: {words[1]}"
    return words[0], f"{words[1]}, with other claims or sources"


def _event_told(issue: str, old: EventState | None, new: EventState | None) -> Told:
    event = new or old
    assert event is not None
    revision = event.revision
    return Told(issue, f"{revision.body.title} [{revision.event}]", _seen(old), _seen(new, old), moves_words(revision))


def _seen(event: EventState | None, other: EventState | None = None) -> str:
    if event is None:
        return "not known"
    words = f"{PHASE_WORDS[event.phase]}, {when_words(event.revision)}"
    same = other is not None and (other.phase, other.revision.when) == (event.phase, event.revision.when)
    return f"{words}, with other words, claims or sources" if same else words


def _because(events: Iterable[str], before: _Side, after: _Side) -> str:
    found = [after.events.get(event) or before.events[event] for event in events]
    return "; ".join(
        f"{e.revision.body.title} ({when_words(e.revision)}, known {e.revision.known.text}) [{e.revision.event}]"
        for e in found
    )
