"""Using the index of a log where it pays: brought up to date, made anew when it cannot be believed, or left aside."""

from collections.abc import Callable
from contextlib import closing, suppress
from typing import TypeVar

from ..errors import TimelineError
from ..log import FileLog, Warn
from . import store
from .ask import Asker
from .duck import Error, interruptible
from .lines import NotThere
from .rows import Unindexable

_UNFIT = (NotThere, Error, LookupError, StopIteration, AssertionError)
"""What comes of an index that can be read and holds what it should not."""

T = TypeVar("T")
Progress = Callable[[float], None]
"""Told how much is done, from 0 to 1."""


@interruptible()
def through_index(log: FileLog, ask: Callable[[Asker], T], progress: Progress, warn: Warn) -> T | None:
    """What asking the index of a log gives; None if no index can be had and the fold has to answer.

    An index that is behind takes in what was appended; one that is foreign, of other code or damaged is made anew.
    """
    for attempt in (current, rebuilt):
        index = attempt(log, progress, warn)
        if index is None:
            return None
        with closing(Asker(log, index)) as asker, suppress(*_UNFIT):
            return ask(asker)
    return None


def current(log: FileLog, progress: Progress, warn: Warn) -> store.Index | None:
    """The index of a log, up to date; None if it cannot be had."""
    index = store.opened(store.path_of(log))
    state = store.freshness(index, log) if index else "stale"
    if index and state == "fresh":
        return index
    if index:
        index.base.close()  # or DuckDB would open this one again, as long as it has the same name
    if index is None or state == "stale":
        return rebuilt(log, progress, warn)
    from .refresh import refresh

    try:
        return _tried(log, warn, lambda: refresh(log))
    except (NotThere, Error):
        return rebuilt(log, progress, warn)


def rebuilt(log: FileLog, progress: Progress, warn: Warn) -> store.Index | None:
    """The index of a log, made anew; None if it cannot be."""
    from .build import build  # which most questions can do without

    return _tried(log, warn, lambda: build(log, progress))


def _tried(log: FileLog, warn: Warn, make: Callable[[], None]) -> store.Index | None:
    """Make an index and open it; None if it cannot be made. What is wrong with the log, the fold will say."""
    try:
        make()
    except store.Unwritable as error:
        warn(f"the index beside the log is not up to date and cannot be written ({error.reason}): answered without it")
        return None
    except Unindexable as error:
        store.path_of(log).unlink(missing_ok=True)
        warn(f"the log can no longer be indexed, as {error}: its index is removed")
        return None
    except (TimelineError, OSError):
        return None
    index = store.opened(store.path_of(log))
    return index if index and store.freshness(index, log) == "fresh" else None
