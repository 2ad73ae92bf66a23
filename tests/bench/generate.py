"""Large logs to measure with: a news feed of twenty years, true to the format and the same for the same seed.

    python tests/bench/generate.py FOLDER ENTRIES

Of the events one in twenty becomes known only long after it happened, and three in twenty are announced before they
happen; most of these are later said to have occurred, moved or been cancelled. Others gain a source, are taken back,
or had been recorded wrongly. About 200 issues, two attributes in five of them estimates; one date in twelve is vague.

A log is the beginning of every longer one of the same seed: `extend` makes a log longer, as its feed would go on.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import msgspec

from timeline_engine.log import FileLog, create_log
from timeline_engine.log.file import SEGMENT_BYTES
from timeline_engine.log.port import EMPTY, Head
from timeline_engine.log.segments import count_segments, segment_name

ISSUES = 200
FIRST = datetime(2004, 1, 1, 6, tzinfo=UTC)
GAP = 63  # seconds between entries: ten million of them take twenty years
DAYS = [(date(1990, 1, 1) + timedelta(days=n)).isoformat() for n in range(20_000)]
DAY_OF_FIRST = (FIRST.date() - date(1990, 1, 1)).days

STATUSES = ("open", "in talks", "agreed", "signed", "in force", "suspended", "disputed", "closed")
MOODS = ("calm", "tense", "hopeful", "bitter")
PEOPLE = ("the ministry", "the opposition", "the auditor", "an official", "the company")
PAPERS = tuple(
    f"{place} {kind}" for place in ("Harbour", "City", "Northern", "Evening") for kind in ("Post", "Gazette")
)
KINDS = ("meeting", "visit", "statement", "report", "agreement", "decision")
DEEDS = ("Ministers discuss", "Parliament debates", "A court rules on", "Negotiators meet on", "Reporters return to")

Data = dict[str, Any]


class Told(NamedTuple):
    """What one entry says, before it has its place in a log."""

    seconds: int  # since FIRST, when the log took it
    kind: str
    data: Data


def feed(seed: int = 0, gap: int = GAP) -> Iterator[Told]:
    """The entries of the feed, without end: first what the issues are, then what is reported."""
    yield from (Told(0, "issue.defined", _definition(number)) for number in range(ISSUES))
    newsroom = _Newsroom(seed)
    seconds = 0
    while True:
        seconds += gap
        yield Told(seconds, *newsroom.tell(DAY_OF_FIRST + seconds // 86_400))


def _issue(number: int) -> str:
    return f"issue-{number:03d}"


def _definition(number: int) -> Data:
    attributes: Data = {"status": {"kind": "state"}, "mood": {"kind": "state"}}
    attributes["cost"] = {"kind": "estimate", "unit": "EUR"}
    attributes["outlook"] = {"kind": "estimate" if number % 2 else "state"}
    return {"issue": _issue(number), "title": f"Issue {number}", "question": "Where is it?", "attributes": attributes}


class _Newsroom:
    """Remembers what it has told lately, so that it can come back to it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.events = 0
        self.expected: list[tuple[str, int, int]] = []  # event, its day, its issue
        self.recent: list[tuple[str, int, int]] = []
        self.entries = ISSUES

    def tell(self, today: int) -> tuple[str, Data]:
        """What is entered next, on a day."""
        self.entries += 1
        chance = self.random.random()
        if chance < 0.12 and len(self.expected) > 50:
            return self._outcome(today)
        if chance < 0.15 and self.recent:
            return self._more_of(today)
        if chance < 0.16 and self.recent:
            return self._corrected()
        return self._event(today)

    def _event(self, today: int) -> tuple[str, Data]:
        self.events += 1
        draw, issue = self.random.random(), int(ISSUES * self.random.random() ** 2)
        title = f"{DEEDS[self.events % 5]} issue {issue}"
        event = f"{title.lower().replace(' ', '-')}-{self.events}"
        scheduled = draw < 0.15
        if scheduled:
            day = today + 1 + self.random.randrange(180)
        else:
            day = today - (30 + self.random.randrange(1500) if draw < 0.20 else self.random.randrange(4))
        remember = self.expected if scheduled else self.recent
        remember.append((event, day, issue))
        if len(remember) > 10_000:
            del remember[:5_000]  # nobody comes back to these
        data: Data = {"event": event, **self._report(today)}
        data["title"] = title
        data["when"] = self._date(day)
        data["kind"] = KINDS[self.events % 6]
        if draw > 0.9:
            data["issues"] = [_issue(issue), _issue((issue + 7) % ISSUES)]
        data["claims"] = self._claims(issue, 2 if draw > 0.8 else 1)
        return "event.recorded", data | {"phase": "scheduled" if scheduled else "occurred"}

    def _outcome(self, today: int) -> tuple[str, Data]:
        """An event that was expected occurs, moves or is cancelled; some are forgotten."""
        place = self.random.randrange(min(len(self.expected), 200))
        event, day, issue = self.expected.pop(place)
        chance, data = self.random.random(), {"event": event, **self._report(today)}
        if chance < 0.2:
            moved = max(day, today) + self.random.randrange(1, 90)
            self.expected.append((event, moved, issue))
            return "event.rescheduled", data | ({"when": DAYS[moved]} if chance < 0.18 else {})
        if chance < 0.3:
            return "event.cancelled", data
        if chance < 0.4:
            return self._event(today)
        self.recent.append((event, min(day, today), issue))
        if chance < 0.7:
            return "event.occurred", data
        return "event.occurred", data | {"when": DAYS[min(day, today)], "claims": self._claims(issue, 1)}

    def _more_of(self, today: int) -> tuple[str, Data]:
        event, _day, issue = self.random.choice(self.recent)
        data = {"event": event, **self._report(today)}
        if self.random.random() < 0.1:
            return "event.retracted", data
        return "event.sourced", data | ({"claims": self._claims(issue, 1)} if self.random.random() < 0.5 else {})

    def _corrected(self) -> tuple[str, Data]:
        event, day, issue = self.random.choice(self.recent)
        chance, data = self.random.random(), {"entry": _id(event)}
        if chance < 0.1:
            return "event.corrected", data | {"fields": {}, "void": True}
        if chance < 0.6:
            return "event.corrected", data | {"fields": {"when": DAYS[day - 1]}, "note": "mistyped"}
        return "event.corrected", data | {"fields": {"claims": self._claims(issue, 1)}, "note": "misread"}

    def _report(self, today: int) -> Data:
        """From where it is known: mostly the paper of that day or the day before."""
        draw = self.random.random()
        if draw > 0.97:
            return {"known": DAYS[today]}
        paper = PAPERS[int(draw * 1000) % 8]
        published = DAYS[today - (draw < 0.3)]
        url = f"https://example.org/{self.entries:x}"
        return {"sources": [{"publisher": paper, "published": published, "url": url}]}

    def _date(self, day: int) -> str:
        draw, text = self.random.random(), DAYS[day]
        if draw > 0.08:
            return text
        vague = (text[:7], f"{text[:7]}~", f"{text}~", f"{text}/{DAYS[day + 1]}", f"[{DAYS[day - 3]}..{text}]")
        return (*vague, f"{text}T12:30", f"{text}T12:30+05:30", text[:4])[int(draw * 100)]

    def _claims(self, issue: int, count: int) -> list[Data]:
        return [self._claim(_issue(issue)) for _ in range(count)]

    def _claim(self, issue: str) -> Data:
        draw = self.random.random()
        claim: Data = {"issue": issue}
        if draw < 0.6:
            claim |= {"attribute": "status", "value": STATUSES[int(draw * 1000) % 8]}
        elif draw < 0.75:
            claim |= {"attribute": "mood", "value": MOODS[int(draw * 1000) % 4]}
        elif draw < 0.9:
            amount = (1 + int(draw * 100_000) % 400) * 100_000
            claim |= {"attribute": "cost", "value": {"amount": amount, "unit": "EUR", "qualifier": "about"}}
        else:
            claim |= {"attribute": "outlook", "value": (int(draw * 1000) % 9) / 2}
        if draw * 10 % 1 < 0.25:
            claim["by"] = PEOPLE[int(draw * 1000) % 5]
        return claim


