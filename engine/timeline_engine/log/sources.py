"""Named sources in ``timeline.toml``: how the files of one are written, ``[import.NAME]``, put there by hand."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ..errors import did_you_mean
from .errors import LogError
from .port import Log
from .segments import SETTINGS
from .settings import load_settings, quoted
from .showing import InFolder

_BARE = re.compile("[A-Za-z0-9_-]+")


def where_named(log: Log, name: str) -> str:
    """What messages call the table of a source."""
    folder = log.path if isinstance(log, InFolder) else "the log"
    return f"{folder}/{SETTINGS}: [{_table(name)}]"


def source_options(log: Log, name: str, given: Mapping[str, str]) -> dict[str, str]:
    """The options of a named source, as text.

    Raises LogError if the log has no settings beside it; if they have none of that name, with what to put there: the
    options that were ``given``; and for what is no table of texts, whole numbers and dates.
    """
    if not isinstance(log, InFolder):
        raise LogError(f"this log is in no folder, so no {SETTINGS} names source {name!r}: give its options with -O")
    tables = load_settings(log.path).get("import", {})
    where = where_named(log, name)
    if not isinstance(tables, dict) or not isinstance(tables.get(name, {}), dict):
        raise LogError(f"{where} must be a table, with lines like {_option('dates', 'day-first')}")
    if name not in tables:
        near = did_you_mean(name, tables)
        raise LogError(f"{where} is not there{near}; to keep how its files are written, add\n{_lines(name, given)}")
    return {option: _text(value, f"{where}: {option}") for option, value in tables[name].items()}


def _table(name: str) -> str:
    return f"import.{name if _BARE.fullmatch(name) else quoted(name)}"


def _lines(name: str, given: Mapping[str, str]) -> str:
    options = given or {"dates": "day-first"}
    return "\n".join((f"  [{_table(name)}]", *(f"  {_option(*option)}" for option in options.items())))


def _option(name: str, value: str) -> str:
    return f"{name} = {quoted(value)}"


def _text(value: Any, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | date):
        raise LogError(f"{where} must be a text in quotes, a whole number or a date")
    return value.isoformat() if isinstance(value, date) else str(value)
