#!/bin/sh
# ephem 4.2.1 beside convertdate 2.5.1, juliandate 1.0.5 and PyMeeus 0.5.12, all made for dates long ago: the year -44 is 44 BC
# for ephem, and 45 BC for the others, which count as ISO 8601 and EDTF do, where 0 is 1 BC. Nothing warns, as each takes both
# years; for ephem the years 0 and -1 are one. So an eclipse that ephem finds in -44 is put a year too early by the EDTF date
# -0044, and a day of the week that another of them gives for it is wrong. By the death of Caesar, on 15 March 44 BC: Julian
# day 1705425.5.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ephem==4.2.1 convertdate==2.5.1 juliandate==1.0.5 PyMeeus==0.5.12
venv/bin/python - <<'PYTHON'
import ephem, juliandate
from convertdate import julian
from pymeeus.Epoch import Epoch

NOON_OF_1899 = 2415020  # where ephem counts from, as a Julian day
CAESAR = 1705425.5

def days(year):
    return {
        "ephem": float(ephem.Date(f"{year}/3/15")) + NOON_OF_1899,
        "convertdate": julian.to_jd(year, 3, 15),
        "juliandate": juliandate.from_julian(year, 3, 15),
        "PyMeeus": Epoch(year, 3, 15).jde(),
    }

for year in (-44, -43, 0, 1):
    print(f"15 March of the year {year}:", days(year))
assert [name for name, day in days(-44).items() if day == CAESAR] == ["ephem"]
assert [name for name, day in days(-43).items() if day == CAESAR] == ["convertdate", "juliandate", "PyMeeus"]
gaps = {name: days(0)[name] - day for name, day in days(-1).items()}
print("Days from that of the year -1 to that of the year 0:", gaps)
assert gaps == {"ephem": 0, "convertdate": 366, "juliandate": 366, "PyMeeus": 366}
PYTHON
