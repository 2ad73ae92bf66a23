"""The answers of a log as it stands: it is read once for each head, and asked as often as anybody likes."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from threading import Lock
from typing import NamedTuple

from ..dates import Zone, utc_instant
from ..dates.civil import DAY
from ..log import Head, Log, LogError, kept_of
from ..log.ending import Ending, ending_of
from ..log.port import Clock
from ..view import View
from ..view.answer import Question
from ..view.asking import LogHistory, read
from ..view.choosing import choose_issues, choose_named
from ..view.diff import Diff, diff
from ..view.summary import Summary, keep_lines_of, kept_summary_of, summarise

_TRIES = 5  # a log grows between two looks at it, but seldom so often


class Told(NamedTuple):
    """An answer, and the end of the log that gave it."""

    view: View
    ending: Ending


class DayByDay(NamedTuple):
    """What changed on each day, the issues that there are, and the end of the log that says so."""

    changes: list[tuple[str, Diff]]
    issues: Collection[str]
    ending: Ending


class Answers:
    """Asks a log. Threads may do so at once; ``clock`` says which day is today."""

    def __init__(self, log: Log, clock: Clock) -> None:
        self.log: Log = log
        self.zone: Zone = Zone(log.info.zone)
        self._clock = clock
        self._read: LogHistory | None = None
        self._reading = Lock()

    def today(self) -> str:
        """Today in the log's time zone."""
        return self.zone.day(self._clock())

    def days_before(self, day: str, ago: int) -> str:
        """The day so many days before another: reckoned from noon, as a day may have 23 hours or 25."""
        noon = self.zone.when(day).starts + DAY // 2
        return self.zone.day(noon - ago * DAY)

    def ending(self) -> Ending:
        """Where the log ends now. Raises LogError."""
        return ending_of(self.log)

    def check(self) -> None:
        """Read the log: a large one by way of its index, of any other every line. Raises LogError."""
        self.ending()
        if not self.is_large():
            self.history()

    def view(self, question: Question, issues: Iterable[str] = ()) -> Told:
        """The answer on these issues (none: on all), of which a large log reads no more than they need.

        Raises UnknownId, LogError, DateError.
        """
        only = tuple(issues)
        for _ in range(_TRIES):
            ending = self.ending()
            view = (choose_issues(self.log, question, only) if only else None) or self._whole(ending, question, only)
            if view.head == ending.head:
                return Told(view, ending)
        raise _growing()

    def about(self, question: Question, text: str) -> Told:
        """The answer as far as it concerns the event or issue that a text names. Raises LogError, DateError."""
        for _ in range(_TRIES):
            ending = self.ending()
            view = choose_named(self.log, question, text) or self._whole(ending, question, ())
            if view.head == ending.head:
                return Told(view, ending)
        raise _growing()

    def summary(self, question: Question) -> tuple[Summary, Ending]:
        """The state of all issues in lines, of a large log from those that are kept. Raises LogError, DateError."""
        for _ in range(_TRIES):
            ending = self.ending()
            kept = kept_summary_of(self.log, question)
            if kept and self.ending() == ending:
                return kept, ending
            if not kept:
                view, ending = self.view(question)
                keep_lines_of(self.log, view)
                return summarise(view), ending
        raise _growing()

    def is_large(self) -> bool:
        """Whether the log has an index, without which it is read as a whole."""
        return kept_of(self.log) is not None

    def diff(self, before: Question, after: Question, issues: Iterable[str] = ()) -> tuple[Diff, Ending]:
        """What changed from one answer to another. Raises UnknownId, LogError, DateError."""
        only = tuple(issues)
        for _ in range(_TRIES):
            ending = self.ending()
            views = [self._whole(ending, question, only) for question in (before, after)]
            if views[0].head == views[1].head == ending.head:
                return diff(*views), ending
        raise _growing()

    def day_by_day(self, days: Sequence[str]) -> DayByDay:
        """What changed on each of these days but the first, against the one before, as the log stood at their ends.

        Raises LogError.
        """
        history = self.history()
        since = self.zone.instant(days[0])
        is_older = not history.entries or utc_instant(history.entries[-1].recorded) <= since
        views = [history.at(day, recorded_by=None if is_older else day) for day in days]
        found = [(day, diff(*pair)) for day, pair in zip(days[1:], pairwise(views), strict=True)]
        ending = Ending(history.head, history.entries[-1].recorded if history.entries else None)
        return DayByDay(found, history.history.issues, ending)

    def history(self, head: Head | None = None) -> LogHistory:
        """The log as it was read for its head, once for whoever asks at the same time. Raises LogError."""
        with self._reading:
            if self._read is None or self._read.head != (head or self.ending().head):
                self._read = read(self.log)
            return self._read

    def _whole(self, ending: Ending, question: Question, issues: tuple[str, ...]) -> View:
        return self.history(ending.head).at(
            question.as_of,
            known_by=question.known_by,
            hindsight=question.known_by is None,
            recorded_by=question.recorded_by,
            issues=issues,
        )


def _growing() -> LogError:
    return LogError("the log grows faster than it can be read: ask again")
