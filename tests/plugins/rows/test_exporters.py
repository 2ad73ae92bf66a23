"""Rows as CSV and JSON Lines: what the files say, and that they come back as what they were."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from io import BytesIO, RawIOBase
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import event, exported, report, small_log, small_view, status
from oracle.strategies import streams_and_questions, zones
from support import traced
from timeline_engine.dates import utc_instant
from timeline_engine.entries import Body, Codec, Draft, Entry, EventCorrected, IssueDefined
from timeline_engine.log import LogInfo, MemoryLog
from timeline_engine.model import Attribute, Claim, Quantity, Source
from timeline_engine.plugins import EXPORTERS, by_suffix, exporter
from timeline_engine.recording import read_state
from timeline_engine.rows import RowError, import_rows, propose
from timeline_engine.view import View, project
from timeline_engine.view.json.contract import event_json
from timeline_engine.view.ports import Exporter, Importer, Row
from timeline_plugins.rows.columns import COLUMNS
from timeline_plugins.rows.exporters import CsvExporter, JsonlExporter
from timeline_plugins.rows.importers import CsvImporter, JsonlImporter
from timeline_plugins.rows.of_events import EventRows, ViewRows, cells
from timeline_plugins.workbook.exporter import XlsxExporter
from timeline_plugins.workbook.importer import XlsxImporter

NOW = 1_600_000_000_000_000
CODEC = Codec()
FORMATS: dict[str, tuple[Exporter, Importer]] = {
    "jsonl": (JsonlExporter(), JsonlImporter()),
    "csv": (CsvExporter(), CsvImporter()),
    "csv with BOM": (CsvExporter(bom="yes"), CsvImporter()),
    "xlsx": (XlsxExporter(), XlsxImporter()),
}
DEAL = event("signed", "2018-10-05", title="Deal, «signed»", kind="agreement", place="New Delhi",
             actors=("Modi", "Putin"), summary='He said:\r\n"yes"; and left.',
             claims=(Claim("deal", "price", Quantity(5_000_000_000, "USD", "over")), status("signed", "deal", "MoD"),
                     Claim("deal", "systems", 5), Claim("deal", "model", "400")),
             sources=(report("WSJ", "2018-10-04", "To sign", "https://wsj.example/1"),))  # fmt: skip


def jsonl(view: View) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(JsonlExporter(), view)[0].splitlines()]


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def notes(made: Exporter, *bodies: Body, **question: Any) -> list[str]:
    return exported(made, small_view(*bodies, **question))[1]


# --- the files ---


def test_json_lines_say_figures_and_lists_as_json_does() -> None:
    first, second, third, fourth = jsonl(small_view(DEAL))
    assert first == {
        "event": "signed", "title": "Deal, «signed»", "when": "2018-10-05", "known": "2018-01-01", "phase": "occurred",
        "kind": "agreement", "issue": "deal", "attribute": "price",
        "value": {"amount": 5_000_000_000, "unit": "USD", "qualifier": "over"},
        "publisher": "WSJ", "source": "To sign", "published": "2018-10-04", "url": "https://wsj.example/1",
        "place": "New Delhi", "actors": ["Modi", "Putin"], "summary": 'He said:\r\n"yes"; and left.',
        "entry": "e1", "claim": 1,
    }  # fmt: skip
    assert list(first) == [column for column in COLUMNS if column in first]
    assert (second["value"], second["by"], "title" in second) == ("signed", "MoD", False)
    assert (third["value"], fourth["value"]) == (5, '"400"')  # a text that reads like a figure stands in quotes


def test_the_csv_file_as_rfc_4180_has_it() -> None:
    data, _ = exported(CsvExporter(), small_view(DEAL))
    assert data.startswith(",".join(COLUMNS).encode() + b"\r\n")
    assert data.endswith(b"\r\n")
    assert b'"Deal, \xc2\xabsigned\xc2\xbb"' in data
    assert b'"He said:\r\n""yes""; and left."' in data
    first, *_ = table(data)
    assert (first["value"], first["actors"]) == (">5bn USD", "Modi; Putin")


def test_csv_says_what_the_rows_say() -> None:
    view = small_view(DEAL, event("visit", "2019", phase="scheduled", issues=("deal",)))
    rows = [[cell or "" for cell in row] for row in EventRows(view)]
    assert [list(row.values()) for row in table(exported(CsvExporter(), view)[0])] == rows


def test_a_byte_order_mark_for_excel() -> None:
    view = small_view(DEAL)
    plain, marked = (exported(CsvExporter(bom=bom), view)[0] for bom in ("no", "yes"))
    assert marked == b"\xef\xbb\xbf" + plain
    with pytest.raises(ValueError, match="bom is 'perhaps', it must be yes or no"):
        CsvExporter(bom="perhaps")


@pytest.mark.parametrize("made", [JsonlExporter(), CsvExporter(), CsvExporter(bom="yes")])
def test_the_same_answer_gives_the_same_bytes(made: Exporter) -> None:
    assert exported(made, small_view(DEAL)) == exported(made, small_view(DEAL))


def test_an_empty_log() -> None:
    assert exported(JsonlExporter(), small_view()) == (b"", [])
    assert exported(CsvExporter(), small_view()) == (",".join(COLUMNS).encode() + b"\r\n", [])


@pytest.mark.parametrize(("name", "suffix"), [("jsonl", ".jsonl"), ("csv", ".csv")])
def test_are_exporters(name: str, suffix: str) -> None:
    made = exporter(name)
    assert isinstance(made, Exporter)
    assert (made.suffix, made.binary) == (suffix, False)
    assert by_suffix(EXPORTERS, f"rows{suffix}") == name


class Nowhere(RawIOBase):
    """Takes bytes and keeps none."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data)


