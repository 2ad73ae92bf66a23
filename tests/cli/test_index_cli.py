"""``index build``, ``status``, ``drop``; and the commands that an index answers say the same with it and without."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import timeline_engine.index
from bench.generate import extend, generate
from timeline_engine.index import duck, store, using
from timeline_engine.index.ask import Asker

from .running import SHIPPED, Cli

DAY = "2004-01-02"
NO_INDEX = "there is no index: make one with `timeline index build`"


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """A log that counts as large, with its index."""
    monkeypatch.setattr(timeline_engine.index, "PAYS", 1)
    generate(tmp_path / "large", 1500)
    made = Cli(tmp_path / "large")
    made.ok("index", "build")
    return made


ASKED = (
    ("project",),
    ("project", "--hindsight"),
    ("project", "--issue", "issue-000", "--issue", "issue-007"),
    ("project", "--issue", "issue-003", "--json"),
    ("project", "--json"),
    ("project", "--recorded-by", "2004-01-01T12:00Z"),
    ("project", "--recorded-by", "2003-01-01"),
    ("project", "--known-by", "2003-01-01"),
    ("events", "--issue", "issue-001"),
    ("events", "--issue", "issue-001", "--json", "--phase", "overdue"),
)


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_the_same_bytes_with_an_index_and_without(large: Cli, asked: tuple[str, ...]) -> None:
    assert large.ok(*asked, "--as-of", DAY) == large.ok(*asked, "--as-of", DAY, "--no-index")


@pytest.mark.parametrize("asked", ASKED[:5], ids=" ".join)
def test_the_same_bytes_of_the_log_that_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    import shutil

    monkeypatch.setattr(timeline_engine.index, "PAYS", 1)
    copy = Cli(Path(shutil.copytree(SHIPPED, tmp_path / "log", ignore=shutil.ignore_patterns("index*"))))
    asked = tuple({"issue-000": "iran-oil", "issue-007": "beca", "issue-003": "s-400-deal"}.get(a, a) for a in asked)
    before = [copy.ok(*asked, "--as-of", day) for day in ("2018-09-05", "2018-12-04", "2019-06-25")]
    copy.ok("index", "build")
    assert [copy.ok(*asked, "--as-of", day) for day in ("2018-09-05", "2018-12-04", "2019-06-25")] == before


@pytest.mark.slow
def test_an_index_is_asked_where_there_is_one(large: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    through = using.through_index
    monkeypatch.setattr(using, "through_index", lambda *args: asked.append(args) or through(*args))
    for answered, args in ((1, ASKED[0]), (1, ASKED[2]), (0, ASKED[4]), (0, (*ASKED[0], "--no-index"))):
        asked.clear()
        large.ok(*args, "--as-of", DAY)
        assert len(asked) == answered
    monkeypatch.setattr(timeline_engine.index, "PAYS", 1 << 40)
    large.ok(*ASKED[0], "--as-of", DAY)
    assert asked == []


def test_an_unknown_issue_is_refused_alike(large: Cli) -> None:
    for args in (["issue-00"], ["isue-007"], ["nothing"]):
        wrong = [large.refused("project", "--issue", *args, *more) for more in ([], ["--no-index"])]
        assert wrong[0] == wrong[1]


def status(large: Cli) -> tuple[str, int]:
    """What ``index status`` says, and its exit code."""
    result = large.run("index", "status")
    assert result.stderr == ""
    return result.stdout, result.exit_code


def test_status_and_drop(large: Cli) -> None:
    assert large.log is not None
    said, code = status(large)
    assert "index.duckdb: 1,500 entries" in said
    assert said.endswith("up to date\n")
    extend(large.log, 10)
    said, code = status(large)
    assert (code, said.endswith(", 10 entries behind the log: the next question takes in the rest\n")) == (0, True)
    large.ok("project", "--as-of", DAY)
    assert "1,510 entries" in large.ok("index", "status")
    (large.log / "index.duckdb").write_bytes(b"nothing")
    said, code = status(large)
    assert (code, said.endswith("index.duckdb: damaged: the next question makes it anew\n")) == (1, True)
    (large.log / "index.duckdb.leftover").mkdir()
    assert large.ok("index", "drop") == f"removed {large.log / 'index.duckdb'}\n"
    assert [path.name for path in large.log.iterdir() if path.name.startswith("index")] == []
    assert large.ok("index", "drop") == "there is no index\n"
    assert status(large) == (f"{NO_INDEX}\n", 1)


@pytest.mark.parametrize("command", ["build", "drop"])
def test_a_folder_where_the_index_would_be_is_left_alone(large: Cli, command: str) -> None:
    assert large.log is not None
    large.ok("index", "drop")
    folder = large.log / "index.duckdb"
    folder.mkdir()
    (folder / "notes").write_text("mine")
    result = large.run("index", command)
    said = f"Error: {folder} is a folder, and no index: give it another name\n"
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", said)
    assert (folder / "notes").read_text() == "mine"
    assert "issue-000" in large.ok("project", "--as-of", DAY)


def test_the_status_for_a_program(large: Cli) -> None:
    assert large.log is not None
    path, of = large.log / "index.duckdb", (large.log / "000001.jsonl").stat().st_size
    fresh = {
        "path": str(path), "state": "fresh", "fit": True, "used": True, "reason": None,
        "entries": 1500, "entries_behind": 0, "bytes": path.stat().st_size, "log_bytes": of,
    }  # fmt: skip
    assert large.json("index", "status") == fresh
    extend(large.log, 10)
    grown = fresh | {"log_bytes": (large.log / "000001.jsonl").stat().st_size}
    assert large.json("index", "status") == grown | {"state": "behind", "entries_behind": 10}
    path.write_bytes(b"nothing")
    unknown = grown | {"fit": False, "entries": None, "entries_behind": None}
    result = large.run("index", "status", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (1, unknown | {"state": "damaged", "bytes": 7})
    path.unlink()
    result = large.run("index", "status", "--json")
    none = unknown | {"state": "none", "used": False, "reason": NO_INDEX, "bytes": None}
    assert (result.exit_code, json.loads(result.stdout)) == (1, none)


def test_an_index_that_does_not_pay_is_fit_and_not_used(large: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline_engine.index, "PAYS", 1 << 40)
    found = large.json("index", "status")
    assert (found["fit"], found["used"], found["reason"]) == (True, False, "the log is small")
    said, _ = status(large)
    assert said.endswith(", up to date; the log is small, so questions are answered without it\n")


def test_an_index_that_no_question_will_bring_up_to_date_is_not_fit(
    large: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert large.log is not None
    extend(large.log, 10)
    assert status(large)[1] == 0
    monkeypatch.setattr(timeline_engine.index, "PAYS", 1 << 40)
    said, code = status(large)
    then = ", 10 entries behind the log; the log is small, so questions are answered without it\n"
    assert (code, said.endswith(then)) == (1, True)
    found = json.loads(large.run("index", "status", "--json").stdout)
    assert (found["state"], found["fit"], found["used"]) == ("behind", False, False)
    large.ok("project", "--as-of", DAY)
    assert status(large) == (said, 1)


def test_status_leaves_no_index_open_where_the_log_is_damaged(large: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert large.log is not None
    with (large.log / "000001.jsonl").open("a") as segment:
        segment.write("nothing\n")
    found = []
    monkeypatch.setattr(store, "opened", lambda path, opened=store.opened: found.append(opened(path)) or found[-1])
    assert "000001.jsonl" in large.refused("index", "status")
    with pytest.raises(duck.Error, match="closed"):
        found[0].base.execute("SELECT 1")


def test_where_it_cannot_be_written_no_question_makes_it_anew(large: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may write everywhere is told so of any folder."""
    assert large.log is not None
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != large.log)
    assert large.ok("index", "status").endswith("up to date\n")
    extend(large.log, 10)
    then = f"; {large.log} cannot be written to, so questions are answered without it\n"
    said, code = status(large)
    assert (code, said.endswith(f", 10 entries behind the log{then}")) == (1, True)
    (large.log / "index.duckdb").write_bytes(b"nothing")
    assert status(large) == (f"{large.log / 'index.duckdb'}: damaged{then}", 1)
    (large.log / "index.duckdb").unlink()
    assert status(large) == (f"there is no index, and {large.log} cannot be written to\n", 1)


