"""Which column of a file says what: headers as people write them, the ``map`` option, and what of it is refused."""

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from attrs import frozen

from timeline_engine.errors import TimelineError, did_you_mean
from timeline_engine.view.ports import LeftOut
from timeline_engine.visible import quote


class EventRow(NamedTuple):
    """One row, all as text in the columns of an import file; ``source`` is a title. None: the row does not say.

    ``entry`` and ``claim`` are of exported rows: the id of the entry, and which of its claims it is, from 1.
    """

    event: str
    title: str | None = None
    when: str | None = None
    known: str | None = None
    phase: str | None = None
    kind: str | None = None
    issue: str | None = None
    attribute: str | None = None
    value: str | None = None
    by: str | None = None
    publisher: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None
    place: str | None = None
    actors: str | None = None
    summary: str | None = None
    entry: str | None = None
    claim: str | None = None


COLUMNS = EventRow._fields
"""What a row may say, in the order of the header of an import file."""

_NAMES_AN_EVENT = ("event", "title")
_PAIR = re.compile(r"\s*(?P<header>[^\s=].*?)\s*=\s*(?P<column>[^\s,;=]+)\s*(?:[,;]|$)", re.DOTALL)
_SHOWN = 12


def folded(header: str) -> str:
    """A header without what people write now so, now so: capitals and spaces."""
    return "".join(header.split()).casefold()


@frozen
class ColumnMap:
    """Headers and what they stand for, as ``map`` gives them; a column of the rows needs no mapping.

    ``headers`` has for each mapped column the header as it was written. ``key`` names the columns that identify an
    event, by their headers or by what these stand for.
    """

    headers: Mapping[str, str]
    key: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.headers)

    def finds(self, headers: Sequence[str]) -> bool:
        """Whether one of these headers says which event a row is about."""
        found = self._found({folded(header) for header in headers})
        return any(column in found for column in _NAMES_AN_EVENT)

    def places(self, headers: Sequence[str], at: str) -> dict[str, int]:
        """Where each column stands under these headers; empty ones are of no column. Raises TimelineError."""
        self.check_found(headers, at)
        return self.places_of_some(headers, at)

    def places_of_some(self, headers: Sequence[str], at: str) -> dict[str, int]:
        """The same where a mapped header may be missing: in one of many lines that each name their own keys."""
        where: dict[str, list[int]] = {}
        for place, header in enumerate(headers):
            where.setdefault(folded(header), []).append(place)
        found = self._found(where)
        for header in found.values():
            if len(same := where[header]) > 1:
                raise TimelineError(f"{at}: {len(same)} columns are called {headers[same[0]]!r}: rename all but one")
        self._check_unknown([header for header in headers if folded(header) not in found.values()], at)
        if not any(column in found for column in _NAMES_AN_EVENT):
            raise TimelineError(
                f"{at}: there must be an event or a title column; the columns are {', '.join(COLUMNS)}: "
                f"say which is which with {advice('HEADER', 'title')}"
            )
        return {column: where[header][0] for column, header in found.items()}

    def key_places(self, headers: Sequence[str], at: str) -> list[int]:
        """Where the columns of the key stand under these headers. Raises TimelineError if one is missing."""
        places = self.key_places_of_some(headers)
        for name, place in zip(self.key, places, strict=True):
            if place is None:
                there = [header for header in headers if header.strip()]
                near = did_you_mean(name, there) or f"; there are {listed(there)}"
                raise TimelineError(f"{at}: key: no column is called {name!r}{near}")
        return [place for place in places if place is not None]

    def key_places_of_some(self, headers: Sequence[str]) -> list[int | None]:
        """The same where one may be missing, which is None then."""
        if not self.key:
            return []
        where = {folded(header): place for place, header in reversed(list(enumerate(headers)))}
        stands_for = self._found(where)
        return [where.get(folded(name), where.get(stands_for.get(folded(name), ""))) for name in self.key]

    def check_found(self, headers: Iterable[str], at: str) -> None:
        """Refuse a mapped header that is not among these, and warn of those left out. Raises TimelineError."""
        there = {folded(header): header for header in headers if header.strip()}
        for header in self.headers.values():
            if folded(header) not in there:
                near = did_you_mean(header, there.values()) or f"; there are {listed(there.values())}"
                raise TimelineError(f"{at}: map: no column is called {header!r}{near}")
        if self:
            self._tell_left_out(there, at)

    def _tell_left_out(self, there: Mapping[str, str], at: str) -> None:
        """A column mistyped in the file would be lost silently."""
        found = self._found(there)
        key = set(map(folded, self.key))
        left = {header: name for header, name in there.items() if header not in found.values() and header not in key}
        free = [column for column in COLUMNS if column not in found]
        near = [
            f"for {name!r}{said.lstrip(';')}" for header, name in left.items() if (said := did_you_mean(header, free))
        ]
        if left:
            sentence = f"{at}: left out {listed(left.values())}, which the map does not name"
            warnings.warn("; ".join((sentence, *near[:_SHOWN])), LeftOut, stacklevel=2)

    def _found(self, there: Iterable[str]) -> dict[str, str]:
        """The folded header of each column that is there."""
        mapped = {column: folded(header) for column, header in self.headers.items()}
        itself = {column: column for column in COLUMNS if column not in mapped.values()}  # unless it stands for another
        there = set(there)
        return {column: header for column, header in (itself | mapped).items() if header in there}

    def _check_unknown(self, unknown: Iterable[str], at: str) -> None:
        """Without a map every header must be known: one mistyped would lose a whole column silently."""
        key = set(map(folded, self.key))
        names = [] if self else sorted({header for header in unknown if header.strip() and folded(header) not in key})
        if names:
            near = did_you_mean(folded(names[0]), COLUMNS)
            raise TimelineError(
                f"{at}: unknown column {listed(names)}{near}; say what it is with {advice(names[0], 'COLUMN')}, "
                f"where COLUMN is one of {', '.join(COLUMNS)}: columns that a map does not name are left out"
            )


def read_map(text: str | None) -> ColumnMap:
    """Read ``Date=when,Headline=title``: headers as in the file; commas or semicolons between. Raises TimelineError."""
    headers: dict[str, str] = {}
    rest = (text or "").strip().rstrip(",;")
    while rest:
        pair = _PAIR.match(rest)
        if not pair:
            raise TimelineError(f'map: {rest!r} is not HEADER=COLUMN; write it like "Date=when,Headline=title"')
        header, column = pair["header"].lstrip(",; "), pair["column"].lower()
        if column not in COLUMNS:
            near = did_you_mean(column, COLUMNS) or f"; the columns are {', '.join(COLUMNS)}"
            raise TimelineError(f"map: {header}={pair['column']}: no column is called {pair['column']!r}{near}")
        if column in headers:
            raise TimelineError(f"map: {headers[column]!r} and {header!r} cannot both be {column}")
        headers[column] = header
        rest = rest[pair.end() :]
    return ColumnMap(headers)


def listed(names: Iterable[str]) -> str:
    """Names in quotes, not too many of them."""
    shown = [repr(" ".join(name.split())) for name in names]
    return ", ".join(shown[:_SHOWN]) + (f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else "")


def advice(header: str, column: str) -> str:
    """The option that says what a header stands for, as it can be typed."""
    said = f"{' '.join(header.split())}={column}"
    return f"--map {quote(said)}"
