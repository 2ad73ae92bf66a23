"""A header of which a line above names groups of columns: what is said is about the line that names the columns."""

from io import BytesIO

import pytest

from timeline_engine.errors import TimelineError
from timeline_engine.view.ports import LeftOut, Row
from timeline_plugins.rows.importers import CsvImporter

TABLE = b"Chronology,,Where,,\nwhen,title,place,publisher,notes\n2018,A,Kiel,Post,x\n"


def test_what_is_wrong_is_said_of_the_line_that_names_columns() -> None:
    with (
        pytest.warns(LeftOut, match="left out line 1 above the header: 'Chronology,,Where'"),
        pytest.raises(TimelineError, match=r"^f:2: unknown column 'notes'"),
    ):
        list(CsvImporter().rows(BytesIO(TABLE), "f"))


def test_with_a_map_the_same() -> None:
    table = TABLE.replace(b"title", b"Headline")
    with (
        pytest.warns(LeftOut, match="left out line 1 above the header"),
        pytest.raises(TimelineError, match=r"^f:2: map: no column is called 'Date'; there are 'when', 'Headline'"),
    ):
        list(CsvImporter(map="Date=when,Headline=title").rows(BytesIO(table), "f"))
    with pytest.warns(LeftOut):
        (row,) = CsvImporter(map="Headline=title").rows(BytesIO(table), "f")
    assert isinstance(row, Row)


def test_without_one_that_names_two_columns_it_is_the_first_line_of_several_cells() -> None:
    with pytest.raises(TimelineError, match=r"^f:1: unknown column 'Datum', 'Titel'"):
        list(CsvImporter().rows(BytesIO(b"Datum,Titel\ntitle,x\n"), "f"))
