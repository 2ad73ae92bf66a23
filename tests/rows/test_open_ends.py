"""The end of an interval in a column of its own, where it goes on: as in one text, and under a map."""

from io import BytesIO

import pytest

from support import memory_log
from timeline_engine import import_file
from timeline_engine.errors import TimelineError
from timeline_engine.recording import read_state


def when(table: str, **options: str) -> str:
    log = memory_log()
    import_file(log, BytesIO(table.encode()), format="csv", known="2024-01-01", **options)
    state = read_state(log)
    (event,) = state.events
    return state.revision(event).when.text


@pytest.mark.parametrize("end", ["present", "Present", "the present", "ongoing", "to date", ".."])
def test_what_goes_on_has_no_end(end: str) -> None:
    assert when(f"title,when,until\nA,4 Nov 2018,{end}\n") == "2018-11-04/.."
    assert when(f"What,From,To\nA,4 Nov 2018,{end}\n", map="What=title,From/To=when") == "2018-11-04/.."
    if end[0].isalpha() and end != "to date":
        assert when(f"title,when\nA,4 Nov 2018 to {end}\n") == "2018-11-04/.."


def test_nothing_else_is_taken_for_it() -> None:
    for table in ("title,when,until\nA,,present\n", "title,when\nA,present\n", "title,when,until\nA,2018,presents\n"):
        with pytest.raises(TimelineError, match=r"field (until|when): "):
            when(table)