@pytest.mark.slow
@pytest.mark.parametrize("made", [JsonlExporter(), CsvExporter()])
def test_rows_are_written_one_at_a_time(made: Exporter) -> None:
    log = small_log()
    some = (event(f"e{n}", "2018-01-01", summary="words " * 50, claims=(status("open"),)) for n in range(3000))
    log.append([Draft(body.event, body) for body in some])
    view = project(log, "2018-12-04")
    made.export(view, Nowhere())  # type: ignore[arg-type]  # what is imported at first use is not held by the exporter
    with traced() as peak:
        made.export(view, Nowhere())  # type: ignore[arg-type]
        assert peak() < 400_000  # the files have more than a million bytes


def test_what_is_written_to_stays_open() -> None:
    out = BytesIO()
    CsvExporter().export(small_view(DEAL), out)
    assert not out.closed


# --- what they cannot say ---


def test_a_row_file_that_says_all_says_so() -> None:
    assert notes(JsonlExporter(), DEAL) == []
    assert notes(CsvExporter(), DEAL) == []


@pytest.mark.parametrize("text", ["=1+1", "+1 more", "-", "@SUM(A1)", " =1"])
def test_cells_that_begin_like_a_formula_are_guarded_and_said(text: str) -> None:
    view = small_view(event("e", "2018-01-01", title=text.strip(), place=text))
    data, said = exported(CsvExporter(), view)
    assert table(data)[0]["place"] == f"'{text}"
    assert said[0].startswith("2 cells begin like a formula (=, +, - or @; first: the title of e). A quote stands")


@pytest.mark.parametrize("text", ["=1+1", "+1 more", "-", "@SUM(A1)", " =1"])
def test_they_stay_as_they_are_where_that_is_asked_for(text: str) -> None:
    view = small_view(event("e", "2018-01-01", title=text.strip(), place=text))
    data, said = exported(CsvExporter(safe="no"), view)
    assert table(data)[0]["place"] == text
    assert said[0].startswith("2 cells begin like a formula (=, +, - or @; first: the title of e). A spreadsheet")
    assert not any("formula" in sentence for sentence in exported(JsonlExporter(), view)[1])


def test_plain_numbers_are_no_formulas() -> None:
    assert notes(CsvExporter(), event("e", "2018-01-01", claims=(Claim("i", "change", -5),))) == []


