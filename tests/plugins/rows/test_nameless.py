"""Cells of CSV under no name: a column without one is left out and told, what may have moved is refused."""

import warnings
from io import BytesIO

import pytest

from timeline_engine.errors import TimelineError
from timeline_engine.view.ports import LeftOut, Row
from timeline_plugins.rows.importers import CsvImporter

MAP = "when=when,title=title,place=place"


def read(text: str, **options: str) -> tuple[list[Row | TimelineError], list[str]]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", LeftOut)
        rows = list(CsvImporter(**options).rows(BytesIO(text.encode()), "f"))
    return rows, [str(one.message) for one in caught]


@pytest.mark.parametrize("options", [{}, {"map": MAP}])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_column_amid_others_is_left_out_and_told_once(separator: str, options: dict[str, str]) -> None:
    table = "when,,title,place\n2018,note,A,K\n2019,,B,K\n2020,more,C,K\n".replace(",", separator)
    rows, told = read(table, **options)
    assert [row.title for row in rows if isinstance(row, Row)] == ["A", "B", "C"]
    assert told == ["f:1: left out column 2, for which the header has no name: 'note' …"]


@pytest.mark.parametrize("options", [{}, {"map": MAP}])
@pytest.mark.parametrize(("separator", "called"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "'|'")])
def test_the_separator_of_the_file_is_named(separator: str, called: str, options: dict[str, str]) -> None:
    (apart, row), _ = read("when,title,place\n2018,A,B,K\n2018,C,K\n".replace(",", separator), **options)
    assert str(apart) == f"f:2: 4 cells under 3 columns: quote cells with {called}"
    (noted, _), _ = read("when,title,place,\n2018,A,K,note\n2018,C,K,\n".replace(",", separator), **options)
    assert str(noted) == (
        f"f:2: column 4 has 'note', and the header no name for it: if it moved there, quote cells with {called}; "
        "else write a name into the header, and say with --map what to take"
    )
    assert isinstance(row, Row)
