"""What a caller gives to be written or read: a path or a binary stream; what is neither is not blamed on the plugin."""

from collections.abc import Callable
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest

from cli.fake_plugins import fakes
from timeline_engine import TimelineError, View, export, open_log, project
from timeline_engine.plugins import PluginError, export_diff, read_rows
from timeline_engine.view.diff import Diff, read_question
from timeline_engine.view.diff import diff_questions as diff

__all__ = ["fakes"]

EVENTS = Path(__file__).parents[2] / "events"
ROWS = b"title,when\nSigned,2018-10\n"


@pytest.fixture(scope="module")
def view() -> View:
    return project(open_log(EVENTS), "2018-12-04")


@pytest.fixture(scope="module")
def found() -> Diff:
    return diff(open_log(EVENTS), read_question("2018-12-04"), read_question("2018-12-05"))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")


def refused(mistake: Callable[[], object]) -> str:
    """The sentence on a mistake, which is not the plugin's."""
    with pytest.raises(TimelineError) as error:
        mistake()
    assert not isinstance(error.value, PluginError)
    return str(error.value)


# ---- paths ----


@pytest.mark.parametrize("path", ["out.csv", Path("out.csv")])
def test_an_export_is_written_to_a_path(path: Any, view: View) -> None:
    out = BytesIO()
    assert export(view, "csv", path) == export(view, "csv", out)
    assert Path("out.csv").read_bytes() == out.getvalue()
    assert [file.name for file in Path().iterdir()] == ["out.csv"]


def test_a_diff_is_written_to_the_path_that_names_its_format(found: Diff) -> None:
    out = BytesIO()
    export_diff(found, "any.txt", out)
    export_diff(found, Path("changes.txt"))
    export_diff(found, "any.txt", "other")
    assert {file.name: file.read_bytes() for file in Path().iterdir()} == dict.fromkeys(
        ("changes.txt", "other"), out.getvalue()
    )


def test_rows_are_read_from_a_path() -> None:
    Path("diary.csv").write_bytes(ROWS)
    (row,) = read_rows("diary.csv", "csv")
    assert row == read_rows(Path("diary.csv"), "csv")[0] == read_rows(BytesIO(ROWS), "csv", Path("diary.csv"))[0]
    assert "diary.csv" in row.at  # type: ignore[union-attr]
    with Path("diary.csv").open("rb") as file:
        assert read_rows(file, "csv") == [row]
    assert read_rows(BytesIO(ROWS), "csv")[0].at.startswith("the data")  # type: ignore[union-attr]


@pytest.mark.usefixtures("fakes")
def test_a_file_is_whole_or_as_it_was(view: View) -> None:
    Path("out.failing").write_text("from before")
    with pytest.raises(PluginError):
        export(view, "failing", "out.failing")
    with pytest.raises(OSError, match=r"No space left on device: 'out\.failing'"):
        export(view, "full", "out.failing")
    assert {file.name: file.read_text() for file in Path().iterdir()} == {"out.failing": "from before"}


def test_the_system_may_refuse_a_path(view: View) -> None:
    for refuse in (lambda: export(view, "csv", "no/out.csv"), lambda: read_rows("no/out.csv", "csv")):
        with pytest.raises(FileNotFoundError, match=r"no/out\.csv"):
            refuse()


# ---- what is neither a path nor a binary stream ----


@pytest.mark.parametrize("out", [None, b"out.csv", 5, ["out.csv"], object()])
def test_what_is_nothing_to_write_to(out: Any, view: View, found: Diff) -> None:
    if out is not None:
        assert "neither a path nor a stream of bytes: give a path" in refused(lambda: export(view, "csv", out))
        assert "neither a path nor" in refused(lambda: export_diff(found, "changes.txt", out))
    assert "neither a path nor" in refused(lambda: read_rows(out, "csv"))


