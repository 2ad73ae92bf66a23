"""JSON as it comes: a list of objects, or an object that has one; what is nested, and lists of sources."""

import json
import tracemalloc
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from timeline_engine.errors import TimelineError
from timeline_engine.model import Source, format_value
from timeline_engine.plugins import read_rows
from timeline_engine.plugins.making import importer
from timeline_engine.view.ports import LeftOut, Row
from timeline_plugins.rows.importers import JsonImporter

CASES = Path(__file__).parents[2] / "data" / "cases" / "json-array"


def read(said: Any, kind: str = "json", **options: str) -> list[Row]:
    data = said if isinstance(said, bytes) else json.dumps(said).encode()
    rows = list(importer(kind, options).rows(BytesIO(data), "f.json"))
    assert all(isinstance(row, Row) for row in rows), rows
    return [row for row in rows if isinstance(row, Row)]


def fault(said: Any, kind: str = "json", **options: str) -> str:
    data = said if isinstance(said, bytes) else json.dumps(said).encode()
    try:
        rows = list(importer(kind, options).rows(BytesIO(data), "f.json"))
    except TimelineError as error:
        return str(error)
    return str(next(row for row in rows if isinstance(row, TimelineError)))


def test_a_list_of_objects_is_read() -> None:
    assert isinstance(importer("json"), JsonImporter)
    (row,) = read_rows(CASES / "a.json", "json")
    assert isinstance(row, Row)
    assert (row.title, row.when, row.at.endswith("a.json[1]")) == ("A", "2024-05-01", True)
    assert read([]) == []


def test_several_sources_of_an_object_are_several_rows() -> None:
    rows = read_rows(CASES / "b.jsonl", "jsonl")
    assert [row.source for row in rows if isinstance(row, Row)] == [
        Source(url="http://a.example"),
        Source(url="http://b.example"),
    ]


@pytest.mark.parametrize("kind", ["json", "jsonl"])
def test_sources_as_objects_and_issues_as_a_list(kind: str) -> None:
    sources = [
        {"publisher": "Post", "url": "https://a.example", "published": "2018-09-07"},
        {"publisher": "Gazette", "title": "Deal"},
    ]
    said = {"title": "A", "when": "2018", "issue": ["deal", "trade"], "value": "done", "sources": sources}
    rows = read(json.dumps(said).encode() if kind == "jsonl" else [said], kind)
    assert [row.source for row in rows] == [
        Source("Post", None, "2018-09-07", "https://a.example"),
        Source("Gazette", "Deal"),
    ]
    assert {(row.title, row.issue, row.value) for row in rows} == {("A", "deal;trade", "done")}


def test_lists_of_sources_of_another_length_are_refused() -> None:
    said = fault([{"title": "A", "publisher": ["Post", "Gazette"], "url": ["http://a", "http://b", "http://c"]}])
    assert said.startswith("f.json[1]: the lists of sources are not equally long (2 in publisher, 3 in url): ")
    (one, two) = read([{"title": "A", "publisher": "Post", "url": ["http://a", "http://b"]}])
    assert (one.source, two.source) == (Source("Post", url="http://a"), Source("Post", url="http://b"))


def test_a_list_in_an_object_is_read_and_the_rest_told() -> None:
    said = {"title": {"text": "x"}, "events": [{"title": "A", "when": "2018"}], "eras": [{"title": "B"}], "note": [1]}
    with pytest.warns(LeftOut, match=r"^f\.json: left out 'title', 'eras', 'note', beside the list that is read$"):
        assert [row.title for row in read(said)] == ["A"]
    with pytest.warns(LeftOut, match="left out 'title', 'events', 'note'"):
        assert [row.title for row in read(said, list="eras")] == ["B"]
    assert [row.title for row in read({"a": {"b": [{"title": "C"}]}}, list="a.b")] == ["C"]


def test_what_is_nested_goes_by_its_path() -> None:
    value = {"amount": 6, "unit": "USD"}
    said = [{"date": {"year": 2018, "month": 9}, "text": {"headline": "A"}, "value": value, "issue": "deal"}]
    (row,) = read(said, map="date=when,text.headline=title,value=value,issue=issue")
    assert (row.when, row.title, format_value(row.value or "")) == ("2018-09", "A", "6 USD")
    assert "unknown column 'text.headline'" in fault([{"title": "A", "text": {"headline": "B"}}])


