"""All benchmarks in one table: ours beside the anchor, in turns, from one run on one machine.

    python tests/bench [--only ROW,ROW] [--size N] [--rounds N] [--old CHECKOUT] [--write DOCUMENT] [--list]

`make bench` runs all of it. --old is another checkout with an environment of its own in .venv, such as one of an older
version: its commands and parts are measured beside ours in the same turns. --write puts the tables into a document.
"""

import argparse
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from commands import LEAST
from comparing import Bench, Build, Found, Growth, Note, Row
from logs import ROOT, WORK
from machine import about, commit
from measuring import Failed
from table import ROWS, around, growth_lines, line, put_into, report

MODULES = (
    "commands", "questions", "imports", "reading", "sidecar", "cold_start", "exports", "append", "databases", "replay",
    "ledgers",
)  # fmt: skip

Benches = dict[str, Callable[[Bench], Iterator[Found]]]


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that what is of this run alone goes, too
    asked = options()
    benches: Benches = {name: run for module in MODULES for name, run in import_module(module).benches().items()}
    if asked.list:
        sys.exit("\n".join(benches))
    names = asked.only.split(",") if asked.only else list(benches)
    if unknown := [name for name in names if name not in benches]:
        sys.exit(f"there is no row {unknown[0]!r}; the rows are {', '.join(benches)}")
    bench = Bench(tuple(builds(asked.old)), asked.rounds, asked.size)
    WORK.mkdir(parents=True, exist_ok=True)
    what = about(bench.builds, WORK)
    print(what, "", *ROWS, sep="\n", flush=True)
    found = [each for name in names for each in told(name, benches[name](bench))]
    rows = [each for each in found if isinstance(each, Row)]
    growths = [each for each in found if isinstance(each, Growth)]
    notes = [each for each in found if isinstance(each, Note)]
    print("", *growth_lines(growths), "", *(note.text for note in notes), sep="\n")
    if asked.write:
        put_into(asked.write, report(what, rows, growths, notes))
    if failed := [row for row in rows if row.ours.problem]:
        sys.exit(f"failed: {', '.join(row.what for row in failed)}")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tests/bench", description="Measure ours beside others.")
    parser.add_argument("--only", metavar="ROW,ROW", help="only these rows")
    parser.add_argument("--size", type=int, metavar="N", help="logs and files of N entries, for every row")
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="at most so many rounds of each row [7]")
    parser.add_argument("--old", type=Path, metavar="CHECKOUT", help="a checkout to measure beside this one")
    parser.add_argument("--write", type=Path, metavar="DOCUMENT", help="put the tables into it, between the markers")
    parser.add_argument("--list", action="store_true", help="the names of all rows")
    asked = parser.parse_args()
    if asked.size is not None and asked.size < LEAST:
        parser.error(f"--size is at least {LEAST}: the first 200 entries define issues")
    if asked.write and asked.only:
        parser.error("--write is for all rows: what --only leaves out would be gone from the document")
    if asked.write:
        try:
            around(asked.write)  # before twenty minutes of measuring, and not after them
        except ValueError as error:
            parser.error(str(error))
    return asked


def told(name: str, found: Iterator[Found]) -> Iterator[Found]:
    """Each row is printed when it is there. What cannot be made ready is told, and the other rows go on."""
    try:
        for each in found:
            if isinstance(each, Row):
                print(line(each), flush=True)
            yield each
    except Failed as failed:
        yield Note(f"{name} could not be measured: {failed}")


def builds(old: Path | None) -> Iterator[Build]:
    """This build, and an older one. All modules are compiled, as those of an installation are."""
    here = Build(f"this build ({commit(ROOT)})", ROOT, Path(sys.executable).parent)
    there = [Build(f"the old build ({commit(old)})", old.resolve(), old.resolve() / ".venv" / "bin")] if old else []
    for build in (here, *there):
        if not (build.programs / "timeline").exists():
            sys.exit(f"{build.programs} has no timeline: make .venv/installed in {build.root} puts it there")
        folders = [str(build.root / name) for name in ("engine", "plugins")]
        subprocess.run([build.python, "-m", "compileall", "-q", *folders], check=True)
        yield build


if __name__ == "__main__":
    main()
