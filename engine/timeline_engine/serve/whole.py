"""The log as a whole, for who asks of all of it: read once, and from then on only what was appended."""

from collections.abc import Iterable
from threading import Lock

from msgspec.structs import asdict

from ..bulk import uncollected
from ..log import Followed, Head, Log, LogError
from ..log.following import Follower
from ..view import View
from ..view.answer import Question
from ..view.asking import LogHistory, read
from ..view.following import grown, history_of


def ask(history: LogHistory, question: Question, issues: Iterable[str] = ()) -> View:
    """The answer of a log that was read on these issues; none: on all. Raises UnknownId, DateError."""
    return history.at(**asdict(question), hindsight=question.known_by is None, issues=issues)


class Whole:
    """Reads a log when it is first asked for. Threads may ask at once: they wait for each other."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._reading = Lock()
        self._follower: Follower | None = None
        self._history: LogHistory | None = None
        self._views: dict[tuple[Head, Question], View] = {}

    def history(self) -> LogHistory:
        """The log as it stands; one that was replaced or cut short is read anew. Raises LogError, HistoryError."""
        with self._reading:
            known = self._history
            try:
                return self._looked_at(known)
            except BaseException as error:
                self._follower = self._history = None
                if known is None or not isinstance(error, LogError):
                    raise
            return self._looked_at(None)

    def view(self, question: Question) -> tuple[View, LogHistory]:
        """The answer on all issues, and what gave it: folded once, whatever is made of it. Raises LogError, DateError.

        The last two answers are kept, as long as the log stands as it did.
        """
        history = self.history()
        key = history.head, question
        found = self._views.get(key) or ask(history, question)
        kept = [(one, view) for one, view in self._views.items() if one != key and one[0] == history.head]
        self._views = dict([*kept[-1:], (key, found)])
        return found, history

    def _looked_at(self, known: LogHistory | None) -> LogHistory:
        if not isinstance(self._log, Followed):
            if known is None or known.head != self._log.head():
                self._history = known = read(self._log)
            return known
        follower = self._follower = self._follower or Follower(self._log)
        with uncollected():
            come = follower.look()
        if known is None:
            known = history_of(self._log.info, come)
        elif come:
            known = grown(known, come)
        self._history = known
        return known
