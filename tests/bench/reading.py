"""What reads the log as a whole because it must: `check`, `diff` and `verify`."""

from collections.abc import Callable, Iterator
from functools import partial

from comparing import Anchor, Bench, Build, Row
from logs import day_within, feed_of, next_day, own
from measuring import HERE, Run, whole
from others import FLAT, PYTHON, two_times

FLOOR = "reading, splitting, SHA-256, envelopes alone"
NO_RULES = "decodes no entry, knows no rule"


def benches() -> dict[str, Callable[[Bench], Iterator[Row]]]:
    return {"check": check, "diff": diff, "verify": verify}


def check(bench: Bench) -> Iterator[Row]:
    size = bench.sized(100_000)
    day = day_within(feed_of(size))
    ours = partial(_asked, size, ("check", "--as-of", day))
    yield from bench.compare("check", size, ours, [floor(size)], 300, of_old=1 / 5)


def diff(bench: Bench) -> Iterator[Row]:
    size = bench.sized(100_000)
    table, day = two_times(size), day_within(feed_of(size))
    days = (day, next_day(day))
    theirs = table.run("diff", table.database, *days)
    anchors = [floor(size), Anchor("SQLite, two time columns", theirs, None, FLAT)]
    ours = partial(_asked, size, ("diff", *days))
    yield from bench.compare("diff, of two adjacent days", size, ours, anchors, 300, of_old=1 / 5)


def verify(bench: Bench) -> Iterator[Row]:
    size = bench.sized(1_000_000)
    anchor = floor(size)._replace(target=3.0)
    yield from bench.compare("verify", size, partial(_asked, size, ("verify",)), [anchor])


def _asked(size: int, words: tuple[str, ...], build: Build) -> Run:
    command = build.timeline(own(build, size), *words)
    return Run(lambda: command, exits=(0, 1) if words[0] == "check" else (0,))


def floor(size: int) -> Anchor:
    return Anchor(FLOOR, whole(PYTHON, HERE / "peers" / "floor.py", feed_of(size)), None, NO_RULES)
