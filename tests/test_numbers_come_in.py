"""Wherever a number comes in, one that not every program reads is refused, in a sentence that says what to write."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from old_numbers import old_log
from support import define, memory_log, put, recorded, unchecked
from timeline_engine import Row, TimelineError, create_log, import_rows, record
from timeline_engine.entries import EventCorrected, EventRecorded, IssueDefined
from timeline_engine.merging import MergeError, merge
from timeline_engine.model import Attribute, Claim, Quantity
from timeline_engine.plugins import read_rows
from timeline_engine.recording import RecordError, read_state
from timeline_engine.rows import RowError

HUGE = 10**400
WRITTEN = {
    "10^400": str(HUGE),
    "1e400": "-1e400",
    "2^53+1": "9007199254740993",
    "subnormal": "5e-324",
    "5000 digits": "1" * 5000,
    "a long exponent": "1e99999999999999999999",
}
RIGHT = ["9007199254740991", "-9007199254740991", "1e22", "1.7976931348623157e308", "-2.2250738585072014e-308", "0"]
written = pytest.mark.parametrize("number", WRITTEN.values(), ids=WRITTEN)


def rows(text: str | bytes, format: str) -> list[Row | TimelineError]:
    data = text if isinstance(text, bytes) else text.encode()
    return read_rows(BytesIO(data), format, f"f.{format}", {"known": "2018-01-02"})


def refused(found: list[Row | TimelineError], *said: str) -> None:
    """The first row is refused, and the second is not, nor is it lost."""
    wrong, right = found
    assert isinstance(wrong, TimelineError)
    assert all(part in str(wrong) for part in (*said, "write it as text")), wrong
    assert isinstance(right, Row)


@written
def test_csv(number: str) -> None:
    head = "event,title,when,issue,attribute,value\n"
    refused(
        rows(f'{head}e,E,2018-01-01,i,a,{number}\nf,F,2018-01-01,i,a,"""{number}"""\n', "csv"), "f.csv:2: field value"
    )
    refused(rows(f"{head}e,E,2018-01-01,i,a,~{number} USD\nf,F,2018-01-01,i,a,x\n", "csv"), "f.csv:2: field value")


@written
def test_json_lines(number: str) -> None:
    line = '{"event":"e","title":"E","when":"2018-01-01","issue":"i","value":%s}\n'
    right = line % json.dumps(f'"{number}"')
    for value in (number, f'{{"amount":{number},"unit":"USD"}}', f'"{number}"'):
        refused(rows(line % value + right, "jsonl"), "f.jsonl:1: ")


def test_json_lines_below_the_least() -> None:
    """Where the decoder would read 0."""
    refused(
        rows('{"value":-1e-400,"issue":"i","title":"E"}\n{"value":0e-400,"issue":"i","title":"E"}', "jsonl"), "-1e-400"
    )


@pytest.mark.parametrize("number", [str(HUGE), "9007199254740993", "5e-324", "1e400", "-1e400"])
def test_a_workbook(number: str) -> None:
    """As another program may write it: openpyxl would round it."""
    refused(rows(_workbook(12345, "<v>12345</v>", f"<v>{number}</v>"), "xlsx"), "f.xlsx:Sheet!", "value")


@pytest.mark.parametrize("typed", ["1e400", "~5e-324 USD"])
def test_a_workbook_in_which_it_is_text(typed: str) -> None:
    refused(rows(_workbook(typed), "xlsx"), "f.xlsx:Sheet!2: field value")


def _workbook(number: object, old: str = "", new: str = "") -> bytes:
    """Two rows, one with a number, which is written otherwise."""
    book, out, changed = Workbook(), BytesIO(), BytesIO()
    for cells in (["title", "when", "issue", "value"], ["E", "2018", "i", number], ["F", "2018", "i", '"1e400"']):
        assert book.active
        book.active.append(cells)
    book.save(out)
    with ZipFile(out) as archive, ZipFile(changed, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, archive.read(name).replace(old.encode(), new.encode()))
    return changed.getvalue()


@pytest.mark.parametrize("number", [HUGE, -(2**53) - 1, float("nan"), float("-inf"), 5e-324])
def test_rows_of_the_library_and_of_other_importers(number: float) -> None:
    """What is read as a quantity is not made by hand, and so nobody has looked at it."""
    log = memory_log()
    for value in (number, unchecked(Quantity, number)):
        row = Row(at="row 1", event="e", title="E", when="2018", issue="i", value=value)
        with pytest.raises(RowError, match="row 1: field "):
            import_rows(log, [row])
    assert log.head().seq == 0


@pytest.mark.parametrize("number", [HUGE, 2**53 + 1, float("nan"), 5e-324])
def test_recording(number: float) -> None:
    log = memory_log()
    define(log, "i")
    event = put(log, recorded("e", "2018-01-01", "i.status=open"))[0]
    old = unchecked(Claim, "i", "n", number), Claim("i", "n", unchecked(Quantity, number))
    head = log.head()
    for body in (
        EventRecorded(event="f", title="F", when="2018-01-01", claims=old[:1]),
        EventRecorded(event="f", title="F", when="2018-01-01", claims=old[1:]),
        IssueDefined(issue="j", title="J", attributes={"n": unchecked(Attribute, allowed=("x", number))}),
        EventCorrected(entry=event, fields={"claims": [{"issue": "i", "attribute": "n", "value": number}]}),
        EventCorrected(entry=event, fields={"claims": [{"issue": "i", "attribute": "n", "value": {"amount": number}}]}),
    ):
        with pytest.raises(RecordError, match=r"(claims|[ij]\.n): .*(number|digits)"):
            record(log, body)
    assert log.head() == head


def test_a_number_that_fits_goes_into_the_log_and_comes_back() -> None:
    log = memory_log()
    values = [json.loads(text) for text in RIGHT]
    claims = tuple(Claim("i", f"n{place}", value) for place, value in enumerate(values))
    import_rows(log, read_rows(BytesIO(_lines(RIGHT)), "jsonl", "f.jsonl"))
    define(log, "j")
    put(log, EventRecorded(event="f", title="F", when="2018-01-01", claims=claims))
    told = [claim.value for entry in log.read() for claim in getattr(entry.body, "claims", ())]
    assert told == values * 2


def _lines(numbers: list[str]) -> bytes:
    line = (
        '{"event":"e","title":"E","when":"2018-01-01","known":"2018-01-01","issue":"i","attribute":"n%d","value":%s}\n'
    )
    return "".join(line % numbered for numbered in enumerate(numbers)).encode()


def test_merging(tmp_path: Path) -> None:
    other, here = old_log(tmp_path / "old", "9007199254740993"), create_log("memory:", title="T", zone="UTC")
    with pytest.raises(
        MergeError, match=r"entry .* of the log 'Old' cannot be merged: oil\.n: 9007199254740993 has more"
    ):
        merge(other, here, read_state(here))


def test_merging_what_fits(tmp_path: Path) -> None:
    other, here = old_log(tmp_path / "old", "9007199254740991"), memory_log()
    assert len(merge(other, here, read_state(here)).drafts) == other.head().seq
