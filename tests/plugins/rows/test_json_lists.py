"""Which list of a JSON file is read: what it is called where the option has to say it, also one that is nested."""

import json
import shlex
from io import BytesIO
from typing import Any

import pytest

from timeline_engine.errors import TimelineError
from timeline_engine.plugins.making import importer
from timeline_engine.view.ports import Row

EVENTS = [{"title": "A", "when": "2018"}]


def rows(said: Any, kind: str = "json", **options: str) -> list[Row | TimelineError]:
    return list(importer(kind, options).rows(BytesIO(json.dumps(said).encode()), "f.json"))


def fault(said: Any, **options: str) -> str:
    with pytest.raises(TimelineError) as caught:
        rows(said, **options)
    return str(caught.value)


@pytest.mark.parametrize("wanted", [{}, {"list": "timeline"}, {"list": "timeline.event"}, {"list": "x"}])
@pytest.mark.filterwarnings("ignore::timeline_engine.view.ports.LeftOut")
def test_the_option_that_is_named_reads_a_list_that_is_nested(wanted: dict[str, str]) -> None:
    said = {"about": {"n": [1]}, "timeline": {"name": "x", "events": EVENTS}}
    why = fault(said, **wanted)
    named = "stands at its top" if not wanted else f"is called '{wanted['list']}'"
    assert why == f"f.json: no list of objects {named}: -O list=timeline.events reads 'timeline.events'"
    option = shlex.split(why.partition(" -O ")[2])[0].removeprefix("list=")
    assert isinstance(rows(said, list=option)[0], Row)


def test_of_several_all_are_named() -> None:
    said = {"a": {"b": EVENTS, "c d": {"e": EVENTS}}, "f": [[1]]}
    assert fault(said).endswith("; there are 'a.b', 'a.c d.e': -O list=a.b reads 'a.b'")
    assert fault({"a": {"n": 1}, "b": [2]}) == "f.json: no list of objects is in it, only 'a', 'b'"
    assert fault({}) == "f.json: nothing is in it"


@pytest.mark.parametrize(("one", "is_what"), [(None, "null"), (3, "a number"), ([], "a list"), ("x", "a text")])
def test_what_is_no_object_is_said_to_be_what_it_is(one: Any, is_what: str) -> None:
    *_, last = rows([*EVENTS, one])
    assert str(last) == f"f.json[2]: it must be one JSON object, and is {is_what}"
