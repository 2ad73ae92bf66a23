"""The lines of all issues of a large log as of a day, from those that its sidecar keeps, brought up to news."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import groupby

from msgspec import DecodeError, ValidationError, msgpack

from ..bulk import uncollected
from ..dates import BEGINNING
from ..dates.civil import DAY
from ..history import History
from ..history.bounds import end_of_day
from ..history.chosen import Chooser
from ..log import Unusable
from ..log.sidecar import Kept, Lines, transaction
from ..projection.day_by_day import Day, Witnesses, issue_lines
from ..projection.days import is_told_of
from ..projection.lines import IssueLine, line_of
from ..projection.news import seqs_for_news, with_news

NEWS = 1000
"""With news of more entries lines are made anew."""
RECENT = 7 * DAY
"""So long before anything was known last, in microseconds, lines begin to say what news of them lean on."""

UNUSABLE = (sqlite3.Error, Unusable, DecodeError, ValidationError)
"""What is raised by a sidecar that cannot be used: the log has to be read."""

_lines = msgpack.Decoder(IssueLine)
_witnesses = msgpack.Decoder(Witnesses)


def kept_lines(chooser: Chooser, day: int) -> dict[str, IssueLine] | None:
    """The line of each issue at the end of a day, given by its last instant, as known then; of those known by then.

    None: none are kept, or those of too long ago. Raises HistoryError, LogDamaged, what is `UNUSABLE`.
    """
    return _KeptLines(chooser, day).all() if has_lines(chooser.kept) else None


def has_lines(kept: Kept) -> bool:
    """Are there lines, with not too many news since? Raises what is `UNUSABLE`."""
    upto = Lines(kept).upto()
    return upto is not None and kept.mark.seq - upto <= NEWS


def reading(kept: Kept) -> AbstractContextManager[None]:
    """See no lines but those that there are now, whoever makes others meanwhile. Raises sqlite3.Error."""
    return transaction(kept.connection, "DEFERRED")


def make_lines(kept: Kept, history: History, tell: Callable[[float], None] = lambda done: None) -> bool:
    """Keep the lines that a history gives, which is of all entries. False: they could not be kept.

    ``tell`` is told how much is done, from 0 to 1.
    """
    days = _told(issue_lines(history, history.zone, _recent(history)), history, tell)
    encode = msgpack.encode
    said = (
        (day.issue, day.instant, (encode(day.line), None if day.witnesses is None else encode(day.witnesses)))
        for day in days
    )
    try:
        with uncollected():
            Lines(kept).replace(said)
    except (*UNUSABLE, OSError):
        return False
    return True


def _recent(history: History) -> int:
    """The end of the day from which on lines say what news of them lean on."""
    known = max((event.statements[-1].known.instant for event in history.events.values()), default=BEGINNING)
    day = known - RECENT
    return end_of_day(day, history.zone) if is_told_of(day, history.zone) else BEGINNING


def _told(days: Iterable[Day], history: History, tell: Callable[[float], None]) -> Iterator[Day]:
    """The days, and for each issue how much is done."""
    for done, (_, some) in enumerate(groupby(days, key=lambda day: day.issue), 1):
        yield from some
        tell(min(done / len(history.issues), 1.0))


class _KeptLines:
    def __init__(self, chooser: Chooser, day: int) -> None:
        self._kept = chooser.kept
        self._day = day
        self._lines = Lines(chooser.kept)
        self._chooser = chooser

    def all(self) -> dict[str, IssueLine]:
        upto = self._lines.upto() or 0
        found = {issue: _lines.decode(said) for issue, said in self._lines.at(self._day).items()}
        if upto < self._kept.mark.seq:
            self._bring_up(found, upto)
        return found

    def _bring_up(self, found: dict[str, IssueLine], upto: int) -> None:
        """Take in the entries behind one."""
        news = self._kept.entries(range(upto + 1, self._kept.mark.seq + 1))
        homes = dict.fromkeys(map(self._kept.home, news))
        redefined = {name for kind, name in homes if kind == "issue"}
        events = [name for kind, name in homes if kind == "event"]
        before, after = self._chooser.before_and_after(events, upto)
        touched = {issue for one in (before, after) for issue in one.reported} - redefined
        kept = {issue: (line, self._witnesses(issue)) for issue, line in found.items() if issue in touched}
        seqs = [seq for issue, one in kept.items() for seq in seqs_for_news(one, issue, before, after)]
        leaned = self._chooser.events_of(self._kept.entries(seqs))
        before, after = self._chooser.before_and_after(dict.fromkeys([*events, *leaned]), upto)
        told = with_news(kept, before, after, self._day)
        for issue in redefined | (touched & told.keys()):
            line = told[issue] if issue in touched else None
            self._put(found, issue, line or self._folded(issue))

    def _put(self, found: dict[str, IssueLine], issue: str, line: IssueLine | None) -> None:
        if line:
            found[issue] = line
        else:
            found.pop(issue, None)

    def _folded(self, issue: str) -> IssueLine | None:
        """The line by the fold of all events that bear on an issue."""
        return line_of(self._chooser.history((), [issue]), issue, self._day)

    def _witnesses(self, issue: str) -> Witnesses | None:
        said = self._lines.else_at(issue, self._day)
        return _witnesses.decode(said) if said else None
