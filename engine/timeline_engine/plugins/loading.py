"""Importing what belongs to others: it may raise, end the process, print, or go on for ever, and is named for it."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import EntryPoint
from io import BytesIO, TextIOWrapper
from types import FrameType
from typing import Any

from ..errors import TimelineError, shortened
from ..printing import printed_to

SECONDS = 20.0
"""How long an import may take, where it can be stopped: in the main thread, and not on Windows."""


_AGAIN = 1.0  # seconds after which what went on all the same is stopped once more


class PluginError(TimelineError):
    """A plugin that is not there, cannot be loaded, fails, or refuses its options; names the plugin."""


class PluginFailed(PluginError):
    """A plugin that failed at its work, in a way that it should not; the cause is what it raised."""


def imported(point: EntryPoint, name: str) -> Any:
    """The class of a plugin, imported; ``name`` is what it is called in messages. Raises PluginError.

    What it prints goes where warnings do: standard output is for what was asked.
    """
    printed = BytesIO()
    text = TextIOWrapper(printed, encoding="utf-8", errors="replace", write_through=True)  # with .buffer, as stdout has
    try:
        with _stopped_in_time(), printed_to(text):
            return point.load()
    except _TooLong as error:
        raise PluginError(f"{name} ({point.value}) was not imported after {SECONDS:g} s: uninstall it") from error
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # its import may fail in any way
        raise PluginError(f"{name} ({point.value}) cannot be loaded: {_said(error)}") from error
    finally:
        with suppress(ValueError):  # it was closed, or detached from its bytes
            text.detach()
        if said := _printed(printed):
            print(f"Warning: {name} prints when it is imported: {shortened(said)}", file=sys.stderr, flush=True)


def _printed(data: BytesIO) -> str:
    """What was printed; nothing is known of it once it was closed."""
    return "" if data.closed else data.getvalue().decode(errors="replace").strip()


def _said(error: BaseException) -> str:
    """What an error says, which may be one that cannot even say that."""
    try:
        return str(error) or type(error).__name__
    except Exception:
        return type(error).__name__


class _TooLong(BaseException):
    """Not an Exception: an import may catch those."""


@contextmanager
def _stopped_in_time() -> Iterator[None]:
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