@pytest.mark.parametrize(
    ("date", "when"),
    [
        ({"year": "2018"}, "2018"),
        ({"year": 987, "month": "", "day": None}, "0987"),
        ({"year": 2018, "month": 9, "day": 6}, "2018-09-06"),
        ({"year": 2018, "month": 9, "day": 6, "hour": 7}, "2018-09-06T07:00"),
        ({"year": 2018, "month": 9, "day": 6, "hour": 7, "minute": 5, "second": 9}, "2018-09-06T07:05:09"),
        ({"year": -43}, "-43"),  # of two readings
        ({"year": -43, "edtf": "-0043"}, "-0043"),
        ({"year": "-0043", "month": 3}, "-0043-03"),
        ({"year": 2018, "edtf": "2018~"}, "2018~"),
        ({"year": 2018, "edtf": ""}, None),
        ({"year": ""}, None),
    ],
)
def test_an_object_of_year_month_and_day_is_a_date(date: dict[str, Any], when: str | None) -> None:
    assert read([{"title": "A", "when": date}])[0].when == when


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (b" ", "f.json:1: the file is empty"),
        (b'"a"', "f.json:1: not JSON: it must be a list of objects, or an object that has one"),
        (b'[{"title": "A"},\n]', "f.json:2: not JSON: a comma stands before the end"),
        (b'[{"title": "A"}\n{"title": "B"}]', "f.json:2: not JSON: expected ','"),
        (b'[{"title": "A"}', "f.json:1: not JSON: expected ','"),
        (b'[{"title": "A"}] x', "f.json:1: not JSON: more follows behind its end"),
        (b'[{"title": "A"\n"when": "2018"}]', "f.json:1: not JSON: Expecting ',' delimiter"),
        (b'[{"title": 1}, 5]', "f.json[2]: it must be one JSON object, and is a number"),
        (b'[{"title": NaN}]', "f.json[1]: it must be one JSON object: "),
        (b'{"title": "A"}', "f.json: no list of objects is in it, only 'title'"),
        (b'[{"title": "\xe9"}]', "f.json: not UTF-8 text"),
        (b"[" + b'{"a":' * 60_000, "f.json:1: not JSON: "),
        (b'[{"title": "A", "x": ' + b'{"a":' * 20 + b"1" + b"}" * 21 + b"]", "f.json[1]: 'x.a.a"),
    ],
)
def test_what_is_no_list_of_objects_is_refused(said: bytes, why: str) -> None:
    assert fault(said).startswith(why)


def test_a_list_that_is_not_there_is_refused_with_those_that_are() -> None:
    said = fault({"events": [{"title": "A"}]}, list="event")
    assert said == "f.json: no list of objects is called 'event': -O list=events reads 'events'"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_is_no_part_of_json(encoding: str) -> None:
    assert read('[{"title": "Été", "when": "2018"}]'.encode(encoding))[0].title == "Été"


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ("cell=49", "f.json[2]: 50 characters in the cell 'title'; the limit cell is 49"),
        ("cells=1", "f.json[1]: a row of 2 cells; the limit cells is 1"),
        ("row=60", "f.json:2: too many characters in one value; the limit row is 60"),
    ],
)
def test_objects_are_held_to_the_limits(limits: str, said: str) -> None:
    rows = [{"title": "A", "when": "2018"}, {"title": "x" * 50, "when": "2018", "summary": "y" * 90_000}]
    text = ",\n".join(json.dumps(row) for row in rows)
    assert fault(f"[{text}]".encode(), limits=limits + (",row=100k" if "row" not in limits else "")).startswith(said)


def test_a_list_without_end_is_not_held() -> None:
    class Endless(BytesIO):
        given = 0

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            begin = b"" if self.given else b'["'
            self.given += size
            return begin + b"x" * (size - len(begin))

    data = Endless()
    with pytest.raises(TimelineError, match=r"f\.json:1: too many characters in one value"):
        list(importer("json", {"limits": "row=1M"}).rows(data, "f.json"))
    assert data.given < 4_000_000


def test_objects_are_read_as_they_come() -> None:
    data = json.dumps([{"event": f"e{n}", "title": "A title" * 60, "when": "2018"} for n in range(2_000)]).encode()
    tracemalloc.start()
    count = sum(1 for _ in importer("json").rows(BytesIO(data), "f"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2_000
    assert peak < len(data)
