"""What entries say as structs, which are checked, written and read in a fraction of the time that the classes take."""

from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
import msgspec

from ..model import Attribute, Claim, Quantity, Source, range_fault
from ..numeric import number_fault
from .kinds import EventBody, IssueDefined

_UNSAID = (None, False, (), "")
"""What is left out where it is the default."""

_SHAPED: frozenset[type] = frozenset([IssueDefined, *get_args(EventBody)])


def shaped(body: Any) -> msgspec.Struct | None:
    """A body as a struct that JSON is made of in the canonical form, as `to_data` makes it, and that reads back equal.

    It is made of texts and numbers that the log takes, by the types of its fields, and JSON holds these exactly:
    nothing else need be compared. None if something in the body is not of the very types that its class names (of
    others a struct might say less), or if it is a correction, whose fields may be anything.
    """
    kind: type = type(body)
    if kind not in _SHAPED:
        return None
    try:
        found: msgspec.Struct = msgspec.convert(body, _shape(kind, True), from_attributes=True)
    except msgspec.ValidationError:
        return None
    return found if _is_exact(body) else None


def _is_exact(body: Any) -> bool:
    """Is every part of the very class that is named for it, and every number one that the log takes?"""
    if type(body) is IssueDefined:
        return all(type(a) is Attribute and all(map(_is_exact_value, a.allowed)) for a in body.attributes.values())
    for source in body.sources:
        if type(source) is not Source:
            return False
    for claim in body.claims:
        if type(claim) is not Claim or not (type(claim.value) is str or _is_exact_value(claim.value)):
            return False
    return True


def _is_exact_value(value: Any) -> bool:
    if type(value) is Quantity:
        if value.upper is not None and not (_is_exact_value(value.upper) and range_fault(value) is None):
            return False
        value = value.amount
    return type(value) is str or (type(value) in (int, float) and number_fault(value) is None)


@cache
def shape(kind: type) -> Any:
    """A struct of the fields that a class of entries has, with its defaults: reads and refuses what the class does."""
    return _shape(kind, False)


@cache
def _shape(kind: Any, sparing: bool) -> Any:
    """A type of the model with structs in place of its classes; ``sparing`` ones leave out what is not said.

    A quantity that is read stays of its own class: it is compared with those of other entries, in whatever form.
    """
    if kind is Quantity and not sparing:
        return kind
    if attrs.has(kind):
        hints = get_type_hints(kind)
        fields = [_field(a, _shape(hints[a.name], sparing), sparing) for a in attrs.fields(kind)]
        named = {"KIND": kind.KIND} if hasattr(kind, "KIND") else {}
        named["__reduce__"] = lambda self: (_unpickled, (kind, sparing, msgspec.structs.asdict(self)))
        return msgspec.defstruct(
            kind.__name__, fields, namespace=named, kw_only=True, gc=False, frozen=True, omit_defaults=sparing
        )
    if get_origin(kind) is Literal:
        return kind
    origin, inner = get_origin(kind), tuple(_shape(part, sparing) for part in get_args(kind))
    if origin in (Union, UnionType):
        return Union[inner]  # noqa: UP007
    return origin[inner] if origin in (tuple, dict) else kind


def _unpickled(kind: type, sparing: bool, fields: dict[str, Any]) -> Any:
    """A struct as it was pickled: its class is found by the one it is made after, as no module has it."""
    return _shape(kind, sparing)(**fields)


def _field(attribute: "attrs.Attribute[Any]", kind: Any, sparing: bool) -> Any:
    """A field, optional where the class has a default; a default that says something is written all the same."""
    if attribute.default is attrs.NOTHING:
        return attribute.name, kind
    if attribute.default in _UNSAID or not sparing:
        return attribute.name, kind, _default(attribute.default)
    return attribute.name, kind, None


def _default(default: Any) -> Any:
    return default if default in _UNSAID or isinstance(default, str) else msgspec.field(default_factory=default.factory)
