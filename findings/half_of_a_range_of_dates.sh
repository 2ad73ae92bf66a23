#!/bin/sh
# Two readers of dates in texts, and half of what a range says. DateRangeParser 1.3.2 takes "28 Dec 2018 - 3 Jan", where the
# year stands with the first day, for this winter's: the year that was written is dropped for the clock's, though the same
# range with the year at its end is right. chrono-node 2.10.3 reads "30 Nov-2 Dec 2018" and "between 9 and 12 September
# 2019" as their last day alone, and says so only by the text that it matched; with blanks around its dash the first is
# the range that it is.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check DateRangeParser==1.3.2
cat > "$work/ask.py" <<'PY'
from daterangeparser import parse

for text in ("28 Dec 2018 - 3 Jan 2019", "28 Dec 2018 - 3 Jan"):
    first, last = parse(text)
    print("daterangeparser", text, "->", "2018" if (first.year, last.year) == (2018, 2019) else "another year")
PY
cd "$work"
echo '{"private": true, "type": "module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts chrono-node@2.10.3
cat > ask.js <<'JS'
import * as chrono from 'chrono-node'

for (const text of ['30 Nov-2 Dec 2018', '30 November - 2 December 2018', 'between 9 and 12 September 2019']) {
  for (const { text: matched, start, end } of chrono.parse(text, new Date('2018-12-04T12:00:00Z'))) {
    const day = (part) => (part ? part.date().toISOString().slice(0, 10) : 'no end')
    console.log('chrono', text, '->', `"${matched}"`, day(start), day(end))
  }
}
JS
{ "$work/venv/bin/python" ask.py; TZ=UTC node ask.js; } | tee seen
cat > expected <<'OUT'
daterangeparser 28 Dec 2018 - 3 Jan 2019 -> 2018
daterangeparser 28 Dec 2018 - 3 Jan -> another year
chrono 30 Nov-2 Dec 2018 -> "2 Dec 2018" 2018-12-02 no end
chrono 30 November - 2 December 2018 -> "30 November - 2 December 2018" 2018-11-30 2018-12-02
chrono between 9 and 12 September 2019 -> "12 September 2019" 2019-09-12 no end
OUT
diff expected seen
