"""Titles under a header ``Event``: the map that is proposed reads the file, in one step."""

import re
import shlex
from io import BytesIO

import pytest

from support import memory_log
from timeline_engine import import_file
from timeline_engine.errors import TimelineError
from timeline_engine.recording import read_state


def titles(table: str, **options: str) -> list[str]:
    log = memory_log()
    import_file(log, BytesIO(table.encode()), format="csv", known="2024-01-01", **options)
    state = read_state(log)
    return [state.revision(event).body.title for event in state.events]


def proposed(table: str) -> str:
    with pytest.raises(TimelineError) as caught:
        titles(table)
    return shlex.split(str(caught.value).partition("--map ")[2].partition(", where")[0])[0]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Date,Event,Place", "Date=when,Event=title"),
        ("Start, EVENT ,Place", "Start=when,EVENT=title"),
    ],
)
def test_one_map_that_works(header: str, columns: str) -> None:
    table = f"{header}\n2018,The bridge opens,Kiel\n2019,It closes,Kiel\n"
    assert proposed(table) == columns
    assert titles(table, map=columns) == ["The bridge opens", "It closes"]


def test_where_there_is_a_title_the_event_is_an_id() -> None:
    assert proposed("Date,event,title\n2018,a,A\n") == "Date=when"
    assert proposed("Date,event,Headline\n2018,a,A\n") == "Date=when,Headline=title"


def test_what_is_said_later_is_a_sentence_of_its_own() -> None:
    with pytest.raises(TimelineError) as caught:
        titles("Date,Event\n2018,The bridge opens\n", map="Date=when")
    assert re.search(r"no row gives it a title\. If titles .*, say so with --map event=title, ", str(caught.value))
