"""A mapping that is read as far as it is asked for."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import TypeVar

V = TypeVar("V")


class Lazy(MutableMapping[str, V]):
    """What ``read`` finds by a name, None if there is nothing, read once; and what was set here.

    To go through it takes ``all_of`` them, which is called once; without it, only those in ``held`` are gone through.
    It is also called when ``few`` names have been read one by one, if that is given: of more, it is quicker.
    """

    def __init__(
        self,
        read: Callable[[str], V | None],
        all_of: Callable[[], Mapping[str, V]] | None = None,
        held: Mapping[str, V | None] | None = None,
        few: int | None = None,
    ) -> None:
        self._read = read
        self._all_of = all_of
        self._few = few
        self._held: dict[str, V | None] = dict(held or {})  # None: there is nothing
        self._others: dict[str, V | None] = {}  # were asked for, and are not to be gone through

    def copy(self) -> "Lazy[V]":
        """The same, to be changed independently."""
        return Lazy(self._read, self._all_of, self._held, self._few)

    def __getitem__(self, name: str) -> V:
        found = self._held[name] if name in self._held else self._other(name)
        if found is None:
            raise KeyError(name)
        return found

    def _other(self, name: str) -> V | None:
        if name not in self._others:
            if self._few is not None and len(self._others) >= self._few:
                self._read_all()
                return self._held.get(name)
            self._others[name] = self._read(name) if isinstance(name, str) else None
        return self._others[name]

    def __setitem__(self, name: str, value: V) -> None:
        self._held[name] = value

    def __delitem__(self, name: str) -> None:
        self[name]
        self._held[name] = None

    def __iter__(self) -> Iterator[str]:
        self._read_all()
        return (name for name, found in self._held.items() if found is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read_all(self) -> None:
        if self._all_of:
            self._held = {**self._all_of(), **self._held}
            self._all_of = None
