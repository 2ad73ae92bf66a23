#!/bin/sh
# DuckDB 2.0.1: the sum of a column of whole numbers (BIGINT) is a HUGEINT of 128 bits, and COPY writes that to Parquet as
# DOUBLE: above 2**53 the last digits are others, and two numbers may become one. Nothing warns, the query alone gives the right
# sum, and the same result by way of Arrow has a type that holds it (decimal of 38 digits). Keys that are made of several numbers
# put together (HUGEINT, UHUGEINT) go the same way. Cast to DECIMAL(38, 0), or for a sum that fits to BIGINT, before it is written.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 pyarrow==26.0.1
venv/bin/python - <<'PYTHON'
import duckdb
import pyarrow.parquet

SUM = "SELECT sum(stamp) AS total FROM (VALUES (9007199254740992::BIGINT), (1)) AS said(stamp)"
EXACT = 9007199254740993

def written(query):
    duckdb.sql(f"COPY ({query}) TO 'written.parquet'")
    column = pyarrow.parquet.read_table("written.parquet")["total"]
    return str(column.type), int(column[0].as_py())

((asked,),) = duckdb.sql(SUM).fetchall()
by_arrow = duckdb.sql(SUM).to_arrow_table()["total"]
copied = written(SUM)
cast = written(SUM.replace("sum(stamp)", "sum(stamp)::DECIMAL(38, 0)"))
print("DuckDB", duckdb.__version__, "asked:", asked, "- by Arrow:", by_arrow.type, by_arrow[0], "- in Parquet:", *copied, "- cast:", *cast)
assert asked == int(by_arrow[0].as_py()) == EXACT
assert copied == ("double", EXACT - 1)
assert cast == ("decimal128(38, 0)", EXACT)
PYTHON
