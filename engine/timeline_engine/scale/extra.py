"""Libraries that are extras, and who would like to be told which."""

from importlib.util import find_spec

from ..errors import NotInstalled

_EXTRA = {"duckdb": "parquet", "pyarrow": "parquet", "pandas": "spark", "pyspark": "spark"}


def needed(*modules: str) -> None:
    """Be sure that these libraries are installed. Raises NotInstalled naming the extra that brings them."""
    for module in modules:
        if find_spec(module) is None:
            raise NotInstalled(
                f"this is done by {module}, which is not installed: pip install 'timeline-engine[{_EXTRA[module]}]'"
            )
