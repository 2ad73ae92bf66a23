#!/bin/sh
# node-ical 0.26.1, ts-ics 2.4.6 and ical.js 2.2.1: a day of the years 1 to 99, which iCalendar writes with four digits
# (00500304), is one of 1901 to 1999 there, as the Date of JavaScript takes a small year for one of the last century.
# ts-ics writes it so into the file that it makes; ical.js keeps the year, shows it as "50-03-04", and moves it when it is
# asked for a Date. Year 100 is right in all of them. Chronologies of antiquity that pass through such a program change.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true, "type": "module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts node-ical@0.26.1 ts-ics@2.4.6 ical.js@2.2.1
cat > ask.js <<'JS'
import nodeIcal from 'node-ical'
import { convertIcsCalendar, generateIcsCalendar } from 'ts-ics'
import ICAL from 'ical.js'

for (const day of ['00500304', '01000304']) {
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', 'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20240101T000000Z',
    `DTSTART;VALUE=DATE:${day}`, 'SUMMARY:A day', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
  const written = generateIcsCalendar(convertIcsCalendar(undefined, text))
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent'))
  console.log('node-ical', day, nodeIcal.sync.parseICS(text)['1'].start.getFullYear())
  console.log('ts-ics', day, written.match(/DTSTART.*/)[0].trim())
  console.log('ical.js', day, String(event.startDate), event.startDate.toJSDate().getFullYear())
}
JS
TZ=UTC node ask.js | tee seen
cat > expected <<'OUT'
node-ical 00500304 1950
ts-ics 00500304 DTSTART;VALUE=DATE:19500304
ical.js 00500304 50-03-04 1950
node-ical 01000304 100
ts-ics 01000304 DTSTART;VALUE=DATE:01000304
ical.js 01000304 100-03-04 100
OUT
diff expected seen
