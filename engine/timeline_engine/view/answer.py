"""The answer to a question: one frozen object, from which all that shows it is made."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from ..dates import Zone
from ..errors import UnknownId, did_you_mean, pick, shortened
from ..fields import typed
from ..history import History
from ..log import Head, LogInfo
from ..projection import EventState, EventStates, IssueState, Phase, phase_of

if TYPE_CHECKING:
    from .rows import AttributeRow, EventRow
    from .why import Why, WhyEvent


class Question(Struct, frozen=True, kw_only=True):
    """The three clocks of a question, as text: world, knowledge (None: hindsight), record (None: all)."""

    as_of: str
    known_by: str | None
    recorded_by: str | None = None


class View(Struct, frozen=True, kw_only=True, dict=True):
    """An answer, complete: what every exporter, the CLI and the JSON contract are made from.

    ``issues`` are in the order in which events were first known to bear on them (R7.4), ``events`` in the one
    documented order. A view is a collection of its issues: it has their number, goes through them, and has each by its
    id, ``view["iran-oil"]``.
    ``as_of`` is the instant of the question's date. ``head`` counts and proves the log that answered. ``only`` are
    the issues that were asked for; none: all.
    """

    log: LogInfo
    head: Head
    zone: Zone
    question: Question
    as_of: int
    issues: tuple[IssueState, ...]
    events: EventStates
    history: History
    only: tuple[str, ...] = ()

    def __repr__(self) -> str:
        from .words.phrases import clocks_words, counted

        counts = f"{counted(len(self.issues), 'issue')}, {counted(len(self.events), 'event')}"
        return f"<View {clocks_words(self.question)}: {counts}>"

    def _repr_html_(self) -> str:
        """The table of `timeline project`, for a notebook."""
        from .html import view_html

        return view_html(self)

    def __hash__(self) -> int:
        return hash((self.head, self.question, self.only))

    def __len__(self) -> int:
        return len(self.issues)

    def __bool__(self) -> bool:
        """An answer is one, also if it has no issue."""
        return True

    def __iter__(self) -> Iterator[IssueState]:
        return iter(self.issues)

    def __contains__(self, issue: object) -> bool:
        """Whether the answer has an issue, given by its id or as it is."""
        return issue in self._by_id if isinstance(issue, str) else issue in self.issues

    def __getitem__(self, issue: str) -> IssueState:
        """The state of an issue. Raises UnknownId, a KeyError, if the answer does not have it; it says why."""
        found = self._by_id.get(issue) if isinstance(issue, str) else None
        if found is None:
            raise UnknownId(self._without(issue))
        return found

    def _without(self, issue: object) -> str:
        """Why the answer does not have an issue."""
        if not isinstance(issue, str):
            return f"issue {shortened(issue)}: write its id as text"
        if issue not in self.history.issues:
            return f"no issue {issue!r} in the log{did_you_mean(issue, self.history.issues)}"
        if self.only and issue not in self.only:
            return f"the answer is of {', '.join(self.only)} only: ask for issue {issue!r} too"
        known = f"nothing was known of it by {self.question.known_by}"
        return f"issue {issue!r} is not in the answer: {known}; ask as of a later day, or with hindsight"

    @cached_property
    def _by_id(self) -> dict[str, IssueState]:
        return {state.issue: state for state in self.issues}

    def phase(self, *phases: Phase) -> EventStates:
        """The events in any of these phases."""
        return self.events.phase(*phases)

    @typed
    def issue(self, issue: str) -> IssueState | None:
        """The state of an issue, if the answer has it."""
        return self._by_id.get(issue)

    @typed
    def event(self, event: str) -> EventState | None:
        """An event as the answer sees it, whichever issues it was asked for; None: it does not."""
        history = self.history.events.get(event)
        revision = history.revision(self.zone, instant_of(self.zone, self.question.known_by)) if history else None
        return EventState(revision, phase_of(revision, self.as_of)) if revision else None

    def rows(self) -> "list[AttributeRow]":
        """The answer as a table: a row for each attribute of each issue, for data frames too."""
        from .rows import attribute_rows

        return attribute_rows(self)

    def event_rows(self) -> "list[EventRow]":
        """The events of the answer as a table, in their order: a row for each, for data frames too."""
        from .rows import event_rows

        return event_rows(self)

    def why(self, subject: str) -> "Why":
        """The evidence behind the answer on ``ISSUE`` (its status) or ``ISSUE.ATTRIBUTE``.

        Raises TimelineError if the log knows no such issue, or no claim on that attribute by then.
        """
        from .why import why_of

        return why_of(self, subject)

    def why_event(self, event: str) -> "WhyEvent":
        """The evidence behind the date and the phase of an event, whose id may be shortened.

        Raises TimelineError if the log knows no such event, or nobody could know of it by then.
        """
        from .why import why_event_of

        return why_event_of(self, pick(event, self.history.events, "event"))


def instant_of(zone: Zone, text: str | None) -> int | None:
    """The instant of a clock of a question; None: it has no limit. Raises DateError."""
    return None if text is None else zone.instant(text)
