"""Ids: of events, from their titles; of entries, from what they say."""

import unicodedata
from collections.abc import Collection, Container, Iterator
from hashlib import sha256
from itertools import chain, count, takewhile

import msgspec

from ..entries import Body, to_data
from ..entries.shapes import shaped
from ..visible import quote
from .errors import RecordError

_OF_IDS = "up to 200 printable characters, not starting or ending with a space"


def entry_id(body: Body, taken: Container[str] = ()) -> str:
    """16 hex digits from what an entry says and, if entries that say just the same have the ids, how many these are.

    So two people who import the same file into copies of a log make the same entries, in whatever order.
    """
    return next(made for number in count() if (made := _digest(body, number)) not in taken)


def _digest(body: Body, number: int) -> str:
    try:
        said = msgspec.json.encode([body.KIND, number, shaped(body) or to_data(body)], order="sorted")
    except UnicodeEncodeError as error:
        raise RecordError(f"{error.object!r} holds what is no Unicode text: type it anew") from error
    return sha256(said).hexdigest()[:16]


def slug(title: str, taken: Container[str] = ()) -> str:
    """A readable id from a title: ``First 2+2 dialogue`` is ``first-2-2-dialogue``; numbered if it is taken."""
    return next(made for made in _slugs(title) if made not in taken)


def takers(title: str, taken: Collection[str]) -> Iterator[str]:
    """The ids that an event with this title cannot get, for others have them."""
    return takewhile(lambda made: made in taken, _slugs(title))


def _slugs(title: str) -> Iterator[str]:
    plain = "".join(map(_plain, unicodedata.normalize("NFC", title))).lower()
    kept = (letter if letter.isalnum() or unicodedata.category(letter)[0] == "M" else " " for letter in plain)
    made = "-".join("".join(kept).split())[:60].strip("-") or "event"
    return chain((made,), (f"{made}-{number}" for number in count(2)))


def _plain(letter: str) -> str:
    """A Latin letter without accents; any other as it is."""
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or letter


def check_id(text: str, what: str) -> None:
    """Ids may be any short line of text. Raises RecordError."""
    if not is_id(text):
        raise RecordError(f"{what} id {text!r}: use {_OF_IDS}")


def is_id(text: str) -> bool:
    """May something be called so?"""
    return text == text.strip() and 0 < len(text) <= 200 and text.isprintable()


def to_define(issue: str) -> str:
    """The end of a sentence on an issue that the log does not have."""
    return f": make it with `timeline define {quote(issue)}`" if is_id(issue) else f", nor can be: ids have {_OF_IDS}"
