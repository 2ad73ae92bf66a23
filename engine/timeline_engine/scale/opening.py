"""Open a layout to ask it."""

from collections.abc import Iterator
from contextlib import contextmanager

from .asking import Engine


@contextmanager
def open_layout(place: str) -> Iterator[Engine]:
    """The layout at a path or URL that DuckDB can read.

    Raises TimelineError: there is none, or DuckDB is not installed or cannot read it.
    """
    from .duck import DuckLayout

    layout = DuckLayout(place)
    try:
        yield layout
    finally:
        layout.close()
