"""Each question is worked out once, for whoever asks it at the same time and for who asks it again."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Generic, Protocol, TypeVar

from .problems import Problem


class Sized(Protocol):
    """What is kept, and takes so many bytes."""

    @property
    def size(self) -> int:
        """How many."""
        ...


T = TypeVar("T", bound=Sized)

_KEPT_BYTES = 64 << 20
_WAITING = 64
_THREADS = 2


class Once(Generic[T]):
    """Works out what is asked in a few threads, and keeps what was asked last, up to some size.

    Who waits longer than ``seconds`` is told to ask again; what was asked is worked out all the same. To be used from
    one event loop at a time.
    """

    def __init__(self, seconds: float, most: int = _KEPT_BYTES) -> None:
        self._seconds = seconds
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._size = 0
        self._begun: dict[Hashable, asyncio.Future[T]] = {}
        self._threads = ThreadPoolExecutor(_THREADS, "question")

    def kept(self, key: Hashable) -> T | None:
        """What was worked out before; None: nothing, or it is no longer kept."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def is_new(self, key: Hashable) -> bool:
        """Whether it has yet to be worked out, and nobody is at it."""
        return key not in self._kept and key not in self._begun

    async def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, which is called in a thread unless somebody has asked for the same key.

        Raises Problem where it takes too long or too much is asked, and what ``make`` raises.
        """
        if (found := self.kept(key)) is not None:
            return found
        begun = self._begun.get(key) or self._begin(key, make)
        try:
            return await asyncio.wait_for(asyncio.shield(begun), self._seconds)
        except TimeoutError:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "the answer takes longer: ask again in a while") from None

    def _begin(self, key: Hashable, make: Callable[[], T]) -> "asyncio.Future[T]":
        if len(self._begun) >= _WAITING:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "too much is asked at once: ask again in a while")
        begun = asyncio.get_running_loop().run_in_executor(self._threads, make)
        self._begun[key] = begun
        begun.add_done_callback(lambda done: self._end(key, done))
        return begun

    def _end(self, key: Hashable, done: "asyncio.Future[T]") -> None:
        self._begun.pop(key, None)
        if done.cancelled() or done.exception() is not None:  # which is so retrieved, also if nobody waits any more
            return
        self._keep(key, done.result())

    def _keep(self, key: Hashable, made: T) -> None:
        before = self._kept.pop(key, None)
        self._size += made.size - (before.size if before else 0)
        self._kept[key] = made
        while self._size > self._most and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._size -= gone.size

    def close(self) -> None:
        """Begin nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)
