"""DuckDB, as little of it as the index needs: the package around it takes longer to import than a question does."""

try:
    from _duckdb import DuckDBPyConnection as Connection
    from _duckdb import Error, __version__, connect
except ImportError:  # it is no promise of theirs that the extension has that name
    from duckdb import DuckDBPyConnection as Connection
    from duckdb import Error, __version__, connect

__all__ = ["Connection", "Error", "__version__", "connect"]
