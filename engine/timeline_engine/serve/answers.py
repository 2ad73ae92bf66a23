"""The answers of a log as it stands, each with the end of the log that gave it."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import NamedTuple, TypeVar

from ..dates import Zone, utc_instant, utc_stamp
from ..dates.civil import DAY
from ..entries import Entry
from ..errors import pick
from ..log import Followed, Log, LogError, Unusable, keeper_of, kept_of
from ..log.chain import START
from ..log.ending import Ending, ending_of
from ..log.keeping import SIDECAR
from ..log.port import Clock
from ..view import View
from ..view.answer import Question
from ..view.asking import LogHistory
from ..view.choosing import choose_issues, choose_named
from ..view.diff import Diff, diff
from ..view.summary import Summary, keep_lines_of, summarise
from .days import Day, day_between
from .whole import Whole, ask

T = TypeVar("T")

_TRIES = 3  # an index is written to and made anew, but seldom so often


class Told(NamedTuple):
    """An answer, and the end of the log that gave it."""

    view: View
    ending: Ending


class Answers:
    """Asks a log. Threads may do so at once; ``clock`` says which day is today.

    ``by_index``: what its index tells is not read from the log; it may become `Unusable` as it is being told.
    """

    def __init__(self, log: Log, clock: Clock, whole: Whole | None = None, *, by_index: bool = True) -> None:
        self.log: Log = log
        self.zone: Zone = Zone(log.info.zone)
        self.clock: Clock = clock
        self._whole = whole or Whole(log)
        self._by_index = by_index
        self.tabled: bool = False
        """Whether the first page is the table of all issues: once there is an index it stays so."""
        self._days = dict[str, tuple[object, Day]]()  # of a day that is over nothing changes any more

    def surely(self, make: Callable[["Answers"], T]) -> T:
        """What is made of answers; of the log alone where its index is written to or made anew all the time."""
        for _ in range(_TRIES if self._by_index else 0):
            with suppress(Unusable):
                return make(self)
        return make(Answers(self.log, self.clock, self._whole, by_index=False))

    def today(self) -> str:
        """Today in the log's time zone."""
        return self.zone.day(self.clock())

    def days_before(self, day: str, ago: int) -> str:
        """The day so many days before another: reckoned from noon, as a day may have 23 hours or 25."""
        noon = self.zone.when(day).starts + DAY // 2
        return self.zone.day(noon - ago * DAY)

    def ending(self) -> Ending:
        """Where the log ends now. Raises LogError, also if another log has its place."""
        if isinstance(self.log, Followed) and not self.log.holds(START):
            raise LogError("another log has the place of the one that is served: start the server again")
        self._look_for_index()
        return ending_of(self.log)

    def _look_for_index(self) -> None:
        keeper = keeper_of(self.log)
        if not self.tabled and keeper and keeper.folder:
            self.tabled = (keeper.folder / SIDECAR).exists()

    def check(self) -> None:
        """Read the log: a large one by way of its index, of any other every line. Raises LogError."""
        self.ending()
        if not self.is_large():
            self._whole.history()
        self._look_for_index()

    def view(self, question: Question, issues: Iterable[str] = ()) -> Told:
        """The answer on these issues (none: on all), of which a large log reads no more than they need.

        Raises UnknownId, LogError, DateError.
        """
        only = tuple(issues)
        chosen = choose_issues(self.log, question, only) if only and self._by_index else None
        return self._told(chosen) if chosen else self._of_whole(question, only)

    def about(self, question: Question, text: str) -> Told:
        """The answer as far as it concerns the event or issue that a text names. Raises LogError, DateError."""
        if self._by_index and (chosen := choose_named(self.log, question, text)):
            return self._told(chosen)
        history = self._whole.history()
        if not _is_named(history, text) and (issue := next(iter(history.history.issues), None)):
            return Told(ask(history, question, (issue,)), _end_of(history))  # by which alike nothing is found
        return self._of_whole(question, ())

    def summary(self, question: Question) -> tuple[Summary, Ending]:
        """The state of all issues in lines, of a large log from those that are kept. Raises LogError, DateError."""
        kept = kept_of(self.log) if self._by_index else None
        if kept:
            from ..view.kept_summary import kept_summary  # and SQLite: for large logs alone

            if found := kept_summary(self.log, kept, question):
                return found, Ending(kept.head, kept.mark.recorded or None)
        view, ending = self._of_whole(question, ())
        keep_lines_of(self.log, view)
        return summarise(view), ending

    def is_large(self) -> bool:
        """Whether the log has an index, without which it is read as a whole."""
        return kept_of(self.log) is not None

    def diff(self, before: Question, after: Question, issues: Iterable[str] = ()) -> tuple[Diff, Ending]:
        """What changed from one answer to another. Raises UnknownId, LogError, DateError."""
        history, only = self._whole.history(), tuple(issues)
        return diff(*(ask(history, question, only) for question in (before, after))), _end_of(history)

    def day_by_day(self, days: Sequence[str], issues: Iterable[str], enough: int) -> tuple[list[Day], Ending]:
        """What changed on these issues (none: on any) on each of these days, against the one before it, as the log
        stood at their ends: the last day first, and as many before it as it takes to have ``enough`` changes.

        A day is worked out once, until something is recorded on it. For one thread at a time. Raises UnknownId,
        LogError.
        """
        history = self._whole.history()
        only = {pick(issue, history.history.issues, "issue") for issue in issues}
        last = history.entries[-1].recorded if history.entries else None
        recorded_since = last is not None and utc_instant(last) > self.zone.instant(days[0])
        self._days = {day: known for day, known in self._days.items() if day in days}
        told, count, view = list[Day](), 0, None
        for before, day in reversed([*pairwise(days)]):
            upto = self._entries_by(history, day) if recorded_since else history.entries
            key = before, recorded_since, len(upto), upto[-1].id if upto else None
            known, found = self._days.get(day, (None, None))
            if found is None or known != key:
                after = view or history.at(day, recorded_by=day if recorded_since else None)
                view = history.at(before, recorded_by=before if recorded_since else None)
                found = day_between(view, after, self._told_at(history, day))
                self._days[day] = key, found
            else:
                view = None
            told.append(found.of(only))
            count += told[-1].size
            if count >= enough:
                break
        return told, _end_of(history)

    def _entries_by(self, history: LogHistory, day: str) -> Sequence[Entry]:
        """The entries that were recorded by the end of a day."""
        upto = bisect_right(history.entries, self.zone.instant(day), key=lambda entry: utc_instant(entry.recorded))
        return history.entries[:upto]

    def _told_at(self, history: LogHistory, day: str) -> str:
        """When a day was told last."""
        begins, told = utc_stamp(self.zone.when(day).starts), self._entries_by(history, day)
        return max(begins, told[-1].recorded) if told else begins

    def _of_whole(self, question: Question, issues: tuple[str, ...]) -> Told:
        if not issues:
            view, history = self._whole.view(question)
            return Told(view, _end_of(history))
        history = self._whole.history()
        return Told(ask(history, question, issues), _end_of(history))

    def _told(self, view: View) -> Told:
        """An answer by way of the index, which may be of a head that is the log's no more: nobody knows its time."""
        ending = self.ending()
        return Told(view, ending if ending.head == view.head else Ending(view.head, None))


def _is_named(history: LogHistory, text: str) -> bool:
    """Whether any event or issue may be meant by a text, or an issue by what is before its last dot."""
    begun = tuple(part for part in (text, text.rpartition(".")[0]) if part)
    found = history.history
    return bool(begun) and any(name.startswith(begun) for names in (found.events, found.issues) for name in names)


def _end_of(history: LogHistory) -> Ending:
    return Ending(history.head, history.entries[-1].recorded if history.entries else None)
