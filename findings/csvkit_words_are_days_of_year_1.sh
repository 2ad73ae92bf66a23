#!/bin/sh
# csvkit 2.2.0 with agate 1.14.2: csvjson, csvsql and csvstat take a column whose cells are all names of months, weekdays
# or relative words for a column of dates, and these dates are days of the year 1: "May" becomes 0001-05-01, "Sunday"
# the first Sunday of January of that year, "tomorrow" 0001-01-02. A newsroom's column of months beside one of years
# is enough. A column of 03/04/2018 and 05/04/2018 is read month first, one that also has 13/04/2018 is left as text:
# whether a cell is a date, and in which order, depends on the other cells.
# What helps: --no-inference, or --date-format. (We read a month beside a year as one date, by --map "Year+Month=when".)
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check csvkit==2.2.0 agate==1.14.2 parsedatetime==2.6
shown() {
    printf "title,when\nA,$1\nB,$2\n" > "$work/in.csv"
    "$work/venv/bin/csvjson" "$work/in.csv"
    echo
}
{
    shown May March
    shown Sunday tomorrow
    shown 03/04/2018 05/04/2018
    shown 03/04/2018 13/04/2018
} | tee "$work/seen"
cat > "$work/expected" <<'OUT'
[{"title": "A", "when": "0001-05-01"}, {"title": "B", "when": "0001-03-01"}]
[{"title": "A", "when": "0001-01-07"}, {"title": "B", "when": "0001-01-02"}]
[{"title": "A", "when": "2018-03-04"}, {"title": "B", "when": "2018-05-04"}]
[{"title": "A", "when": "03/04/2018"}, {"title": "B", "when": "13/04/2018"}]
OUT
diff "$work/expected" "$work/seen"
