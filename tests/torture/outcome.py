"""What a part of the torture reports: one thing done to the program, and what came of it."""

import random
from collections import Counter
from collections.abc import Callable, Iterator

from attrs import define, field, frozen


@frozen
class Outcome:
    """One fault of a ``kind`` that was injected, what is ``lost`` or ``wrong``, and the ``traceback`` that was seen.

    ``lost`` are acknowledged entries that are not there any more. ``wrong`` is an answer, or a claim of the program,
    that is not so; ``traceback`` anything but a sentence. Each is told in words, with what is needed to see it again.
    """

    kind: str
    lost: str = ""
    wrong: str = ""
    traceback: str = ""

    @property
    def is_fine(self) -> bool:
        """Nothing lost, wrong or unhandled."""
        return not (self.lost or self.wrong or self.traceback)


Part = Callable[[random.Random], Iterator[Outcome]]
"""Goes on for ever; draws all chance from what it is given, so that a seed does the same again."""


@define
class Tally:
    """The outcomes of one part."""

    faults: Counter[str] = field(factory=Counter)
    lost: int = 0
    wrong: int = 0
    tracebacks: int = 0
    seconds: float = 0

    def take(self, outcome: Outcome) -> None:
        """Count one in."""
        self.faults[outcome.kind] += 1
        self.lost += bool(outcome.lost)
        self.wrong += bool(outcome.wrong)
        self.tracebacks += bool(outcome.traceback)
