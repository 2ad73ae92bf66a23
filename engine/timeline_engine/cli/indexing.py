"""Whether to ask the index of a log: only where there is one, and only then anything of it is imported."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ..index import has_index
from ..log import FileLog, Log
from .progress import progress
from .session import warn

if TYPE_CHECKING:
    from ..index.ask import Asker

T = TypeVar("T")


def through_index(log: Log, ask: "Callable[[Asker], T]") -> T | None:
    """What asking the index of a log gives; None where there is none that pays, or DuckDB is not installed."""
    if not isinstance(log, FileLog) or not has_index(log):
        return None
    try:
        from ..index.using import through_index as through
    except ImportError:  # of DuckDB: `timeline index status` says so
        return None
    with progress("indexing") as tell:
        return through(log, ask, tell, warn)
