"""What is in one of two containers."""

from collections.abc import Container
from typing import TypeVar

T = TypeVar("T")


class Either(Container[T]):
    """Holds what one of two does, as both stand when it is asked."""

    def __init__(self, one: Container[T], other: Container[T]) -> None:
        self._one, self._other = one, other

    def __contains__(self, thing: object) -> bool:
        return thing in self._one or thing in self._other
