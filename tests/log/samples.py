"""Drafts and clocks for the tests of the log."""

from pathlib import Path
from typing import Any

from attrs import define

from timeline_engine.entries import Draft, EventRecorded, EventRescheduled, IssueDefined
from timeline_engine.log import FileLog, Log, create_log
from timeline_engine.model import Attribute, Claim, Quantity, Source

START = 1_543_895_520_000_000  # 2018-12-04T03:52:00Z
START_STAMP = "2018-12-04T03:52:00.000000Z"
SECOND = 1_000_000


@define
class SetClock:
    """A clock that stands still until it is set."""

    now: int = START

    def __call__(self) -> int:
        return self.now


def event(name: str | int, **fields: Any) -> Draft:
    """A small event, its id and its title both made of ``name``."""
    return Draft(f"e{name}", EventRecorded(event=f"event-{name}", **({"title": f"Event {name}"} | fields)))


def issue() -> Draft:
    """The definition of an issue, with all that one can say."""
    attributes = {
        "status": Attribute(allowed=("open", "granted", "refused")),
        "cost": Attribute(kind="estimate", unit="USD"),
    }
    return Draft("i1", IssueDefined(issue="caatsa-waiver", title="Waiver?", attributes=attributes))


def full() -> Draft:
    """An event with every field, text of many scripts, and every character that could break a line."""
    body = EventRecorded(
        event="s-400",
        title="भारत \u2028 line\u2029 para\nnew\r\nline \x00 \x1f \x7f \x85 “quotes” \"'\\ 🚀 Ünï",
        when="2018-10-05T13:00+05:30",
        phase="occurred",
        kind="agreement",
        known="2018-10-05",
        issues=("caatsa-waiver",),
        claims=(
            Claim("caatsa-waiver", "status", "open", by="Pentagon"),
            Claim("caatsa-waiver", "cost", Quantity(5_430_000_000, "USD", "about")),
            Claim("caatsa-waiver", "share", 0.1),
            Claim("caatsa-waiver", "units", 5),
        ),
        sources=(Source("The Hindu", "S-400 deal signed", "2018-10-05", "https://example.org/a?b=c&d"),),
        place="New Delhi",
        actors=("India", "Россия"),
        summary="\t tab",
        note="a note",
    )
    return Draft("full", body)


def moved(name: str | int, when: str | None = None) -> Draft:
    """An event is moved."""
    return Draft(f"m{name}", EventRescheduled(event=f"event-{name}", when=when))


def new_log(folder: Path, count: int = 0, **options: Any) -> FileLog:
    """A log in a folder with ``count`` small events, one append each; ``options`` are those of FileLog."""
    create_log(folder, title="A test", zone="Asia/Kolkata", log_id="test").append([])
    log = FileLog(folder, **({"clock": SetClock()} | options))
    for number in range(1, count + 1):
        log.append([event(number)])
    return log


def ids(log: Log, after: int = 0) -> list[str]:
    """The ids of the entries, in order."""
    return [entry.id for entry in log.read(after)]


def first_segment(folder: Path) -> Path:
    """Where the log's first lines are."""
    return folder / "000001.jsonl"
