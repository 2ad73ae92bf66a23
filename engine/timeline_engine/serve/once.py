"""Each question is worked out once, for whoever asks it at the same time and for who asks it again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Literal, Protocol, TypeVar

from .together import Together


class Kept(Protocol):
    """What is kept: it takes so many bytes, and is what there is as long as this is its tag."""

    @property
    def size(self) -> int:
        """How many."""
        ...

    @property
    def tag(self) -> str:
        """Of which log it tells."""
        ...


T = TypeVar("T", bound=Kept)
Scope = Literal["few", "all", "changes"]

_KEPT_BYTES = 64 << 20
_BESIDE = 2_000  # bytes of what has them
_THREADS: dict[Scope, int] = {"few": 2, "all": 1, "changes": 1}


class Once(Generic[T]):
    """Works out what is asked, and of each question keeps what came of it last, up to some size in all.

    What is asked of all of a log has a thread of its own, and so has what changed, which takes longest: nobody who asks
    of a few things waits for these.
    """

    def __init__(self, seconds: float, most: int = _KEPT_BYTES) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._size = 0
        self._scopes = {scope: Together[T](threads, seconds, self._keep) for scope, threads in _THREADS.items()}

    def is_new(self, key: Hashable, tag: str) -> bool:
        """Whether it has yet to be worked out, and nobody is at it."""
        under_way = (one.is_under_way(key, tag) for one in self._scopes.values())
        return self._found(key, tag) is None and not any(under_way)

    def last(self, key: Hashable) -> T | None:
        """What is kept of a question, whatever its tag."""
        return self._kept.get(key)

    async def get(self, key: Hashable, tag: str, make: Callable[[], T], scope: Scope = "few") -> T:
        """What is kept under a tag, else what ``make`` gives; see `Together.get`."""
        return self._found(key, tag) or await self._scopes[scope].get(key, tag, make)

    def _found(self, key: Hashable, tag: str) -> T | None:
        found = self._kept.get(key)
        if found is None or found.tag != tag:
            return None
        self._kept.move_to_end(key)
        return found

    def _keep(self, key: Hashable, made: T) -> None:
        before = self._kept.pop(key, None)
        self._size += _taken(key, made) - (_taken(key, before) if before else 0)
        self._kept[key] = made
        while self._size > self._most and len(self._kept) > 1:
            self._size -= _taken(*self._kept.popitem(last=False))

    def close(self) -> None:
        """Begin nothing more."""
        for one in self._scopes.values():
            one.close()


def _taken(key: Hashable, made: Kept) -> int:
    """The bytes that an answer takes with its question, which may be the longer of the two; about."""
    return made.size + len(repr(key)) + _BESIDE
