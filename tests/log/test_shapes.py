"""Structs write the canonical form, byte for byte, and it reads back; what is read is what its class says."""

import pickle
from enum import StrEnum
from typing import Any

import attrs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import unchecked
from timeline_engine.entries import (
    RECORDING,
    Body,
    Codec,
    Draft,
    EventBody,
    EventRecorded,
    IssueDefined,
    body_in,
    correct,
    forms,
    read_said,
    to_data,
)
from timeline_engine.entries.shapes import shaped
from timeline_engine.log import GENESIS
from timeline_engine.model import Attribute, Claim, Quantity, Source
from timeline_engine.numeric import EXACT

from .samples import START_STAMP, event

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
_AMOUNT = (
    st.integers(-EXACT, EXACT)
    | st.sampled_from([2**63, -(2**80)])
    | st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)
)
_SIGN = st.none() | st.sampled_from(["about", "over", "under", "at least", "at most"])
_VALUE = _TEXT | _AMOUNT | st.builds(Quantity, _AMOUNT, st.none() | _TEXT, _SIGN)
_ATTRIBUTE = st.builds(
    Attribute, st.sampled_from(["state", "estimate"]), st.none() | _TEXT, st.lists(_VALUE, max_size=2).map(tuple)
)
_SOME = {
    "event": _TEXT,
    "issue": _TEXT,
    "title": _TEXT,
    "phase": st.sampled_from(["occurred", "scheduled"]),
    "issues": st.lists(_TEXT, max_size=2).map(tuple),
    "actors": st.lists(_TEXT, max_size=2),
    "claims": st.lists(st.builds(Claim, _TEXT, _TEXT, _VALUE, st.none() | _TEXT), max_size=2).map(tuple),
    "sources": st.lists(st.builds(Source, *[st.none() | _TEXT] * 4), max_size=2).map(tuple),
    "attributes": st.dictionaries(_TEXT, _ATTRIBUTE, max_size=2),
}


def _bodies(kind: type) -> st.SearchStrategy[Body]:
    return st.builds(kind, **{a.name: _SOME.get(a.name, st.none() | _TEXT) for a in attrs.fields(kind)})


@given(_TEXT.filter(bool), st.one_of(*map(_bodies, (IssueDefined, *EventBody.__args__))))
def test_structs_write_the_canonical_form_which_reads_back(name: str, body: Body) -> None:
    codec, draft = Codec(), Draft(name, body)
    line = codec.shaped_line(draft, 7, START_STAMP, GENESIS)
    assert line is not None
    assert line == codec.line(draft, 7, START_STAMP, GENESIS)
    read = codec.envelope(line)
    assert (read.seq, read.id, read.recorded, read.kind, read.v, read.prev) == (
        (7, name, START_STAMP, body.KIND, 1, GENESIS)
    )
    assert codec.data(codec.body(read)) == codec.data(body)
    assert to_data(codec.body(read)) == msgspec.json.decode(msgspec.json.encode(to_data(body)))


@given(st.one_of(*map(_bodies, EventBody.__args__)))
def test_an_entry_about_an_event_is_read_as_what_its_class_says(body: EventBody) -> None:
    data = msgspec.json.encode(to_data(body))
    said, read = read_said[body.KIND](data), msgspec.json.decode(data, type=type(body))
    assert type(said) in forms(type(body))
    assert isinstance(said, msgspec.Struct)
    assert body_in(said) == read
    if isinstance(said, RECORDING):
        assert body_in(data) == read


@pytest.mark.parametrize("kind", EventBody.__args__)
def test_fields_and_defaults_are_those_of_the_class(kind: type[EventBody]) -> None:
    ours, theirs = msgspec.structs.fields(forms(kind)[1]), attrs.fields(kind)
    assert [(f.name, f.default) for f in ours if not f.required] == [
        (a.name, a.default) for a in theirs if a.default is not attrs.NOTHING
    ]
    assert [f.name for f in ours if f.required] == [a.name for a in theirs if a.default is attrs.NOTHING]