@pytest.mark.parametrize("absent", [True, False])
def test_without_duckdb_the_log_is_read_as_with_one_that_is_too_old(
    absent: bool, large: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Up to 1.4.5 it gives wrong dates in answers of ours, without a word."""
    told = large.ok(*ASKED[0], "--as-of", DAY)
    for name in [name for name in sys.modules if name.startswith("timeline_engine.index.")]:
        monkeypatch.delitem(sys.modules, name)
    if absent:
        monkeypatch.setitem(sys.modules, "duckdb", None)
        monkeypatch.setitem(sys.modules, "_duckdb", None)
    else:
        monkeypatch.setattr("_duckdb.__version__", "1.4.5")
    assert large.ok(*ASKED[0], "--as-of", DAY) == told
    assert "timeline-engine[scale]" in large.refused("index", "build")
    said, code = status(large)
    assert (code, "timeline-engine[scale]" in said) == (1, True)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may write everywhere is not refused")
def test_where_nothing_can_be_written_the_log_is_read(large: Cli) -> None:
    assert large.log is not None
    extend(large.log, 10)
    large.log.chmod(0o500)
    try:
        told = large.ok(*ASKED[0], "--as-of", DAY, "--no-index")
        assert large.run(*ASKED[0], "--as-of", DAY).stdout == told
        assert "cannot be written" in large.warned(*ASKED[0], "--as-of", DAY)
    finally:
        large.log.chmod(0o700)


def test_a_log_without_an_index_imports_nothing_of_it(tmp_path: Path) -> None:
    code = (
        "import sys; from timeline_engine.cli import main;"
        f"main(['--log', {str(SHIPPED)!r}, 'project', '--as-of', '2018-12-04'], standalone_mode=False);"
        "print(sorted(name for name in sys.modules if 'duckdb' in name or 'engine.index.' in name), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_memory_log_has_no_index(tmp_path: Path) -> None:
    nowhere = Cli(None)
    assert "no log in a folder" in nowhere.refused("--log", "memory:", "index", "build")


def test_what_cannot_be_written_is_said_once(large: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert large.log is not None
    extend(large.log, 10)

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    assert large.warned(*ASKED[0], "--as-of", DAY).count("No space left on device") == 1


@pytest.mark.slow
def test_an_error_while_an_index_is_asked_is_one_sentence(tmp_path: Path) -> None:
    generate(tmp_path / "large", 5000)
    timeline = [sys.executable, "-c", "from timeline_engine.cli import run; run()", "--log", str(tmp_path / "large")]
    subprocess.run([*timeline, "index", "build"], check=True, stdout=subprocess.DEVNULL)
    asked = subprocess.run([*timeline, "project", "--issue", "nosuch"], check=False, capture_output=True, text=True)
    assert (asked.returncode, asked.stdout, asked.stderr) == (1, "", "Error: no issue 'nosuch' in the log\n")


def test_ctrl_c_while_duckdb_works_is_an_abort(large: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise RuntimeError("Query interrupted")

    monkeypatch.setattr(Asker, "summary", interrupted)
    found = large.run("project", "--as-of", DAY)
    assert (found.exit_code, found.stderr.strip()) == (1, "Aborted!")


def test_a_folder_that_cannot_be_written_to_is_named(large: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert large.log is not None

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied", f"{large.log}/index.duckdb.4ab_2xyz")

    monkeypatch.setattr("tempfile.mkdtemp", forbidden)
    assert large.refused("index", "build") == (
        f"{large.log} cannot be indexed, as its folder cannot be written to (Permission denied); "
        "every question is answered without"
    )


def test_a_segment_that_cannot_be_read_is_named(large: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert large.log is not None
    segment = large.log / "000001.jsonl"

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(segment))

    monkeypatch.setattr("timeline_engine.index.build._end", forbidden)
    assert large.refused("index", "build") == f"{segment}: Permission denied"
