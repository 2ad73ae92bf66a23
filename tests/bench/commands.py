"""One thing of a log: what a command costs that records, shows or finds one, beside the same of the shipped log.

And how the cost grows with the log, as an exponent: 0 where a command costs the same of any log, 1 if it reads it all.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from comparing import Bench, Build, Growth, Row, row
from logs import NUMBERS, SHIPPED, day_within, event_within, feed_of, one_row, own
from measuring import Command, Run, taken
from others import recorded

LARGEST = 1_000_000
LEAST = 400
"""Of so many entries something is told in any log; the first 200 define issues."""
LIMIT = 100.0
ON_SHIPPED = "the same of the shipped log"


class Subject(NamedTuple):
    """What is asked of a log, or told it."""

    day: str
    event: str
    typed: str
    issue: str
    status: str
    words: tuple[str, ...]


OF_SHIPPED = Subject("2018-12-04", "first-two-plus-two", "first-t", "s-400-deal", "ordered", ("sanctions", "waiver"))

Words = Callable[[Build, Path, Subject], Command]


def subject(entries: int) -> Subject:
    if entries == SHIPPED:
        return OF_SHIPPED
    folder = feed_of(entries)
    event = event_within(folder)
    return Subject(day_within(folder), event, event[:-2], "issue-057", "agreed", ("199", "ministers"))


def record(build: Build, log: Path, of: Subject) -> Command:
    source = ("--source", "Daily Example", "--published", of.day)
    title, claim = f"Something that happened {next(NUMBERS)}", f"{of.issue}={of.status}"
    return build.timeline(log, "record", title, "--on", of.day, "--set", claim, *source)


def show(build: Build, log: Path, of: Subject) -> Command:
    return build.timeline(log, "show", of.event)


def why(build: Build, log: Path, of: Subject) -> Command:
    return build.timeline(log, "why", of.issue, "--as-of", of.day)


def search(build: Build, log: Path, of: Subject) -> Command:
    return build.timeline(log, "search", *of.words)


def tab(build: Build, log: Path, of: Subject) -> Command:
    """As a shell asks when Tab is pressed after the beginning of an event's id."""
    typed = f"COMP_WORDS=timeline --log {log} show {of.typed}"
    return ["env", "_TIMELINE_COMPLETE=bash_complete", typed, "COMP_CWORD=4", *build.timeline(log)[:1]]


def import_row(build: Build, log: Path, of: Subject) -> Command:
    return build.timeline(log, "import", one_row())


def project(build: Build, log: Path, of: Subject) -> Command:
    return build.timeline(log, "project", "--as-of", of.day)


def verify(build: Build, log: Path, of: Subject) -> Command:
    return build.timeline(log, "verify")


ONE_THING: dict[str, Words] = {
    "record": record, "show": show, "why": why, "search": search, "tab": tab, "import-row": import_row,
}  # fmt: skip
ALL: dict[str, Words] = {**ONE_THING, "project-growth": project, "verify-growth": verify}


def benches() -> dict[str, Callable[[Bench], Iterator[Row | Growth]]]:
    return {name: partial(measured, name) for name in ALL}


def measured(name: str, bench: Bench) -> Iterator[Row | Growth]:
    largest = bench.sized(LARGEST)
    sizes = sorted({max(largest // 100, LEAST), max(largest // 10, LEAST), largest})
    places = {(build.name, size): (build, size) for build in bench.builds for size in (SHIPPED, *sizes)}
    runs = {_name(*place): _run(ALL[name], *at) for place, at in places.items()}
    anchors = recorded(largest) if name == "record" else []
    found = bench.in_turns(runs, anchors)
    ours, *olds = (build.name for build in bench.builds)
    mine = found[_name(ours, largest)]
    if name in ONE_THING:
        yield Row(name, largest, mine, ON_SHIPPED, found[_name(ours, SHIPPED)], 1.5, LIMIT)
        yield from (Row(name, largest, mine, old, found[_name(old, largest)], None, LIMIT) for old in olds)
        yield from (row(name, largest, mine, anchor, found[anchor.name], LIMIT) for anchor in anchors)
    for build in (ours, *olds):
        yield Growth(name.removesuffix("-growth"), build, tuple(sizes), tuple(found[_name(build, n)] for n in sizes))


def _name(build: str, entries: int) -> str:
    return f"{build} of {entries}"


def _run(words: Words, build: Build, entries: int) -> Run:
    """It has been asked before: what the first makes, see `sidecar`, is there."""
    log, of = own(build, entries), subject(entries)
    run = Run(lambda: words(build, log, of))
    taken(run)
    return run
