"""The columns that identify an event, where rows have no id of it (R8.15): for any importer."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from rowing import row
from support import memory_log
from timeline_engine import import_file, project
from timeline_engine.errors import TimelineError
from timeline_engine.log import MemoryLog
from timeline_engine.model import Source
from timeline_engine.rows.keys import keyed, read_key
from timeline_engine.rows.renaming import check_columns
from timeline_engine.view.ports import Row

HEADER = "title,when,publisher,published,case\n"
V1 = HEADER + "Hearing,2024-05-01,Post,2024-04-02,A/7\nHearing,2024-05-01,Post,2024-04-02,A/8\n"
V2 = V1.replace("Hearing,2024-05-01,Post,2024-04-02,A/8", "First hearing,2024-05-03,Post,2024-04-09,A/8")


def ids(rows: Any, *names: str) -> list[str]:
    return [str(one) if isinstance(one, TimelineError) else str(one.event) for one in keyed(rows, names)]


def taken(log: MemoryLog, text: str, format: str = "csv", **options: Any) -> dict[str, tuple[str, str | None]]:
    import_file(log, BytesIO(text.encode()), format=format, known="2024-04-01", **options)
    return {event.id: (event.title, event.when) for event in project(log, "2026-01-01").events}


@pytest.mark.filterwarnings("ignore")
def test_a_changed_date_or_title_is_a_change_of_the_same_event() -> None:
    log = memory_log()
    assert taken(log, V1, key="case") == {"a-7": ("Hearing", "2024-05-01"), "a-8": ("Hearing", "2024-05-01")}
    assert taken(log, V2, key=["case"]) == {"a-7": ("Hearing", "2024-05-01"), "a-8": ("First hearing", "2024-05-03")}


@pytest.mark.filterwarnings("ignore")
def test_of_json_lines_and_a_workbook_too() -> None:
    lines = (
        '{"title": "Hearing", "when": "2024-05-01", "Case": 7}\n{"title": "Hearing", "when": "2024-05-01", "Case": 8}\n'
    )
    assert list(taken(memory_log(), lines, "jsonl", key="case")) == ["7", "8"]
    book = openpyxl.Workbook()
    for cells in (("Title", "When", "Case"), ("Hearing", "2024-05-01", 7), ("Hearing", "2024-05-01", "A/8")):
        book.active.append(cells)
    out = BytesIO()
    book.save(out)
    log = memory_log()
    import_file(log, BytesIO(out.getvalue()), format="xlsx", key="Case", known="2024-04-01")
    assert [event.id for event in project(log, "2026-01-01").events] == ["7", "a-8"]


@pytest.mark.filterwarnings("ignore")
def test_headers_of_a_map_name_them_as_well_as_columns_do() -> None:
    text = "Day,Headline,Case,Desk\n2024-05-01,Hearing,7,North\n"
    columns = {"Day": "when", "Headline": "title"}
    for key in ("Headline", "title", "HEADLINE"):
        assert list(taken(memory_log(), text, map=columns, key=key)) == ["hearing"]
    assert list(taken(memory_log(), text, map=columns, key="Desk; case")) == ["north-7"]


def test_rows_alone_do() -> None:
    rows = [row(None, "2024-05-01", title="Talks", source="A", publisher="Post"), row("given", title="Talks")]
    assert ids(rows, "Publisher", "title") == ["post-talks", "given"]
    assert ids([row(None, "1 May 2024"), row(None, "2024-05-01")], "when") == ["2024-05-01"] * 2


def test_a_blank_cell_is_refused_with_its_place() -> None:
    rows = [row(None, "2024-05-01", at="f:3", publisher="Post"), row(None, "2024-05-01", at="f:4")]
    assert ids(rows, "title", "publisher")[1] == (
        "f:4: column 'publisher' is blank, and is part of the key: fill it in, or give the row the id of its event in "
        "a column event"
    )
    with pytest.raises(TimelineError, match=r"diary:3: column 'case' is blank"):
        import_file(memory_log(), _named("title,when,case\nA,2024,1\nB,2024,\n"), format="csv", key="case")
    with pytest.raises(TimelineError, match=r"diary:2: column 'case' is blank"):
        import_file(memory_log(), _named('{"title":"A","case":"1"}\n{"title":"B"}\n'), format="jsonl", key="case")


def _named(text: str) -> BytesIO:
    file = BytesIO(text.encode())
    file.name = "diary"  # type: ignore[attr-defined]
    return file


@pytest.mark.parametrize(("format", "text", "at"), [
    ("csv", "title,when,case\nA,2024,1\n", "diary:1"), ("jsonl", '{"title":"A","case":"1"}\n', "diary"),
])  # fmt: skip
def test_a_column_that_is_not_there_is_refused_once(format: str, text: str, at: str) -> None:
    with pytest.raises(TimelineError, match=f"{at}: key: no column is called 'cases'; did you mean 'case'"):
        import_file(memory_log(), _named(text), format=format, key="cases")


def test_two_keys_of_one_id_are_refused() -> None:
    rows = [row(None, "2024", title="C++", at="f:2"), row(None, "2024", title="c", at="f:3")]
    assert ids([*rows, row(None, "2024", title="C++")], "title")[1:] == [
        "f:3: the key 'c' makes the id 'c', as does 'c++' in f:2: write them alike or, if they are two events, give "
        "one of the rows an id in a column event",
        "c",
    ]


@pytest.mark.parametrize("text", ["", "a,,b", " , "])
def test_a_key_names_columns(text: str) -> None:
    with pytest.raises(TimelineError, match="name the columns that identify an event"):
        read_key(text)


def test_a_format_without_headers_has_the_columns_of_rows() -> None:
    check_columns(("Title", "publisher"), "key")
    with pytest.raises(TimelineError, match="has no column 'titel'; did you mean 'title'"):
        check_columns(("titel",), "key")


def test_where_each_row_has_an_id_the_key_is_told_to_be_idle() -> None:
    with pytest.warns(match="key: each row names its event"):
        import_file(memory_log(), _named("event,title,when,known\na,A,2024,2024\n"), format="csv", key="title")


@pytest.mark.filterwarnings("ignore")
def test_rows_of_other_keys_do_not_go_on_with_each_other() -> None:
    text = "title,when,case\nHearing,2024-05-01,7\nHearing,2024-05-01,8\n"
    log = memory_log()
    taken(log, text, key="case")
    assert [event.revision.known.text for event in project(log, "2026-01-01").events] == ["2024-04-01"] * 2


def test_it_stands_in_the_row_only_until_the_id_is_made() -> None:
    made = list(keyed([Row(at="f:2", title="A", source=Source("P"), key=("x", "y"))], ("one", "two")))
    assert made == [Row(at="f:2", title="A", source=Source("P"), event="x-y")]
