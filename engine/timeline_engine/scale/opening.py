"""Open a layout to ask it, by the engine that is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from .asking import Engine
from .storage import refuse_secret

EngineName = Literal["duckdb", "spark"]


@contextmanager
def open_layout(place: str, engine: EngineName = "duckdb", master: str | None = None) -> Iterator[Engine]:
    """The layout at a path or URL that the engine can read. ``master`` is the URL of Spark's; None: this machine.

    Raises TimelineError: there is none, or the engine is not installed or cannot read it.
    """
    refuse_secret(place)
    if engine == "spark":
        from .spark.layout import SparkLayout
        from .spark.session import spark_session

        with spark_session(master) as spark:
            yield SparkLayout(spark, place)
        return
    from .duck import DuckLayout

    layout = DuckLayout(place)
    try:
        yield layout
    finally:
        layout.close()
