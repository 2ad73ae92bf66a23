#!/bin/sh
# undate 0.8.0, a library for uncertain dates in the humanities: its EDTF reader takes the signs for "perhaps" (1984?) and
# "about" (1984~) and drops them without a word, so that what comes out again is the plain year. A year before
# year 0 comes out as 0-43, which it does not read itself, and a season (2018-21), of EDTF level 1 like the signs, is refused
# with a message that a year is missing. Open and partly unknown dates come back as they were.
# Whoever stores dates by way of it should keep the text as it was written beside.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check undate==0.8.0
cat > "$work/ask.py" <<'PY'
from undate import Undate

for text in ("1984?", "1984~", "201X", "2018-02-XX", "-0043", "0-43", "2018-21"):
    try:
        print(text, "->", Undate.parse(text, "EDTF").format("EDTF"))
    except Exception as error:
        print(text, "->", type(error).__name__)
PY
"$work/venv/bin/python" "$work/ask.py" | tee "$work/seen"
cat > "$work/expected" <<'OUT'
1984? -> 1984
1984~ -> 1984
201X -> 201X
2018-02-XX -> 2018-02-XX
-0043 -> 0-43
0-43 -> ValueError
2018-21 -> VisitError
OUT
diff "$work/expected" "$work/seen"
