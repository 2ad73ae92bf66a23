"""The log as a whole, for who asks of all of it: read once, and from then on only what was appended."""

from threading import Lock

from ..bulk import uncollected
from ..log import Followed, Log, LogError
from ..log.following import Follower
from ..view.asking import LogHistory, read
from ..view.following import grown, history_of


class Whole:
    """Reads a log when it is first asked for. Threads may ask at once: they wait for each other."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._reading = Lock()
        self._follower: Follower | None = None
        self._history: LogHistory | None = None

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
