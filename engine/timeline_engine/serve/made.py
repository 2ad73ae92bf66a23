"""What is sent: the bytes of an answer with what tells whether who asks has them already (RFC 9110)."""

import gzip
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from msgspec import Struct, msgpack
from starlette.responses import Response

_LEAST_ZIPPED = 500  # bytes
_ZIP_LEVEL = 6
_ZIPPED = "-gzip"
_PACKED = ("application/vnd.openxmlformats", "image/png")


class Made(Struct, frozen=True):
    """The bytes of an answer, plain and compressed, its type, its tag, and when the log last changed."""

    body: bytes
    zipped: bytes | None
    media: str
    tag: str
    modified: datetime | None
    headers: Mapping[str, str] = {}

    @classmethod
    def of(
        cls, body: bytes, media: str, tag: str, modified: datetime | None, headers: Mapping[str, str] | None = None
    ) -> "Made":
        """The answer with its compressed form, where that is worth it."""
        worth = len(body) >= _LEAST_ZIPPED and not media.startswith(_PACKED)
        return cls(
            body, gzip.compress(body, _ZIP_LEVEL, mtime=0) if worth else None, media, tag, modified, headers or {}
        )

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.body) + len(self.zipped or b"")

    def response(self, asked: Mapping[str, str], method: str) -> Response:
        """What is sent to who asks with these headers: nothing, if they have it already."""
        zipped = self.zipped if _takes_gzip(asked.get("accept-encoding", "")) else None
        headers = _headers(self.tag + _ZIPPED * (zipped is not None), self.modified) | dict(self.headers)
        if self._is_had(asked):
            return Response(None, 304, headers)
        if zipped is not None:
            headers["Content-Encoding"] = "gzip"
        body = self.body if zipped is None else zipped
        headers["Content-Length"] = str(len(body))
        return Response(b"" if method == "HEAD" else body, 200, headers, self.media)

    def _is_had(self, asked: Mapping[str, str]) -> bool:
        """Whether who asks has it: by the tags they name or, only where they name none, by a date (§13.2.2)."""
        named = asked.get("if-none-match")
        if named is not None:
            return named.strip() == "*" or has_tag(named, self.tag)
        since = _date(asked.get("if-modified-since"))
        return since is not None and self.modified is not None and self.modified <= since


def had(asked: Mapping[str, str], tag: str, modified: datetime | None) -> Response | None:
    """That nothing changed, if who asks names the very tag: then it need not be worked out."""
    named = asked.get("if-none-match")
    if named is None or not has_tag(named, tag):
        return None
    return Response(None, 304, _headers(tag + _ZIPPED * (f'{tag}{_ZIPPED}"' in named), modified))


def tag_of(*parts: object) -> str:
    """A tag over all that an answer depends on."""
    return sha256(msgpack.encode(parts)).hexdigest()[:32]


def has_tag(named: str, tag: str) -> bool:
    """Whether ``If-None-Match`` names a tag, of either form of the body."""
    return not {f'"{tag}"', f'"{tag}{_ZIPPED}"'}.isdisjoint(re.findall('"[^"]*"', named))


def http_time(stamp: str) -> datetime:
    """When something was recorded, in whole seconds, as far as HTTP can say it."""
    return datetime.fromisoformat(stamp).astimezone(UTC).replace(microsecond=0)


def _headers(tag: str, modified: datetime | None) -> dict[str, str]:
    headers = {"ETag": f'"{tag}"', "Cache-Control": "private, max-age=300", "Vary": "Accept-Encoding"}
    return headers | ({"Last-Modified": format_datetime(modified, usegmt=True)} if modified else {})


def _date(text: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def _takes_gzip(accepted: str) -> bool:
    """Whether ``Accept-Encoding`` names gzip, and not with a weight of nothing."""
    for one in accepted.lower().split(","):
        name, _, weight = one.partition(";")
        if name.strip() in ("gzip", "*"):
            return re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight) is None
    return False
