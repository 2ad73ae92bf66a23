"""What a field or an argument takes is what its type hint says: what does not fit is refused with a sentence.

A class is checked where it is made by hand. What is read from a log is not made so: it is checked as it is read, and
says what it says.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cache, wraps
from inspect import Signature, signature
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from .errors import FieldError, shortened
from .numeric import EXACT, number_fault

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])

_WORDS = {str: "a text", bool: "True or False", int: "a whole number", float: "a number", NoneType: "None"}
_DATES = frozenset(["when", "known", "published", "as_of", "known_by", "recorded_by", "on"])
_UNIONS = (Union, UnionType)
_MANY = (tuple, Iterable)
_DICTS = (dict, Mapping)
_SEEN = 4_096  # of a class: how its values go together


def checked(kind: type[T]) -> type[T]:
    """Have a class, when it is called, raise FieldError where a value does not fit the hint of its field."""
    made: Callable[..., None] = kind.__init__

    @wraps(made)
    def init(self: T, *given: Any, **named: Any) -> None:
        made(self, *given, **named)
        if _is_plain(self):  # as most
            return
        for name, value, wrong in _odd(self):
            if wrong:
                raise FieldError(f"{type(self).__name__}: {wrong}")
            object.__setattr__(self, name, plain(value))

    kind.__init__ = init  # type: ignore[assignment]
    return kind


def fields_fault(made: Any) -> str | None:
    """Which field of an object has a value that does not fit its hint, and what it must be; None: all fit."""
    if _is_plain(made):  # as most
        return None
    return next((wrong for _, _, wrong in _odd(made) if wrong), None)


def _is_plain(made: Any) -> bool:
    """Do all values of an object surely fit? What of that their types decide is kept."""
    kind: type = type(made)
    values, seen = _values(kind)
    said = values(made)
    kinds = tuple(map(type, said))
    unsure = seen.get(kinds)
    if unsure is None:
        if len(seen) > _SEEN:
            seen.clear()
        unsure = seen[kinds] = [
            (place, fits) for place, (_, types, fits, _) in enumerate(_fields(kind)) if kinds[place] not in types
        ]
    for place, fits in unsure:  # noqa: SIM110, as it is done very often
        if not fits(said[place]):
            return False
    return True


@cache
def _values(kind: type) -> tuple[Callable[[Any], tuple[Any, ...]], dict[tuple[type, ...], list[Any]]]:
    """What takes the values of all fields of a class at once; and by their types which fields have to be looked at."""
    names = [name for name, _, _, _ in _fields(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda made: (getattr(made, names[0]),), {}


def _odd(made: Any) -> Iterator[tuple[str, Any, str | None]]:
    """The fields of an object whose values need a second look, and what is wrong with each, if anything."""
    kind: type = type(made)
    for name, types, fits, hint in _fields(kind):
        value = getattr(made, name)
        if type(value) not in types and not fits(value):
            yield name, value, _fault(name, value, hint)


def plain(value: Any) -> Any:
    """A value whose texts and numbers are of Python's own types: those of NumPy and others are such, and no JSON."""
    kind = type(value)
    if kind in (str, int, float, bool, NoneType) or isinstance(value, Enum):
        return value
    for builtin, made in ((str, str.__str__), (float, float.__float__), (int, int.__int__)):
        if isinstance(value, builtin):
            return made(value)  # type: ignore[arg-type]
    if kind in (tuple, list):
        return kind(map(plain, value))
    return {plain(key): plain(item) for key, item in value.items()} if kind is dict else value


def typed(function: F) -> F:
    """Have a function raise FieldError where an argument does not fit its hint."""

    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        _check_arguments(function, given, named)
        return function(*given, **named)

    return call  # type: ignore[return-value]


def explained(function: F) -> F:
    """Have a function, if it fails, say which argument does not fit its hint: for one that is called very often."""

    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        try:
            return function(*given, **named)
        except (AttributeError, TypeError, ValueError):
            _check_arguments(function, given, named)
            raise

    return call  # type: ignore[return-value]


def _check_arguments(function: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any]) -> None:
    takes, hints = _takes(function)
    try:
        arguments = takes.bind(*given, **named).arguments
    except TypeError:
        return  # which the call raises, too
    for name, value in arguments.items():
        kind, hint = takes.parameters[name].kind, hints.get(name, Any)
        if kind is kind.VAR_POSITIONAL:
            continue  # what these are, the function itself looks at
        if wrong := _fault(name, value, dict[str, hint] if kind is kind.VAR_KEYWORD else hint):  # type: ignore[valid-type]
            raise FieldError(f"{function.__name__}: {wrong}")


