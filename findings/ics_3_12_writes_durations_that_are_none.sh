#!/bin/sh
# ics 3.12.0, which many sites use to offer an event as a file: a duration of whole days is written "P1DT". RFC 5545
# (3.3.6) has a T only before hours, minutes or seconds; readers that hold to it refuse the event. A year below 1000 is
# written with as many digits as it has, so that the date has six or seven where it must have eight. It reports no error.
# (We take the first for the day that is meant, and refuse the second by line and UID.)
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true, "type": "module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts ics@3.12.0
cat > ask.js <<'JS'
import { createEvents } from 'ics'

for (const start of [[2018, 11, 4], [843, 8, 10], [50, 3, 4]]) {
  const { error, value } = createEvents([{ title: 'A day', start, duration: { days: 1 }, uid: 'a' }])
  console.log(error, ...value.match(/^(DTSTART|DURATION).*$/gm).map((line) => line.trim()))
}
JS
node ask.js | tee seen
cat > expected <<'OUT'
null DTSTART;VALUE=DATE:20181104 DURATION:P1DT
null DTSTART;VALUE=DATE:8430810 DURATION:P1DT
null DTSTART;VALUE=DATE:500304 DURATION:P1DT
OUT
diff expected seen