@pytest.mark.parametrize("exporter", [CsvExporter(), JsonlExporter()])
def test_cells_that_are_too_long_for_an_import_are_said(exporter: CsvExporter | JsonlExporter) -> None:
    said = "An import refuses 1 cell of over 1,000,000 characters, unless with -O limits=cell=NUMBER."
    assert notes(exporter, event("e", "2018-01-01", summary="x" * 1_000_001)) == [said]
    assert notes(exporter, event("e", "2018-01-01", summary="x" * 200_000)) == []


def test_what_an_import_would_read_otherwise_is_said() -> None:
    bodies = (event("e", "2018-01-01", title=" padded", claims=(Claim("i", "n", Quantity(5)), Claim("i", "a", ""))),)
    assert notes(CsvExporter(), *bodies) == [
        "An import reads 2 cells otherwise than the log has it (first: the title of e)."
    ]
    assert notes(JsonlExporter(), *bodies) == [
        "An import reads 1 cell otherwise than the log has it (first: the title of e)."
    ]


def test_a_text_of_nothing_is_a_value_too() -> None:
    view = small_view(event("e", "2018-01-01", claims=(Claim("i", "a", ""),)))
    for made, importer in FORMATS.values():
        (row,) = importer.rows(BytesIO(exported(made, view)[0]), "file")
        assert isinstance(row, Row)
        assert row.value == ""


def test_actors_with_a_semicolon_are_whole_in_json_only() -> None:
    bodies = (event("e", "2018-01-01", actors=("Smith; Jones", "Lee")),)
    assert notes(JsonlExporter(), *bodies) == []
    assert notes(CsvExporter(), *bodies) == [
        "The import rows set actors apart by “;”, which is part of an actor's name in 1 event."
    ]


def test_ids_that_no_import_takes_are_said() -> None:
    said = notes(JsonlExporter(), event("a\tb", "2018-01-01", issues=("i",)))
    assert said[-1] == "An import refuses a row of 'a\\tb': no event may be called so."


def test_what_is_defined_of_issues_is_said_to_stay_behind() -> None:
    defined = IssueDefined(issue="deal", title="deal", attributes={"price": Attribute("estimate")})
    told = ["Rows are of events: what is defined of 1 issue (title, question, estimates) stays behind."]
    assert notes(JsonlExporter(), defined, DEAL) == told
    assert notes(CsvExporter(), defined, DEAL) == told


def test_an_answer_from_an_older_record_is_said_to_be_one() -> None:
    (said,) = notes(CsvExporter(), event("e", "2018-01-01"), recorded_by="2019-06-01")
    assert said.startswith("The rows are as recorded by 2019-06-01")


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    [
        "a\rb",
        "a\r\nb\n",
        '"',
        '""',
        ",",
        ";",
        "=1",
        "\x00",
        "\ufeff",
        "\u2028",
        "'",
        "\t",
        "NULL",
        "5",
        '"5"',
        "~5bn USD",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["jsonl", "csv", "csv with BOM"]), texts, texts, texts)
def test_any_text_comes_back_or_is_said_not_to(how: str, title: str, value: str, publisher: str) -> None:
    body = event("e", "2018-01-01", title=title, summary=value, kind=publisher, claims=(Claim("i", "a", value, title),),
                 sources=(Source(publisher, title, "2018-01-01", value),))  # fmt: skip
    view = small_view(body)
    made, importer = FORMATS[how]
    data, said = exported(made, view)
    rows = list(importer.rows(BytesIO(data), "file"))
    same = [same_but_for_its_place(row) for row in rows] == [same_but_for_its_place(row) for row in ViewRows(view)]
    assert same != any(sentence.startswith("An import reads") for sentence in said)


def same_but_for_its_place(row: Any) -> tuple[Any, ...]:
    assert isinstance(row, Row)
    return (cells(row), row.value, row.actors)


# --- there and back, through any log ---


