#!/bin/sh
# The same EDTF text, two libraries of that name: python-edtf 5.0.2 has spring (2010-21) from March to May, edtf.js 4.11.1 from
# January to March, as if seasons were quarters. Winter (2010-24) is December alone in the one, October to December in
# the other; neither has January and February. An interval whose end is unknown (1985-04-12/) ends ten years later in the
# one, and in 1970, before it begins, in the other.
# The norm (ISO 8601-2) leaves seasons to the parties, and an unknown end is no date: exchange the text, not the bounds.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check edtf==5.0.2
cat > "$work/ask.py" <<'PY'
from edtf import parse_edtf

for text in ("2010-21", "2010-24", "1985-04-12/"):
    first, last = parse_edtf(text).lower_strict(), parse_edtf(text).upper_strict()
    print("python", text, *("%d-%02d-%02d" % time[:3] for time in (first, last)))
PY
cd "$work"
echo '{"private": true, "type": "module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts edtf@4.11.1
cat > ask.js <<'JS'
import edtf from 'edtf'

for (const text of ['2010-21', '2010-24', '1985-04-12/']) {
  const { min, max } = edtf(text)
  console.log('node', text, ...[min, max].map((time) => new Date(time).toISOString().slice(0, 10)))
}
JS
{ "$work/venv/bin/python" ask.py; node ask.js; } | tee seen
cat > expected <<'OUT'
python 2010-21 2010-03-01 2010-05-31
python 2010-24 2010-12-01 2010-12-31
python 1985-04-12/ 1985-04-12 1995-04-12
node 2010-21 2010-01-01 2010-03-31
node 2010-24 2010-10-01 2010-12-31
node 1985-04-12/ 1985-04-12 1970-01-01
OUT
diff expected seen
