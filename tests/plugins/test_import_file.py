"""A file imported in one call: its format, its columns, what is left out and told; and formats of other packages."""

import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli.fake_plugins import fakes
from support import memory_log
from timeline_engine import Quantity, TimelineError, TimelineWarning, create_log, export, import_file, project
from timeline_engine.cli import main
from timeline_engine.log import MemoryLog
from timeline_engine.plugins import PluginError
from timeline_engine.plugins.importing import Imported
from timeline_engine.view.ports import LeftOut

__all__ = ["fakes"]

COLUMNS = {"Day": "when", "Headline": "title", "Paper": "publisher"}
CLIPPINGS = "Day,Headline,Paper\n2024-05-02,Divers inspect the piers,Post\n2024-05-03,Lorries banned,Post\n"
BAD = CLIPPINGS + "03/04/2024,Ferry sold,Post\n"
DIARY = "2024-05-02|Divers inspect the piers|bridge|\n2024-05-03|Lorries banned|bridge|Post\n"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def log() -> MemoryLog:
    return memory_log()


def titles(log: MemoryLog) -> list[str]:
    return [event.title for event in project(log, "2026-01-01").events]


def test_a_file_is_read_by_its_suffix_and_its_columns_by_name(log: MemoryLog) -> None:
    Path("clippings.csv").write_text(CLIPPINGS)
    result = import_file(log, "clippings.csv", map=COLUMNS, known=datetime.date(2024, 5, 4))
    assert [receipt.seq for receipt in result.receipts] == [1, 2]
    assert (result.refused, result.warnings) == ((), ())
    assert titles(log) == ["Divers inspect the piers", "Lorries banned"]
    assert {event.revision.known.text for event in project(log, "2026-01-01").events} == {"2024-05-04"}
    again = import_file(log, Path("clippings.csv"), map="Day=when,Headline=title,Paper=publisher", known="4 May 2024")
    assert again == Imported((), (), (), ())


def test_a_stream_is_read_in_a_named_format(log: MemoryLog) -> None:
    assert (
        len(import_file(log, BytesIO(CLIPPINGS.encode()), format="csv", map=COLUMNS, known="2024-05-04").receipts) == 2
    )
    with pytest.raises(TimelineError, match="name its format"):
        import_file(log, BytesIO(b""))


def test_what_is_refused_is_an_error_unless_it_is_left_out(log: MemoryLog) -> None:
    Path("clippings.csv").write_text(BAD)
    with pytest.raises(TimelineError, match=r"^clippings\.csv:4: field when: "):
        import_file(log, "clippings.csv", map=COLUMNS, known="2024-05-04")
    assert log.head().seq == 0
    with pytest.warns(LeftOut, match=r"^left out clippings\.csv:4: field when: ") as told:
        result = import_file(log, "clippings.csv", map=COLUMNS, known="2024-05-04", skip_bad=True)
    assert told[0].filename == __file__
    assert len(result.receipts) == 2
    assert [str(error).partition(": ")[0] for error in result.refused] == ["clippings.csv:4"]
    assert [str(warning.message) for warning in told] == list(result.warnings)


def test_columns_that_the_map_does_not_name_are_told(log: MemoryLog) -> None:
    Path("clippings.csv").write_text(CLIPPINGS)
    columns = {name: column for name, column in COLUMNS.items() if name != "Paper"}
    with pytest.warns(LeftOut, match="left out 'Paper'"):
        result = import_file(log, "clippings.csv", map=columns, known="2024-05-04")
    assert [said.partition(";")[0] for said in result.warnings] == [
        "clippings.csv:1: left out 'Paper', which the map does not name"
    ]


def test_what_is_doubtful_is_told_and_kept(log: MemoryLog) -> None:
    Path("rows.csv").write_text("event,title,when,known,phase,issue\na,A,2024-05-02,2024-05-01,occurred,bridge\n")
    with pytest.warns(TimelineWarning, match="kept"):
        result = import_file(log, "rows.csv")
    assert len(result.receipts) == 2
    assert result.issues == ("bridge",)
    Path("rows.csv").write_text("event,title,when,known,issue\nb,B,2024-05-02,2024-05-02,brigde\n")
    with pytest.warns(TimelineWarning, match="'brigde' was not in the log, and is defined; did you mean 'bridge'"):
        import_file(log, "rows.csv")
    Path("none.csv").write_text("title,when\n")
    with pytest.warns(TimelineWarning, match="the file has no rows"):
        assert import_file(log, "none.csv").receipts == ()


def test_a_complete_file_cancels_what_it_lacks(log: MemoryLog) -> None:
    both = "event,title,when,phase,publisher,published\na,A,2030-01-01,scheduled,P,2024-01-01\n"
    Path("feed.csv").write_text(both + "b,B,2030-01-02,scheduled,P,2024-01-01\n")
    import_file(log, "feed.csv")
    Path("feed.csv").write_text(both)
    import_file(log, "feed.csv", complete=True, known="2024-02-01")
    assert [event.phase for event in project(log, "2024-02-01").events] == ["upcoming", "cancelled"]
    for wrong in ({"skip_bad": True}, {"start": "2024-01-01"}):
        with pytest.raises(TimelineError, match="complete would cancel"):
            import_file(log, "feed.csv", complete=True, **wrong)  # type: ignore[arg-type]


