"""Each path to an answer, side by side: the fold, the sidecar, DuckDB and Spark on Parquet; and what writes these.

.venv/bin/python tests/bench/layouts.py LOG [--spark] prints a table: seconds on the wall, the peak of memory, and
whether every issue has the digest that the fold gives it, at three questions of three clocks. Each path is a process of
its own. The log is in a folder, written day by day, as `generate.py` makes them; it is copied, so it gets no sidecar.

A sidecar answers on issues that are named, at any clocks: so each path also tells the digests of ten of them. It keeps
the table of all as known that day: each path tells what that table has at the first question.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

OF_ONE = (("fold", ""), ("index", ""), ("sidecar", ""), ("export", "duckdb"), ("duckdb", "duckdb"))
OF_SPARK = (("derive", "spark"), ("spark", "spark"), ("duckdb", "spark"))
"""Each path, and the layout that it writes or asks."""

FEW = [f"issue-{at:03}" for at in range(0, 200, 20)]
"""Of the issues of a feed, from the first, of which it tells most, to some of which it seldom does."""
COMPARED = "all", "few", "table"


def questions(log: str) -> list[tuple[str, str | None, str | None]]:
    """World, knowledge, record, as days of a log; None: no limit."""
    segments = sorted(Path(log).glob("0*.jsonl"))
    with segments[0].open() as first:
        begin = date.fromisoformat(json.loads(first.readline())["recorded"][:10])
    end = date.fromisoformat(json.loads(segments[-1].read_text().splitlines()[-1])["recorded"][:10])
    middle, last = str(begin + (end - begin) / 2), str(end)
    return [(last, last, None), (middle, None, None), (middle, last, middle)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log")
    parser.add_argument("--spark", action="store_true", help="Spark, too")
    parser.add_argument("--only-spark", action="store_true", help="nothing else; the digest is printed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        log = shutil.copytree(given.log, f"{place}/log", ignore=shutil.ignore_patterns("index.*", ".lock"))
        rows = [] if given.only_spark else [run(*path, log, f"{place}/{layout}") for *path, layout in OF_ONE]
        if given.spark or given.only_spark:
            rows += [run(*path, log, f"{place}/{layout}") for *path, layout in OF_SPARK]
        sizes = {
            path.name: sum(file.stat().st_size for file in path.rglob("*.parquet")) for path in Path(place).iterdir()
        }
    expected = {what: next((row[what] for row in rows if row.get(what)), None) for what in COMPARED}
    print(f"\n| path | s | MiB | by question, s | {FEW[0]}, {FEW[5]}, s | all | few | table |")
    print("|---|--:|--:|---|---|---|---|---|")
    for row in rows:
        times, one = (", ".join(f"{second:.2f}" for second in row.get(what, ())) for what in ("times", "one"))
        same = " | ".join(_same(row.get(what), expected[what]) for what in COMPARED)
        print(f"| {row['path']} | {row['seconds']:.1f} | {row['peak']} | {times} | {one} | {same} |")
    for name, size in sizes.items():
        print(f"\nThe layout that {name} wrote has {size / 1e6:.1f} MB." if size else "")
    print(f"\nDigests: {expected}")


def _same(found: str | None, expected: str | None) -> str:
    return "" if found is None else "equal" if found == expected else "DIFFERENT"


def run(path: str, log: str, layout: str) -> dict:
    """A path in a process of its own, with the most memory that it and what it starts had at once."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, __file__, "--child", path, log, layout], stdout=subprocess.PIPE, text=True
    )
    peak, done = [0], Event()
    watching = Thread(target=watch, args=(child.pid, peak, done))
    watching.start()
    out, _ = child.communicate()
    done.set()
    watching.join()
    found = json.loads(out.strip().splitlines()[-1]) if child.returncode == 0 else {}
    row = {"path": path, "seconds": time.perf_counter() - begun, "peak": peak[0] >> 20, **found}
    print(row, file=sys.stderr)
    return row


def watch(pid: int, peak: list[int], done: Event) -> None:
    while not done.wait(0.25):
        peak[0] = max(peak[0], sum(map(resident, family(pid))))


def family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in family(int(child)))]


def resident(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return 1024 * int(told.partition("\nPss:")[2].split()[0])


def child(path: str, log: str, layout: str) -> None:
    """What one process does; its last line tells what it found."""
    from timeline_engine.log import open_log

    found: dict = {}
    if path == "export":
        from timeline_engine.scale.exporting import export

        export(open_log(log), Path(layout))
    elif path == "derive":
        from timeline_engine.scale.spark.deriving import derive
        from timeline_engine.scale.spark.session import spark_session

        with spark_session(None, {"spark.driver.memory": "3g"}) as spark:
            derive(spark, open_log(log), Path(layout))
    elif path == "index":
        from timeline_engine.cli import main as timeline

        timeline(["--log", log, "index", "build"], standalone_mode=False)
        print()
    else:
        sys.path.insert(0, str(Path(__file__).parents[1]))
        found = folded(log) if path == "fold" else kept(log) if path == "sidecar" else asked(path, log, layout)
    print(json.dumps(found))


def folded(log: str) -> dict:
    from scale.asked import summarised
    from timeline_engine import read

    history = read(log)

    def ask(asked: tuple) -> list:
        as_of, known, recorded = asked
        return summarised(history.at(as_of, known_by=known, hindsight=known is None, recorded_by=recorded))

    answers, times = timed(ask, questions(log))
    return {**compared(answers), "times": times}


def kept(log: str) -> dict:
    """What the sidecar answers: the table of all issues, and some of them."""
    from scale.asked import by_lines, by_sidecar, digests, question_of
    from timeline_engine.log import open_log

    opened, asked = open_log(log), list(map(question_of, questions(log)))
    (table,), first = timed(lambda question: by_lines(opened, question), asked[:1])
    few, _ = timed(lambda question: digests(by_sidecar(opened, question, FEW)), asked)
    _, one = timed(lambda issue: by_sidecar(opened, asked[0], [issue]), [FEW[0], FEW[5]])
    return {"few": digest(few), "table": digest([dict.fromkeys(map(str, table), "")]), "times": first, "one": one}


def asked(engine: str, log: str, layout: str) -> dict:
    from scale.asked import question_of
    from timeline_engine.scale.asking import summaries, view_of
    from timeline_engine.scale.opening import open_layout

    asked = list(map(question_of, questions(log)))
    with open_layout(layout, engine) as opened:
        answers, times = timed(lambda question: summaries(opened, question), asked)
        _, one = timed(lambda issue: view_of(opened, asked[0], [issue]), [FEW[0], FEW[5]])
    return {**compared(answers), "times": times, "one": one}


def timed(ask: Callable, questions: Iterable) -> tuple[list, list[float]]:
    """What each question was answered, and in how many seconds."""
    answers, times = [], []
    for question in questions:
        begun = time.perf_counter()
        answers.append(ask(question))
        times.append(round(time.perf_counter() - begun, 3))
    return answers, times


def compared(answers: list) -> dict[str, str]:
    """By what is compared its digest, of answers on all issues."""
    from scale.asked import digests

    found = list(map(digests, answers))
    few = [{issue: one[issue] for issue in FEW if issue in one} for one in found]
    table = dict.fromkeys((str(one.cells) for one in answers[0]), "")
    return {"all": digest(found), "few": digest(few), "table": digest([table])}


def digest(found: list[dict[str, str]]) -> str:
    return f"{sum(map(len, found))} {sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()}"


if __name__ == "__main__":
    child(*sys.argv[2:]) if sys.argv[1:2] == ["--child"] else main()
