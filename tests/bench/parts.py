"""One thing of a process that is measured by itself: runs a function of this folder and prints the seconds it says.

python tests/bench/parts.py MODULE.FUNCTION ARGUMENT …
"""

import sys
from collections.abc import Callable
from importlib import import_module
from time import perf_counter, process_time


class Clock:
    """``with Clock() as clock: …`` and then ``clock.seconds``: of this process alone, or with ``disk`` of the wall."""

    seconds = 0.0

    def __init__(self, disk: bool = False) -> None:
        self._now: Callable[[], float] = perf_counter if disk else process_time

    def __enter__(self) -> "Clock":
        self._started = self._now()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = self._now() - self._started


def main() -> None:
    module, _, function = sys.argv[1].rpartition(".")
    print(getattr(import_module(module), function)(*sys.argv[2:]))


if __name__ == "__main__":
    main()