def log_of(lines: Iterable[dict[str, Any]], zone: str) -> MemoryLog:
    """A log with entries that the strategies draw, each recorded when it says; then the clock stands still."""
    entries = [entry(line) for line in lines]
    stamps = iter([utc_instant(one.recorded) for one in entries])
    log = MemoryLog(LogInfo("t", "t", zone, 1), clock=lambda: next(stamps, NOW))
    for one in entries:
        log.append([Draft(one.id, one.body)])
    return log


def entry(line: dict[str, Any]) -> Entry:
    return CODEC.entry(CODEC.envelope(msgspec.json.encode({"v": 1, "prev": ""} | line)))


def asked(log: MemoryLog, as_of: str, known_by: str | None) -> View:
    return project(log, as_of, known_by=known_by, hindsight=known_by is None)


def imported(log: MemoryLog, how: str, data: bytes) -> list[Entry]:
    """The entries that importing a file appends."""
    before = log.head().seq
    import_rows(log, FORMATS[how][1].rows(BytesIO(data), "file"), NOW)
    return list(log.read(before))


few = settings(max_examples=15)
many = settings(max_examples=30)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["jsonl", "csv"])
@many
@given(case=streams_and_questions(), zone=zones)
def test_what_is_exported_of_any_log_is_in_it_already(how: str, case: Any, zone: str) -> None:
    is_in_it_already(how, case, zone)


@pytest.mark.slow
@few
@given(streams_and_questions(), zones)
def test_what_a_workbook_has_of_any_log_is_in_it_already(case: Any, zone: str) -> None:
    is_in_it_already("xlsx", case, zone)


def is_in_it_already(how: str, case: Any, zone: str) -> None:
    lines, (as_of, known_by, _) = case
    log = log_of(lines, zone)
    data, _ = exported(FORMATS[how][0], asked(log, as_of, known_by))
    assert imported(log, how, data) == []


@pytest.mark.slow
@pytest.mark.parametrize("how", ["jsonl", "csv"])
@many
@given(case=streams_and_questions(), zone=zones)
def test_a_new_log_gives_the_same_answers_at_every_day_known_by_then(how: str, case: Any, zone: str) -> None:
    lines, (as_of, known_by, _) = case
    log = log_of(lines, zone)
    data, said = exported(FORMATS[how][0], asked(log, "2019-01-01", None))
    if any(sentence.startswith("An import reads") for sentence in said):
        return
    new = log_of(definitions(lines), zone)
    rows = FORMATS[how][1].rows(BytesIO(data), "file")
    new.append(propose(rows, read_state(new), NOW, skip_bad=True).drafts)  # there may be events without any phase
    there = {event["event"] for event in answers(new, "2019-01-01", None)}
    mine = [event for event in answers(log, as_of, known_by) if event["event"] in there]
    assert answers(new, as_of, known_by) == mine


