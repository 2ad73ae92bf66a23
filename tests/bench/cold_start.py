"""How long a command takes of the shipped log, against importing what every such tool imports."""

from collections.abc import Callable, Iterator

from comparing import Anchor, Bench, Build, Row
from logs import ROOT, lines_of
from measuring import Run, whole
from others import PYTHON

USUAL = "import click, attrs, pendulum"


def benches() -> dict[str, Callable[[Bench], Iterator[Row]]]:
    return {"cold": cold}


def cold(bench: Bench) -> Iterator[Row]:
    anchors = [
        Anchor(USUAL, whole(PYTHON, "-c", USUAL), 1.0, "does nothing at all"),
        Anchor("import duckdb", whole(PYTHON, "-c", "import duckdb"), None, "does nothing at all", "duckdb"),
    ]
    patient = bench._replace(rounds=bench.rounds * 3)  # a tenth of a second each, and a tenth is what matters
    yield from patient.compare("project, of the shipped log", len(lines_of(ROOT / "events")), _project, anchors)


def _project(build: Build) -> Run:
    return whole(*build.timeline(ROOT / "events", "project", "--as-of", "2018-12-04"))
