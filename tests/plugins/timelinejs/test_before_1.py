"""Years before 1: TimelineJS shows -44 as 44 BCE (3.9.11), and so they are read, and written."""

import json
import warnings
from io import BytesIO
from typing import Any

import pytest

from support import memory_log, put, recorded
from timeline_engine import export, import_file, project
from timeline_engine.errors import TimelineError
from timeline_engine.log import MemoryLog
from timeline_engine.recording import read_state

DATES = ("-0043-03-15", "0000", "-0999", "-0044-02-29", "-0043~", "[-0100..-0044]", "-0100/-0043", "Y-17000", "0044")


def imported(data: bytes, format: str, **options: str) -> MemoryLog:
    log = memory_log()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import_file(log, BytesIO(data), format=format, preset="timelinejs", known="2020-01-01", **options)
    return log


def whens(log: MemoryLog) -> list[str | None]:
    state = read_state(log)
    return [when.text if (when := state.revision(event).when) else None for event in state.events]


def from_sheet(year: str, **options: str) -> list[str | None]:
    head = "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Headline\n"
    return whens(imported(f"{head}{year},3,15,,,,,,Ides\n".encode(), "csv", **options))


def from_json(*dates: dict[str, Any], **options: str) -> list[str | None]:
    said = {"events": [{"start_date": date, "text": {"headline": f"e{n}"}} for n, date in enumerate(dates)]}
    return whens(imported(json.dumps(said).encode(), "json", **options))


@pytest.mark.parametrize(
    ("year", "edtf"),
    [
        ("-44", "-0043-03-15"),
        ("-0044", "-0043-03-15"),
        ("-1000", "-0999-03-15"),
        ("-1", "0000-03-15"),
        ("44", "0044-03-15"),
        ("2018", "2018-03-15"),
    ],
)
def test_a_year_is_what_it_is_shown_as(year: str, edtf: str) -> None:
    assert from_sheet(year) == from_json({"year": year, "month": "3", "day": "15"}) == [edtf]
    assert from_json({"year": int(year), "month": 3, "day": 15}) == [edtf]


def test_what_is_given_besides_wins() -> None:
    assert from_sheet("-44", negative="iso") == from_json({"year": -44, "month": 3, "day": 15}, negative="iso")
    assert from_sheet("-44", negative="iso") == ["-0044-03-15"]
    assert from_sheet("18", pivot="2029") == ["2018-03-15"]


def test_a_year_0_is_refused() -> None:
    with pytest.raises(TimelineError, match="has a year 0"):
        from_json({"year": 0})


def test_dates_before_1_come_back_exactly() -> None:
    log = memory_log()
    put(log, *(recorded(f"e{n}", when) for n, when in enumerate(DATES)))
    out = BytesIO()
    export(project(log, as_of="2026-01-01"), "timelinejs", out)
    assert sorted(map(str, whens(imported(out.getvalue(), "json")))) == sorted(DATES)
    slides = json.loads(out.getvalue())["events"]
    shown = {slide["start_date"]["edtf"]: slide["start_date"]["year"] for slide in slides}
    assert (shown["-0043-03-15"], shown["0000"], shown["-0999"], shown["0044"]) == (-44, -1, -1000, 44)
    for slide in slides:  # by TimelineJS's own words, without our exact ones
        slide["start_date"].pop("edtf")
        slide.get("end_date", {}).pop("edtf", None)
    again = whens(imported(json.dumps({"events": slides}).encode(), "json"))
    assert {"-0043-03-15", "0000", "-0999", "-0044-02-29", "0044"} <= set(again)
