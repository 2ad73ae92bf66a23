"""Importers of rows: CSV with a header line, and JSON Lines. Both carry the same columns."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, ClassVar

import msgspec
from attrs import frozen

from timeline_engine.errors import TimelineError, did_you_mean
from timeline_engine.model import Quantity, Source, Value, parse_value
from timeline_engine.view.ports import Row

COLUMNS = (
    "event", "title", "when", "known", "phase", "kind", "issue", "attribute", "value", "by", "publisher",
    "source", "published", "url", "place", "actors", "summary",
)  # fmt: skip
"""What a row may say; ``source`` is the title of the report."""


@frozen
class CsvImporter:
    """UTF-8 CSV, with or without byte order mark; comma, semicolon or tab as the header line uses them."""

    title: ClassVar[str] = "import rows, comma-separated"
    suffix: ClassVar[str] = ".csv"

    def rows(self, data: BinaryIO, name: str) -> Iterable[Row]:
        """One row a line, under a header line that names the columns."""
        text = io.StringIO(_decode(data.read(), name), newline="")
        header = text.readline()
        text.seek(0)
        reader = csv.reader(text, delimiter=max(",;\t", key=header.count), strict=True)
        try:
            columns = [column.strip().lower() for column in next(reader, [])]
            _check_columns(columns, f"{name}:1")
            for cells in reader:
                at = f"{name}:{reader.line_num}"
                if len(cells) > len(columns):
                    raise TimelineError(
                        f"{at}: {len(cells)} cells under {len(columns)} columns: quote cells with commas"
                    )
                if any(cell.strip() for cell in cells):
                    yield make_row(dict(zip(columns, cells, strict=False)), at)
        except csv.Error as error:
            raise TimelineError(f"{name}:{reader.line_num}: not CSV: {error}") from error


@frozen
class JsonlImporter:
    """One JSON object a line, UTF-8; its keys are the columns."""

    title: ClassVar[str] = "import rows, one JSON object a line"
    suffix: ClassVar[str] = ".jsonl"

    def rows(self, data: BinaryIO, name: str) -> Iterable[Row]:
        """One row a line; empty lines are skipped."""
        for number, line in enumerate(_decode(data.read(), name).split("\n"), 1):
            if line.strip():
                at = f"{name}:{number}"
                said = _object(line, at)
                _check_columns(said, at)
                yield make_row(said, at)


def _object(line: str, at: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(line, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise TimelineError(f"{at}: a line must be one JSON object: {error}") from error


def _decode(data: bytes, name: str) -> str:
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TimelineError(f"{name}:{line}: not UTF-8 text: save the file as UTF-8") from error


def _check_columns(columns: Iterable[str], at: str) -> None:
    known = set(columns)
    if not known.intersection(("event", "title")):
        raise TimelineError(f"{at}: there must be an event or a title column; the columns are {', '.join(COLUMNS)}")
    for column in sorted(known.difference(COLUMNS)):
        raise TimelineError(f"{at}: unknown column {column!r}{did_you_mean(column, COLUMNS)}")


def make_row(said: Mapping[str, Any], at: str) -> Row:
    """A row from its cells, text or JSON values. Raises TimelineError naming place and field."""
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
    )


def _text(name: str, value: Any, at: str) -> str | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise TimelineError(f"{at}: field {name}: expected text, got {type(value).__name__}")
    return (value or "").strip() or None


def _value(value: Any, at: str) -> Value | None:
    """Text is read as typed values are; JSON numbers and quantity objects stand for themselves."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        return parse_value(value)
    try:
        return msgspec.convert(value, int | float | Quantity)
    except msgspec.MsgspecError as error:
        raise TimelineError(f"{at}: field value: expected text, a number or a quantity: {error}") from error


def _actors(value: Any, at: str) -> Iterator[str]:
    if isinstance(value, list) and all(isinstance(actor, str) for actor in value):
        parts = value
    else:
        parts = (_text("actors", value, at) or "").split(";")
    yield from (part.strip() for part in parts if part.strip())
