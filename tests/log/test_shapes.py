"""What is written from structs is the canonical form, byte for byte; and new events are read as what the class says."""

import attrs
import msgspec
from hypothesis import given
from hypothesis import strategies as st

from timeline_engine.entries import EventBody, EventRecorded, Recorded, body_in, read_recorded, to_data
from timeline_engine.entries.shapes import reads_as, shaped
from timeline_engine.model import Claim, Quantity, Source

from .samples import event

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
_AMOUNT = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
_SIGN = st.none() | st.sampled_from(["about", "over", "under", "at least", "at most"])
_VALUE = _TEXT | _AMOUNT | st.builds(Quantity, _AMOUNT, st.none() | _TEXT, _SIGN)
_SOME = {
    "event": _TEXT,
    "title": _TEXT,
    "phase": st.sampled_from(["occurred", "scheduled"]),
    "issues": st.lists(_TEXT, max_size=2).map(tuple),
    "actors": st.lists(_TEXT, max_size=2),
    "claims": st.lists(st.builds(Claim, _TEXT, _TEXT, _VALUE, st.none() | _TEXT), max_size=2).map(tuple),
    "sources": st.lists(st.builds(Source, *[st.none() | _TEXT] * 4), max_size=2).map(tuple),
}


def _bodies(kind: type) -> st.SearchStrategy[EventBody]:
    return st.builds(kind, **{a.name: _SOME.get(a.name, st.none() | _TEXT) for a in attrs.fields(kind)})


@given(st.one_of(*map(_bodies, EventBody.__args__)))
def test_structs_write_the_canonical_form(body: EventBody) -> None:
    said = shaped(body)
    assert said is not None
    data = msgspec.json.encode(said)
    assert data == msgspec.json.encode(to_data(body))
    assert reads_as(msgspec.Raw(data), said)
    assert not reads_as(msgspec.Raw(data.replace(b'"event":"', b'"event":"other')), said)
    assert to_data(msgspec.json.decode(data, type=type(body))) == msgspec.json.decode(data)


@given(_bodies(EventRecorded))
def test_a_new_event_is_read_as_what_its_class_says(body: EventBody) -> None:
    data = msgspec.json.encode(to_data(body))
    said, read = read_recorded(data), msgspec.json.decode(data, type=EventRecorded)
    assert isinstance(said, Recorded)
    assert msgspec.convert(said, EventRecorded, from_attributes=True) == body_in(data) == read


def test_fields_and_defaults_are_those_of_the_class() -> None:
    ours, theirs = msgspec.structs.fields(Recorded), attrs.fields(EventRecorded)
    assert [(f.name, f.default) for f in ours if not f.required] == [
        (a.name, a.default) for a in theirs if a.default is not attrs.NOTHING
    ]
    assert [f.name for f in ours if f.required] == [a.name for a in theirs if a.default is attrs.NOTHING]


def test_what_json_does_not_hold_does_not_read_as_it() -> None:
    said = shaped(event(1, claims=(Claim("i", "a", Quantity(float("nan"))),)).body)
    assert said is not None
    assert not reads_as(msgspec.Raw(msgspec.json.encode(said)), said)
