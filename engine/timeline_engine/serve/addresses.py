"""Where a server has what: the addresses of pages and feeds, also of issues and events whose ids no path could end in.

An id may be any text, so it is encoded as a whole, a slash in it too (RFC 3986, 2.1).
"""

import re
from collections.abc import Callable, Collection
from urllib.parse import quote, unquote

from ..errors import TimelineError, pick
from ..recording import to_define

SECRET = "/f/"
"""What the path of a feed begins with that has its secret in it, as calendar programs send no headers."""

_OF_LOG = ("calendar.ics", "changes.atom")
_OF_ISSUE = re.compile(r"issues/(.+)\.ics")
_NEEDS_SUFFIX = re.compile(r"\.\.?|.*\.(ics|html)")
"""Ids that a path ending in them would not name: browsers leave dots out, and a suffix says what is asked for."""


def event_address(event: str, query: str = "") -> str:
    """Where an event has its page."""
    return _page("events", event, query)


def issue_address(issue: str, query: str = "") -> str:
    """Where an issue has its page."""
    return _page("issues", issue, query)


def calendar_address(issue: str) -> str:
    """Where an issue has its calendar."""
    return f"/issues/{_encoded(issue)}.ics"


def check_feed(path: str) -> None:
    """Raises TimelineError for what cannot be the path of a feed, before it is encoded and without its first slash."""
    if path not in _OF_LOG and not _OF_ISSUE.fullmatch(path):
        raise TimelineError(f"no feed is at {path!r}: write calendar.ics, issues/ID.ics or changes.atom")


def feed_meant(text: str, read_issues: Callable[[], Collection[str]]) -> str:
    """The path of the feed that a person means, whose issue may be shortened, or encoded as in an address.

    Raises TimelineError if no feed is there, UnknownId for an issue that is not among those that are read.
    """
    check_feed(text)
    found = _OF_ISSUE.fullmatch(text)
    if found is None:
        return text
    issues, name, decoded = read_issues(), found[1], unquote(found[1])
    meant = decoded if name not in issues and decoded in issues else name
    return f"issues/{pick(meant, issues, 'issue', to_define(meant))}.ics"


def feed_address(secret: str, path: str) -> str:
    """Where a feed is for who has the secret."""
    found = _OF_ISSUE.fullmatch(path)
    return f"{SECRET}{secret}{calendar_address(found[1]) if found else f'/{path}'}"


def _page(kind: str, name: str, query: str) -> str:
    suffix = ".html" if _NEEDS_SUFFIX.fullmatch(name) else ""
    return f"/{kind}/{_encoded(name)}{suffix}{'?' * bool(query)}{query}"


def _encoded(name: str) -> str:
    return quote(name, safe="")
