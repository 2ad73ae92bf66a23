#!/bin/sh
# python-calamine 0.9.1 reads no OpenDocument spreadsheet in which blanks stand between the cells of a row, which is how
# Gnumeric saves every one: "Expecting 'table-cell', found 'Text(…)'". Blanks between elements say nothing there
# (ISO/IEC 26300-3), and the same file without them is read.
# We met it with a file of Gnumeric's ssconvert. What helps: save it as .xlsx, or read content.xml with an XML parser.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1
cat > "$work/ask.py" <<'PY'
import sys
import zipfile
from python_calamine import CalamineError, CalamineWorkbook

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
CELL = '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>'

def read(between):
    row = f"<table:table-row>{between}{CELL}{between}{CELL}{between}</table:table-row>"
    content = (
        f"<office:document-content {NAMES}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{row}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(sys.argv[1], "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{MANIFEST}"/>')
        archive.writestr("content.xml", content)
    try:
        return CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
    except CalamineError as error:
        return str(error)[:32]

print(read(""), read("\n "))
PY
"$work/venv/bin/python" "$work/ask.py" "$work/a.ods" | tee "$work/seen"
cat > "$work/expected" <<'OUT'
[['a', 'a']] Expecting 'table-cell', found 'T
OUT
diff "$work/expected" "$work/seen"
