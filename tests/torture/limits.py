"""Time and memory, within which something has to be done."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from types import FrameType

from support import traced

SECONDS, BYTES = 10, 100_000_000
"""In which a file of at most some 200 kB has to be dealt with, importing it twice and answering from it."""


class TooLong(BaseException):
    """What takes too long is broken off, whatever catches exceptions on the way."""


@contextmanager
def limits(*, of_memory: bool) -> Iterator[Callable[[], str]]:
    """Gives what tells of too much time or memory that was taken since. Raises TooLong where the system can stop it.

    Time is that of the processor, as the machine may have other things to do. ``of_memory``: also trace that, which
    takes several times as long.
    """

    def stop(_: int, __: FrameType | None) -> None:
        raise TooLong(f"it took over {SECONDS} seconds")

    begun, alarm = time.process_time(), getattr(signal, "SIGPROF", None)
    if alarm:
        before = signal.signal(alarm, stop)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        with traced() if of_memory else nullcontext(lambda: 0) as peak:
            yield lambda: _spent(time.process_time() - begun, peak())
    finally:
        if alarm:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(alarm, before)


def _spent(seconds: float, taken: int) -> str:
    if taken > BYTES:
        return f"it took {taken:,} bytes"
    return f"it took {seconds:.0f} seconds" if seconds > SECONDS else ""
