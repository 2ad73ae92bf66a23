"""Where on this machine is kept what can be made again: the user's cache, or where ``$TIMELINE_CACHE`` says."""

import os
import stat
import sys
from hashlib import sha256
from pathlib import Path

SETTING = "TIMELINE_CACHE"
"""The environment variable with another folder for it; ``off``, or nothing in it: keep nothing."""

_OFF = ("", "off")
_DIGITS = 32  # of a hash: so many tell all logs apart


def cache_folder() -> Path | None:
    """The folder of the cache, which need not exist; None: nothing is to be kept.

    By the XDG base directory specification, Apple's file system guide, and Windows' known folders.
    """
    given = os.environ.get(SETTING)
    if given is not None:
        return None if given in _OFF else Path(given).absolute()
    try:
        base = _base()
    except RuntimeError:  # nobody's home
        return None
    return base / "timeline"


def _base() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return given if given.is_absolute() else Path.home() / ".cache"


def name_for(text: str) -> str:
    """The name of what is kept of a place, which is told without a password, or of the log with an id."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def make_private(folder: Path) -> None:
    """Make a folder that nobody else may look into, or see that it is one. Raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(f"{folder} is no folder")
    if hasattr(os, "geteuid") and (found.st_uid != os.geteuid() or found.st_mode & 0o077):
        raise PermissionError(f"{folder} is open to others")
