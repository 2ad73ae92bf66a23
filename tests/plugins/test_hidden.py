"""What is hidden in a text, and what a spreadsheet would run: harmless in every export, and back as it was."""

import csv
import io
import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import event, exported, report, small_log, small_view, status
from timeline_engine.rows import import_rows
from timeline_engine.view import View, project
from timeline_engine.view.html import view_html
from timeline_engine.view.ports import Exporter, Importer
from timeline_engine.visible import visible
from timeline_plugins.calendar.exporter import IcsExporter
from timeline_plugins.calendar.importer import IcsImporter
from timeline_plugins.formulas import guarded, like_formula, unguarded
from timeline_plugins.json.exporter import JsonExporter
from timeline_plugins.markdown.exporter import MarkdownExporter
from timeline_plugins.rows.exporters import CsvExporter, JsonlExporter
from timeline_plugins.rows.importers import CsvImporter, JsonlImporter
from timeline_plugins.text.exporter import TextExporter
from timeline_plugins.workbook.exporter import XlsxExporter
from timeline_plugins.workbook.importer import XlsxImporter

NOW = 1_600_000_000_000_000
HIDDEN = "pay \u202e001\u202c\u200b now\U000e0041\u2066"
HONEST = "می\u200cخواهم 👩\u200d👩\u200d👧 שלום (C++\u200e)"
BACK: dict[str, tuple[Exporter, Importer]] = {
    "csv": (CsvExporter(), CsvImporter()),
    "jsonl": (JsonlExporter(), JsonlImporter()),
    "xlsx": (XlsxExporter(), XlsxImporter()),
    "ics": (IcsExporter(), IcsImporter()),
}
ALL = [exporter for exporter, _ in BACK.values()] + [JsonExporter(), TextExporter(), MarkdownExporter()]
SIGNS = "'=+-@ \u202e\u200b\u200d\ufe0f<U+202E>\uff1d9a;,\"\n"
texts = st.text(st.one_of(st.sampled_from(SIGNS), st.characters(codec="utf-8")))


def hidden_view(text: str) -> View:
    """A view in which every text that a source gives is this."""
    body = event("e", "2018-01-01", title=text, summary=text, place=text, kind=text, actors=(text,),
                 claims=(status(text, "deal", text),), sources=(report(text, "2018-01-01", text),))  # fmt: skip
    return small_view(body, title=text)


def texts_in(exporter: Exporter, data: bytes) -> str:
    """All that a person sees of an export; a workbook is many files, a long line of a calendar is folded."""
    if isinstance(exporter, XlsxExporter):
        with ZipFile(BytesIO(data)) as book:
            return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    return data.decode().replace("\r\n ", "")


@pytest.mark.parametrize("exporter", ALL, ids=lambda exporter: type(exporter).__name__)
def test_no_export_hides_anything(exporter: Exporter) -> None:
    shown = texts_in(exporter, exported(exporter, hidden_view(HIDDEN))[0])
    assert visible(shown) == shown
    assert "202e" in shown.lower()


@pytest.mark.parametrize("exporter", ALL, ids=lambda exporter: type(exporter).__name__)
def test_what_does_honest_work_stays_in_every_export(exporter: Exporter) -> None:
    shown = texts_in(exporter, exported(exporter, hidden_view(HONEST))[0])
    assert "می\u200cخواهم" in shown
    assert "👩\u200d👩\u200d👧" in shown
    assert "C++\u200e" in shown
    assert "U+20" not in shown


def test_neither_does_a_notebook_nor_a_difference() -> None:
    view = hidden_view(HIDDEN)
    shown = view_html(view)
    assert visible(shown) == shown
    assert "&lt;U+202E&gt;" in shown


@pytest.mark.parametrize("text", [HIDDEN, HONEST, "<U+202E> as it stands", "'=1", "''=1", "=1"])
@pytest.mark.parametrize("kind", BACK)
def test_what_comes_back_is_the_very_text(kind: str, text: str) -> None:
    exporter, importer = BACK[kind]
    body = event("e", "2018-01-01", title=text, summary=text, place=text)
    log = small_log(body)
    data, _ = exported(exporter, project(log, "2018-12-04"))
    rows = list(importer.rows(BytesIO(data), "f"))
    assert [(row.title, row.summary, row.place) for row in rows] == [(text, text, text)]  # type: ignore[union-attr]
    assert import_rows(log, rows, NOW) == []


@settings(deadline=None)
@given(texts)
def test_any_text_comes_back_from_csv(text: str) -> None:
    data, _ = exported(CsvExporter(), small_view(event("e", "2018-01-01", title="t", place=text, summary=text)))
    (row,) = CsvImporter().rows(BytesIO(data), "f")
    (cells,) = csv.DictReader(io.StringIO(data.decode(), newline=""))
    assert row.summary == row.place == (text.strip() or None)  # type: ignore[union-attr]
    assert not like_formula(cells["place"])
    assert visible(cells["place"]) == cells["place"]


@given(texts)
def test_a_guarded_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not like_formula(guarded(text))


@given(texts)
def test_any_text_comes_back_from_json_lines(text: str) -> None:
    data, _ = exported(JsonlExporter(), small_view(event("e", "2018-01-01", title="t", place=text, summary=text)))
    said: dict[str, Any] = json.loads(data)
    assert said["summary"] == said["place"] == text


def test_programs_may_have_the_texts_as_they_are() -> None:
    data, notes = exported(CsvExporter(safe="no"), hidden_view(HIDDEN))
    assert HIDDEN in data.decode()
    assert notes == []
    assert "otherwise" in exported(CsvExporter(safe="no"), hidden_view("'=1"))[1][-1]


def test_a_word_that_is_no_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="safe is 'perhaps', it must be yes or no"):
        CsvExporter(safe="perhaps")
