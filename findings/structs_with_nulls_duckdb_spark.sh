#!/bin/sh
# DuckDB 2.0.1 and Spark SQL 4.3.0: in a struct that is compared with another, NULL is more than any value for the one, and
# less than any for the other. So the idiom of both for "the latest row of each group", max_by(value, struct of several
# columns), takes another row where a later column has no value, and neither says a word. What makes it easy to miss: of a
# single column both pass NULL over, and within a struct both hold two NULLs to be equal. Give every column of such an order
# a value (coalesce) where one text of SQL is for both. Spark needs a Java, 17 or 21.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 pyspark==4.3.0
cat > both.py <<'PYTHON'
import duckdb
from pyspark.sql import SparkSession

ROWS = "(VALUES ('numbered', 1, 5), ('unnumbered', 1, NULL)) AS said(value, day, number)"
LATEST = f"SELECT max_by(value, {{0}}) FROM {ROWS}"

((dated,),) = duckdb.sql(LATEST.format("{'day': day, 'number': number}")).fetchall()
((alone,),) = duckdb.sql(LATEST.format("number")).fetchall()
print("DuckDB", duckdb.__version__, "by a struct:", dated, "- by the number alone:", alone)

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
((sparks_dated,),) = spark.sql(LATEST.format("struct(day, number)")).collect()
((sparks_alone,),) = spark.sql(LATEST.format("number")).collect()
print("Spark", spark.version, "by a struct:", sparks_dated, "- by the number alone:", sparks_alone)

assert (dated, alone) == ("unnumbered", "numbered")
assert (sparks_dated, sparks_alone) == ("numbered", "numbered")
PYTHON
venv/bin/python both.py 2> said || { cat said >&2; exit 1; }
