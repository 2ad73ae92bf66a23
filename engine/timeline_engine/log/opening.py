"""Make a log, or open one by its path or URL."""

import os
import re
from pathlib import Path

from ..errors import shortened
from ..fields import typed
from .disk import append_durably, make_folder, open_segment
from .errors import LogError, LogExists
from .file import LOCK_SECONDS, FileLog
from .memory import MemoryLog
from .port import Clock, Log, LogInfo, Warn, ignore, utc_now
from .schemes import LogKind, kind_of, schemes, split_scheme, without_password
from .segments import SETTINGS, segment_name
from .settings import FORMAT, check_zone, write_info
from .writers import WriterLock

_MEMORY = ("memory", "")


@typed
def create_log(
    path: str | Path,
    *,
    title: str,
    zone: str,
    log_id: str | None = None,
    clock: Clock = utc_now,
    warn: Warn = ignore,
    roles: bool = False,
) -> Log:
    """Make an empty log in a folder, which may exist, and open it; ``memory:`` makes one in memory.

    Or at the URL of another kind of log (see `LogKind`), as ``postgresql://host/database?schema=name``, there with
    ``roles`` for who writes and who reads, if asked for. ``zone`` is an IANA time zone; ``log_id`` tells copies of this
    log from other logs (default: 32 random hex digits).

    Raises:
        LogExists: there is a log already; it is left as it is.
        LogError: there is no such time zone or kind of log, or the folder or database cannot be written to.
    """
    check_zone(zone)
    info = LogInfo(title, log_id or os.urandom(16).hex(), zone, FORMAT)
    found = split_scheme(path) if isinstance(path, str) else None
    kind = _other_kind(found)
    if kind:
        return kind.create(str(path), info, clock=clock, warn=warn, roles=roles)
    if roles:
        raise LogError("roles are of a log in a database: of a folder, those of its files tell who may write and read")
    if found is None:
        _make(path, info)
        return FileLog(path, clock=clock, warn=warn)
    if found == _MEMORY:
        return MemoryLog(info, clock=clock, warn=warn)
    shown = _unknown(found)
    raise LogError(f"a log is made in a folder, {shown!r} is none: write a path, or {_others()}")


def _make(path: str | Path, info: LogInfo) -> None:
    """Put an empty log into a folder. Raises LogError."""
    folder = Path(path)
    try:
        make_folder(folder)
    except OSError as error:
        raise LogError(f"cannot make a log at {path}: {error.strerror}") from error
    with WriterLock(folder, LOCK_SECONDS):
        check_free(folder, path)
        append_durably(open_segment(folder / segment_name(1)), b"", 0)
        # Last, and whole or not at all: a folder is a log from the moment it has its settings.
        write_info(folder, info)


@typed
def open_log(url_or_path: str | Path, *, clock: Clock = utc_now, warn: Warn = ignore) -> Log:
    """Open the log at a path or URL: ``./events``, ``file:///srv/events``; ``memory:`` is a new one.

    Other schemes are those of packages, see `LogKind`: ``postgresql://host/database?schema=name``.

    Raises:
        LogNotFound: there is no log there; the message says how to make one.
        LogNewer: a newer program wrote it.
        LogError: its settings cannot be used, or there is no such kind of log.
    """
    found = split_scheme(url_or_path) if isinstance(url_or_path, str) else None
    if found is None:
        return FileLog(url_or_path, clock=clock, warn=warn)
    if found[0] == "file":
        return FileLog(_local_path(found[1]), clock=clock, warn=warn)
    if found == _MEMORY:
        return MemoryLog(LogInfo("in memory", os.urandom(16).hex(), "UTC", FORMAT), clock=clock, warn=warn)
    if kind := _other_kind(found):
        return kind.open(str(url_or_path), clock=clock, warn=warn)
    shown = _unknown(found)
    raise LogError(f"no log can be opened at {shown}: write a path, file:///a/path, or {_others()}")


def _unknown(found: tuple[str, str]) -> str:
    """A URL of a kind of which nobody knows where in it a password is."""
    return f"{found[0]}:…"


def _others() -> str:
    """How URLs begin of logs that are in no folder."""
    return ", ".join(["memory:", *(f"{scheme}://" for scheme in schemes())])


def _other_kind(found: tuple[str, str] | None) -> LogKind | None:
    """The kind of log that a package brings for a scheme. Raises LogError."""
    return None if found is None or found[0] in ("file", _MEMORY[0]) else kind_of(found[0])


def place_elsewhere(path: str) -> str | None:
    """The `Log.location` of a log of another kind, told without asking it; None: it is in a folder, or none. Raises
    LogError.
    """
    return without_password(path) if _other_kind(split_scheme(path)) else None


def log_at(log: Log | str | Path) -> Log:
    """A log as it is, or the one at a path or URL. Raises LogError for what is neither, and what `open_log` raises."""
    if isinstance(log, str | Path):
        return open_log(log)
    if not hasattr(log, "info"):
        raise LogError(f"{shortened(log)} is no log: open_log opens the one at a path or URL")
    return log


def _local_path(rest: str) -> str:
    """The path of a ``file:`` URL, after its scheme."""
    from urllib.parse import unquote

    host, path = rest.removeprefix("//").partition("/")[::2] if rest.startswith("//") else ("", rest)
    if host not in ("", "localhost"):
        raise LogError(f"file:{rest} is on another computer ({host}): write file:///a/path")
    path = unquote("/" + path if rest.startswith("//") else path)
    return path[1:] if re.match(r"/[A-Za-z]:", path) else path  # file:///C:/events


def check_free(folder: Path, shown: str | Path) -> None:
    """Refuse a folder in which a log cannot be made, ``shown`` as the person wrote it. Raises LogExists."""
    if (folder / SETTINGS).exists():
        raise LogExists(f"there is a timeline log at {shown} already")
    first = folder / segment_name(1)
    if first.exists() and first.stat().st_size:
        raise LogExists(
            f"{first} has entries, but no {SETTINGS} beside it: restore that file, or choose another folder"
        )
