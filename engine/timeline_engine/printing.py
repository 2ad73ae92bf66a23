"""What others print: standard output is for what was asked, and it is one for all threads."""

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from threading import RLock
from typing import IO

_ONE = RLock()


@contextmanager
def printed_to(stream: IO[str]) -> Iterator[None]:
    """What is printed goes to a stream until the block ends.

    One thread at a time: a second, which begins and ends between, would put back the stream of the first for good.
    """
    with _ONE, redirect_stdout(stream):
        yield
