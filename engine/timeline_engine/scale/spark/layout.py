"""A layout as Spark reads it."""

from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import TimelineError
from ...visible import quote
from ..columns import TABLES, ddl
from ..layout import MANIFEST, Manifest, read_manifest, whole_manifest
from ..sql import Subject, newest
from ..storage import is_url
from .session import literally

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class SparkLayout:
    """A layout at a path, or at a URL of a file system that Spark knows. Raises TimelineError: there is none."""

    def __init__(self, spark: "SparkSession", place: str) -> None:
        self._spark = spark
        self._place = place.rstrip("/") if is_url(place) else str(Path(place).resolve())
        found = _manifest_at(spark, self._place) if is_url(place) else whole_manifest(Path(place))
        if found is None:
            raise TimelineError(f"{quote(place)} has no {MANIFEST}: name what `timeline scale derive` wrote")
        self.manifest: Manifest = found
        for table, columns in TABLES.items():
            self._table(table, ddl(columns)).createOrReplaceTempView(f"all_{table}")
            spark.sql(newest(table, bool(self.manifest.files.get("superseded"))))
        self._table("superseded", "event long, generation int").createOrReplaceTempView("superseded")

    def _table(self, table: str, schema: str) -> "DataFrame":
        """The rows of a table, of one run after the other: each has buckets of its own."""
        by_run: dict[str, list[str]] = {}
        for file in self.manifest.files.get(table, ()):
            by_run.setdefault(file.partition("/")[0], []).append(literally(f"{self._place}/{file}"))
        read = self._spark.read.schema(schema)
        runs = [
            read.option("basePath", f"{self._place}/{run}/{table}").parquet(*files) for run, files in by_run.items()
        ]
        return reduce(lambda one, other: one.unionByName(other), runs, self._spark.createDataFrame([], schema))

    def ask(self, text: str, wanted: Sequence[Subject] = ()) -> list[Sequence[Any]]:
        """The rows that a question gives."""
        subjects = self._spark.createDataFrame(list(wanted), "issue string, attribute string")
        subjects.createOrReplaceTempView("wanted")
        return list(self._spark.sql(text).collect())


def _manifest_at(spark: "SparkSession", url: str) -> Manifest | None:
    """The manifest of what lies in a file system that Spark knows. Raises TimelineError."""
    from pyspark.errors import AnalysisException

    try:
        found = spark.read.text(f"{url}/{MANIFEST}", wholetext=True).first()
    except AnalysisException:
        return None
    assert found, "a file is one text"
    return read_manifest(found[0].encode(), url)
