"""Which column of a file says what: headers as people write them, the ``map`` option, and what of it is refused."""

import re
import warnings
from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import frozen

from ..errors import TimelineError, did_you_mean
from ..view.ports import LeftOut
from .headed import Headed, Places
from .headers import check_known, folded, listed, names_no_event
from .joining import PARTS

COLUMNS = (
    "event", "title", "when", "until", "known", "phase", "kind", "issue", "attribute", "value", "by", "publisher",
    "source", "published", "url", "place", "actors", "summary", "entry", "claim",
)  # fmt: skip
"""What a row of a file may say; ``source`` is the title of a report, ``until`` the end of what ``when`` begins."""

_NAMES_AN_EVENT = ("event", "title")
_PAIR = re.compile(r"\s*(?P<header>[^\s=].*?)\s*=\s*(?P<column>[^\s,;=]+)\s*(?:[,;]|$)", re.DOTALL)
_SHOWN = 12
_OPTIONAL = "? "
_ALONE = ("phase", "value", "entry", "claim", "url")
"""Columns that are never put together of several: a part of one says nothing."""


@frozen
class ColumnMap:
    """Headers and what they stand for, as ``map`` gives them; a column of the rows needs no mapping.

    ``headers`` has for each mapped column the header as it was written: ``Year+Month+Day`` for one that is put together
    of several, ``Start/End`` for an interval, ``Jahr:year`` for one that is a part of a date, unless a column of the
    file is called so. ``key`` names the columns that
    identify an event, by their headers or by what these stand for; a cell of ``empty``, folded, counts as blank. What
    the columns of ``optional`` are mapped to may be missing.
    """

    headers: Mapping[str, str]
    key: Sequence[str] = ()
    empty: Collection[str] = ()
    optional: Collection[str] = ()

    def __bool__(self) -> bool:
        return bool(self.headers)

    def finds(self, headers: Sequence[str]) -> bool:
        """Whether one of these headers says which event a row is about."""
        found = self._found({folded(header) for header in headers})
        return any(column in found for column in _NAMES_AN_EVENT)

    def count(self, headers: Sequence[str]) -> int:
        """How many columns these headers say."""
        return len(self._found({folded(header) for header in headers if header.strip()}))

    def are_all_named(self, headers: Sequence[str]) -> bool:
        """Whether these are a header for sure: they say which event a row is about, and none is missing or too much."""
        there = {folded(header) for header in headers if header.strip()}
        if not self:
            return self.finds(headers) and there <= {*COLUMNS, *map(folded, self.key)}
        named = set(map(folded, self.wanted(there)))
        return self.finds(headers) and named <= there and len(self._found(there)) > 1

    def under(self, headers: Sequence[str], at: str) -> Headed:
        """Where each column stands under these headers; empty ones are of no column. Raises TimelineError."""
        self.check_key(headers, at)
        self.check_found(headers, at)
        return self.under_some(headers, at)

    def under_some(self, headers: Sequence[str], at: str) -> Headed:
        """The same where a mapped header may be missing: in one of many lines that each name their own keys."""
        where = _where(headers)
        found = self._found(where)
        used = {header for parts in found.values() for header in parts}
        for header in used:
            if len(same := where[header]) > 1:
                raise TimelineError(f"{at}: {len(same)} columns are called {headers[same[0]]!r}: rename all but one")
        if not self:
            used.update(map(folded, self.key))
            check_known([header for header in headers if folded(header) not in used], headers, COLUMNS, at)
        if not any(column in found for column in _NAMES_AN_EVENT):
            raise TimelineError(names_no_event(headers, COLUMNS, at))
        places = {column: tuple(where[header][0] for header in parts) for column, parts in found.items()}
        parts = {where[header][0]: part for header, part in self._parts(where).items() if header in where}
        return Headed(headers, places, self._key(where, found), self.empty, parts)

    def _parts(self, there: Collection[str]) -> dict[str, str]:
        """The parts of a date that the map says folded headers to be."""
        written = (part for header in self.headers.values() for part in re.split("[+/]", header))
        said = (_said_part(one.strip(), there) for one in written)
        return {folded(header): part for header, part in said if part}

    def _key(self, where: Mapping[str, Sequence[int]], found: Mapping[str, Sequence[str]]) -> dict[str, Places]:
        """The places of each column of the key: of the header that is called so, or what stands for it, if any."""
        parts = {name: (folded(name),) if folded(name) in where else found.get(folded(name), ()) for name in self.key}
        return {name: tuple(where[header][0] for header in some) for name, some in parts.items()}

    def check_key(self, headers: Collection[str], at: str) -> None:
        """Refuse a column of the key that none of these headers is. Raises TimelineError."""
        there = [header for header in headers if header.strip()]
        where = _where(there)
        for name, places in self._key(where, self._found(where)).items():
            if not places:
                near = did_you_mean(name, there) or f"; there are {listed(there)}"
                raise TimelineError(f"{at}: key: no column is called {name!r}{near}")

    def check_found(self, headers: Iterable[str], at: str) -> None:
        """Refuse a mapped header that is not among these, and warn of those left out. Raises TimelineError."""
        there = {folded(header): header for header in headers if header.strip()}
        for header in self.wanted(there):
            if folded(header) not in there:
                near = did_you_mean(header, there.values()) or f"; there are {listed(there.values())}"
                raise TimelineError(f"{at}: map: no column is called {header!r}{near}")
        if self:
            self._tell_left_out(there, at)

    def wanted(self, there: Collection[str]) -> list[str]:
        """The headers that have to be there by the map, where these folded ones are: one put together has several."""
        needed = ((column, header) for column, header in self.headers.items() if column not in self.optional)
        split = (_split(column, header, there, self.headers) for column, header in needed)
        return [header for columns in split for parts in columns.values() for header in parts]

    def _tell_left_out(self, there: Mapping[str, str], at: str) -> None:
        """A column mistyped in the file would be lost silently."""
        found = self._found(there)
        used = {header for parts in found.values() for header in parts}.union(map(folded, self.key))
        left = {header: name for header, name in there.items() if header not in used}
        free = [column for column in COLUMNS if column not in found]
        near = [
            f"for {name!r}{said.lstrip(';')}" for header, name in left.items() if (said := did_you_mean(header, free))
        ]
        if left:
            sentence = f"{at}: left out {listed(left.values())}, which the map does not name"
            warnings.warn("; ".join((sentence, *near[:_SHOWN])), LeftOut, stacklevel=2)

    def _found(self, there: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The folded headers of each column that is there."""
        mapped: dict[str, tuple[str, ...]] = {}
        for column, header in self.headers.items():
            for name, parts in _split(column, header, there, self.headers).items():
                mapped[name] = tuple(map(folded, parts))
        taken = {header for parts in mapped.values() for header in parts}  # which stand for another than themselves
        itself = {column: (column,) for column in COLUMNS if column not in taken}
        some = {column: tuple(part for part in parts if part in there) for column, parts in (itself | mapped).items()}
        return {column: parts for column, parts in some.items() if parts}


def _where(headers: Sequence[str]) -> dict[str, list[int]]:
    """The places of each folded header; those of an empty one are of none."""
    where: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        where.setdefault(folded(header), []).append(place)
    return where


def _split(column: str, header: str, there: Collection[str], mapped: Collection[str]) -> dict[str, list[str]]:
    """The headers of which a mapped column is put together: the one that is called so, if there is one."""
    if folded(header) in there or column in _ALONE:
        return {column: [header]}
    first, slash, last = (part.strip() for part in header.partition("/"))
    if column == "when" and first and last and slash and "until" not in mapped:
        return _split("when", first, there, ("until",)) | _split("until", last, there, ())
    parts = [_said_part(part.strip(), there)[0] for part in header.split("+")]
    return {column: parts if all(parts) else [header]}


def _said_part(header: str, there: Collection[str]) -> tuple[str, str | None]:
    """The header, and the part of a date that it is said to be: ``Jahr:year``, if no column is called so."""
    name, _, part = header.rpartition(":")
    said = name and part.strip() in PARTS and folded(header) not in there
    return (name.strip(), part.strip()) if said else (header, None)


def read_map(text: str | None) -> ColumnMap:
    """Read ``Date=when,Headline=title``: headers as in the file; commas or semicolons between. Raises TimelineError.

    What is written ``? Place=place`` may be missing.
    """
    headers: dict[str, str] = {}
    optional: set[str] = set()
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
            raise TimelineError(
                f"map: {headers[column]!r} and {header!r} cannot both be {column}: what is put together of both is "
                f"{headers[column]}+{header}={column}"
            )
        if header.startswith(_OPTIONAL):
            header = header.removeprefix(_OPTIONAL).lstrip()
            optional.add(column)
        headers[column] = header
        rest = rest[pair.end() :]
    return ColumnMap(headers, optional=optional)


def written_map(columns: ColumnMap) -> str:
    """A map as `read_map` reads it."""
    pairs = ((column in columns.optional, header, column) for column, header in columns.headers.items())
    return ",".join(f"{_OPTIONAL * may_be_missing}{header}={column}" for may_be_missing, header, column in pairs)
