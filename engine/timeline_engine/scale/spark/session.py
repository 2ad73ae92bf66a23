"""A session of Spark, which ends with what it was begun for."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from shutil import which
from types import MappingProxyType
from typing import TYPE_CHECKING

from ...errors import TimelineError
from ..extra import needed

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
_ALONE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": str(4 * (os.cpu_count() or 1)),
}
"""On this machine nobody else is listened to, and work is divided for its cores, not for the 200 of a cluster."""
_TOLD = re.compile(r"timeline_engine\.[\w.]+: (.+)")
"""What an error of ours, in a worker, says in a trace of Spark's."""
_PATTERN = re.compile(r"[][{}*?\\]")


def has_java() -> bool:
    """Is there a Java where Spark looks for one?"""
    home = os.environ.get("JAVA_HOME")
    return which("java", path=f"{home}/bin" if home else None) is not None


def literally(path: str) -> str:
    """A path as Spark reads it, which takes some signs for patterns."""
    return _PATTERN.sub(r"\\\g<0>", path)


@contextmanager
def spark_session(master: str | None, settings: Mapping[str, str] = MappingProxyType({})) -> Iterator["SparkSession"]:
    """A session on a master, None: this machine; with settings besides those that Spark was set up with.

    Raises TimelineError: there is no Java, or Spark fails at its work.
    """
    needed("pyspark", "pyarrow", "pandas")
    if not has_java():
        raise TimelineError("Spark needs a Java, 17 or 21, and there is none: install one, and name it by JAVA_HOME")
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("timeline").master(master or "local[*]")
    for name, value in {**_QUIET, **(_ALONE if master is None else {}), **settings}.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except PySparkException as error:
        raise TimelineError(
            f"Spark does not start: {_first(error)}; it needs a Java, 17 or 21, named by JAVA_HOME"
        ) from error
    try:
        with telling():
            yield spark
    finally:
        spark.stop()


@contextmanager
def telling() -> Iterator[None]:
    """What Spark cannot do is told in one sentence."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        raise TimelineError(f"Spark: {_first(error)}") from error


def _first(error: Exception) -> str:
    """What went wrong, in a line."""
    found = _TOLD.search(str(error))
    return found[1] if found else str(error).strip().partition("\n")[0]
