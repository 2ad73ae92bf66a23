#!/bin/sh
# charset-normalizer 3.4.7 to 3.5.3: two lines of Russian in KOI8-R are read as Shift JIS, as Japanese that nobody wrote.
# It is the only candidate, so neither best() nor the length of the list tells that it is doubtful, and in 3.5.3 its chaos
# is 0.0, the best there is. 3.4.4 and before read KOI8-R.
# We met it where a file whose encoding had but one candidate was to be read without asking. What helps: cp_isolation with
# the encodings that people have, and a hundred bytes or more beyond ASCII; of what is shorter, ask.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/ask.py" <<'PY'
import charset_normalizer

text = "when;title\n2024-05-01;Суд вынес решение по делу о мосте\n2024-05-02;Мэр города подал в отставку\n"
found = charset_normalizer.from_bytes(text.encode("koi8_r"))
best = found.best()
print(charset_normalizer.__version__, best.encoding, str(best) == text, len({str(one) for one in found}) == 1)
PY
for version in 3.4.4 3.4.7 3.5.3; do
  python3 -m venv "$work/$version"
  "$work/$version/bin/pip" install --quiet --disable-pip-version-check "charset-normalizer==$version"
  "$work/$version/bin/python" "$work/ask.py"
done | tee "$work/seen"
cat > "$work/expected" <<'OUT'
3.4.4 koi8_r True False
3.4.7 shift_jis_2004 False True
3.5.3 shift_jis_2004 False True
OUT
diff "$work/expected" "$work/seen"
