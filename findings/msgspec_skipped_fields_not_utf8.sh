#!/bin/sh
# msgspec 0.22.0: whether bytes are JSON depends on the type that they are decoded as. What a Struct does not name is
# passed over without a look at its UTF-8, so a line with a byte in an unknown name or text that is none is decoded as a
# Struct, and refused as Any, as a dict, and by json. (It is not that texts there are not looked at at all: half of a
# surrogate pair is refused.)
# We met it where a bit of a name was flipped in the last line of a log: readers took the line, and the proof of the log,
# which decodes all of it, did not. What helps: who proves a file decodes all of it, or checks line.decode() first.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check msgspec==0.22.0
cat > "$work/ask.py" <<'PY'
import json
import msgspec

class Entry(msgspec.Struct):
    seq: int

def taken(decode, data):
    try:
        decode(data)
    except ValueError as error:
        return type(error).__name__
    return "taken"

print("msgspec", msgspec.__version__)
for data in (b'{"seq":1,"nam\xff":2}', b'{"seq":1,"name":"\xff"}', b'{"seq":1,"name":"\\ud800"}'):
    ways = {"Struct": msgspec.json.Decoder(Entry).decode, "Any": msgspec.json.decode,
            "dict": msgspec.json.Decoder(dict).decode, "json": json.loads}
    print(data, *(f"{way}: {taken(decode, data)}" for way, decode in ways.items()))
PY
"$work/venv/bin/python" "$work/ask.py" | tee "$work/seen"
cat > "$work/expected" <<'OUT'
msgspec 0.22.0
b'{"seq":1,"nam\xff":2}' Struct: taken Any: UnicodeDecodeError dict: UnicodeDecodeError json: UnicodeDecodeError
b'{"seq":1,"name":"\xff"}' Struct: taken Any: UnicodeDecodeError dict: UnicodeDecodeError json: UnicodeDecodeError
b'{"seq":1,"name":"\\ud800"}' Struct: DecodeError Any: DecodeError dict: DecodeError json: taken
OUT
diff "$work/expected" "$work/seen"
