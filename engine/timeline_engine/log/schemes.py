"""Logs that packages bring, found by the scheme of their URL through the entry points ``timeline.logs``."""

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from .errors import LogError
from .port import Clock, Log, LogInfo, Warn

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

LOGS = "timeline.logs"
"""The group of entry points: the name of each is a scheme, what it loads a `LogKind`."""

_SCHEME = re.compile(r"(?s)([A-Za-z][A-Za-z0-9+.-]+):(.*)")  # a single letter is a drive of Windows
# What is before the last @ may all be a password; how a parameter ends is told by &.
_PASSWORDS = re.compile(
    r"(?is)((?:^[a-z][a-z0-9+.-]+:|//)[^:]*):.*(@)|"
    r"((?:^|[?&\s])\w*(?:pass?w(?:or)?d|secret|scram_\w+_key)=)(?:'[^']*'|[^&\s]*)"
)
_OURS = "timeline-engine"


class LogKind(Protocol):
    """A kind of log, chosen by the scheme of a URL. What it says never has a password in it.

    The `Log.location` of its logs is their URL as `without_password` has it.
    """

    def open(self, url: str, *, clock: Clock, warn: Warn) -> Log:
        """Open the log at a URL. Raises LogNotFound, LogNewer, LogError."""
        ...

    def create(self, url: str, info: LogInfo, *, clock: Clock, warn: Warn, roles: bool) -> Log:
        """Make an empty log there, ``roles``: with roles for who writes and who reads. Raises LogExists, LogError."""
        ...

    def title(self, url: str) -> str:
        """What to call a log there that nobody gave a title. Raises LogError."""
        ...


def split_scheme(url: str) -> tuple[str, str] | None:
    """The scheme of a URL, in lower case, and what comes after its colon; None for a path."""
    found = _SCHEME.fullmatch(url) if ":" in url else None
    return (found[1].lower(), found[2]) if found else None


def kind_of(scheme: str) -> LogKind | None:
    """The kind of log with a scheme; None if no package brings one. Raises LogError if it cannot be loaded."""
    point = _point_of(scheme)
    if point is None:
        return None
    try:
        kind: LogKind = point.load()
    except (Exception, SystemExit) as error:  # a package of others may fail in any way
        raise LogError(f"logs at {scheme}: cannot be used: {point.value} does not load: {error}") from error
    return kind


def _point_of(scheme: str) -> "EntryPoint | None":
    """Where a kind of log is: ours first, as to look through all that is installed takes longer than to connect."""
    from importlib.metadata import PackageNotFoundError, distribution, entry_points  # which only such logs need

    with suppress(PackageNotFoundError):
        for point in distribution(_OURS).entry_points.select(group=LOGS, name=scheme):
            return point
    return min(entry_points(group=LOGS, name=scheme), key=lambda point: point.value, default=None)


def schemes() -> list[str]:
    """The schemes of which packages bring a kind of log, but for those that are ours."""
    from importlib.metadata import entry_points

    return sorted({point.name for point in entry_points(group=LOGS)} - {"file", "memory"})


def without_password(url: str) -> str:
    """A URL as it may be shown: what stands in it as a password is left out, and has to come from elsewhere."""
    return _PASSWORDS.sub(lambda found: f"{found[1]}{found[2]}" if found[1] is not None else f"{found[3]}…", url)
