"""What changed between two questions, sorted by cause.

The way from question A to question B is taken in three steps: first the record moves (we corrected), then
knowledge (we learned), then the world. A difference has the cause of the last step that made it: what took
effect in between is the world's doing, what had its effect before and was known only later is learned. So
every difference has a cause, and applying the changes to A's answer gives B's. Which events are responsible, and
how, is found by comparing A and B themselves: an event is, if what it claims in effect differs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import asdict, replace

from ...errors import TimelineError
from ...fields import typed
from ...history import Event
from ...log import Log
from ...projection import EventStates
from ..answer import Question, View
from ..asking import ask_again, read
from ..json.contract import attribute_json, event_json
from .causes import Reason
from .responsible import Cell, Side, because
from .touched import Touched, touched_between

Cause = Literal["recorded", "corrected", "learned", "moved", "due"]
CAUSES: dict[Cause, str] = {
    "moved": "The world moved",
    "learned": "We learned",
    "recorded": "We recorded",
    "corrected": "We corrected",
    "due": "It became due or overdue",
}

NO_ISSUE = ""
"""Stands for the issue of events that bear on none."""


class Change(Struct, frozen=True, kw_only=True):
    """One difference: where, from what to what (as in the contract; None: it was, or is, not there), and why.

    ``because`` are the events responsible, and how; none only where the definition of the issue itself was changed.
    """

    cause: Cause
    issue: str
    part: str
    name: str
    old: Any
    new: Any
    because: tuple[Reason, ...]

    @property
    def events(self) -> tuple[str, ...]:
        """The events responsible."""
        return tuple(reason.event for reason in self.because)

    @property
    def cell(self) -> Cell:
        """Where in the answer it is."""
        return (self.issue, self.part, self.name)


class Diff(Struct, frozen=True):
    """The difference between two answers of one log. ``changes`` are in the order of the steps."""

    before: View
    after: View
    changes: tuple[Change, ...]

    def by_cause(self) -> Iterator[tuple[Cause, list[Change]]]:
        """The changes of each cause, in the order of ``CAUSES``; causes without any are left out."""
        for cause in CAUSES:
            found = [change for change in self.changes if change.cause == cause]
            if found:
                yield cause, found


@typed
def read_question(text: str, recorded_by: str | None = None) -> Question:
    """Read ``D``, ``D@K`` or ``D@hindsight``: the world on day D, as known by K (default: D)."""
    as_of, at, known_by = text.partition("@")
    if not as_of or (at and not known_by):
        raise TimelineError(f"{text!r}: write a date, or DATE@DATE for the world on one day as known on another")
    known = None if known_by.casefold() == "hindsight" else known_by or as_of
    return Question(as_of=as_of, known_by=known, recorded_by=recorded_by)


@typed
def diff(before: View, after: View) -> Diff:
    """What changed from one answer of a log to another, each change with its cause and the events responsible.

    What the log took in between two readings of it is recorded or corrected. Raises TimelineError for answers of two
    logs, or that do not have the same issues in view.
    """
    _check_comparable(before, after)
    question = before.question
    known = Question(as_of=question.as_of, known_by=after.question.known_by, recorded_by=after.question.recorded_by)
    recorded = _again(replace(known, known_by=question.known_by), after, before)
    return _diff([before, recorded, _again(known, after, recorded), after])


@typed
def diff_questions(log: Log | str | Path, before: Question, after: Question, issues: Iterable[str] = ()) -> Diff:
    """The same of the answers to two questions, of one reading of the log: what is appended meanwhile is no change."""
    history, only = read(log), tuple(issues)
    return diff(*(history.at(**_clocks(question), issues=only) for question in (before, after)))


def _clocks(question: Question) -> dict[str, Any]:
    """A question as it is asked."""
    return asdict(question) | {"hindsight": question.known_by is None}


def _check_comparable(before: View, after: View) -> None:
    if before.log.id != after.log.id:
        raise TimelineError(f"these are answers of two logs, {before.log.title!r} and {after.log.title!r}")
    if set(before.only) != set(after.only):
        named = [", ".join(view.only) or "all" for view in (before, after)]
        raise TimelineError(f"one answer is of the issues {named[0]}, the other of {named[1]}: ask both for the same")


def _again(question: Question, view: View, other: View) -> View:
    """The answer to a question of the log as it was read for a view: one of these two, if either is that answer."""
    if question == view.question:
        return view
    if question == other.question and other.history is view.history:
        return other
    return ask_again(view, question, view.only)


_STEPS: tuple[Cause, ...] = ("corrected", "learned", "moved")


def _diff(views: Sequence[View]) -> Diff:
    """The difference between the first and the last answer, by way of those between, a step from each to the next."""
    touched = touched_between(views)
    distinct = {id(view): view for view in views}  # one may be the answer to several of the questions
    told = {key: answer_cells(view, touched) for key, view in distinct.items()}
    cells = [told[id(view)] for view in views]
    causes: dict[Cell, Cause] = {}
    for cause, old, new in zip(_STEPS, cells, cells[1:], strict=False):
        causes |= {cell: cause for cell in dict.fromkeys((*new, *old)) if old.get(cell) != new.get(cell)}
    first, last = Side.of(views[0], touched), Side.of(views[-1], touched)
    return Diff(
        views[0],
        views[-1],
        tuple(
            _change(cause, cell, cells[0].get(cell), cells[-1].get(cell), because(cell, first, last))
            for cell, cause in causes.items()
            if cells[0].get(cell) != cells[-1].get(cell)
        ),
    )


def answer_cells(view: View, touched: Touched | None = None) -> dict[Cell, Any]:
    """An answer as a flat table: what it says of each issue, attribute and event, or only of what is ``touched``."""
    cells: dict[Cell, Any] = {}
    told = touched.told(view.history) if touched else None
    for issue in view.issues:
        cells[issue.issue, "issue", "title"] = {"title": issue.title, "question": issue.question}
        for name, attribute in issue.attributes.items():
            if touched is None or touched.has(issue.issue, name):
                cells[issue.issue, "attribute", name] = attribute_json(attribute, view)
        cells |= _event_cells(issue.issue, issue.events, told)
    return cells | _event_cells(NO_ISSUE, view.events.stray(), told)


def _event_cells(issue: str, events: EventStates, told: Mapping[int, Event] | None) -> dict[Cell, Any]:
    meant = events if told is None else events.told_by(told)
    return {(issue, "event", event.revision.event): event_json(event) for event in meant}


def apply_changes(cells: Mapping[Cell, Any], changes: Iterable[Change]) -> dict[Cell, Any]:
    """The answer that the changes make of another."""
    made = dict(cells)
    for change in changes:
        if change.new is None:
            made.pop(change.cell, None)
        else:
            made[change.cell] = change.new
    return made


def _change(cause: Cause, cell: Cell, old: Any, new: Any, reasons: tuple[Reason, ...]) -> Change:
    issue, part, name = cell
    if cause == "moved" and part == "event" and new is not None and new["phase"] in ("due", "overdue"):
        cause = "due"
    redefined = not reasons and old is not None
    if cause == "corrected" and not redefined and not any(reason.put_right for reason in reasons):
        cause = "recorded"
    return Change(cause=cause, issue=issue, part=part, name=name, old=old, new=new, because=reasons)


@typed
def diff_json(found: Diff) -> dict[str, Any]:
    """A diff as plain JSON data: the two questions, and the changes by cause.

    Each change names the issue and which ``part`` of the answer on it differs: the ``issue`` itself (its title and
    question), an ``attribute`` or an ``event``; the latter two are named under a key called like the part.
    """
    return {
        "before": _question_json(found.before.question),
        "after": _question_json(found.after.question),
        "changes": {cause: [_change_json(change) for change in changes] for cause, changes in found.by_cause()},
    }


def _question_json(question: Question) -> dict[str, str | None]:
    return {"as_of": question.as_of, "known_by": question.known_by, "recorded_by": question.recorded_by}


def _change_json(change: Change) -> dict[str, Any]:
    named = {} if change.part == "issue" else {change.part: change.name}
    return {
        "issue": change.issue,
        "part": change.part,
        **named,
        "old": change.old,
        "new": change.new,
        "events": list(change.events),
        "because": [asdict(reason) for reason in change.because],
    }
