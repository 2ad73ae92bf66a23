"""What is not read of a calendar, told once for all events of which it is true."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from attrs import define, field

from timeline_engine.view.ports import LeftOut


@define
class Told:
    """What is to be told, and where it was found first, and how often."""

    _found: dict[str, list[str]] = field(factory=dict)

    def tell(self, at: str, what: str) -> None:
        """Tell something of a place, such as ``c.ics:12``."""
        self._found.setdefault(what, []).append(at)

    def warn(self) -> None:
        """Warn of all that was told, and forget it."""
        for what, (at, *more) in self._found.items():
            also = f" (and so in {len(more):,} more)" if more else ""
            warnings.warn(f"{at}: {what}{also}", LeftOut, stacklevel=2)
        self._found.clear()


@contextmanager
def telling() -> Iterator[Told]:
    """What is told meanwhile is warned of at the end."""
    told = Told()
    yield told
    told.warn()
