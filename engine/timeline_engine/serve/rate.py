"""How many questions somebody may ask that have to be worked out: so many at once, and so many a second after that."""

from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus

from .problems import Problem

_CLIENTS = 10_000


class Rate:
    """A bucket for each client: ``burst`` questions are in it, and ``rate`` a second flow in (a token bucket).

    ``clock`` tells seconds. What is known already costs nothing.
    """

    def __init__(self, rate: float, burst: int, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # what is left, and when that was so

    def take(self, client: str) -> None:
        """Take a question out of the bucket of a client. Raises Problem if it is empty."""
        now = self._clock()
        left, then = self._buckets.pop(client, (float(self._burst), now))
        left = min(self._burst, left + (now - then) * self._rate)
        self._buckets[client] = max(left - 1, 0.0) if left >= 1 else left, now
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        if left < 1:
            raise Problem(HTTPStatus.TOO_MANY_REQUESTS, "these are many new questions at once: ask again in a while")
