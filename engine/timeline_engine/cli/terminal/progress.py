"""A bar on the terminal for what takes over a second; nothing where nobody watches, and nothing that stays."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import click

_PATIENCE, _EVERY = 1.0, 0.1  # seconds before a bar is shown, and from one look of it to the next
_STEPS = 1000
_ERASE = "\r\x1b[2K\x1b[?25h"  # the line; and the cursor is shown again


@contextmanager
def progress(label: str) -> Iterator[Callable[[float], None]]:
    """Gives a function to tell how much is done, from 0 to 1; told less than before, another bar follows, numbered.

    There is none unless standard error is a terminal, nor with NO_COLOR, nor on one that obeys nothing.
    """
    if not sys.stderr.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        yield lambda done: None
        return
    bar = _Bar(label)
    try:
        yield bar.tell
    finally:
        bar.erase()


class _Bar:
    """A bar that waits before it is shown, and is shown no more often than anybody sees."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._done = 0.0
        self._next = monotonic() + _PATIENCE
        self._shown = False
        self._passes = 0
        self._begin()

    def _begin(self) -> None:
        """Of each pass over the same things there is one bar; from here on its time that is left is reckoned."""
        self.erase()
        self._passes += 1
        label = self._label if self._passes == 1 else f"{self._label}, pass {self._passes}"
        self._bar = click.progressbar(length=_STEPS, label=label, file=sys.stderr)

    def tell(self, done: float) -> None:
        if done < self._done:
            self._begin()
        self._done = done
        now = monotonic()
        if now >= self._next:
            self._next, self._shown = now + _EVERY, True
            self._bar.update(round(done * _STEPS) - self._bar.pos)

    def erase(self) -> None:
        if self._shown:
            click.echo(_ERASE, file=sys.stderr, nl=False)
