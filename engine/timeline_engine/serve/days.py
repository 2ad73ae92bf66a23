"""What changed on a day, by cause, and when each change was told."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..dates import utc_stamp
from ..view import View
from ..view.diff import diff
from ..view.words.diff import Line, once_an_event, told_by_cause

Events = tuple[str, ...]


class Day(NamedTuple):
    """What changed on a day, by cause in words.

    ``told`` has when a change was told, by the events responsible: with the last entry of these, else as the day
    began (UTC). What no event is responsible for was told ``last``, with the last entry of the day.
    """

    day: str
    last: str
    told: Mapping[Events, str]
    changes: list[tuple[str, list[Line]]]

    def of(self, issues: Collection[str]) -> "Day":
        """What of that bears on some issues, none: on any; each event once, however many of them it bears on."""
        some = [(cause, [one for one in lines if not issues or one.issue in issues]) for cause, lines in self.changes]
        return self._replace(changes=[(cause, once_an_event(lines)) for cause, lines in some if lines])

    def when(self, line: Line) -> str:
        """When a change was told."""
        return self.told.get(line.events, self.last)

    @property
    def size(self) -> int:
        """How many changes."""
        return sum(len(lines) for _, lines in self.changes)


def day_between(before: View, after: View, last: str) -> Day:
    """What changed on the day of an answer, which ended as ``last`` was told, against the answer of the day before."""
    begins = utc_stamp(after.zone.when(after.question.as_of).starts)
    changes = list(told_by_cause(diff(before, after)))
    responsible = {line.events for _, lines in changes for line in lines if line.events}
    told = {events: max([begins, *_stamps(events, before, after)]) for events in responsible}
    return Day(after.question.as_of, last, told, changes)


def _stamps(events: Sequence[str], *views: View) -> Iterator[str]:
    """When what two answers could know of events was recorded, and corrected."""
    for view in views:
        for event in events:
            history = view.history.events.get(event)
            told = [*(history.statements if history else ()), *view.history.void.get(event, ())]
            for statement in told:
                if statement.known.instant <= view.as_of:
                    yield statement.recorded
                    yield from (correction.recorded for correction in statement.corrections)
