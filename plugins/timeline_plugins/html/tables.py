"""Tables of what is said more than once, and the places in them: so a page stays small."""

from collections.abc import Hashable, Iterable
from itertools import takewhile
from typing import Any

from timeline_engine.visible import visible


class Table:
    """Rows, each once, in the order in which they were first asked for, from place 1 on: 0 stands for nothing."""

    def __init__(self) -> None:
        self._places: dict[Hashable, int] = {}

    def place(self, row: Hashable) -> int:
        """Where a row stands."""
        return self._places.setdefault(row, len(self._places) + 1)

    def all(self) -> Iterable[Any]:
        """The rows, from place 1 on, as they are."""
        return self._places

    def rows(self) -> list[Any]:
        """The rows, after the one that stands for nothing."""
        return [0, *[short(row) if isinstance(row, tuple) else row for row in self._places]]


class Texts(Table):
    """Texts for people, in which nothing is hidden."""

    def of(self, text: str | None) -> int:
        """Where a text stands."""
        return self.place(visible(text)) if text else 0


def short(row: Iterable[Any]) -> list[Any]:
    """A row without what is nothing at its end, zeros and empty lists, which who reads it takes for granted."""
    items = [short(item) if isinstance(item, list | tuple) else item for item in row]
    while items and items[-1] in (0, []):
        items.pop()
    return items


def after_each_other(texts: Iterable[str]) -> list[Any]:
    """Texts in order, each as how many characters it begins with of the one before, and the rest."""
    told, before = list[Any](), ""
    for text in texts:
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, text, strict=False)))
        told += (shared, text[shared:])
        before = text
    return told
