"""What a file can carry of a text or a value, and what a cell so means in the log."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..errors import FieldError
from ..model import Claim, Source, Value, format_value, parse_value
from ..view.words.printable import printable


def plain(text: str) -> str:
    """A text as files bring it back: without control characters, with one kind of line break, no blanks at its ends."""
    return text.strip() if text.isprintable() else printable(text).strip()


def says(held: Any, said: Any) -> bool:
    """Whether a row may say this of a field: as it is, or as a file brings it back."""
    if held == said:
        return True
    if isinstance(held, tuple) and isinstance(said, tuple):
        return _names(held) == _names(said)
    return isinstance(held, str) and isinstance(said, str) and plain(held) == plain(said)


def _names(texts: Iterable[str]) -> list[str]:
    """Names as a cell brings them back: a semicolon within one sets two apart."""
    return [name for text in texts for part in text.split(";") if (name := plain(part))]


def same_subject(held: Claim, said: Claim) -> bool:
    """Whether two claims are of the same attribute, by the same."""
    return (held.issue, held.attribute) == (said.issue, said.attribute) and says(held.by or "", said.by or "")


Told = tuple[str, str, str, Value]
"""A claim as rows tell of it: issue, attribute, by whom, and the value."""


def as_told(claim: Claim) -> Told:
    """A claim of a row."""
    return claim.issue, claim.attribute, plain(claim.by or ""), claim.value


def told_by(claims: Iterable[Claim]) -> frozenset[Told]:
    """All that rows may say of claims of the log: each as it is, and as a file brings it back.

    A table has a value as typed, where a bare quantity is just a number.
    """
    return frozenset(told for claim in claims for told in _as_read(claim))


def _as_read(claim: Claim) -> Iterator[Told]:
    issue, attribute, by, value = as_told(claim)
    yield issue, attribute, by, value
    if isinstance(value, str) and plain(value) == value and not value.startswith('"'):
        return  # as most
    try:
        yield issue, attribute, by, parse_value(plain(format_value(value)))
    except FieldError:  # a number that an old log has, and no row can say
        return


def same_source(one: Source, other: Source) -> bool:
    """Whether title and url of two sources are the same, or absent in one (R8.2)."""
    return all(
        not here or not there or says(here, there) for here, there in ((one.title, other.title), (one.url, other.url))
    )


def a_cell(value: Any) -> str:
    """The content of a cell, for a sentence."""
    return repr("; ".join(value) if isinstance(value, tuple) else value)
