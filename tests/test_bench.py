"""``python tests/bench``: what it measures is what it says, and what is not there is told."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from bench.generate import generate
from timeline_engine.log import FileLog
from timeline_engine.view import project

BENCH = Path(__file__).parent / "bench"
SMALL = ("--size", "400", "--rounds", "1")


def bench(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, str(BENCH), *words], capture_output=True, text=True, check=False)


def rows_of(printed: str) -> list[list[str]]:
    """The cells of all rows of all tables, without their heads."""
    lines = [line for line in printed.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "---" not in line]


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The modules of the benchmarks can be imported."""
    monkeypatch.syspath_prepend(BENCH)
    monkeypatch.syspath_prepend(BENCH / "peers")
    return import_module("measuring")


# --- What is asked for ---


def test_every_row_of_the_table_is_there_to_be_asked_for() -> None:
    names = set(bench("--list").stderr.split())
    assert {"record", "show", "why", "search", "tab", "import-row", "project", "project-after-record"} <= names
    assert {"csv-new", "csv-again", "ics-again", "xlsx-again", "check", "diff", "verify", "sidecar", "cold"} <= names


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--only", "shwo"), "there is no row 'shwo'; the rows are record, show"),
        (("--only", "show", "--write", "x.md"), "--write is for all rows"),
        (("--write", "x.md"), "x.md has no place for the tables: put the lines"),
        (("--size", "10"), "--size is at least 400: the first 200 entries define issues"),
        (("--only", "show", "--old", "nowhere"), "has no timeline: make .venv/installed in"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(words: tuple[str, ...], said: str) -> None:
    done = bench(*words)
    assert done.returncode
    assert said in done.stderr
    assert "Traceback" not in done.stderr


# --- What is measured ---


@pytest.mark.slow
def test_a_row_has_its_times_their_ratio_and_the_memory_of_both() -> None:
    done = bench(*SMALL, "--only", "show")
    assert (done.returncode, done.stderr) == (0, "")
    head, shipped, *growth = rows_of(done.stdout)
    row = dict(zip([f"{place} {name}" for place, name in enumerate(head)], shipped, strict=True))
    assert (row["0 what"], row["1 entries"]) == ("show", "400")
    assert row["2 anchor"] == "the same of the shipped log"
    ours, theirs = (float(row[name].removesuffix(" ms").removesuffix(" s")) for name in ("3 ours", "4 anchor"))
    assert abs(float(row["5 ours ÷ anchor"]) / (ours / theirs) - 1) < 0.02 or "ms" not in row["3 ours"]
    assert row["6 at most"].startswith("1.5, ")
    assert 10 < float(row["8 anchor, MiB"]) < 100
    assert [cells[0] for cells in growth] == ["command", "show"]


@pytest.mark.slow
def test_all_that_is_not_installed_is_told_and_all_of_ours_is_measured() -> None:
    few = ("project", "csv-again", "sidecar", "replay")
    done = bench(*SMALL, "--only", ",".join(few))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    rows = [cells for cells in rows_of(done.stdout) if len(cells) == 10][1:]
    assert len(rows) > len(few)
    for cells in rows:
        assert cells[3].endswith("s"), cells
        assert cells[4] == "not installed" or cells[4].endswith(" s") or cells[4].endswith(" ms"), cells


def test_the_processor_and_the_memory_of_a_process_are_its_own(modules: ModuleType) -> None:
    python = [sys.executable, "-S", "-c"]
    idle = modules.taken(modules.whole(*python, "import time; time.sleep(0.5)"))
    busy = modules.taken(modules.whole(*python, "import time\nwhile time.process_time() < 0.5: pass"))
    wide = modules.taken(modules.whole(*python, "b'x' * (200 << 20)"))
    assert idle.seconds < 0.4 < 0.5 <= busy.seconds
    assert idle.peak < 40 < 200 <= wide.peak


def test_what_fails_is_told_by_its_last_line_and_not_run_again(modules: ModuleType) -> None:
    told: list[int] = []
    fails = modules.whole(sys.executable, "-c", "import sys; sys.exit('no such thing')")._replace(
        before=lambda: told.append(1)
    )
    found = modules.in_turns({"fails": fails, "runs": modules.whole("true")}, 3)
    assert found["fails"].problem == "no such thing"
    assert (len(told), len(found["runs"].rounds)) == (1, 3)


# --- The tables ---


def test_growth_is_an_exponent(modules: ModuleType) -> None:
    growth = import_module("comparing").Growth
    taken = [modules.Series([modules.Taken(seconds, 20.0)]) for seconds in (0.1, 0.5, 10.0)]
    assert growth("show", "this build", (10_000, 100_000, 1_000_000), tuple(taken)).exponent == pytest.approx(1)


def test_a_target_is_met_by_the_median_of_the_rounds(modules: ModuleType) -> None:
    comparing, table = import_module("comparing"), import_module("table")
    ours, theirs = (modules.Series([modules.Taken(s, 20.0) for s in each]) for each in ((1, 1, 9), (2, 2, 2)))
    row = comparing.Row("show", 1000, ours, "theirs", theirs, 0.5, 10, "checks nothing")
    assert table.line(row) == (
        "| show | 1,000 | theirs | 1.00 s | 2.00 s | 0.50 (0.50–4.50) | 0.5, met | 20 (at most 10, missed) | 20 "
        "| checks nothing |"
    )


def test_the_tables_are_put_between_the_markers(modules: ModuleType, tmp_path: Path) -> None:
    table, document = import_module("table"), tmp_path / "performance.md"
    document.write_text(f"Before\n{table.BEGIN}\nold\n{table.END}\nAfter\n")
    table.put_into(document, "new")
    assert document.read_text() == f"Before\n{table.BEGIN}\nnew\n{table.END}\nAfter\n"
    document.write_text("nothing")
    with pytest.raises(ValueError, match="has no place for the tables"):
        table.put_into(document, "new")


def test_the_document_has_a_place_for_the_tables(modules: ModuleType) -> None:
    table = import_module("table")
    text = (BENCH.parents[1] / "docs" / "performance.md").read_text(encoding="utf-8")
    assert text.count(table.BEGIN) == text.count(table.END) == 1


# --- The others answer the same question ---


def peer(name: str, *words: object) -> str:
    command = [sys.executable, str(BENCH / "peers" / f"{name}.py"), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def told(printed: str) -> dict[str, str]:
    return dict(ast.literal_eval(line) for line in printed.splitlines())


@pytest.mark.slow
def test_the_others_are_asked_the_same_and_say_nearly_the_same(tmp_path: Path) -> None:
    """They know no corrections, and what else a flat table has no place for."""
    log, day = tmp_path / "log", "2004-01-03"
    generate(log, 3000)
    ours = {issue.id: issue.status.value for issue in project(FileLog(log), day).issues if issue.status}
    peer("two_times", "fill", tmp_path / "table", log)
    table = told(peer("two_times", "ask", tmp_path / "table", day))
    assert _agreeing(ours, table) > 0.7
    others = {"duckdb": ("duck", "lines", log, day), "polars": ("frames", log, day)}
    for library, words in others.items():
        if import_there(library):
            assert _agreeing(table, told(peer(*words))) > 0.8
    if import_there("duckdb"):
        peer("duck", "fill", tmp_path / "file", log)
        assert told(peer("duck", "ask", tmp_path / "file", day)) == told(peer("duck", "lines", log, day))


def _agreeing(one: dict[str, str], other: dict[str, str]) -> float:
    return sum(one.get(issue) == value for issue, value in other.items()) / len(one)


def import_there(library: str) -> bool:
    return subprocess.run([sys.executable, "-c", f"import {library}"], capture_output=True, check=False).returncode == 0


def test_the_floor_reads_all_and_believes_no_broken_chain(tmp_path: Path) -> None:
    log = tmp_path / "log"
    head = generate(log, 500)
    assert peer("floor", log).strip() == head.hash
    segment = log / "000001.jsonl"
    lines = segment.read_bytes().splitlines(keepends=True)
    segment.write_bytes(b"".join([*lines[:100], *lines[101:]]))
    with pytest.raises(subprocess.CalledProcessError):
        peer("floor", log)


def test_rows_are_each_of_an_event_of_its_own(
    modules: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs = import_module("logs")
    monkeypatch.setattr(logs, "WORK", tmp_path)
    head, *rows = logs.csv_of(300).read_text().splitlines()
    assert head == logs.COLUMNS
    assert len({row.partition(",")[0] for row in rows}) == 300
    assert logs.one_row().read_text() != logs.one_row().read_text()
    assert json.loads(f'"{logs.event_within(_log(tmp_path))}"')


def _log(folder: Path) -> Path:
    generate(folder / "log", 400)
    return folder / "log"
