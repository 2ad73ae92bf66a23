"""The lines of all issues of a large log as of a day, from those that its sidecar keeps, brought up to news."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby

from msgspec import DecodeError, ValidationError, msgpack

from ..bulk import uncollected
from ..dates import BEGINNING
from ..dates.civil import DAY
from ..history import History
from ..history.bounds import end_of_day
from ..history.chosen import Chooser
from ..log import Unusable
from ..log.sidecar import Kept, Lines
from ..projection.day_by_day import Day, Witnesses, issue_lines
from ..projection.days import is_told_of
from ..projection.lines import IssueLine, line_of
from ..projection.news import seqs_for_news, with_news

NEWS = 1000
"""With news of more entries lines are made anew."""
RECENT = 7 * DAY
"""So long before anything was known last, in microseconds, lines begin to say what news of them lean on."""

UNUSABLE = (sqlite3.Error, OSError, Unusable, DecodeError, ValidationError)
"""What is raised by a sidecar that cannot be used: the log has to be read."""

_lines = msgpack.Decoder(IssueLine)
_witnesses = msgpack.Decoder(Witnesses)


class KeptLines:
    """The line of each issue at the end of a day, given by its last instant, as known then; of those known by then.

    ``stale`` are the issues of which news tell, if the line of any of them had to be found by the fold of all its
    events: with all of their lines made anew, the next question need not pay for these news. ``upto`` is the number of
    the last entry that lines knew. Raises HistoryError, LogDamaged, what is `UNUSABLE`.
    """

    def __init__(self, chooser: Chooser, day: int) -> None:
        self._kept = chooser.kept
        self._day = day
        self._chooser = chooser
        self._table = Lines(chooser.kept)
        self.upto: int = self._table.upto() or 0
        self.stale: set[str] = set()
        self.lines: dict[str, IssueLine] = {
            issue: _lines.decode(said) for issue, said in self._table.at(self._day).items()
        }
        if self.upto < self._kept.mark.seq:
            self._bring_up()

    def _bring_up(self) -> None:
        """Take in the entries behind the last that lines know."""
        news = self._kept.entries(range(self.upto + 1, self._kept.mark.seq + 1))
        subjects = self._chooser.subjects(news)
        redefined = {name for kind, name in subjects if kind == "issue"}
        events = [name for kind, name in subjects if kind == "event"]
        before, after = self._chooser.before_and_after(events, self.upto)
        touched = {issue for one in (before, after) for issue in one.reported} - redefined
        kept = {issue: (line, self._witnesses(issue)) for issue, line in self.lines.items() if issue in touched}
        seqs = [seq for issue, one in kept.items() for seq in seqs_for_news(one, issue, before, after)]
        leaned = self._chooser.events_of(self._kept.entries(seqs))
        before, after = self._chooser.before_and_after(dict.fromkeys([*events, *leaned]), self.upto)
        told = with_news(kept, before, after, self._day)
        lines = {issue: told[issue] if issue in touched else None for issue in redefined | (touched & told.keys())}
        if not all(lines.values()):
            self.stale = redefined | touched
        for issue, line in lines.items():
            self._put(issue, line or self._folded(issue))

    def _put(self, issue: str, line: IssueLine | None) -> None:
        if line:
            self.lines[issue] = line
        else:
            self.lines.pop(issue, None)

    def _folded(self, issue: str) -> IssueLine | None:
        """The line by the fold of all events that bear on an issue."""
        return line_of(self._chooser.history((), [issue]), issue, self._day)

    def _witnesses(self, issue: str) -> Witnesses | None:
        said = self._table.else_at(issue, self._day)
        return _witnesses.decode(said) if said else None


def has_lines(kept: Kept) -> bool:
    """Are there lines, with not too many news since? Raises what is `UNUSABLE`."""
    upto = Lines(kept).upto()
    return upto is not None and kept.mark.seq - upto <= NEWS


def make_lines(
    kept: Kept,
    history: History,
    tell: Callable[[float], None] = lambda done: None,
    issues: Collection[str] | None = None,
) -> bool:
    """Keep the lines that a history gives, which is of all entries, or of those that bear on ``issues``.

    False: they could not be kept. ``tell`` is told how much is done, from 0 to 1.
    """
    days = _told(
        issue_lines(history, history.zone, _recent(history), issues),
        len(history.issues if issues is None else issues),
        tell,
    )
    encode = msgpack.encode
    said = (
        (day.issue, day.instant, (encode(day.line), None if day.witnesses is None else encode(day.witnesses)))
        for day in days
    )
    try:
        with uncollected():
            Lines(kept).replace(said, issues)
    except UNUSABLE:
        return False
    return True


def _recent(history: History) -> int:
    """The end of the day from which on lines say what news of them lean on."""
    known = max((event.statements[-1].known.instant for event in history.events.values()), default=BEGINNING)
    day = known - RECENT
    return end_of_day(day, history.zone) if is_told_of(day, history.zone) else BEGINNING


def _told(days: Iterable[Day], issues: int, tell: Callable[[float], None]) -> Iterator[Day]:
    """The days, and for each of so many issues how much is done."""
    for done, (_, some) in enumerate(groupby(days, key=lambda day: day.issue), 1):
        yield from some
        tell(min(done / issues, 1.0))
