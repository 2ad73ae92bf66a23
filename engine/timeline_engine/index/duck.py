"""DuckDB, as little of it as the index needs: the package around it takes longer to import than a question does."""

from collections.abc import Iterator
from contextlib import contextmanager

try:
    from _duckdb import DuckDBPyConnection as Connection
    from _duckdb import Error, __version__, connect
except ImportError:  # it is no promise of theirs that the extension has that name
    from duckdb import DuckDBPyConnection as Connection
    from duckdb import Error, __version__, connect

LOWEST = (1, 5)
if tuple(int(part) for part in __version__.split(".")[:2]) < LOWEST:
    raise ImportError(f"DuckDB {__version__} is too old: 1.4.5 and older answer some of these queries otherwise")

__all__ = ["Connection", "Error", "__version__", "connect", "interruptible"]


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C while DuckDB works is Ctrl-C, not the RuntimeError that it makes of it."""
    try:
        yield
    except RuntimeError as error:
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from error
        raise
