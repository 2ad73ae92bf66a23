"""How much of a file an importer takes: what is larger is refused with its place, before memory is filled with it."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, fields, frozen

from timeline_engine.errors import TimelineError, did_you_mean

__all__ = ["Limits", "read_limits"]

_NUMBER = re.compile(r"([1-9]\d{0,11})\s*([kMG]?)", re.ASCII)
_SCALES: Mapping[str, int] = MappingProxyType({"": 1, "k": 1_000, "M": 1_000_000, "G": 1_000_000_000})


def _limit(default: int, of: str) -> int:
    made: int = field(default=default, metadata={"of": of})
    return made


@frozen(kw_only=True)
class Limits:
    """The most that is taken of a file, each with what it counts; docs/plugins.md has them as a table."""

    cell: int = _limit(1_000_000, "characters of a cell, of a text in a JSON object, of a property of a calendar")
    row: int = _limit(4_000_000, "characters of a row of CSV, of a line of JSON, of an object in a list")
    cells: int = _limit(16_384, "cells of a row, keys of a JSON object")
    file: int = _limit(32_000_000, "bytes of a calendar or an .xls workbook, which are held whole")
    sheet: int = _limit(2_000_000_000, "bytes of a sheet, unpacked")
    texts: int = _limit(256_000_000, "bytes of the texts of a workbook, unpacked, with 100 more for each")
    part: int = _limit(16_000_000, "bytes of any other part of a workbook, unpacked, and of a row of a sheet")
    elements: int = _limit(250_000, "elements of XML in such a part, and in a row of a sheet")
    ratio: int = _limit(100, "how many times as large as packed a part of a workbook may be")

    def passed(self, at: str, name: str, what: str) -> TimelineError:
        """What to say of something at a place that is more than the limit ``name``."""
        return TimelineError(
            f"{at}: {what}; the limit {name} is {getattr(self, name):,}: mend the file or, if it is meant, raise the "
            f"limit with -O limits={name}=NUMBER"
        )


NAMES = tuple(one.name for one in fields(Limits))


def read_limits(text: str | None) -> Limits:
    """Read ``cell=5M,row=20M``: those limits, and the others as they are. Raises TimelineError."""
    given: dict[str, int] = {}
    for pair in filter(None, map(str.strip, (text or "").replace(";", ",").split(","))):
        name, _, number = map(str.strip, pair.partition("="))
        if name not in NAMES:
            near = did_you_mean(name, NAMES) or f"; there are {', '.join(NAMES)}"
            raise TimelineError(f"limits: {pair!r}: no limit is called {name!r}{near}")
        found = _NUMBER.fullmatch(number)
        if not found:
            raise TimelineError(f"limits: {pair!r}: write a whole number from 1 on, like {name}=5000, 20k, 20M or 2G")
        given[name] = int(found[1]) * _SCALES[found[2]]
    return Limits(**given)
