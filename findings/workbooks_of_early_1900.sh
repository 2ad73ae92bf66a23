#!/bin/sh
# Days before March 1900 in a workbook, where Excel counts a 29 February that never was: openpyxl 3.1.5 and XlsxWriter 3.3.1
# write 28 February 1900 as 59, as Excel does. xlsx2csv 0.8.6 shows it as the 27th, and every day of January and February
# a day early. pyxlsb 1.0.10 has the 28th, but makes 0 and 1 one day, and 60 and 61 another.
# Births and treaties of those weeks move by a day on the way from a workbook to a table.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check XlsxWriter==3.3.1 xlsx2csv==0.8.6 pyxlsb==1.0.10
cat > "$work/ask.py" <<'PY'
import datetime
import sys

import xlsxwriter
from pyxlsb import convert_date

book = xlsxwriter.Workbook(sys.argv[1])
sheet, style = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
for row, day in enumerate([(1900, 1, 31), (1900, 2, 28), (1900, 3, 1)]):
    sheet.write(row, 0, "%d-%02d-%02d" % day)
    sheet.write_datetime(row, 1, datetime.date(*day), style)
book.close()
for serial in (0, 1, 59, 60, 61):
    print("pyxlsb", serial, convert_date(serial).date())
PY
{
    "$work/venv/bin/python" "$work/ask.py" "$work/a.xlsx"
    "$work/venv/bin/xlsx2csv" "$work/a.xlsx" | sed 's/^/xlsx2csv /'
} | tee "$work/seen"
cat > "$work/expected" <<'OUT'
pyxlsb 0 1900-01-01
pyxlsb 1 1900-01-01
pyxlsb 59 1900-02-28
pyxlsb 60 1900-03-01
pyxlsb 61 1900-03-01
xlsx2csv 1900-01-31,1900-01-30
xlsx2csv 1900-02-28,1900-02-27
xlsx2csv 1900-03-01,1900-03-01
OUT
diff "$work/expected" "$work/seen"
