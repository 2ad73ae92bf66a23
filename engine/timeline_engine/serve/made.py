"""What is sent: the bytes of an answer with what tells whether who asks has them already (RFC 9110)."""

import gzip
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from msgspec import Struct, msgpack
from starlette.datastructures import Headers
from starlette.responses import Response

from ..log import Head
from ..log.port import EMPTY

NO_CACHE = "private, no-cache"
"""It may be kept, and has to be asked for again: the next request sees what was appended."""

_LEAST_ZIPPED = 500  # bytes
_ZIP_LEVEL = 6
_ZIPPED = "-gzip"
_PACKED = ("application/vnd.openxmlformats", "image/png")
_SECOND = timedelta(seconds=1)


class Made(Struct, frozen=True):
    """The bytes of an answer, plain and compressed, its type, its tag, when the log last changed, for how long it may
    be kept, and the head of the log that gave it.
    """

    body: bytes
    zipped: bytes | None
    media: str
    tag: str
    modified: datetime | None
    headers: Mapping[str, str] = {}
    cache: str = NO_CACHE
    head: Head = EMPTY

    @classmethod
    def of(
        cls,
        body: bytes,
        media: str,
        tag: str,
        modified: datetime | None,
        headers: Mapping[str, str] | None = None,
        cache: str = NO_CACHE,
        head: Head = EMPTY,
    ) -> "Made":
        """The answer with its compressed form, where that is worth it."""
        worth = len(body) >= _LEAST_ZIPPED and not media.startswith(_PACKED)
        zipped = gzip.compress(body, _ZIP_LEVEL, mtime=0) if worth else None
        return cls(body, zipped, media, tag, modified, headers or {}, cache, head)

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.body) + len(self.zipped or b"")

    def response(self, asked: Headers, method: str, now: datetime) -> Response:
        """What is sent to who asks with these headers: nothing, if they have it already."""
        if nothing_new := had(asked, self.tag, self.modified, now, self.cache):
            return nothing_new
        zipped = self.zipped if _takes_gzip(asked) else None
        modified = _past(self.modified, now)
        headers = _headers(self.tag + _ZIPPED * (zipped is not None), modified, self.cache) | dict(self.headers)
        if _is_any(asked) or _is_since(asked, modified):
            return Response(None, 304, headers)
        if zipped is not None:
            headers["Content-Encoding"] = "gzip"
        body = self.body if zipped is None else zipped
        headers["Content-Length"] = str(len(body))
        return Response(b"" if method == "HEAD" else body, 200, headers, self.media)


def had(asked: Headers, tag: str, modified: datetime | None, now: datetime, cache: str) -> Response | None:
    """That nothing changed, if who asks names the tag, of a form that they take: then it need not be worked out."""
    named = re.findall('"[^"]*"', _all(asked, "if-none-match"))  # compared weakly (§13.1.2)
    zipped = f"{tag}{_ZIPPED}"
    found = zipped if f'"{zipped}"' in named and _takes_gzip(asked) else tag if f'"{tag}"' in named else None
    return None if found is None else Response(None, 304, _headers(found, _past(modified, now), cache))


def tag_of(*parts: object) -> str:
    """A tag over all that an answer depends on."""
    return sha256(msgpack.encode(parts)).hexdigest()[:32]


def http_time(stamp: str, *, up: bool = False) -> datetime:
    """A stamp in whole seconds, as far as HTTP can say it; ``up``: the next of them, when that one is over."""
    return datetime.fromisoformat(stamp).astimezone(UTC).replace(microsecond=0) + _SECOND * up


def _headers(tag: str, modified: datetime | None, cache: str) -> dict[str, str]:
    headers = {"ETag": f'"{tag}"', "Cache-Control": cache, "Vary": "Accept-Encoding"}
    return headers | ({"Last-Modified": format_datetime(modified, usegmt=True)} if modified else {})


def _past(modified: datetime | None, now: datetime) -> datetime | None:
    """When it last changed; None within the second in which it did: it may once more, and no date would tell."""
    return modified if modified and modified <= now else None


def _is_any(asked: Headers) -> bool:
    return _all(asked, "if-none-match").strip() == "*"


def _is_since(asked: Headers, modified: datetime | None) -> bool:
    """Whether it has not changed since a date; where tags are named, none counts (§13.2.2)."""
    if modified is None or "if-none-match" in asked:
        return False
    since = _date(asked.get("if-modified-since"))
    return since is not None and modified <= since


def _date(text: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def _takes_gzip(asked: Headers) -> bool:
    """Whether ``Accept-Encoding`` names gzip, or else anything, and not with a weight of nothing (§12.5.3)."""
    weights = {}
    for one in _all(asked, "accept-encoding").lower().split(","):
        name, _, weight = one.partition(";")
        weights[name.strip()] = re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight) is None
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", False)))


def _all(asked: Headers, name: str) -> str:
    """A list that may stand in several lines."""
    return ", ".join(asked.getlist(name))
