#!/bin/sh
# vdirsyncer 0.21.0, storage "http": an event of a subscribed calendar gets a hash of what it says as its UID, and the one
# that the calendar gave is gone from what is stored. So an event that is moved, with its UID kept and its SEQUENCE raised,
# is one item deleted and another one made: a server on the other side (CalDAV) sees a new resource, and drops what was set
# on the old one, such as an alarm or an answer of one's own; nothing there can be matched with the calendar again.
set -eu
work=$(mktemp -d)
trap 'kill "$server" 2> /dev/null || true; rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check vdirsyncer==0.21.0
mkdir served items
feed() {
  printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:x BEGIN:VEVENT UID:meeting@example DTSTAMP:20240101T000000Z \
    "SEQUENCE:$1" "DTSTART;VALUE=DATE:$2" SUMMARY:Meeting END:VEVENT END:VCALENDAR > served/feed.ics
}
feed 0 20240304
venv/bin/python -u -m http.server --bind 127.0.0.1 --directory served 0 > address 2>&1 &
server=$!
until grep -q http:// address; do sleep 0.1; done
url=$(sed -n 's,.*\(http://[0-9.:]*\).*,\1,p' address | head -n 1)
cat > config <<CONFIG
[general]
status_path = "$work/status"
[pair feed]
a = "there"
b = "here"
collections = null
[storage there]
type = "http"
url = "$url/feed.ics"
[storage here]
type = "filesystem"
path = "$work/items"
fileext = ".ics"
CONFIG
sync() {
  yes | venv/bin/vdirsyncer -c config "$@" > "out-$1" 2>&1
}
sync discover
sync sync
ls items > before
feed 1 20240305
sync sync
ls items > after
cat out-sync
grep -q '^Copying (uploading) item .* to here' out-sync
grep -q '^Deleting item .* from here' out-sync
[ "$(wc -l < before)" = 1 ] && [ "$(wc -l < after)" = 1 ]
if cmp -s before after; then echo "it is the same item"; exit 1; fi
grep -h ^UID items/*
if grep -q meeting@example items/*; then echo "the UID was kept"; exit 1; fi
