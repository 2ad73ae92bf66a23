"""Importers of rows: CSV with a header line, and JSON Lines. Both carry the same columns."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, ClassVar

import msgspec
from attrs import evolve, field, frozen

from timeline_engine.errors import FieldError, TimelineError, shortened
from timeline_engine.model import Quantity, Source, Value, check_value, parse_value
from timeline_engine.numeric import number_fault
from timeline_engine.view.ports import Row

from .columns import COLUMNS, ColumnMap, read_map
from .harmless import read_cell
from .known import read_key, read_known, with_known


__all__ = ["COLUMNS", "CsvImporter", "JsonlImporter", "make_row"]


@frozen(kw_only=True)
class CsvImporter:
    """UTF-8 CSV, with or without byte order mark; comma, semicolon or tab as the header line uses them.

    A quote before what looks like a formula (``'=A1``) is taken off, and ``<U+202E>`` is read as that character: so an
    export writes them.

    Options:
        map: what the headers stand for, like ``Date=when,Headline=title``; columns not named in it are left out.
        known: since when it is known what rows say that have neither a known nor a published date.
        key: the columns that identify an event, like ``publisher,title``: of them rows without its id get one.
    """

    title: ClassVar[str] = "import rows, comma-separated"
    suffix: ClassVar[str] = ".csv"

    map: ColumnMap = field(default=None, converter=read_map)
    known: str | None = field(default=None, converter=read_known)
    key: Sequence[str] = field(default=None, converter=read_key)

    def rows(self, data: BinaryIO, name: str) -> Iterable[Row | TimelineError]:
        """One row a line, under a header line that names the columns."""
        return with_known(self._rows(_decode(data.read(), name), name), self.known)

    def _rows(self, text: str, name: str) -> Iterator[Row | TimelineError]:
        columns = evolve(self.map, key=self.key)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        line = 1  # on which a row begins: a quoted cell may hold line ends
        try:
            headers = next((cells for cells in reader if _filled(cells)), [])
            at = f"{name}:{reader.line_num or 1}"
            key, places = columns.key_places(headers, at), columns.places(headers, at)
            line = reader.line_num + 1
            for cells in reader:
                if _filled(cells):
                    yield self._row(cells, headers, places, key, f"{name}:{line}")
                line = reader.line_num + 1
        except csv.Error as error:
            raise TimelineError(f"{name}:{line}: not CSV: {error}") from error

    def _row(
        self, cells: Sequence[str], headers: Sequence[str], places: Mapping[str, int], key: Sequence[int], at: str
    ) -> Row | TimelineError:
        headed = [bool(header.strip()) for header in headers] + [False] * (len(cells) - len(headers))
        if not self.map and any(cell.strip() and not head for cell, head in zip(cells, headed, strict=False)):
            return TimelineError(f"{at}: {len(cells)} cells under {sum(headed)} columns: quote cells with commas")
        said = {name: read_cell(cells[place]) for name, place in places.items() if place < len(cells)}
        return read_row(said, at, [read_cell(cells[place]) if place < len(cells) else None for place in key])


@frozen(kw_only=True)
class JsonlImporter:
    """One JSON object a line, UTF-8; its keys are the columns.

    Options:
        map: what the keys stand for, like ``Date=when,Headline=title``; keys not named in it are left out.
        known: since when it is known what rows say that have neither a known nor a published date.
        key: the columns that identify an event, like ``publisher,title``: of them rows without its id get one.
    """

    title: ClassVar[str] = "import rows, one JSON object a line"
    suffix: ClassVar[str] = ".jsonl"

    map: ColumnMap = field(default=None, converter=read_map)
    known: str | None = field(default=None, converter=read_known)
    key: Sequence[str] = field(default=None, converter=read_key)

    def rows(self, data: BinaryIO, name: str) -> Iterable[Row | TimelineError]:
        """One row a line; empty lines are skipped."""
        return with_known(self._rows(_decode(data.read(), name), name), self.known)

    def _rows(self, text: str, name: str) -> Iterator[Row | TimelineError]:
        keys: dict[str, None] = {}
        columns = evolve(self.map, key=self.key)
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield self._row(line, columns, keys, f"{name}:{number}")
        if keys:
            columns.check_found(keys, name)
            columns.key_places(list(keys), name)

    def _row(self, line: str, columns: ColumnMap, keys: dict[str, None], at: str) -> Row | TimelineError:
        """The row of a line, and its keys with all those seen before."""
        try:
            said = _object(line, at)
            keys.update(dict.fromkeys(said))
            values = list(said.values())
            places, key = columns.places_of_some(list(said), at), columns.key_places_of_some(list(said))
        except TimelineError as error:
            return error
        cells = [None if place is None else values[place] for place in key]
        return read_row({name: values[place] for name, place in places.items()}, at, cells)


def _float(text: str) -> float:
    number = float(text)
    if wrong := number_fault(number, text):
        raise FieldError(wrong)
    return number


_decode_object = msgspec.json.Decoder(dict[str, Any], float_hook=_float).decode


def _object(line: str, at: str) -> dict[str, Any]:
    try:
        return _decode_object(line)
    except FieldError as error:
        raise TimelineError(f"{at}: {error}") from error
    except RecursionError as error:
        raise TimelineError(f"{at}: a line must be one JSON object: it is nested deeper than any row") from error
    except msgspec.MsgspecError as error:
        wrong = f"a line must be one JSON object: {error}"
        if "out of range" in wrong:
            wrong = "a number of over 4,300 digits is beyond the largest there are: write it as text, in quotes"
        raise TimelineError(f"{at}: {wrong}") from error


def _decode(data: bytes, name: str) -> str:
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TimelineError(f"{name}:{line}: not UTF-8 text: save the file as UTF-8") from error


def _delimiter(text: str) -> str:
    """What sets the cells of the header line apart."""
    header = text.lstrip("\r\n").partition("\n")[0]
    return max(",;\t", key=header.count)


def _filled(cells: Iterable[str]) -> bool:
    return any(cell.strip() for cell in cells)


def read_row(said: Mapping[str, Any], at: str, key: Sequence[Any] = ()) -> Row | TimelineError:
    """What `make_row` gives or, as an importer hands them on, the error that it raises."""
    try:
        return make_row(said, at, key)
    except TimelineError as error:
        return error


def make_row(said: Mapping[str, Any], at: str, key: Sequence[Any] = ()) -> Row:
    """A row from its cells, text or JSON values; those of ``key`` identify its event.

    Raises TimelineError naming place and field.
    """
    text = {name: _text(name, said.get(name), at) for name in COLUMNS if name not in ("value", "actors")}
    source = Source(text["publisher"], text["source"], text["published"], text["url"])
    return Row(
        at=at,
        event=text["event"],
        title=text["title"],
        when=text["when"],
        known=text["known"],
        phase=text["phase"].lower() if text["phase"] else None,
        kind=text["kind"],
        issue=text["issue"],
        attribute=text["attribute"],
        value=_value(said.get("value"), at),
        by=text["by"],
        source=source if source != Source() else None,
        place=text["place"],
        actors=tuple(_actors(said.get("actors"), at)),
        summary=text["summary"],
        entry=text["entry"],
        claim=_place(text["claim"], at),
        key=tuple([_text("key", cell, at) or "" for cell in key]),
    )


def _text(name: str, value: Any, at: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise TimelineError(f"{at}: field {name}: expected text, got {type(value).__name__}")
    return value.strip() or None


_PLACE = re.compile("0{0,9}[1-9][0-9]{0,8}")  # no entry has a milliard of claims


def _place(text: str | None, at: str) -> int | None:
    """Which claim of its entry an exported row is of."""
    if text is None:
        return None
    if not _PLACE.fullmatch(text):
        raise TimelineError(
            f"{at}: field claim: {shortened(text)} is no number of a claim of an entry, as exported rows have it: "
            "leave the column out, or say what it is with --map"
        )
    return int(text)


def _value(value: Any, at: str) -> Value | None:
    """Text is read as typed values are; JSON numbers and quantity objects stand for themselves."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return parse_value(value) if isinstance(value, str) else check_value(_figure(value))
    except FieldError as error:
        raise TimelineError(f"{at}: field value: {error}") from error
    except msgspec.MsgspecError as error:
        raise TimelineError(f"{at}: field value: expected text, a number or a quantity: {error}") from error


def _figure(value: Any) -> int | float | Quantity:
    return msgspec.convert(value, int | float | Quantity)


def _actors(value: Any, at: str) -> Iterator[str]:
    if isinstance(value, list) and all(isinstance(actor, str) for actor in value):
        parts = value
    else:
        parts = (_text("actors", value, at) or "").split(";")
    yield from (part.strip() for part in parts if part.strip())
