"""``timeline.toml``: what a log says of itself, beside its segments."""

from pathlib import Path
from typing import Any, TypeVar

from ..dates import DateError, Zone
from .disk import create_durably
from .errors import LogError, LogNewer
from .port import LogInfo
from .segments import SETTINGS, not_found

FORMAT = 1
"""The version of the file format that is written, and the newest that can be read."""

FieldT = TypeVar("FieldT", str, int)


def read_info(folder: Path, shown: str | Path) -> LogInfo:
    """Read a log's settings. ``shown`` is how the caller wrote its path.

    Raises:
        LogNotFound: there are none.
        LogNewer: the format is a newer one.
        LogError: they cannot be read, or a field is missing or wrong.
    """
    path = folder / SETTINGS
    fields = load_settings(folder, shown)
    version = _field(path, fields, "format", int)
    if version > FORMAT:
        raise LogNewer(f"{path}: format {version} was written by a newer timeline, this one reads {FORMAT}: upgrade")
    if version < 1:
        raise LogError(f"{path}: `format` is {version}, but formats count from 1")
    zone = _field(path, fields, "timezone", str)
    check_zone(zone, f"{path}: `timezone`: ")
    return LogInfo(_field(path, fields, "title", str), _field(path, fields, "id", str), zone, version)


def write_info(folder: Path, info: LogInfo) -> None:
    """Write a log's settings; they are there whole or not at all. Raises LogError."""
    text = (
        f"title = {quoted(info.title)}\ntimezone = {quoted(info.zone)}\n"
        f"id = {quoted(info.id)}\nformat = {info.format}\n"
    )
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise LogError(f"the title {info.title!r} cannot be written as UTF-8 text") from error
    create_durably(folder / SETTINGS, data, "no log was made")


def check_zone(name: str, where: str = "") -> None:
    """Refuse what is no IANA time zone. Raises LogError, which starts with ``where``."""
    try:
        Zone(name)
    except DateError as error:
        raise LogError(f"{where}{error}") from error


def load_settings(folder: Path, shown: str | Path | None = None) -> dict[str, Any]:
    """All that a log's settings hold, also what no log needs. Raises LogError; LogNotFound if there are none."""
    path = folder / SETTINGS
    try:
        text = path.read_bytes().decode()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise not_found(folder if shown is None else shown) from error
    except OSError as error:
        raise LogError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LogError(f"{path} is not valid TOML: {error}") from error
    plainly = plain_fields(text)
    return _fields(path, text) if plainly is None else plainly


def plain_fields(text: str) -> dict[str, Any] | None:
    """What TOML says that is written as `write_info` does, a text or a number a line; None if there is more to it.

    To import what reads all of TOML takes a command longer than to read a log of some thousand entries.
    """
    fields = dict[str, Any]()
    for line in text.removesuffix("\n").split("\n"):
        name, _, value = line.partition(" = ")
        if not (name.isascii() and name.isalpha()) or name in fields or not value.isprintable():
            return None
        if len(value) > 1 and value[0] == value[-1] == '"' and not set(value[1:-1]) & set('"\\'):
            fields[name] = value[1:-1]
        elif value.isascii() and value.isdecimal() and value[0] != "0" and len(value) < 10:
            fields[name] = int(value)
        else:
            return None
    return fields


def _fields(path: Path, text: str) -> dict[str, Any]:
    import tomllib  # which few settings need

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LogError(f"{path} is not valid TOML: {error}") from error
    except (RecursionError, ValueError) as error:  # which is what tomllib makes of these two
        raise LogError(
            f"{path} cannot be read: it is nested too deeply, or has a number or date beyond all bounds"
        ) from error


def _field(path: Path, fields: dict[str, Any], name: str, kind: type[FieldT]) -> FieldT:
    if name not in fields:
        raise LogError(f"{path}: `{name}` is missing")
    value = fields[name]
    if type(value) is not kind:
        raise LogError(f"{path}: `{name}` is {value!r}, it must be {'a text' if kind is str else 'a whole number'}")
    return value


def quoted(text: str) -> str:
    """A text as a TOML basic string."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    return f"\\u{ord(char):04x}" if char < " " or char == "\x7f" else char
