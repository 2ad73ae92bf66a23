"""Importers of rows: CSV with a header line, and JSON Lines. Both carry the same columns."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, TypeVar

import msgspec
from attrs import frozen

from timeline_engine.errors import TimelineError, did_you_mean
from timeline_engine.model import Quantity, Source, Value, parse_value
from timeline_engine.view.ports import Row

if TYPE_CHECKING:
    from _csv import Reader

COLUMNS = (
    "event", "title", "when", "known", "phase", "kind", "issue", "attribute", "value", "by", "publisher",
    "source", "published", "url", "place", "actors", "summary",
)  # fmt: skip
"""What a row may say; ``source`` is the title of the report."""


Given = TypeVar("Given")


@frozen
class CsvImporter:
    """UTF-8 CSV, with or without byte order mark; comma, semicolon or tab as the header line uses them."""

    title: ClassVar[str] = "import rows, comma-separated"
    suffix: ClassVar[str] = ".csv"

    def rows(self, data: BinaryIO, name: str) -> Iterator[Row | TimelineError]:
        """One row a line, under a header line that names the columns."""
        text = io.StringIO(_decode(data.read(), name), newline="")
        header = next((line for line in text if line.strip()), "")
        text.seek(0)
        lines = _lines(csv.reader(text, delimiter=max(",;\t", key=header.count), strict=True), name)
        at, names = next(lines, (f"{name}:1", []))
        columns = _columns(names, at)
        for at, cells in lines:
            yield _tried(lambda cells, at: make_row(_cells(columns, cells, at), at), cells, at)


@frozen
class JsonlImporter:
    """One JSON object a line, UTF-8; its keys are the columns."""

    title: ClassVar[str] = "import rows, one JSON object a line"
    suffix: ClassVar[str] = ".jsonl"

    def rows(self, data: BinaryIO, name: str) -> Iterator[Row | TimelineError]:
        """One row a line; empty lines are skipped."""
        for number, line in enumerate(_decode(data.read(), name).split("\n"), 1):
            if line.strip():
                yield _tried(lambda line, at: make_row(_object(line, at), at), line, f"{name}:{number}")


def _tried(read: Callable[[Given, str], Row], given: Given, at: str) -> Row | TimelineError:
    """A row or, in its place, why it must be refused: one bad row does not hide the next."""
    try:
        return read(given, at)
    except TimelineError as error:
        return error


def _lines(reader: "Reader", name: str) -> Iterator[tuple[str, list[str]]]:
    """The lines with anything in them, each with the place where it begins, as a quoted cell may hold line ends."""
    while True:
        at = f"{name}:{reader.line_num + 1}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TimelineError(f"{at}: not CSV: {error}") from error
        if any(cell.strip() for cell in cells):
            yield at, cells


def _columns(names: Sequence[str], at: str) -> list[str]:
    """The columns a header names; spreadsheets write empty ones behind the last."""
    columns = [name.strip().lower() for name in names]
    while columns and not columns[-1]:
        columns.pop()
    _check_columns(columns, at)
    twice = next((column for column in columns if columns.count(column) > 1), None)
    if twice:
        raise TimelineError(f"{at}: column {twice!r} stands there twice")
    return columns


def _cells(columns: Sequence[str], cells: Sequence[str], at: str) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise TimelineError(f"{at}: {len(cells)} cells under {len(columns)} columns: quote cells with commas")
    return dict(zip(columns, cells, strict=False))


def _object(line: str, at: str) -> dict[str, Any]:
    try:
        said = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError) as error:
        raise TimelineError(f"{at}: a line must be one JSON object: {error}") from error
    _check_columns(said, at)
    return said


def _decode(data: bytes, name: str) -> str:
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TimelineError(f"{name}:{line}: not UTF-8 text: save the file as UTF-8") from error


def _check_columns(columns: Iterable[str], at: str) -> None:
    known = set(columns)
    for column in sorted(known.difference(COLUMNS)):
        raise TimelineError(f"{at}: unknown column {column!r}{did_you_mean(column, COLUMNS)}")
    if not known.intersection(("event", "title")):
        raise TimelineError(f"{at}: there must be an event or a title column; the columns are {', '.join(COLUMNS)}")


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