@cache
def _takes(function: Callable[..., Any]) -> tuple[Signature, dict[str, Any]]:
    return signature(function), get_type_hints(function)


@cache
def _fields(kind: type) -> tuple[tuple[str, frozenset[Any], Callable[[Any], bool], Any], ...]:
    """The fields of a class: the name, the types of which any value fits, what else surely fits, and the hint."""
    hints = {name: hint for name, hint in get_type_hints(kind).items() if get_origin(hint) is not ClassVar}
    return tuple((name, _types(hint), _surely(hint), hint) for name, hint in hints.items())


def _types(hint: Any) -> frozenset[Any]:
    """The types of which every value fits a hint."""
    return frozenset(part for part in _parts(hint) if isinstance(part, type) and part not in (int, float, Any))


def _surely(hint: Any) -> Callable[[Any], bool]:
    """What most values take that fit, in a fraction of the time that it takes to say what is wrong with others."""
    parts = _parts(hint)
    words = frozenset(word for part in parts if get_origin(part) is Literal for word in get_args(part))
    items = [_types(get_args(part)[0]) for part in parts if get_origin(part) is tuple]

    def fits(value: Any) -> bool:
        kind = type(value)
        if kind is tuple:
            return bool(items) if not value else any(types.issuperset(map(type, value)) for types in items)
        return (kind is str and value in words) or (kind is int and float in parts and -EXACT <= value <= EXACT)

    return fits


def _parts(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in _UNIONS else (hint,)


def _fault(name: str, value: Any, hint: Any) -> str | None:
    """What is wrong with a value, or the first part of it that is wrong; None: it fits the hint."""
    parts = _parts(hint)
    if isinstance(value, int | float) and not isinstance(value, bool) and float in parts:
        wrong = number_fault(value)
        return f"{name}: {wrong}" if wrong else None
    for part in parts:
        if _is_such(value, part):
            return next(filter(None, (_fault(*inner) for inner in _inside(name, value, part))), None)
    return f"{name} is {shortened(value)}, it must be {_words(name, value, parts)}"


def _is_such(value: Any, hint: Any) -> bool:
    """Is a value of the kind of a hint, whatever is in it?"""
    kind = get_origin(hint) or hint
    if kind is Literal:
        return isinstance(value, str) and value in get_args(hint)
    if kind in _MANY:
        return isinstance(value, tuple | list if kind is tuple else kind) and not isinstance(value, str | bytes)
    if not isinstance(kind, type) or kind.__module__ == "typing" or getattr(kind, "_is_protocol", False):
        return True
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def _inside(name: str, value: Any, hint: Any) -> Iterator[tuple[str, Any, Any]]:
    """The parts of a value: the name, the value and the hint of each."""
    kind, hints = get_origin(hint), get_args(hint)
    if kind is tuple:  # of others what they give may be made as they are gone through, or gone by then
        yield from ((f"{name}[{place}]", item, hints[0]) for place, item in enumerate(value))
    elif kind in _DICTS:
        for key, item in value.items():
            yield f"a key of {name}", key, hints[0]
            yield f"{name}[{key}]", item, hints[1]


def _words(name: str, value: Any, parts: tuple[Any, ...]) -> str:
    """What a value must be, with what to write instead of this one if that can be told."""
    if str in parts and name in _DATES:
        day = value.isoformat() if isinstance(value, date) else "2018-12-04"
        return f"a date as text, like {day!r}{', or a date' if date in parts else ''}"
    words = [_word(part) for part in parts if part is not int or float not in parts]
    must = " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    many = isinstance(value, str) and any(get_origin(part) in _MANY for part in parts)
    return f"{must}: write [{shortened(value)}]" if many else must


def _word(hint: Any) -> str:
    kind, hints = get_origin(hint) or hint, get_args(hint)
    if kind is Literal:
        return " or ".join(map(repr, hints))
    if kind in _MANY:
        return f"a list of {_plural(hints[0])}"
    if kind in _DICTS:
        return "a dict" if hints[1] is Any else f"a dict of {_plural(hints[1])}"
    if kind is Callable:
        return "a function"
    word: str = _WORDS.get(kind) or kind.__name__
    return word if " " in word or kind is NoneType else f"{'an' if word[0] in 'AEIOU' else 'a'} {word}"


def _plural(hint: Any) -> str:
    names = [getattr(part, "__name__", "value") for part in _parts(hint)]
    return {"str": "text", "bool": "value"}.get(names[0], names[0]) + "s" if len(names) == 1 else "values"
