"""A file without a header line that has one of several layouts: the number of its cells decides, or it is refused."""

import warnings
from io import BytesIO
from pathlib import Path

import pytest

from support import memory_log
from timeline_engine import import_file
from timeline_engine.errors import TimelineError
from timeline_engine.history import Revision
from timeline_engine.recording import read_state
from timeline_engine.view.ports import LeftOut

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
OLD = (SAMPLES / "gdelt-1-2012.tsv").read_bytes()
THREE_WIDE = "event,title,when|event,title,place,when"
pytestmark = pytest.mark.filterwarnings("ignore::timeline_engine.view.ports.LeftOut")


def events(data: bytes, format: str = "tsv", **options: str) -> list[Revision]:
    log = memory_log()
    import_file(log, BytesIO(data), format=format, known="2019-01-01", **options)
    state = read_state(log)
    return [state.revision(event) for event in state.events]


def test_rows_of_before_april_2013_say_what_those_after_it_say_but_for_the_address() -> None:
    old, new = (events((SAMPLES / name).read_bytes(), preset="gdelt") for name in ("gdelt-1-2012.tsv", "gdelt-1.tsv"))
    assert [(one.body.title, one.body.place, one.body.kind) for one in old] == [
        (one.body.title, one.body.place, one.body.kind) for one in new
    ]
    (source,) = old[0].sources
    assert (source.published, source.url) == ("2012-09-05", None)


@pytest.mark.parametrize(("cut", "count"), [(slice(0, 56), 56), (slice(0, 40), 40)])
def test_a_width_that_no_layout_has_is_refused(cut: slice, count: int) -> None:
    row = b"\t".join(OLD.splitlines()[0].split(b"\t")[cut])
    with pytest.raises(TimelineError, match=f":1: {count} cells, and the headers that are given .* have 57, 58 or 61"):
        events(row + b"\n", preset="gdelt")
    with pytest.raises(TimelineError, match=":1: 65 cells"):
        events(OLD.splitlines()[0] + b"\tx" * 8 + b"\n", preset="gdelt")


def test_each_row_has_as_many_cells_as_the_first() -> None:
    first, second = OLD.splitlines()
    with pytest.raises(TimelineError, match=":2: 58 cells, and 57 in the first row"):
        events(first + b"\n" + second + b"\thttp://a.example\n", preset="gdelt")
    with pytest.raises(TimelineError, match=":2: 56 cells, and 57 in the first row"):
        events(first + b"\n" + second.rpartition(b"\t")[0] + b"\n", preset="gdelt")


def test_the_same_of_headers_that_are_typed() -> None:
    assert events(b"\na,A,2018\n", "csv", header=THREE_WIDE)[0].when.text == "2018"
    assert events(b"a,A,Kiel,2018\n", "csv", header=THREE_WIDE)[0].body.place == "Kiel"
    with pytest.raises(TimelineError, match=r":1: 2 cells, .* have 3 or 4 columns"):
        events(b"a,A\n", "csv", header=THREE_WIDE)
    with warnings.catch_warnings():
        warnings.simplefilter("error", LeftOut)
        assert events(b"a,A,2018\n", "csv", header="event,title,when,place")[0].body.title == "A"
