"""A diff in words: what changed, from what to what, and which event did it, cause by cause."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from ...dates import FOREVER, Zone
from ...model import STATUS
from ...projection import EventState
from ..answer import View
from ..diff import CAUSES, NO_ISSUE, Change, Diff
from ..diff.causes import Reason
from .attribute_diff import attribute_change
from .causes import how_words
from .news import news
from .paragraph import Paragraph
from .phrases import (
    PHASE_WORDS,
    clocks_words,
    counted,
    moves_words,
    when_words,
)
from .said import contested_words, dated_words

PARTS = {"issue": 0, "attribute": 1, "event": 2}


class Line(Struct, frozen=True):
    """One difference in words: what of which issue, how it changed, and because of which ``events``, by their ids.

    The line of an event tells of it for the issues that it ``also`` bears on.
    """

    issue: str
    what: str
    change: str
    because: tuple[str, ...] = ()
    event: str | None = None
    also: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


def diff_paragraphs(found: Diff) -> Iterator[Paragraph]:
    """A diff as paragraphs: the questions, then cause by cause and issue by issue what changed."""
    yield Paragraph(f"{found.after.log.title}: what changed", heading=True)
    yield Paragraph(f"from {clocks_words(found.before.question)}", 2)
    yield Paragraph(f"to {clocks_words(found.after.question)}", 2)
    if backwards := backwards_words(found):
        yield Paragraph(backwards, 2)
    changed = list(change_paragraphs(found))
    yield from changed or (Paragraph(""), Paragraph("Nothing changed."))


def change_paragraphs(found: Diff, most: int | None = None) -> Iterator[Paragraph]:
    """Cause by cause and issue by issue what changed: the first ``most`` lines, and how many more there are."""
    left = most
    more = 0
    for cause, lines in told_by_cause(found):
        told = once_an_event(lines)
        shown = told[:left]
        if shown:
            yield from (Paragraph(""), Paragraph(cause, heading=True), *_by_issue(shown))
        left = None if left is None else left - len(shown)
        more += len(told) - len(shown)
    if more:
        yield from (Paragraph(""), Paragraph(f"and {counted(more, 'more change')} (--limit)"))


def backwards_words(found: Diff) -> str:
    """That the second answer is of an earlier day, or of earlier knowledge on the same day; empty if it is not."""
    return "backwards: the second is the earlier of the two" if _moment(found.after) < _moment(found.before) else ""


def _moment(view: View) -> tuple[int, int]:
    known = view.question.known_by
    return view.as_of, view.zone.instant(known) if known else FOREVER


def once_an_event(lines: Sequence[Line]) -> list[Line]:
    """The lines with an event at the first issue only that it bears on, with the others named there."""
    issues: dict[str | None, list[str]] = {}
    for line in lines:
        issues.setdefault(line.event, []).append(line.issue)
    first = [line for line in lines if line.event is None or issues[line.event][0] == line.issue]
    return [replace(line, also=tuple(issues[line.event][1:])) if line.event else line for line in first]


def _by_issue(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Lines issue by issue, those with the same cause together."""
    for issue, of_issue in groupby(lines, lambda line: line.issue):
        yield Paragraph(issue or "events that bear on no issue", 2)
        for because, alike in groupby(of_issue, lambda line: line.because):
            for line in alike:
                also = f"; bears also on {', '.join(line.also)}" if line.also else ""
                yield Paragraph(f"{line.what}: {line.change}{also}", 4)
            yield from (Paragraph(f"by {event}", 6) for event in because)


def told_by_cause(found: Diff) -> Iterator[tuple[str, list[Line]]]:
    """For each cause, in words, its lines. An event that an attribute's line names has no line of its own there."""
    sides = found.before, found.after
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


def _line(change: Change, before: View, after: View) -> Line:
    if change.part == "attribute":
        issues = [view.issue(change.issue) for view in (before, after)]
        old, new = (issue.attributes.get(change.name) if issue else None for issue in issues)
        because = tuple(_event_words(reason, before, after) for reason in change.because)
        return Line(change.issue, change.name, attribute_change(old, new, after), because, events=change.events)
    if change.part == "event":
        return _event_line(change, before, after)
    if change.old is None or change.new is None:
        words = "a new issue" if change.old is None else "not in the answer"
        return Line(change.issue, (change.new or change.old)["title"], words)
    return Line(change.issue, change.old["title"], f"defined anew as {change.new['title']}")


def _event_words(reason: Reason, before: View, after: View) -> str:
    old, new = before.event(reason.event), after.event(reason.event)
    event = new or old
    assert event is not None
    zone, flag = after.zone, _flag(new) if _flag(new) != _flag(old) else ""
    how = how_words(reason, zone) + _dated_since(reason, new, zone)
    return f"{event.revision.body.title} [{reason.event}]: {how}{flag}"


def _event_line(change: Change, before: View, after: View) -> Line:
    old, new = before.event(change.name), after.event(change.name)
    seen = new or old
    assert seen is not None
    (reason,) = change.because
    zone = after.zone
    what = f"{seen.revision.body.title} [{change.name}]"
    words = [_seen(state, zone) for state in (old, new)]
    if words[0] == words[1]:
        change_words = f"still {words[1]}; {'; '.join(news(old, new, zone)) or how_words(reason, zone)}"
    else:
        moves = moves_words(seen.revision, zone)
        moved = f" ({moves})" if moves else ""
        since = _dated_since(reason, new, zone)
        change_words = f"{words[0]} -> {_became(new, reason, zone)}{since}{moved}{_flag(new)}"
    return Line(change.issue, what, change_words, event=change.name, events=change.events)


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
