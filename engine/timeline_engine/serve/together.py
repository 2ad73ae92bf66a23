"""Work in a few threads: who asks for the same at once waits for the same, and what nobody waits for is not begun."""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from http import HTTPStatus
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

from .problems import Problem

T = TypeVar("T")

_WAITING = 64


class _Run(Generic[T]):
    """What was begun, or will be, for a version: so many wait for it."""

    def __init__(self, version: Hashable, make: Callable[[], T]) -> None:
        self.version = version
        self.future: Future[T] = Future()
        self.done: asyncio.Future[T] = asyncio.wrap_future(self.future)
        self.waiting = 0
        self._make = make

    def serves(self, version: Hashable) -> bool:
        """Whether it gives what there is now: it was begun for this version, or has yet to look."""
        if self.future.cancelled():  # as nobody waited any more, of which the loop has yet to hear
            return False
        return self.version == version or not (self.future.running() or self.future.done())

    def work(self) -> None:
        """Do it, unless nobody waits any more."""
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            self.future.set_result(self._make())
        except BaseException as error:
            self.future.set_exception(error)


class Together(Generic[T]):
    """Does things in threads, which end with the program, whatever they are at. For one event loop at a time.

    A run serves who asks for the version for which it was begun, and whoever asks before it begins: it has yet to look
    at what there is. So of one thing at most two runs are under way, however often a version changes. Who waits longer
    than ``seconds`` is told to ask again; what has begun goes on, and ``keep`` is given what came of it.
    """

    def __init__(
        self, threads: int, seconds: float, keep: Callable[[Hashable, T], object] = lambda key, found: None
    ) -> None:
        self._threads = threads
        self._seconds = seconds
        self._keep = keep
        self._queue: SimpleQueue[_Run[T] | None] = SimpleQueue()
        self._runs: dict[Hashable, list[_Run[T]]] = {}
        self._started = False

    def is_under_way(self, key: Hashable, version: Hashable) -> bool:
        """Whether somebody has asked for it, so that to ask, too, costs nothing."""
        return self._joined(key, version) is not None

    async def get(self, key: Hashable, version: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, called in a thread after this was called, or since that version was what there is.

        Raises Problem where it takes too long or too much is asked, and what ``make`` raises.
        """
        run = self._joined(key, version) or self._begin(key, _Run(version, make))
        run.waiting += 1
        try:
            return await asyncio.wait_for(asyncio.shield(run.done), self._seconds)
        except TimeoutError:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "the answer takes longer: ask again in a while") from None
        finally:
            run.waiting -= 1
            if not run.waiting:
                run.future.cancel()  # which does nothing to one that has begun

    def _joined(self, key: Hashable, version: Hashable) -> _Run[T] | None:
        return next((run for run in self._runs.get(key, ()) if run.serves(version)), None)

    def _begin(self, key: Hashable, run: _Run[T]) -> _Run[T]:
        if sum(map(len, self._runs.values())) >= _WAITING:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "too much is asked at once: ask again in a while")
        if not self._started:
            self._started = True
            for _ in range(self._threads):
                Thread(target=_work, args=(self._queue,), name="question", daemon=True).start()
        self._runs.setdefault(key, []).append(run)
        run.done.add_done_callback(lambda done: self._end(key, run, done))
        asyncio.get_running_loop().call_soon(self._queue.put, run)  # behind whoever asks in this turn of the loop
        return run

    def _end(self, key: Hashable, run: _Run[T], done: "asyncio.Future[T]") -> None:
        left = [one for one in self._runs.pop(key) if one is not run]
        if left:
            self._runs[key] = left
        if done.cancelled() or done.exception() is not None:  # which is so retrieved, also if nobody waits any more
            return
        self._keep(key, done.result())

    def close(self) -> None:
        """Begin nothing more."""
        for run in [run for runs in self._runs.values() for run in runs]:
            run.future.cancel()
        for _ in range(self._threads):
            self._queue.put(None)


def _work(queue: "SimpleQueue[_Run[Any] | None]") -> None:
    while run := queue.get():
        run.work()
        del run  # nothing of it is held while there is nothing to do
