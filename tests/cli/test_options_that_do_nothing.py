"""An option that does nothing for a file is told or refused: each option of every import, for each kind of importer."""

import pytest

from .running import Cli

_CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20180501T000000Z\r\n"
    "DTSTART:20180601T100000Z\r\nSUMMARY:A\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_TABLE = "title,when,known\nA,2018-06-01,2018-05-01\n"
_EXPORTED = "event,title,when,known,entry\na,A,2018-06-01,2018-05-01,0123456789abcdef\n"
_OBJECTS = '[{"title": "A", "when": "2018-06-01", "known": "2018-05-01"}]'
_OPTIONS = (
    "times=days",
    "pairs=years",
    "dates=day-first",
    "pivot=2029",
    "epoch=s",
    "language=fr",
    "negative=bc",
    "decimal=comma",
)


@pytest.mark.parametrize("option", _OPTIONS)
@pytest.mark.parametrize(
    ("kind", "text", "is_told"),
    [("ics", _CALENDAR, True), ("csv", _EXPORTED, True), ("csv", _TABLE, False), ("json", _OBJECTS, False)],
)
def test_what_says_how_a_file_is_written_is_told_where_it_decides_nothing(
    cli: Cli, kind: str, text: str, is_told: bool, option: str
) -> None:
    said = " ".join(cli.run("import", "-", "--format", kind, "-O", option, typed=text).stderr.split())
    assert (f"-O {option}: does nothing here, as calendars and exported rows say what they mean" in said) == is_told


@pytest.mark.parametrize("preset", ["timesketch", "l2tcsv", "timelinejs", "gdelt"])
def test_a_preset_of_tables_is_none_of_a_calendar(cli: Cli, preset: str) -> None:
    said = cli.refused("import", "-", "--format", "ics", "--preset", preset, typed=_CALENDAR)
    assert f"preset '{preset}' is for files with headers like " in said
    assert "and 'ics' has none" in said
