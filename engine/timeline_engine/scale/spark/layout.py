"""A layout as Spark reads it."""

from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import TimelineError
from ...visible import quote
from ..columns import TABLES, ddl
from ..layout import MANIFEST, Manifest, read_manifest
from ..sql import Subject, newest

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class SparkLayout:
    """A layout at a path, or at a URL of a file system that Spark knows. Raises TimelineError: there is none."""

    def __init__(self, spark: "SparkSession", place: str) -> None:
        from pyspark.errors import AnalysisException

        self._spark = spark
        self._place = place.rstrip("/") if "://" in place else str(Path(place).resolve())
        try:
            found = spark.read.text(f"{self._place}/{MANIFEST}", wholetext=True).first()
        except AnalysisException as error:
            raise TimelineError(f"{quote(place)} has no {MANIFEST}: name what `timeline scale derive` wrote") from error
        assert found, "a file is one text"
        self.manifest: Manifest = read_manifest(found[0].encode(), place)
        for table, columns in TABLES.items():
            self._table(table, ddl(columns)).createOrReplaceTempView(f"all_{table}")
            spark.sql(newest(table, bool(self.manifest.files.get("superseded"))))
        self._table("superseded", "event long, generation int").createOrReplaceTempView("superseded")

    def _table(self, table: str, schema: str) -> "DataFrame":
        """The rows of a table, of one run after the other: each has buckets of its own."""
        by_run: dict[str, list[str]] = {}
        for file in self.manifest.files.get(table, ()):
            by_run.setdefault(file.partition("/")[0], []).append(f"{self._place}/{file}")
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
