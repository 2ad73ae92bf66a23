"""The options that say how a file's dates are written, for any importer; and what a refusal proposes (R8.17)."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cli.fake_plugins import fakes
from support import memory_log
from timeline_engine import TimelineError, import_file
from timeline_engine.plugins.importing import read_file
from timeline_engine.rows.reading import RowError
from timeline_engine.view.ports import LeftOut, Row

__all__ = ["fakes"]

CASES = Path(__file__).parents[1] / "data" / "cases"
TODAY = "2026-01-01"


def csv(*whens: str) -> str:
    return "when,title\n" + "".join(f'"{when}",T{place}\n' for place, when in enumerate(whens))


def rows(text: str, format: str = "csv", **options: str) -> list[Any]:
    return list(read_file(BytesIO(text.encode()), format, "a.csv", options, lambda said: None, TODAY))


def whens(text: str, **options: str) -> list[str]:
    return [row.when if isinstance(row, Row) else str(row) for row in rows(text, **options)]


def refusal(file: Path | bytes, **options: str) -> str:
    data = BytesIO(file) if isinstance(file, bytes) else file
    with pytest.raises(TimelineError) as error:
        import_file(memory_log(), data, format="csv", known="2020", **options)  # type: ignore[arg-type]
    return str(error.value)


def told(text: str, **options: str) -> list[str]:
    said: list[str] = []
    list(read_file(BytesIO(text.encode()), "csv", "a.csv", options, said.append, TODAY))
    return said


# ---- the cases ----


def test_one_row_decides_for_its_column() -> None:
    case = CASES / "no-day-month-order" / "a.csv"
    said = refusal(case).splitlines()
    assert said[0] == "2 rows cannot be imported:"
    assert said[1].endswith("write one of these.")
    assert said[3] == ("-O dates=day-first reads all of when, as '13/04/2024' in a.csv:3 has the day first.")
    assert whens(case.read_text(), dates="day-first") == ["2024-04-03", "2024-04-13", "2024-04-05"]


def test_years_of_two_digits() -> None:
    case = CASES / "no-two-digit-years" / "a.csv"
    assert "\n-O pivot=2026 reads the years of two digits in when as 1927 to 2026." in refusal(case)
    assert whens(case.read_text(), pivot="2029") == ["2015-03-11", "1977-01-21"]
    assert whens(case.read_text(), pivot="1999") == ["1915-03-11", "1977-01-21"]


def test_counts_since_1970() -> None:
    case = CASES / "epoch-refused" / "a.csv"
    said = refusal(case)
    assert "2024-08-12T15:03:14Z (s since 1970)" in said
    assert said.endswith("-O epoch=us or -O epoch=s says it for all of when.")
    assert whens(csv("1723474994"), epoch="s") == ["2024-08-12T15:03:14Z"]
    assert "do not seem to be counts in one unit" in told(case.read_text(), epoch="us")[0]


# ---- the options ----


@pytest.mark.parametrize(
    ("text", "options", "read"),
    [
        ("03/04/2024", {"dates": "month-first"}, "2024-03-04"),
        ("3.4.2024 10:30", {"dates": "day-first", "zone": "Asia/Kolkata"}, "2024-04-03T10:30+05:30"),
        ("2024-04-03T10:30", {"zone": "Europe/Paris"}, "2024-04-03T10:30+02:00"),
        ("2024-04-03T10:30Z", {"zone": "Europe/Paris"}, "2024-04-03T10:30Z"),
        ("10 août 2024", {"language": "fr"}, "2024-08-10"),
        ("2018-11-04", {"dates": "day-first", "pivot": "2029", "epoch": "ms", "language": "fr"}, "2018-11-04"),
        ("04/11/18 00:00", {"dates": "day-first", "pivot": "2029", "times": "days"}, "2018-11-04"),
        ("1541289600", {"epoch": "s", "times": "days"}, "2018-11-04"),
        ("2018", {"epoch": "s"}, "2018"),
    ],
)
def test_an_option_says_how_dates_are_written(text: str, options: dict[str, str], read: str) -> None:
    assert whens(csv(text), **options) == [read]


def test_all_columns_of_dates_are_read_so() -> None:
    (row,) = rows("title,when,until,known,published\nA,1/2/24,3/2/24,4/2/24,5/2/24\n", pivot="2029", dates="day-first")
    assert (row.when, row.until, row.known, row.source.published) == (
        "2024-02-01", "2024-02-03", "2024-02-04", "2024-02-05",
    )  # fmt: skip


def test_the_dates_of_a_key_are_read_so_as_well() -> None:
    text = "Day,title\n3/4/2024,A\n"
    (row,) = rows(text, map="Day=when", key="when,title", dates="day-first")
    assert row.event == "2024-04-03-a"


@pytest.mark.usefixtures("fakes")
def test_a_format_that_knows_no_such_options(tmp_path: Path) -> None:
    (tmp_path / "d.plain").write_text("03/04/2024|Talks|Delhi|-\n")
    (row,) = read_file(tmp_path / "d.plain", "diary", None, {"dates": "day-first", "empty": "delhi"}, print, TODAY)
    assert isinstance(row, Row)
    assert (row.when, row.title, row.kind) == ("2024-04-03", "Talks", None)


def test_cells_that_count_as_blank() -> None:
    text = "title,when,issue,value,publisher,y,m\nA,-,-,n/a,N/A,2018,-\n"
    (row,) = rows(text, empty="-,n/a", map="y+m=known")
    assert (row.when, row.issue, row.value, row.source, row.known) == (None, None, None, None, "2018")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"dates": "dmy"}, "dates is 'dmy', it must be day-first or month-first"),
        ({"pivot": "29"}, "pivot is '29', it must be a year such as 2029"),
        ({"epoch": "h"}, "epoch is 'h', it must be s or ms or us"),
        ({"zone": "Asia/Kolkatta"}, "there is no time zone called 'Asia/Kolkatta'; did you mean Asia/Kolkata"),
        ({"language": "xx"}, "there is no language"),
    ],
)
def test_a_wrong_option_is_refused_once(options: dict[str, str], said: str) -> None:
    with pytest.raises(TimelineError, match=said):
        rows(csv("2018", "2019"), **options)


# ---- what is proposed, and what is told ----


def test_nothing_decides() -> None:
    said = refusal(csv("03/04/2024", "05/04/2024").encode())
    assert said.endswith("-O dates=day-first or -O dates=month-first says it for all of when.")


def test_rows_that_contradict_each_other_are_told() -> None:
    (said,) = told(csv("13/04/2024", "04/14/2024"))
    assert said == (
        "a.csv: field when: '13/04/2024' (a.csv:2) has the day first and '04/14/2024' (a.csv:3) has the month first: "
        "dates that can be read in both ways may be either"
    )


def test_a_row_that_contradicts_the_option_is_told() -> None:
    (said,) = told(csv("13/04/2024", "04/05/2024"), dates="month-first")
    assert said.endswith("has the day first, which is not what -O dates=month-first says of the file")


def test_the_option_is_named_once_also_where_rows_are_left_out() -> None:
    text = csv(*["03/04/2024"] * 30).encode()
    assert refusal(text).count("-O dates") == 2
    with pytest.warns(LeftOut) as said:
        import_file(memory_log(), BytesIO(text), format="csv", skip_bad=True)
    assert sum("-O dates" in str(one.message) for one in said) == 1


def test_one_row_is_told_with_its_option() -> None:
    said = refusal(csv("03/04/2024").encode())
    assert said.endswith("write one of these. -O dates=day-first or -O dates=month-first says it for all of when.")


def test_two_faults_of_a_row_are_told_together() -> None:
    text = "title,when,phase,issue,value,published,claim\nA,03/04/2024,planed,x,1e999,32 May 2018,z\n"
    said = refusal(text.encode())
    for part in (
        "field when: '03/04/2024'",
        "field phase: 'planed'",
        "field value: ",
        "field published: ",
        "field claim",
    ):
        assert part in said
    assert said.count("a.csv:2") + said.count("the data:2") == 1


def test_dates_of_our_own_exports_are_never_read_anew() -> None:
    text = "event,title,when,entry\ne,E,2018-21,0123456789abcdef\n"
    (row,) = rows(text, pairs="years", zone="Asia/Kolkata", dates="day-first")
    assert row.when == "2018-21"


def test_a_row_error_says_what_it_said() -> None:
    assert str(RowError("a:1: no", ["Say so."])) == "a:1: no Say so."


# ---- properties ----

DAYS = st.dates(min_value=date(1930, 1, 1), max_value=date(2024, 12, 31))


@pytest.mark.filterwarnings("ignore::timeline_engine.errors.TimelineWarning")
@settings(max_examples=20)
@given(
    st.lists(DAYS, min_size=1, max_size=5, unique=True), st.sampled_from(["day-first", "month-first"]), st.booleans()
)
def test_a_convention_reads_what_iso_says(days: list[Any], order: str, short: bool) -> None:
    form = ("%d/%m/" if order == "day-first" else "%m/%d/") + ("%y" if short else "%Y")
    options = {"dates": order} | ({"pivot": "2029"} if short else {})
    one, other = memory_log(), memory_log()
    written = csv(*(day.strftime(form) for day in days)).encode()
    import_file(one, BytesIO(written), format="csv", known="2025", **options)  # type: ignore[arg-type]
    import_file(other, BytesIO(csv(*(day.isoformat() for day in days)).encode()), format="csv", known="2025")
    assert [entry.body for entry in one.read()] == [entry.body for entry in other.read()]
    assert not import_file(one, BytesIO(written), format="csv", known="2025", **options).receipts  # type: ignore[arg-type]


def test_digits_in_a_workbook_are_read_so_as_well() -> None:
    book, out = Workbook(), BytesIO()
    for row in (["title", "when"], ["A", 1723474994], ["B", 20180906]):
        book.worksheets[0].append(row)
    book.save(out)
    read = read_file(BytesIO(out.getvalue()), "xlsx", "a.xlsx", {"epoch": "s"}, print, TODAY)
    assert [row.when for row in read if isinstance(row, Row)] == ["2024-08-12T15:03:14Z", "1970-08-22T13:48:26Z"]
    refused, day = read_file(BytesIO(out.getvalue()), "xlsx", "a.xlsx", {}, print, TODAY)
    assert "-O epoch=s" in str(refused)
    assert isinstance(day, Row)
    assert day.when == "2018-09-06"