@given(st.one_of(*map(_bodies, EventBody.__args__)))
def test_what_was_read_can_be_pickled(body: EventBody) -> None:
    said = read_said[body.KIND](msgspec.json.encode(to_data(body)))
    assert pickle.loads(pickle.dumps(said)) == said


def test_a_correction_takes_a_body_of_whatever_classes() -> None:
    corrected = correct(event(1, sources=(Cited("ANI"),)).body, {"title": "Another"})
    assert corrected == event(1, sources=(Source("ANI"),), title="Another").body


class Text(str):
    """A text that is more than its characters."""


@attrs.frozen
class Cited(Source):
    page: int = 7


@attrs.frozen
class Bounded(Attribute):
    least: int = 0


_NAN = float("nan")


def unchecked_event(**said: Any) -> Body:
    return unchecked(EventRecorded, **{"event": "e", "title": "t", "when": "2018-01-01", **said})


@pytest.mark.parametrize(
    "body",
    [
        event(1, claims=(unchecked(Claim, "i", "a", _NAN),)).body,
        event(1, claims=(Claim("i", "a", unchecked(Quantity, float("inf"))),)).body,
        event(1, claims=(Claim("i", "a", unchecked(Quantity, 10**400)),)).body,
        event(1, claims=(unchecked(Claim, "i", "a", 2**53 + 1),)).body,
        event(1, claims=(unchecked(Claim, "i", "a", True),)).body,
        event(1, claims=(unchecked(Claim, "i", "a", Text("a")),)).body,
        event(1, sources=(Cited("ANI"),)).body,
        unchecked_event(note=_NAN),
        unchecked_event(phase=None),
        unchecked_event(title=None),
        IssueDefined(issue="i", title="t", attributes={"a": Bounded()}),
        IssueDefined(issue="i", title="t", attributes={"a": unchecked(Attribute, allowed=(1.0, _NAN))}),
        unchecked(IssueDefined, issue="i", title="t", attributes=[]),
    ],
)
def test_what_a_struct_might_not_hold_makes_none(body: Body) -> None:
    assert shaped(body) is None
    assert Codec().shaped_line(Draft("x", body), 1, START_STAMP, GENESIS) is None


def test_an_id_that_is_no_text_makes_none() -> None:
    draft = Draft(5, event(1).body)  # type: ignore[arg-type]
    assert Codec().shaped_line(draft, 1, START_STAMP, GENESIS) is None


class Named(StrEnum):
    """Texts that are called something else, and stand for what is no text."""

    def __new__(cls, text: str, value: object) -> "Named":
        made = str.__new__(cls, text)
        made._value_ = value
        return made

    OCCURRED = "occurred", 5
    ESTIMATE = "estimate", None
    ABOUT = "about", ("a", "b")


_WHAT, _HOW, _SIGNED = Named.OCCURRED, Named.ESTIMATE, Quantity(5, Named.ABOUT, Named.ABOUT)


@pytest.mark.parametrize(
    "body",
    [
        event(1, **dict.fromkeys(("title", "phase", "kind", "place", "summary", "note"), _WHAT)).body,
        event(1, issues=(_WHAT,), actors=(_WHAT,), sources=(Source(_WHAT, _WHAT, None, _WHAT),)).body,
        event(1, claims=(Claim(_WHAT, _WHAT, _SIGNED, _WHAT),)).body,
        IssueDefined(issue=_WHAT, title=_WHAT, attributes={_WHAT: Attribute(_HOW, _HOW)}),
    ],
)
def test_a_member_of_texts_is_written_as_its_text(body: Body) -> None:
    """Whatever its value is: a struct holds the member, and JSON the text that it is."""
    codec, draft = Codec(), Draft("x", body)
    line = codec.shaped_line(draft, 1, START_STAMP, GENESIS)
    assert line == codec.line(draft, 1, START_STAMP, GENESIS)
    read = codec.body(codec.envelope(line))
    assert read == body
    assert codec.data(read) == codec.data(body)
