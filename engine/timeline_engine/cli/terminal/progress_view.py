"""A view that tells how far whoever goes through it has come, so that no exporter need know of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from ...view import View

T = TypeVar("T")
Tell = Callable[[float], None]


def watched(view: View, tell: Tell) -> View:
    """The same view, but going through its issues or its events tells how much of them is done, from 0 to 1."""
    watch = _Watch(tell)
    events = view.events.within(lambda placed: _Watched(placed, watch))
    return replace(view, issues=_Watched(view.issues, watch), events=events)


class _Watched(tuple[T, ...]):
    """A tuple like any other, but for who watches its iterations."""

    _watch: "_Watch"

    def __new__(cls, items: Iterable[T], watch: "_Watch") -> "_Watched[T]":
        found = super().__new__(cls, items)
        found._watch = watch
        return found

    def __iter__(self) -> Iterator[T]:
        return self._watch.over(super().__iter__(), len(self))


class _Watch:
    """Watches one iteration at a time: one within another tells nothing."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._taken = False

    def over(self, items: Iterator[T], length: int) -> Iterator[T]:
        if self._taken:
            yield from items
            return
        self._taken = True
        try:
            for done, item in enumerate(items, 1):
                yield item
                self._tell(done / length)
        finally:
            self._taken = False
