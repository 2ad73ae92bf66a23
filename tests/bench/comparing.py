"""Ours beside others: an anchor is what one thing of ours is measured by, in the same run."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from math import log10
from pathlib import Path
from typing import NamedTuple

from measuring import Command, Run, Series, in_turns, ratios

PROGRAMS = {"hledger"}
"""What is needed as a program, and is no package of Python."""


class Build(NamedTuple):
    """A checkout, and the folder of the programs of its environment."""

    name: str
    root: Path
    programs: Path

    def timeline(self, log: Path, *words: object) -> Command:
        return [str(self.programs / "timeline"), "--log", str(log), *map(str, words)]

    @property
    def python(self) -> str:
        return str(self.programs / "python")


class Anchor(NamedTuple):
    """What ours is measured by. Ours may take ``target`` times as long; ``lacks`` says what it does not do.

    ``needs`` is the package, or the program, without which it cannot run.
    """

    name: str
    run: Run
    target: float | None = None
    lacks: str = ""
    needs: str = ""


class Row(NamedTuple):
    """One line of the table. ``limit`` is how many MiB ours may hold."""

    what: str
    size: int | str
    ours: Series
    anchor: str
    theirs: Series
    target: float | None = None
    limit: float | None = None
    lacks: str = ""

    @property
    def ratios(self) -> list[float]:
        return ratios(self.ours, self.theirs)


class Growth(NamedTuple):
    """What a command costs of logs of several sizes."""

    command: str
    build: str
    sizes: tuple[int, ...]
    found: tuple[Series, ...]

    @property
    def exponent(self) -> float | None:
        """By which power of the entries the cost grows, from the smallest log to the largest; None if one failed."""
        if len(self.sizes) < 2 or not all(series.rounds for series in self.found):
            return None
        cost = self.found[-1].seconds / self.found[0].seconds
        return log10(cost) / log10(self.sizes[-1] / self.sizes[0])


class Note(NamedTuple):
    """What no row says."""

    text: str


Found = Row | Growth | Note
NOT_INSTALLED = Series([], "not installed")


class Bench(NamedTuple):
    """One run of the benchmarks: the builds, ours first; the most rounds; and the size, if not each row has its own."""

    builds: tuple[Build, ...]
    rounds: int = 7
    size: int | None = None

    def sized(self, entries: int) -> int:
        return self.size or entries

    def compare(
        self, what: str, size: int | str, ours: Callable[[Build], Run], anchors: Sequence[Anchor],
        limit: float | None = None, of_old: float | None = None,
    ) -> Iterator[Row]:  # fmt: skip
        """A row for each anchor, and one for each further build, of whose time ours may take ``of_old``."""
        olds = [Anchor(build.name, ours(build), of_old) for build in self.builds[1:]]
        found = self.in_turns({"ours": ours(self.builds[0])}, [*anchors, *olds])
        for anchor in [*anchors, *olds]:
            yield row(what, size, found["ours"], anchor, found[anchor.name], limit)

    def in_turns(self, runs: dict[str, Run], anchors: Sequence[Anchor]) -> dict[str, Series]:
        """What each run and each anchor cost, by name."""
        there = {anchor.name: anchor.run for anchor in anchors if installed(anchor.needs)}
        missing = {anchor.name: NOT_INSTALLED for anchor in anchors if anchor.name not in there}
        return in_turns(runs | there, self.rounds) | missing


def row(what: str, size: int | str, ours: Series, anchor: Anchor, theirs: Series, limit: float | None = None) -> Row:
    return Row(what, size, ours, anchor.name, theirs, anchor.target, limit, anchor.lacks)


def installed(name: str) -> bool:
    return not name or (shutil.which(name) is not None if name in PROGRAMS else find_spec(name) is not None)
