#!/bin/sh
# DuckDB's Python package, up to 1.4.5 (the branch that is kept for long): a list of Python ints as a parameter is typed
# as a list of DOUBLE when one of them needs more than 64 bits and another does not. Cast to HUGEINT[] in the query, as a
# join with many keys is written, the smaller ones have silently lost digits: a row is looked for by a number that nobody
# gave. Lists of one size are exact. 1.5.0 keeps all of them exact.
# We met it as a wrong "since" in a table; no error, no warning. What helps: one parameter each, or text that is cast.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/ask.py" <<'PY'
import duckdb

def seen(numbers):
    asked = duckdb.execute("SELECT unnest($numbers::HUGEINT[])", {"numbers": numbers}).fetchall()
    return [row[0] for row in asked]

small, large = 2**62 + 1, 2**70
print(duckdb.__version__, seen([small]) == [small], seen([large]) == [large], seen([small, large]) == [small, large])
PY
for version in 1.4.5 1.5.0; do
  python3 -m venv "$work/$version"
  "$work/$version/bin/pip" install --quiet --disable-pip-version-check "duckdb==$version"
  "$work/$version/bin/python" "$work/ask.py"
done | tee "$work/seen"
cat > "$work/expected" <<'OUT'
1.4.5 True True False
1.5.0 True True True
OUT
diff "$work/expected" "$work/seen"