def generate(folder: Path, entries: int, seed: int = 0, gap: int = GAP) -> Head:
    """Make a log of so many entries; its head."""
    create_log(folder, title="A feed", zone="Asia/Kolkata", log_id=f"feed-{seed}")
    return _write(folder, EMPTY, feed(seed, gap), entries)


def extend(folder: Path, entries: int, seed: int = 0, gap: int = GAP) -> Head:
    """Append the next so many entries of the feed that a log was made from; its new head."""
    head, told = FileLog(folder).head(), feed(seed, gap)
    for _ in range(head.seq):
        next(told)
    return _write(folder, head, told, entries)


def _write(folder: Path, head: Head, told: Iterator[Told], entries: int) -> Head:
    seq, prev = head.seq, head.hash
    number = count_segments(folder)
    while entries:
        path = folder / segment_name(number)
        size = path.stat().st_size if path.exists() else 0
        with path.open("ab", buffering=1 << 20) as file:
            while entries and size < SEGMENT_BYTES:
                seconds, kind, data = next(told)
                seq, entries = seq + 1, entries - 1
                line = _line(seq, prev, seconds, kind, data)
                prev = sha256(line).hexdigest()
                size += file.write(line) + file.write(b"\n")
        number += 1
    return Head(seq, prev)


def _line(seq: int, prev: str, seconds: int, kind: str, data: Data) -> bytes:
    entry = _id(data["event"] if kind == "event.recorded" else str(seq))
    recorded = (FIRST + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
    fields = {"seq": seq, "id": entry, "recorded": recorded, "kind": kind, "v": 1, "data": data, "prev": prev}
    return msgspec.json.encode(fields)


def _id(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:16]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: generate.py FOLDER ENTRIES")
    print(generate(Path(sys.argv[1]), int(sys.argv[2])))