def definitions(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries that define issues, and the corrections of these: rows say what events do, not what issues are."""
    ids = {line["id"] for line in lines if line["kind"] == "issue.defined"}
    return [line for line in lines if line["id"] in ids or line["data"].get("entry") in ids]


def answers(log: MemoryLog, as_of: str, known_by: str | None) -> list[dict[str, Any]]:
    """What a log says of each event, but for the number of its revisions: a new log has no corrections."""
    told = [event_json(event) | {"revision": None} for event in asked(log, as_of, known_by).events]
    return sorted(told, key=lambda event: event["event"])


def possible_edits(rows: list[dict[str, Any]]) -> Iterator[tuple[list[int], str, str]]:
    """The cells to change, as the numbers of the rows, column and new text, that each make one correction."""
    firsts: dict[str, int] = {}
    for number, row in enumerate(rows):
        if row.get("claim"):
            yield from (([number], column, text) for column, text in CLAIM.items())
        if number == firsts.setdefault(row["entry"], number):
            yield from (([number], column, "Changed") for column in ("title", "kind", "place", "actors", "summary"))
            if row.get("phase") != "postponed":  # with a date it would be scheduled, another phase
                yield [number], "when", "2018-12-03T10:00Z"
        if any(row.get(column) for column in SOURCE):
            same = [n for n, other in enumerate(rows) if part(other, "entry", *SOURCE) == part(row, "entry", *SOURCE)]
            yield from ((same, column, "changed") for column in ("publisher", "source", "url"))
            if row.get("published"):
                yield same, "published", "2018-12-04"
        elif row.get("known"):
            same = [n for n, other in enumerate(rows) if other["entry"] == row["entry"]]
            yield same, "known", "2018-12-04"


CLAIM = {"value": "changed", "attribute": "renamed", "issue": "another", "by": "Somebody else"}
SOURCE = ("publisher", "source", "published", "url")


def part(row: dict[str, Any], *columns: str) -> list[Any]:
    """Some cells of a row."""
    return [row.get(column) for column in columns]


def with_each_once(line: dict[str, Any]) -> dict[str, Any]:
    """An entry, or a correction, that gives no source and no claim twice, which rows cannot tell."""
    data = line["data"]
    for said in (data, data.get("fields", {})):
        for name in ("sources", "claims"):
            if said.get(name):
                said[name] = [one for n, one in enumerate(said[name]) if one not in said[name][:n]]
    return line


def rows_of(data: bytes, how: str) -> list[dict[str, Any]]:
    if how == "jsonl":
        return [json.loads(line) for line in data.splitlines()]
    return list(table(data))


def file_of(rows: list[dict[str, Any]], how: str) -> bytes:
    if how == "jsonl":
        return b"\n".join(json.dumps(row).encode() for row in rows)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.mark.slow
@pytest.mark.parametrize("how", ["jsonl", "csv"])
@many
@given(case=streams_and_questions(), zone=zones, pick=st.integers(0, 999))
def test_a_changed_cell_is_one_correction_of_its_entry(how: str, case: Any, zone: str, pick: int) -> None:
    """``pick``: which of the changes that are possible."""
    log = log_of(map(with_each_once, case[0]), zone)
    log.append([Draft("another", IssueDefined(issue="another", title="another"))])
    rows = rows_of(exported(FORMATS[how][0], asked(log, "2019-01-01", None))[0], how)
    if not (possible := [edit for edit in possible_edits(rows) if rows[edit[0][0]].get(edit[1]) != edit[2]]):
        return
    numbers, column, text = possible[pick % len(possible)]
    for number in numbers:
        rows[number][column] = text
    (appended,) = imported(log, how, file_of(rows, how))
    assert isinstance(appended.body, EventCorrected)
    assert appended.body.entry == rows[numbers[0]]["entry"]
    after, _ = exported(FORMATS[how][0], asked(log, "2019-01-01", None))
    if column == "issue":  # the entry may name the old issue, too, and then has a row for that
        assert comparable([rows[numbers[0]]])[0] in comparable(rows_of(after, how))
    else:
        assert comparable(rows_of(after, how)) == comparable(rows)
    assert imported(log, how, file_of(rows, how)) == []


def comparable(rows: list[dict[str, Any]]) -> list[str]:
    """Rows whatever their order, and an actor alone as a list or a text."""
    plain = [
        {name: [cell] if name == "actors" and isinstance(cell, str) else cell for name, cell in row.items()}
        for row in rows
    ]
    return sorted(json.dumps(row, sort_keys=True) for row in plain)


@pytest.mark.slow
@many
@given(case=streams_and_questions(), zone=zones, pick=st.integers(0, 999))
def test_a_changed_phase_is_refused_with_what_to_do_instead(case: Any, zone: str, pick: int) -> None:
    log = log_of(case[0], zone)
    rows = rows_of(exported(JsonlExporter(), asked(log, "2019-01-01", None))[0], "jsonl")
    if not (phased := [row for row in rows if "phase" in row]):
        return
    row = phased[pick % len(phased)]
    old = row["phase"]
    row["phase"] = "retracted" if old != "retracted" else "occurred"
    with pytest.raises(RowError, match=f"{row['phase']}, but entry {row['entry'][:8]} of the log says {old} in the"):
        imported(log, "jsonl", file_of(rows, "jsonl"))
