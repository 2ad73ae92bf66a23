"""What entries say as structs, which are checked, written and read in a fraction of the time that the classes take."""

from collections.abc import Sequence
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
import msgspec

from ..model import Claim, Source, Value
from .kinds import EventBody

_UNSAID = (None, False, ())
"""What is left out where it is the default."""

_WHOLE: frozenset[type] = frozenset(get_args(EventBody))
_VALUES: frozenset[type] = frozenset(get_args(Value))


def shaped(body: Any) -> msgspec.Struct | None:
    """A body as a struct that JSON is made of in the canonical form, as `to_data` makes it.

    None if it is about no event, or if something in it is not of the very types that its class names: of others
    a struct might say less.
    """
    kind: type = type(body)
    if kind not in _WHOLE or not _is_plain(body.sources, getattr(body, "claims", ())):
        return None
    try:
        found: msgspec.Struct = msgspec.convert(body, _shape(kind, True), from_attributes=True)
    except msgspec.ValidationError:
        return None
    return found


def _is_plain(sources: Sequence[Source], claims: Sequence[Claim]) -> bool:
    odd = [part for part in sources if type(part) is not Source]
    return not odd and not [part for part in claims if type(part) is not Claim or type(part.value) not in _VALUES]


def reads_as(data: msgspec.Raw, said: msgspec.Struct) -> bool:
    """Do these bytes read as what was made by `shaped`?"""
    try:
        return bool(_decoder(type(said)).decode(data) == said)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False


@cache
def shape(kind: type) -> Any:
    """A struct of the fields that a class of entries has, with its defaults: reads and refuses what the class does."""
    return _shape(kind, False)


@cache
def _decoder(shape: type) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(shape)


@cache
def _shape(kind: Any, sparing: bool) -> Any:
    """A type of the model with structs in place of its classes; ``sparing`` ones leave out what is not said."""
    if attrs.has(kind):
        hints = get_type_hints(kind)
        fields = [_field(a, _shape(hints[a.name], sparing), sparing) for a in attrs.fields(kind)]
        return msgspec.defstruct(kind.__name__, fields, kw_only=True, gc=False, frozen=True, omit_defaults=sparing)
    if get_origin(kind) is Literal:
        return kind
    origin, inner = get_origin(kind), tuple(_shape(part, sparing) for part in get_args(kind))
    if origin in (Union, UnionType):
        return Union[inner]  # noqa: UP007
    return origin[inner] if origin is tuple else kind


def _field(attribute: "attrs.Attribute[Any]", kind: Any, sparing: bool) -> Any:
    """A field, optional where the class has a default; a default that says something is written all the same."""
    if attribute.default is attrs.NOTHING:
        return attribute.name, kind
    return attribute.name, kind, attribute.default if attribute.default in _UNSAID or not sparing else None
