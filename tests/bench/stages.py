"""Where the time goes, stage by stage, in one process without the collector: not a comparison, and not in the table.

python tests/bench/stages.py [ENTRIES]
"""

import gc
import sys
from collections.abc import Callable
from hashlib import sha256
from statistics import median

import msgspec
from logs import day_within, feed_of, lines_of
from parts import Clock
from replay import line_type

from timeline_engine.dates import Zone
from timeline_engine.entries import Codec, Draft, to_data
from timeline_engine.entries.shapes import shaped
from timeline_engine.history import read_history
from timeline_engine.log import GENESIS, FileLog, Head
from timeline_engine.log.batch import plan
from timeline_engine.projection import fold


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder, codec, zone = feed_of(size), Codec(), Zone("Asia/Kolkata")
    raw, day = lines_of(folder), day_within(folder)
    gc.disable()
    lines = codec.envelopes(raw)
    entries = codec.entries(lines)
    history = read_history(entries, zone)
    events = list(history.events.values())
    drafts = [Draft(entry.id, entry.body) for entry in entries]
    data = [shaped(draft.body) or to_data(draft.body) for draft in drafts]
    whole = msgspec.json.Decoder(line_type()).decode
    stages: dict[str, Callable[[], object]] = {
        "msgspec, typed, a whole line at once": lambda: [whole(line) for line in raw],
        "read: envelopes": lambda: codec.envelopes(raw),
        "read: SHA-256": lambda: [sha256(line).hexdigest() for line in raw],
        "read: envelopes, from disk, chain checked": lambda: sum(1 for _ in FileLog(folder).lines()),
        "read: bodies": lambda: codec.entries(lines),
        "history": lambda: read_history(entries, zone),
        "fold": lambda: fold(history, zone.instant(day), None),
        "every event made that is shown": lambda: sum(1 for event in events if event.revision(zone)),
        "append: checked, as structs": lambda: [shaped(draft.body) or to_data(draft.body) for draft in drafts],
        "append: JSON": lambda: [msgspec.json.encode(item) for item in data],
        "append: all but the disk": lambda: plan(drafts, codec, Head(0, GENESIS), lines[-1].recorded, lambda _: None),
    }
    print(f"{size:,} entries, {len(events):,} events, {sum(map(len, raw)) / size:.0f} bytes a line")
    for name, stage in stages.items():
        print(f"{name:45}{_seconds(stage) / size * 1e6:8.2f} µs an entry")


def _seconds(stage: Callable[[], object]) -> float:
    found = []
    for _ in range(5):
        with Clock() as clock:
            made = stage()
        found.append(clock.seconds)
        del made
    return median(found)


if __name__ == "__main__":
    main()
