"""The events of a tree, and what every importer must promise."""

from io import BytesIO

import pytest
from timeline_gedcom import GedcomImporter

from timeline_engine import Row, TimelineError, create_log, import_file, project
from timeline_engine.testing import ImporterContract
from timeline_engine.view.ports import LeftOut

TREE = b"""0 HEAD
1 SOUR Harbour Trees
1 GEDC
2 VERS 7.0
0 @I1@ INDI
1 NAME Ada /Lovelace/
1 BIRT
2 DATE 10 DEC 1815
2 PLAC London
1 DEAT
2 DATE @#DGREGORIAN@ 27 NOV 1852
2 NOTE Of an illness,
3 CONT at home.
0 @I2@ INDI
1 NAME William /King/
1 BIRT
2 DATE ABT 1805
1 RESI
2 DATE FROM 1835 TO 1851
0 @F1@ FAM
1 HUSB @I2@
1 WIFE @I1@
1 MARR
2 DATE BET 1 JUL 1835 AND 31 JUL 1835
0 TRLR
"""


class TestGedcom(ImporterContract):
    name = "gedcom"
    sample = TREE
    rows = 5


class TestOfAPublisher(TestGedcom):
    options = {"publisher": "The family"}


def read(*lines: str) -> list[Row | TimelineError]:
    data = "\n".join(("0 @I1@ INDI", "1 NAME Ada", *lines)).encode()
    return list(GedcomImporter().rows(BytesIO(data), "a.ged"))


def test_the_engine_reads_its_dates() -> None:
    log = create_log("memory:", title="T", zone="UTC")
    import_file(log, BytesIO(TREE), format="gedcom", known="1900")
    whens = {event.title: event.when for event in project(log, "1901").events}
    assert whens == {
        "Birth of William King": "1805~",
        "Birth of Ada Lovelace": "1815-12-10",
        "Marriage of William King and Ada Lovelace": "[1835-07-01..1835-07-31]",
        "Residence of William King": "1835/1851",
        "Death of Ada Lovelace": "1852-11-27",
    }
    (death,) = (event for event in project(log, "1901").events if event.title.startswith("Death"))
    assert death.revision.body.summary == "Of an illness, at home."


def test_what_has_no_date_is_told() -> None:
    with pytest.warns(LeftOut, match=r"a\.ged: left out 1 of the events"):
        assert read("1 DEAT Y") == []


def test_a_date_of_another_calendar_is_refused() -> None:
    (error,) = read("1 BIRT", "2 DATE @#DJULIAN@ 25 DEC 1700")
    assert str(error).startswith("a.ged:3: field when: '@#DJULIAN@ 25 DEC 1700' is of the calendar ")


@pytest.mark.parametrize("line", ["no level", "3 DATE 1815", "99 DATE"])
def test_a_line_that_is_none_is_named(line: str) -> None:
    with pytest.raises(TimelineError, match=r"^a\.ged:3: not a line of GEDCOM"):
        read(line)
