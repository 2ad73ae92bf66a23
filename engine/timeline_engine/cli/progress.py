"""A bar on the terminal for what takes over a second; nothing where nobody watches, and nothing that stays."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol, TypeVar

import click

T = TypeVar("T")

_PATIENCE, _EVERY = 1.0, 0.1  # seconds before a bar is shown, and from one look of it to the next
_ERASE = "\r\x1b[2K\x1b[?25h"  # the line, and the cursor is shown again


class Watch(Protocol):
    """Wraps a tuple, so that whoever goes through it moves the bar."""

    def __call__(self, items: tuple[T, ...], /) -> tuple[T, ...]:
        """The same items."""
        ...


@contextmanager
def progress(label: str) -> Iterator[Watch]:
    """A bar with a label, which moves as the tuples that it wraps are gone through.

    There is none unless standard error is a terminal, nor with NO_COLOR.
    """
    if not sys.stderr.isatty() or os.environ.get("NO_COLOR"):
        yield lambda items: items
        return
    bar = _Bar(label)
    try:
        yield lambda items: _Watched(items, bar)
    finally:
        bar.erase()


class _Watched(tuple[T, ...]):
    """A tuple like any other, but that the bar shows how far an iteration over it has come."""

    _bar: "_Bar"

    def __new__(cls, items: tuple[T, ...], bar: "_Bar") -> "_Watched[T]":
        found = super().__new__(cls, items)
        found._bar = bar
        return found

    def __iter__(self) -> Iterator[T]:
        return self._bar.through(super().__iter__(), len(self))


class _Bar:
    """One bar for several iterations: each fills it anew, and one within another does not move it."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._next = monotonic() + _PATIENCE
        self._shown = self._taken = False

    def through(self, items: Iterator[T], length: int) -> Iterator[T]:
        if self._taken:
            yield from items
            return
        self._taken = True
        try:
            yield from self._watched(items, length)
        finally:
            self._taken = False

    def _watched(self, items: Iterator[T], length: int) -> Iterator[T]:
        bar = click.progressbar(length=length, label=self._label, file=sys.stderr)
        for done, item in enumerate(items, 1):
            yield item
            now = monotonic()
            if now >= self._next:
                self._next, self._shown = now + _EVERY, True
                bar.update(done - bar.pos)

    def erase(self) -> None:
        if self._shown:
            click.echo(_ERASE, file=sys.stderr, nl=False)
