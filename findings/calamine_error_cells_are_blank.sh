#!/bin/sh
# python-calamine 0.9.1: a cell of a workbook whose formula failed (#DIV/0!, #REF!) is read as an empty text, just like a
# cell in which nothing stands; so a table that is read with it lacks values, and nobody is told. A number below 0 that is
# shown as a date (a day before 1900, as LibreOffice writes it) becomes the time 00:00:00, and of the number format of a
# date nothing is told, so “Nov 2018”, which Excel keeps as the first of the month, comes as that day. openpyxl gives
# '#DIV/0!', the number format, and 1899-12-27.
# We met it when it was to read .xlsx in the place of openpyxl, as it takes a fraction of the time. What helps: none of it
# where a cell may be an error; there is no option.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
  python-calamine==0.9.1 openpyxl==3.1.5 xlsxwriter==3.2.9
cat > "$work/ask.py" <<'PY'
import sys
import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

name = sys.argv[1]
book = xlsxwriter.Workbook(name)
sheet = book.add_worksheet()
day, month = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "mmm yyyy"})
sheet.write_formula(0, 0, "=1/0", None, "#DIV/0!")
sheet.write_number(1, 0, -3, day)
sheet.write_number(2, 0, 43405, month)
book.close()
print("calamine", [row[0] for row in CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()])
cells = [row[0] for row in openpyxl.load_workbook(name, data_only=True).active.iter_rows()]
print("openpyxl", [(str(cell.value), cell.number_format) for cell in cells])
PY
"$work/venv/bin/python" "$work/ask.py" "$work/a.xlsx" | tee "$work/seen"
cat > "$work/expected" <<'OUT'
calamine ['', datetime.time(0, 0), datetime.date(2018, 11, 1)]
openpyxl [('#DIV/0!', 'General'), ('1899-12-27 00:00:00', 'yyyy-mm-dd'), ('2018-11-01 00:00:00', 'mmm yyyy')]
OUT
diff "$work/expected" "$work/seen"
