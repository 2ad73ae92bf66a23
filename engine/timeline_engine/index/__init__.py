"""The columnar index: a sidecar beside a large log, so that a question costs what its answer does; docs/performance.md.

Nothing here knows more than the log: a missing index costs time, never an answer. DuckDB is imported by the modules
of this package alone, and these only where there is an index or one is to be made.
"""

from ..log import FileLog

FILE = "index.duckdb"
"""The name of the index in the folder of its log."""

PAYS = 2 << 20
"""Bytes of a log from which asking its index takes less time than reading it all."""


def has_index(log: FileLog) -> bool:
    """Tell whether a log has an index that pays, fresh or not. Costs a look or two at the folder."""
    if not (log.path / FILE).is_file():
        return False
    return sum(path.stat().st_size for path in log.path.glob("*.jsonl")) >= PAYS


__all__ = ["FILE", "PAYS", "has_index"]