def test_a_part_of_a_log_is_no_file_to_import(log: MemoryLog) -> None:
    create_log("theirs", title="T", zone="UTC")
    with pytest.raises(TimelineError, match="is part of a log"):
        import_file(log, "theirs/000001.jsonl")


def test_options_reach_the_importer_and_others_are_refused(log: MemoryLog) -> None:
    Path("c.csv").write_text(CLIPPINGS)
    with pytest.raises(PluginError, match="no option 'sheet'"):
        import_file(log, "c.csv", sheet="Events")
    with pytest.raises(TimelineError, match=r"^known: "):
        import_file(log, "c.csv", known="32 May 2024")


# ---- formats of other packages, which have no such options ----


@pytest.mark.usefixtures("fakes")
def test_map_and_known_reach_a_format_that_has_neither(log: MemoryLog) -> None:
    Path("d.plain").write_text(DIARY)
    import_file(log, "d.plain", format="diary", map={"kind": "issue", "actors": "place"}, known="2024-05-04")
    events = project(log, "2026-01-01").events
    assert [event.issues for event in events] == [("bridge",), ("bridge",)]
    assert [event.revision.known.text for event in events] == ["2024-05-04", "2024-05-09"]
    assert {(event.revision.body.kind, event.revision.body.place, event.revision.body.actors) for event in events} == {
        (None, "A; B", ())
    }


@pytest.mark.usefixtures("fakes")
def test_the_command_says_and_does_the_same() -> None:
    create_log("log", title="T", zone="UTC")
    Path("d.plain").write_text(DIARY)
    said = ["--log", "log", "import", "d.plain", "--format", "diary", "--map", "kind=issue", "--known", "2024-05-04"]
    result = CliRunner().invoke(main, said)
    assert result.exit_code == 0, result.output
    events = project("log", "2026-01-01").events
    assert [(event.issues, event.revision.known.text) for event in events] == [
        (("bridge",), "2024-05-04"), (("bridge",), "2024-05-09"),
    ]  # fmt: skip


@pytest.mark.usefixtures("fakes")
@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"Kin": "issue"}, "has no column 'Kin'; did you mean 'kind'?"),
        ({"kind": "isue"}, "no column is called 'isue'; did you mean 'issue' or 'source'?"),
        ("kind", "'kind' is not HEADER=COLUMN"),
        ("kind=issue,place=issue", "'kind' and 'place' cannot both be issue"),
    ],
)
def test_a_map_that_names_no_column_is_refused(log: MemoryLog, columns: Any, sentence: str) -> None:
    Path("d.plain").write_text(DIARY)
    with pytest.raises(TimelineError, match=sentence.replace("?", r"\?")):
        import_file(log, "d.plain", format="diary", map=columns)
    assert log.head().seq == 0


@pytest.mark.usefixtures("fakes")
def test_texts_become_values_and_lists(log: MemoryLog) -> None:
    Path("d.plain").write_text("2024-05-02|5bn USD|Ann; Bob|bridge\n")
    import_file(log, "d.plain", format="diary", map="title=value,actors=title,kind=actors,publisher=issue")
    (event,) = project(log, "2026-01-01").events
    assert (event.title, event.revision.body.actors) == ("A; B", ("Ann", "Bob"))
    assert [(claim.issue, claim.claim.value) for claim in event.revision.claims] == [("bridge", Quantity(5e9, "USD"))]


# ---- and out again ----


def test_a_view_is_exported_by_its_suffix(log: MemoryLog) -> None:
    Path("c.csv").write_text(CLIPPINGS)
    import_file(log, "c.csv", map=COLUMNS, known="2024-05-04")
    view, out = project(log, "2026-01-01"), BytesIO()
    export(view, "ics", out)
    export(view, "out.ics")
    export(view, Path("path.ics"))
    export(view, "named.ics", "other.txt")
    export(view, "ics", "third.txt")
    assert {Path(name).read_bytes() for name in ("out.ics", "path.ics", "other.txt", "third.txt")} == {out.getvalue()}
    assert not Path("named.ics").exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("ics",), "'ics' is a format: say which file to write as well, or give one like 'out.ics'"),
        (("out.nothing",), "no format is known for 'out.nothing'"),
        (("nothing", "out.ics"), "no exporter 'nothing'"),
        ((5,), "5 is no path"),
    ],
)
def test_an_export_without_file_or_format_is_refused(log: MemoryLog, given: Any, sentence: str) -> None:
    with pytest.raises(TimelineError, match=sentence):
        export(project(log, "2026-01-01"), *given)
    assert list(Path().iterdir()) == []
