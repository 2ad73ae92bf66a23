"""A row from its cells, as CSV, JSON and workbooks have them: texts, numbers, JSON values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from timeline_engine.errors import FieldError, TimelineError, shortened
from timeline_engine.model import Quantity, Source, Value, check_value, parse_value
from timeline_engine.rows.columns import COLUMNS
from timeline_engine.view.ports import FaultyRow, Row


def read_row(
    said: Mapping[str, Any], at: str, key: Sequence[Any] = (), faults: Sequence[str] = ()
) -> Row | TimelineError:
    """What `make_row` gives or, as an importer hands them on, the error that it raises."""
    try:
        return make_row(said, at, key, faults)
    except TimelineError as error:
        return error


def make_row(said: Mapping[str, Any], at: str, key: Sequence[Any] = (), faults: Sequence[str] = ()) -> Row:
    """A row from its cells, text or JSON values; those of ``key`` identify its event.

    Raises FaultyRow, with what ``faults`` says that the importer could not read, and what cannot be read here.
    """
    wrong = list(faults)
    text = {name: _text(name, said.get(name), wrong) for name in COLUMNS if name not in ("value", "actors")}
    source = Source(text["publisher"], text["source"], text["published"], text["url"])
    row = Row(
        at=at,
        event=text["event"],
        title=text["title"],
        when=text["when"],
        until=text["until"],
        known=text["known"],
        phase=text["phase"].lower() if text["phase"] else None,
        kind=text["kind"],
        issue=text["issue"],
        attribute=text["attribute"],
        value=_value(said.get("value"), wrong),
        by=text["by"],
        source=source if source != Source() else None,
        place=text["place"],
        actors=tuple(_actors(said.get("actors"), wrong)),
        summary=text["summary"],
        entry=text["entry"],
        claim=_place(text["claim"], wrong),
        written=_written(said.get("value")),
        key=tuple([_text("key", cell, wrong) or "" for cell in key]),
        faults=tuple(wrong),  # after all that is read above
    )
    if wrong:
        raise FaultyRow(row)
    return row


def read_field(name: str, cell: Any) -> Any:
    """What a row has in a field, ``written`` among them, of the cell of that column alone, as `make_row` reads it.

    Raises TimelineError for what cannot be read.
    """
    wrong: list[str] = []
    said: Any
    if name == "value":
        said = _value(cell, wrong)
    elif name == "written":
        said = _written(cell)
    elif name == "actors":
        said = tuple(_actors(cell, wrong))
    else:
        text = _text(name, cell, wrong)
        said = _place(text, wrong) if name == "claim" else text.lower() if text and name == "phase" else text
    if wrong:
        raise TimelineError(wrong[0])
    return said


_DATES = ("when", "until", "known", "published")
_YEARS = 10_000  # less may be a year and a month, more is a count


def _text(name: str, value: Any, wrong: list[str]) -> str | None:
    if type(value) is str:  # as most
        return value.strip() or None
    if value is None:
        return None
    if name in _DATES and isinstance(value, float) and not value.is_integer() and abs(value) < _YEARS:
        wrong.append(
            f"field {name}: {value} is a number, which has lost its last 0 if it had one: write the date as text"
        )
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        wrong.append(f"field {name}: expected text, got {type(value).__name__}")
        return None
    return value.strip() or None


_SEPARATED = re.compile(r"[0-9][.,\s][0-9]")
_PLACE = re.compile(r"(0{0,9}[1-9][0-9]{0,8})(?:\.0)?")  # no entry has a milliard of claims; pandas writes 1.0


def _place(text: str | None, wrong: list[str]) -> int | None:
    """Which claim of its entry an exported row is of."""
    if text is None:
        return None
    if place := _PLACE.fullmatch(text):
        return int(place[1])
    wrong.append(
        f"field claim: {shortened(text)} is no number of a claim of an entry, as exported rows have it: "
        "leave the column out, or say what it is with --map"
    )
    return None


def _value(value: Any, wrong: list[str]) -> Value | None:
    """Text is read as typed values are; JSON numbers and quantity objects stand for themselves."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return parse_value(value) if isinstance(value, str) else check_value(_figure(value))
    except FieldError as error:
        wrong.append(f"field value: {error}")
    except msgspec.MsgspecError as error:
        wrong.append(f"field value: expected text, a number or a quantity: {error}")
    return None


def _written(value: Any) -> str | None:
    """The text of a value that may be a figure with a comma, a point or a blank in it."""
    return value.strip() if isinstance(value, str) and _SEPARATED.search(value) else None


def _figure(value: Any) -> int | float | Quantity:
    return msgspec.convert(value, int | float | Quantity)


def _actors(value: Any, wrong: list[str]) -> Iterator[str]:
    if isinstance(value, list) and all(isinstance(actor, str) for actor in value):
        parts = value
    else:
        parts = (_text("actors", value, wrong) or "").split(";")
    yield from (part.strip() for part in parts if part.strip())
