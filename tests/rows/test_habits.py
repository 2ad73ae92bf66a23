"""What a whole column of dates says: years that EDTF reads as seasons and months, and midnights that are days."""

import json
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest

from builders import event, exported, small_log
from support import NOON_2026, memory_log
from timeline_engine import TimelineError, import_file, project
from timeline_engine.entries import EventRecorded
from timeline_plugins.rows.exporters import CsvExporter

FISCAL = ["2020-21", "2021-22", "2022-23", "2023-24", "2010-11"]


def csv(dates: Sequence[str], column: str = "when") -> bytes:
    return "\n".join((f"title,{column}", *(f"E{number},{date}" for number, date in enumerate(dates)))).encode()


def taken(data: bytes, format: str = "csv", **options: Any) -> tuple[list[str | None], list[str]]:
    """The dates of the events that an import records, and what it tells."""
    log = memory_log()
    with pytest.warns() as told:
        import_file(log, BytesIO(data), format=format, now=NOON_2026, **options)
    dates = [entry.body.when for entry in log.read() if isinstance(entry.body, EventRecorded)]
    return dates, [str(one.message) for one in told if "known" not in str(one.message)]


def refusal(data: bytes, **options: Any) -> str:
    with pytest.raises(TimelineError) as error:
        import_file(memory_log(), BytesIO(data), format="csv", now=NOON_2026, **options)
    return str(error.value)


# --- pairs of years ---


def test_several_pairs_are_refused_with_both_readings() -> None:
    said = refusal(csv(FISCAL))
    assert said.startswith(
        "5 rows cannot be imported:\n  the data:2: field when: '2020-21' can be read as 2020-03-01 to "
    )
    assert "2020-05-31 (EDTF) or as the years 2020/2021.\n" in said
    assert said.endswith("\nSay which with -O pairs=months or -O pairs=years.")
    assert "'2010-11' can be read as 2010-11-01 to 2010-11-30" in said


def test_an_option_decides() -> None:
    assert taken(csv(FISCAL), pairs="months") == (FISCAL, [])
    years = ["2020/2021", "2021/2022", "2022/2023", "2023/2024", "2010/2011"]
    assert taken(csv(FISCAL), pairs="years") == (years, [])
    assert taken(csv(["2018-19", "1999-00", "2018-06"]), pairs="years")[0] == ["2018/2019", "1999/2000", "2018-06"]


def test_pairs_that_are_no_edtf_are_told_how_to_read_them() -> None:
    said = refusal(csv(["2018-19", "2020-21"]))
    assert "has no month 19" in said
    assert "As the years 2018/2019 it is read with -O pairs=years" in said


@pytest.mark.parametrize(
    "dates",
    [
        ["2020-21"],  # alone
        ["2008-09", "2008-09"],  # two events of one month
        ["2008-09", "2010-11", "2010-03"],  # another month decides
        ["2020-21", "2021-22", "2021-24"],  # another season
        ["2008-09", "2010-11", "2010-11-30"],  # who writes days so writes months so
    ],
)
def test_what_is_alone_or_decided_is_edtf(dates: list[str]) -> None:
    assert taken(csv(dates)) == (dates, [])


def test_days_do_not_make_a_season_of_a_year() -> None:
    assert "2 rows cannot be imported" in refusal(csv(["2020-21", "2021-22", "2021-05-03"]))


def test_only_the_rows_of_such_a_column_are_refused() -> None:
    data = b"title,when,known\nA,2008-09,2009-01-01\nB,2010-11,2011-01-01\nC,2018,2019-01-01\n"
    assert taken(data, skip_bad=True)[0] == ["2018"]
    known = b"title,when,known\nA,2001,2008-09\nB,2002,2010-11\n"
    assert "field known: '2008-09' can be read" in refusal(known)


def test_what_we_exported_is_edtf() -> None:
    log = small_log(event("a", "2008-09", phase="occurred"), event("b", "2010-11", phase="occurred"))
    data, _ = exported(CsvExporter(), project(log, "2019-01-01"))
    assert not import_file(log, BytesIO(data), format="csv", now=NOON_2026).receipts


# --- midnights ---


@pytest.mark.parametrize(
    "dates",
    [
        ["2019-01-01T00:00:00Z", "2019-01-02T00:00:00Z"],
        ["2019-01-01T00:00:00.000+00:00", "2019-01-02T00:00Z"],
        ["2019-01-01T00:00:00+05:30", "2019-01-02T00:00:00+05:30"],
        ["2019-01-01 00:00:00", "2019-01-02 00:00:00 UTC"],
    ],
)
def test_midnights_are_told_and_are_days_where_somebody_says_so(dates: list[str]) -> None:
    _, told = taken(csv(dates))
    assert [one.partition(" are midnight")[0] for one in told] == ["the data: field when: all 2 times"]
    assert "-O times=days" in told[0]
    days = ["2019-01-01", "2019-01-02"]
    assert taken(csv(dates), times="days") == (days, [])
    lines = "\n".join(json.dumps({"title": date, "when": date}) for date in dates).encode()
    assert taken(lines, "jsonl", times="days") == (days, [])
    assert taken(csv(dates), times="exact")[1] == []


@pytest.mark.parametrize(
    "dates", [["2019-01-01T00:00Z"], ["2019-01-01T00:00Z", "2019-01-02T00:00Z", "2019-01-02T09:30Z"]]
)
def test_a_time_of_day_says_that_midnights_are_times(dates: list[str]) -> None:
    assert taken(csv(dates)) == (dates, [])


def test_days_among_the_midnights_do_not() -> None:
    _, told = taken(csv(["2019-01-01T00:00Z", "2019-01-02T00:00Z", "2019-01-03"]))
    assert len(told) == 1


def test_published_is_a_column_of_dates_too() -> None:
    data = b"title,when,published\nA,2019,2019-01-01T00:00Z\nB,2019,2019-01-02T00:00Z\n"
    _, told = taken(data + b"C,2019,2019-01-02T00:00Z\n")
    assert "field published: all 3 times" in told[0]


@pytest.mark.parametrize(("name", "value"), [("times", "midnights"), ("pairs", "seasons")])
def test_other_habits_are_refused(name: str, value: str) -> None:
    assert f"{name} is '{value}', it must be " in refusal(csv(["2018"]), **{name: value})
