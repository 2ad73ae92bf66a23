"""A VEVENT that holds nothing but plain texts, days and times in UTC, as ours do: read by looking at its lines.

The `icalendar` library reads it to the same, many times slower, and all that is written in any other way.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from types import MappingProxyType
from typing import Any, cast
from zoneinfo import ZoneInfo

from attrs import frozen
from icalendar import Component

_TEXTS = ("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "STATUS")
_AS_DAY = ";VALUE=DATE"
_MOMENTS = ("DTSTAMP", "CREATED", "LAST-MODIFIED", "DTSTART", "DTEND", f"DTSTART{_AS_DAY}", f"DTEND{_AS_DAY}")
_OURS = "X-TIMELINE-"
_AS_TEXT = ";VALUE=TEXT"
_SEVERAL = "X-TIMELINE-BEFORE"
_LIBRARY = re.compile(r"%(?:2C|3A|3B|5C)|\\[^n,;]|\\\Z")  # signs of which it has its own idea
_NUMBER = re.compile("[0-9]{1,9}")
_TIME = re.compile("[0-9]{8}T[0-9]{6}Z")
_DAY = re.compile("[0-9]{8}")
_UTC = ZoneInfo("UTC")  # as the library has it
_NO_PARAMS: Mapping[str, str] = MappingProxyType({})


@frozen
class Moment:
    """A day or a time in UTC."""

    dt: date
    params: Mapping[str, str] = _NO_PARAMS


@frozen
class Categories:
    """The categories of an event."""

    cats: tuple[str, ...]


class Plain(dict[str, Any]):
    """The properties of a VEVENT by their names in capitals. What more is asked of it, the library's component does."""

    errors = ()

    def __init__(self, written: Callable[[], bytes]) -> None:
        super().__init__()
        self._written = written

    def to_ical(self) -> bytes:
        """Return the event as text."""
        return bytes(self._whole().to_ical())

    def copy(self) -> Any:
        """Return the library's component."""
        return self._whole()

    def _whole(self) -> Component:
        return Component.from_ical(self._written())


def plain_event(lines: Iterable[str], written: Callable[[], bytes]) -> Component | None:
    """An event as the library would read it, of its unfolded lines; None if that has to be asked.

    ``written`` gives the event as text. It is no Component, but has all of one that is used here.
    """
    found = Plain(written)
    for line in lines:
        name, _, said = line.partition(":")
        if not said.isprintable() or said != said.strip():
            return None
        value, name = _value(name, said), name.removesuffix(_AS_TEXT).removesuffix(_AS_DAY)
        if value is None or (name in found and name != _SEVERAL):
            return None
        if name == _SEVERAL:
            found.setdefault(name, []).append(value)
        else:
            found[name] = value
    return cast("Component", found)


def _value(name: str, said: str) -> Any:
    """The value of a property; None of one that is not plain."""
    if name in _TEXTS or (name.startswith(_OURS) and name.endswith(_AS_TEXT) and name.count(";") == 1):
        return _text(said)
    if name in _MOMENTS:
        return _moment(name, said)
    if name == "CATEGORIES":
        return Categories(tuple(said.split(","))) if "\\" not in said else None
    return int(said) if name == "SEQUENCE" and _NUMBER.fullmatch(said) else None


def _text(said: str) -> str | None:
    if "\\" not in said and "%" not in said:
        return said
    if _LIBRARY.search(said):
        return None
    return said.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")


@lru_cache(1_000)
def _moment(name: str, said: str) -> Moment | None:
    """A day or time, of which each event repeats some."""
    is_day = name.endswith(_AS_DAY)
    if not (_DAY if is_day else _TIME).fullmatch(said):
        return None
    try:
        found = date(int(said[:4]), int(said[4:6]), int(said[6:8]))
        clock = None if is_day else time(int(said[9:11]), int(said[11:13]), int(said[13:15]), tzinfo=_UTC)
        return Moment(datetime.combine(found, clock) if clock else found)
    except ValueError:
        return None