def test_what_takes_or_gives_text(view: View, found: Diff) -> None:
    with NamedTemporaryFile("w+") as named:
        for text in (StringIO("title"), TextIOWrapper(BytesIO(b"title")), named):
            assert "takes text: open it in binary, with mode 'wb'" in refused(lambda: export(view, "csv", text))  # type: ignore[arg-type] # noqa: B023
            assert "takes text" in refused(lambda: export_diff(found, "changes.txt", text))  # type: ignore[arg-type] # noqa: B023
            assert "gives text: open it in binary, with mode 'rb'" in refused(lambda: read_rows(text, "csv"))  # type: ignore[arg-type] # noqa: B023
        assert named.read() == ""


def test_what_is_closed_or_open_the_other_way(view: View) -> None:
    closed = BytesIO()
    closed.close()
    assert "closed" in refused(lambda: export(view, "csv", closed))
    assert "closed" in refused(lambda: read_rows(closed, "csv"))
    with Path("one.csv").open("wb") as file:
        assert "cannot be used: " in refused(lambda: read_rows(file, "csv"))
    with Path("one.csv").open("rb") as file:
        assert "cannot be used: " in refused(lambda: export(view, "csv", file))


@pytest.mark.parametrize("thing", ["events", None, 5])
def test_what_is_no_answer(thing: Any, view: View, found: Diff) -> None:
    assert "is no view: " in refused(lambda: export(thing, "csv", BytesIO()))
    assert "is no view: " in refused(lambda: export(found, "csv", BytesIO()))  # type: ignore[arg-type]
    assert "is no diff: " in refused(lambda: export_diff(thing, "a.txt", BytesIO()))
    assert "is no diff: " in refused(lambda: export_diff(view, "a.txt", BytesIO()))  # type: ignore[arg-type]


def test_what_is_no_name(view: View, found: Diff) -> None:
    assert "the format is 5: write its name as text" in refused(lambda: export(view, 5, BytesIO()))  # type: ignore[arg-type]
    assert "the format is None" in refused(lambda: read_rows(BytesIO(), None))  # type: ignore[arg-type]
    assert "is no path: " in refused(lambda: export_diff(found, BytesIO()))  # type: ignore[arg-type]
    assert "5 is no name of a file" in refused(lambda: read_rows(BytesIO(), "csv", 5))  # type: ignore[arg-type]


def test_options_are_text(view: View) -> None:
    said = refused(lambda: export(view, "text", BytesIO(), width=60))  # type: ignore[arg-type]
    assert said == "option 'width' is 60: write it as text, like '60'"
    assert "the options are 'known=2018'" in refused(lambda: read_rows(BytesIO(), "csv", "a", "known=2018"))  # type: ignore[arg-type]


# ---- what is the plugin's ----


@pytest.mark.usefixtures("fakes")
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("failing", "failed: ZeroDivisionError: division by zero"),
        ("fileless", "failed: FileNotFoundError: .* 'its-template.txt'"),
        ("silent", r"returned None: it has to return a sequence of sentences, \(\) if all could be written"),
        ("wordy", "returned 'all is well': it has to"),
        ("needy", "cannot be used: missing a required argument: 'width'"),
        ("moody", "cannot be used: ValueError: never in the mood"),
        ("module", "cannot be used: .* is not a callable object"),
    ],
)
def test_an_exporter_is_named_with_its_package(name: str, why: str, view: View) -> None:
    with pytest.raises(PluginError, match=rf"^exporter '{name}' of fake-formats 1\.0 {why}"):
        export(view, name, "out")
    assert list(Path().iterdir()) == []


@pytest.mark.usefixtures("fakes")
def test_an_importer_is_named_with_its_package() -> None:
    with pytest.raises(
        PluginError, match=r"^importer 'tables' of fake-formats 1\.0 gave {'title': 'Signed'} for a row"
    ):
        read_rows(BytesIO(), "tables")
    with pytest.raises(PluginError, match=r"^importer 'plain' of fake-formats 1\.0 failed: KeyError"):
        read_rows(BytesIO(), "plain")
