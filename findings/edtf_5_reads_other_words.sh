#!/bin/sh
# edtf 5.0.2 (the reader of English in python-edtf, which admins and catalogues use to fill a date field from what people
# type): "between 9 and 12 September 2019" becomes a day of 2009, ten years before, "44 BC" the year -0044, which is 45 BC, since
# EDTF has a year 0; a quarter becomes its first month, and "late" is dropped. Nothing tells that a word was not
# understood. "19th century" and "about May 2018" are right.
# Our reader of words refuses what has no one reading; its answers for these stand in docs/dates.md.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check edtf==5.0.2
cat > "$work/ask.py" <<'PY'
from edtf import text_to_edtf

for text in ("between 9 and 12 September 2019", "44 BC", "Q1 2020", "late 2018", "19th century", "about May 2018"):
    print(text, "->", text_to_edtf(text))
PY
"$work/venv/bin/python" "$work/ask.py" | tee "$work/seen"
cat > "$work/expected" <<'OUT'
between 9 and 12 September 2019 -> 2009-09-12
44 BC -> -0044
Q1 2020 -> 2020-01
late 2018 -> 2018
19th century -> 18XX
about May 2018 -> 2018-05~
OUT
diff "$work/expected" "$work/seen"
