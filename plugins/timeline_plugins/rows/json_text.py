"""JSON as it comes: the objects of a list one after another, so that a file is never held whole (RFC 8259)."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from attrs import define, field

from timeline_engine.errors import TimelineError
from timeline_engine.rows.headers import listed
from timeline_engine.visible import quote

from ..limits import Limits
from .encoding import marked
from .lines import Raw

_CHUNK = 1 << 16
_DEEPEST = 8
_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder(parse_int=len, parse_float=len)  # only to see where a value ends


@define
class JsonText:
    """The text of a file, of which as much is held as one value is long, or the limit ``row`` allows."""

    _data: BinaryIO
    _name: str
    _limits: Limits
    left: list[str] = field(factory=list, init=False)
    _empty: list[str] = field(factory=list, init=False)
    _passed: list[str] = field(factory=list, init=False)
    _text: io.TextIOWrapper = field(init=False)
    _held: str = field(default="", init=False)
    _place: int = field(default=0, init=False)
    _line: int = field(default=1, init=False)

    def __attrs_post_init__(self) -> None:
        raw = io.BufferedReader(Raw(self._data), _CHUNK)
        encoding = marked(raw.peek(4), self._name)
        self._text = io.TextIOWrapper(raw, "utf-8-sig" if encoding == "utf-8" else encoding, newline="")

    def objects(self, wanted: str | None) -> Iterator[tuple[str, str]]:
        """The values of a list with their places: of the file itself, or of the list of objects ``wanted`` in it.

        If none is wanted it is the first, or an empty list where there is no other; what stands beside it is noted in
        ``left``. Raises TimelineError.
        """
        kind = self._peek()
        if not kind:
            raise TimelineError(f"{self._name}:1: the file is empty")
        if kind not in ("[", "{"):
            raise self._wrong("it must be a list of objects, or an object that has one")
        found = list[str]()
        yield from self._list("") if kind == "[" else self._members(wanted, "", found)
        if self._peek():
            raise self._wrong("more follows behind its end")
        if kind == "{" and not found and (wanted or not self._empty):
            raise TimelineError(f"{self._name}: {self._none_is(wanted)}")

    def _none_is(self, wanted: str | None) -> str:
        """That no list was found, and which there are."""
        if self._passed:
            said = f"no list of objects is called {wanted!r}" if wanted else "no list of objects stands at its top"
            which = f"; there are {listed(self._passed)}" if len(self._passed) > 1 else ""
            return f"{said}{which}: -O {quote(f'list={self._passed[0]}')} reads {self._passed[0]!r}"
        return f"no list of objects is in it, only {listed(self.left)}" if self.left else "nothing is in it"

    def _members(self, wanted: str | None, path: str, found: list[str]) -> Iterator[tuple[str, str]]:
        """The same of an object, and what is nested in it."""
        if path.count(".") > _DEEPEST:
            raise self._wrong("it is nested too deeply")
        self._take("{")
        while self._peek() != "}":
            named = path + str(json.loads(self._value()))
            self._take(":")
            is_list = self._is_list_of_objects(named, wanted)
            if is_list and named == (wanted or named) and not found:
                found.append(named)
                yield from self._list(named)
            elif self._peek() == "{" and (wanted or "").startswith(f"{named}."):
                yield from self._members(wanted, f"{named}.", found)
            else:
                value = self._value()
                self.left.append(named)
                if not found:
                    self._passed += _lists(_DECODER.decode(value), named)
            self._comma("}")
        self._take("}")

    def _list(self, path: str) -> Iterator[tuple[str, str]]:
        self._take("[")
        number = 0
        while self._peek() != "]":
            number += 1
            yield f"{self._name}{path and ':'}{path}[{number}]", self._value()
            self._comma("]")
        self._take("]")

    def _is_list_of_objects(self, named: str, wanted: str | None) -> bool:
        """Whether a list of objects is next; one without any only if it is the one wanted."""
        if self._peek() != "[":
            return False
        after = _BLANK.match(self._held, self._place + 1)
        while after and after.end() == len(self._held) and self._more():
            after = _BLANK.match(self._held, self._place + 1)
        sign = self._held[after.end() : after.end() + 1] if after else ""
        if is_empty := sign == "]":
            self._empty.append(named)
        return sign == "{" or (is_empty and named == wanted)

    def _value(self) -> str:
        """The text of the next value."""
        self._peek()
        while True:
            try:
                _, end = _DECODER.raw_decode(self._held, self._place)
            except (ValueError, RecursionError) as error:
                if not self._more():
                    raise self._wrong(_reason(error)) from None
            else:
                if end < len(self._held) or not self._more():  # a number may go on
                    said = self._held[self._place : end]
                    self._go_to(end)
                    return said

    def _comma(self, end: str) -> None:
        if self._peek() != end:
            self._take(",")
            if self._peek() == end:
                raise self._wrong("a comma stands before the end")

    def _take(self, sign: str) -> None:
        if self._peek() != sign:
            raise self._wrong(f"expected {sign!r}")
        self._go_to(self._place + 1)

    def _peek(self) -> str:
        """The next sign that is no blank; empty at the end."""
        while True:
            blank = _BLANK.match(self._held, self._place)
            self._go_to(blank.end() if blank else self._place)
            if self._place < len(self._held) or not self._more():
                return self._held[self._place : self._place + 1]

    def _go_to(self, place: int) -> None:
        self._line += self._held.count("\n", self._place, place)
        self._place = place

    def _more(self) -> bool:
        """Read on, as much as is held already; false at the end. Raises TimelineError for a value that is too long."""
        self._held, self._place = self._held[self._place :], 0
        if len(self._held) > self._limits.row:
            raise self._limits.passed(f"{self._name}:{self._line}", "row", "too many characters in one value")
        try:
            chunk = self._text.read(min(max(_CHUNK, len(self._held)), self._limits.row + 1))
        except UnicodeError:
            raise TimelineError(f"{self._name}: not UTF-8 text, as JSON has to be: save the file as UTF-8") from None
        self._held += chunk
        return bool(chunk)

    def _wrong(self, why: str) -> TimelineError:
        return TimelineError(f"{self._name}:{self._line}: not JSON: {why}")


def _lists(value: Any, path: str) -> Iterator[str]:
    """The paths of the lists of objects that a value is, or has nested in objects."""
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            yield path
    elif isinstance(value, dict) and path.count(".") < _DEEPEST:
        for key, one in value.items():
            yield from _lists(one, f"{path}.{key}")


def _reason(error: Exception) -> str:
    return "a value is nested too deeply" if isinstance(error, RecursionError) else str(error).partition(": line")[0]
