"""An end that is not known is reckoned ten years away, and shown nowhere as if it were known (R1.6)."""

from io import BytesIO
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from builders import event, exported, small_log, small_view
from support import NOON_2026
from timeline_engine.dates import Zone
from timeline_engine.recording import read_state
from timeline_engine.rows import propose
from timeline_engine.view import View
from timeline_engine.view.json.contract import event_json
from timeline_engine.view.words.phrases import on_words
from timeline_plugins.calendar.exporter import IcsExporter
from timeline_plugins.calendar.importer import IcsImporter
from timeline_plugins.text.exporter import TextExporter
from timeline_plugins.workbook.exporter import XlsxExporter

PAIRS = [
    ("1985-04-12/", "1985-04-12/.."),
    ("/1985-04-12", "../1985-04-12"),
    ("1985-04-12T09:00/", "1985-04-12T09:00/.."),
]


def strike(when: str, phase: str = "occurred") -> View:
    return small_view(
        event("strike", when, title="Strike", phase=phase, known="1985-04-10", issues=("port",)), as_of="1990-01-01"
    )


def shown(when: str) -> dict[str, Any]:
    view = strike(when)
    (one,) = view.events
    (entry,) = Calendar.from_ical(exported(IcsExporter(), view)[0]).walk("VEVENT")
    book = load_workbook(BytesIO(exported(XlsxExporter(), view)[0]))["Timeline"]
    header, row = ([cell.value for cell in cells] for cells in list(book.iter_rows())[:2])
    json = event_json(one)
    return {
        "python": (one.date, one.earliest, one.latest),
        "json": (json["earliest"], json["latest"]),
        "calendar": (entry["DTSTART"].dt, entry["DTEND"].dt),
        "workbook": [value for name, value in zip(header, row, strict=True) if name in ("Earliest", "Latest")],
    }


@pytest.mark.parametrize(("unknown", "open_"), PAIRS)
def test_it_is_shown_as_an_open_end_is(unknown: str, open_: str) -> None:
    assert shown(unknown) == shown(open_)


def test_words_name_no_day_that_nobody_said() -> None:
    assert on_words(Zone("UTC").when("1985-04-12/"), Zone("UTC")) == "from 12 April 1985, end unknown"
    text = exported(TextExporter(), strike("1985-04-12/", "scheduled"))[0].decode()
    assert "with an open end" in " ".join(text.split())
    assert "1995" not in text


def test_its_calendar_comes_back_as_it_went() -> None:
    log = small_log(
        event("strike", "1985-04-12/", title="Strike", phase="occurred", known="1985-04-10", issues=("port",))
    )
    data, _ = exported(IcsExporter(), strike("1985-04-12/"))
    assert not propose(list(IcsImporter().rows(BytesIO(data), "c.ics")), read_state(log), NOON_2026).drafts
