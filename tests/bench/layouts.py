"""Each path to the table of all issues, side by side: the fold, DuckDB and Spark on Parquet; and what writes that.

.venv/bin/python tests/bench/layouts.py LOG [--spark] prints a table: seconds on the wall, the peak of memory, and
whether every issue has the digest that the fold gives it, at five questions of three clocks. Each path is a process of
its own. The log is in a folder, written day by day, as `generate.py` makes them.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

OF_DUCKDB = (("fold", "duckdb"), ("export", "duckdb"), ("duckdb", "duckdb"))
OF_SPARK = (("derive", "spark"), ("spark", "spark"), ("duckdb", "spark"))
"""Each path, and the layout that it writes or asks."""


def questions(log: str) -> list[tuple[str, str | None, str | None]]:
    """World, knowledge, record, as days of a log; None: no limit."""
    segments = sorted(Path(log).glob("0*.jsonl"))
    with segments[0].open() as first:
        begin = date.fromisoformat(json.loads(first.readline())["recorded"][:10])
    end = date.fromisoformat(json.loads(segments[-1].read_text().splitlines()[-1])["recorded"][:10])
    middle, last = str(begin + (end - begin) / 2), str(end)
    return [
        (last, last, None), (middle, middle, None), (middle, None, None), (last, middle, None), (middle, last, middle),
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log")
    parser.add_argument("--spark", action="store_true", help="Spark, too")
    parser.add_argument("--only-spark", action="store_true", help="nothing else; the digest is printed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        rows = []
        if not given.only_spark:
            rows += [run(*path, given.log, f"{place}/{layout}") for *path, layout in OF_DUCKDB]
        if given.spark or given.only_spark:
            rows += [run(*path, given.log, f"{place}/{layout}") for *path, layout in OF_SPARK]
        sizes = {
            path.name: sum(file.stat().st_size for file in path.rglob("*.parquet")) for path in Path(place).iterdir()
        }
    expected = next(row["digests"] for row in rows if row["digests"])
    print("\n| path | s | MiB | by question, s | one issue, s | digests |\n|---|--:|--:|---|--:|---|")
    for row in rows:
        same = "" if row["digests"] is None else "equal" if row["digests"] == expected else "DIFFERENT"
        times = ", ".join(f"{second:.2f}" for second in row["times"])
        print(f"| {row['path']} | {row['seconds']:.1f} | {row['peak']} | {times} | {row['one'] or ''} | {same} |")
    for name, size in sizes.items():
        print(f"\nThe layout that {name} wrote has {size / 1e6:.1f} MB.")
    print(f"\nDigests: {expected}")


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
    told = {"path": path, "seconds": time.perf_counter() - begun, "peak": peak[0] >> 20}
    row = {**told, "digests": found.get("digests"), "times": found.get("times", ()), "one": found.get("one")}
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

    found: dict = {"digests": None, "times": []}
    if path == "export":
        from timeline_engine.scale.exporting import export

        export(open_log(log), Path(layout))
    elif path == "derive":
        from timeline_engine.scale.spark.deriving import derive
        from timeline_engine.scale.spark.session import spark_session

        with spark_session(None, {"spark.driver.memory": "3g"}) as spark:
            derive(spark, open_log(log), Path(layout))
    else:
        found = {**found, **(folded(log) if path == "fold" else asked(path, log, layout))}
    print(json.dumps(found))


def folded(log: str) -> dict:
    from timeline_engine import read

    sys.path.insert(0, str(Path(__file__).parents[1]))
    from scale.asked import digests, summarised

    history, found, times = read(log), [], []
    for as_of, known, recorded in questions(log):
        begun = time.perf_counter()
        view = history.at(as_of, known_by=known, hindsight=known is None, recorded_by=recorded)
        found.append(digests(summarised(view)))
        times.append(time.perf_counter() - begun)
    return {"digests": digest(found), "times": times}


def asked(engine: str, log: str, layout: str) -> dict:
    from timeline_engine.scale.asking import summaries, view_of
    from timeline_engine.scale.opening import open_layout
    from timeline_engine.view import Question

    sys.path.insert(0, str(Path(__file__).parents[1]))
    from scale.asked import digests

    found, times = [], []
    with open_layout(layout, engine) as opened:
        for as_of, known, recorded in questions(log):
            begun = time.perf_counter()
            answer = summaries(opened, Question(as_of=as_of, known_by=known, recorded_by=recorded))
            found.append(digests(answer))
            times.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        view_of(opened, Question(as_of=as_of, known_by=as_of), [answer[0].issue])
        one = round(time.perf_counter() - begun, 2)
    return {"digests": digest(found), "times": times, "one": one}


def digest(found: list[dict[str, str]]) -> str:
    return f"{sum(map(len, found))} {sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()}"


if __name__ == "__main__":
    child(*sys.argv[2:]) if sys.argv[1:2] == ["--child"] else main()
