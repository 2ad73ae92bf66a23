"""TimelineJS: what is written fits the format as it is documented, and comes back exactly."""

import json
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from support import memory_log, put, recorded
from timeline_engine import export, import_file, project
from timeline_engine.entries import EventCancelled, EventRescheduled
from timeline_engine.log import MemoryLog
from timeline_engine.log.opening import open_log
from timeline_engine.model import Source
from timeline_engine.plugins import EXPORTERS, by_suffix
from timeline_engine.recording import read_state
from timeline_plugins.timelinejs.exporter import TimelineJsExporter

EVENTS = Path(__file__).parents[3] / "events"
DATE = {
    "type": "object",
    "required": ["year"],
    "properties": {
        "year": {"type": "integer"},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
        "hour": {"type": "integer", "minimum": 0, "maximum": 23},
        "minute": {"type": "integer", "minimum": 0, "maximum": 59},
        "second": {"type": "integer", "minimum": 0, "maximum": 59},
        "display_date": {"type": "string"},
    },
}
TEXT = {"type": "object", "properties": {"headline": {"type": "string"}, "text": {"type": "string"}}}
MEDIA = {
    "type": "object",
    "required": ["url"],
    "properties": {name: {"type": "string"} for name in ("url", "caption", "credit", "thumbnail")},
}
SLIDE = {
    "type": "object",
    "properties": {
        "start_date": DATE, "end_date": DATE, "text": TEXT, "media": MEDIA,
        "group": {"type": "string"}, "display_date": {"type": "string"}, "unique_id": {"type": "string"},
    },
}  # fmt: skip
FORMAT = {
    "type": "object",
    "required": ["events"],
    "properties": {
        "title": SLIDE,
        "events": {"type": "array", "items": {"allOf": [SLIDE, {"required": ["start_date"]}]}},
    },
}
"""As timeline.knightlab.com/docs/json-format.html has it; other keys are passed over."""


def test_a_file_of_it_is_told_from_other_json() -> None:
    assert by_suffix(EXPORTERS, f"a{TimelineJsExporter.suffix}") == "timelinejs"
    assert by_suffix(EXPORTERS, "a.json") == by_suffix(EXPORTERS, "a.2018.json") == "json"


def written(log: Any, **asked: str) -> tuple[dict[str, Any], list[str]]:
    out = BytesIO()
    told = export(project(log, **asked), "timelinejs", out)
    said = json.loads(out.getvalue())
    Draft202012Validator(FORMAT).validate(said)
    return said, list(told)


def slide(log: MemoryLog, event: str = "e") -> dict[str, Any]:
    return next(one for one in written(log, as_of="2026-01-01")[0]["events"] if one["unique_id"] == event)


def test_the_shipped_log_fits_the_format_and_comes_back() -> None:
    said, told = written(open_log(EVENTS), as_of="2018-12-04")
    assert len(said["events"]) > 40
    assert told == [f"{told[0].split()[0]} events have claims, or several sources: TimelineJS has room for one source."]
    log = memory_log("Asia/Kolkata")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import_file(log, BytesIO(json.dumps(said).encode()), format="json", preset="timelinejs", known="2018-12-04")
    again, _ = written(log, as_of="2018-12-04")
    assert again["events"] == said["events"]


@pytest.mark.parametrize(
    ("when", "start", "end", "words"),
    [
        ("2018", {"year": 2018}, None, None),
        ("2018-11", {"year": 2018, "month": 11}, None, None),
        ("2018-11-04T09:30", {"year": 2018, "month": 11, "day": 4, "hour": 9, "minute": 30}, None, None),
        ("2018-11-04T09:30+05:30", {"year": 2018, "month": 11, "day": 4, "hour": 9, "minute": 30}, None, "+05:30"),
        ("[2018-10-04..2018-12-03]", {"year": 2018, "month": 10, "day": 4}, {"year": 2018, "month": 12, "day": 3}, ""),
        ("2018-21", {"year": 2018, "month": 3, "day": 1}, {"year": 2018, "month": 5, "day": 31}, ""),
        ("2018-05~", {"year": 2018, "month": 5, "day": 1}, {"year": 2018, "month": 5, "day": 31}, ""),
        ("1985-04-12/..", {"year": 1985, "month": 4, "day": 12}, None, ""),
        ("-0043-03-15", {"year": -44, "month": 3, "day": 15}, None, None),
        ("-0044-02-29", {"year": -45, "month": 2, "day": 29}, None, "29 February 45 BC"),
        ("0000", {"year": -1}, None, None),
        ("0001", {"year": 1}, None, None),
        ("Y-17000", {"year": -17001}, None, None),
    ],
)
def test_dates(when: str, start: dict[str, int], end: dict[str, int] | None, words: str | None) -> None:
    log = memory_log()
    put(log, recorded("e", when))
    said = slide(log)
    assert said["start_date"] == start | {"edtf": when}
    assert said.get("end_date") == (None if end is None else end | {"edtf": ""})
    assert ("display_date" in said) == (words is not None)
    assert (words or "") in said.get("display_date", "")


def test_what_is_not_so_is_said_beside_the_date() -> None:
    log = memory_log()
    put(
        log,
        recorded("e", "2026-05-01", phase="scheduled", published="2025-11-01"),
        EventCancelled(event="e", sources=(Source("P", published="2025-12-01"),)),
    )
    assert slide(log)["display_date"] == "2026-05-01 (cancelled)"
    assert slide(log)["phase"] == "cancelled"


def test_texts_cannot_be_html() -> None:
    log = memory_log()
    put(log, recorded("e", "2018", title="<img src=x onerror=alert(1)>", summary="a\nb & c", published="2018-02-01"))
    said = slide(log)
    assert said["text"] == {"headline": "&lt;img src=x onerror=alert(1)&gt;", "text": "a<br>b &amp; c"}
    assert "media" not in said  # a source without an address


def test_an_event_without_a_date_is_told() -> None:
    log = memory_log()
    put(log, recorded("e", "2026-05-01", phase="scheduled"), EventRescheduled(event="e"))
    said, told = written(log, as_of="2026-01-01")
    assert (said["events"], told[0]) == ([], "1 event has no date that is known, and TimelineJS shows none without.")


def test_the_phase_comes_back() -> None:
    log = memory_log()
    put(
        log,
        recorded("e", "2026-05-01", phase="scheduled", published="2025-11-01"),
        EventCancelled(event="e", sources=(Source("P", published="2025-12-01"),)),
    )
    out = BytesIO()
    export(project(log, as_of="2026-01-01"), "timelinejs", out)
    other = memory_log()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import_file(other, BytesIO(out.getvalue()), format="json", preset="timelinejs", known="2025-12-01")
    assert read_state(other).revision("e").outcome == "cancelled"
