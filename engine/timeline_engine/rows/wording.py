"""What a file can carry of a text or a value, and what a cell so means in the log."""

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
        return [plain(one) for one in held if plain(one)] == [plain(one) for one in said if plain(one)]
    return isinstance(held, str) and isinstance(said, str) and plain(held) == plain(said)


def means(held: Value, said: Value) -> bool:
    """Whether a row may say this of a value: a table has it as typed, where a bare quantity is just a number."""
    if held == said:
        return True
    try:
        return parse_value(plain(format_value(held))) == said
    except FieldError:  # a number that an old log has, and no row can say
        return False


def same_subject(held: Claim, said: Claim) -> bool:
    """Whether two claims are of the same attribute, by the same."""
    return (held.issue, held.attribute) == (said.issue, said.attribute) and says(held.by or "", said.by or "")


def same_claim(held: Claim, said: Claim) -> bool:
    """Whether two claims say the same."""
    return same_subject(held, said) and means(held.value, said.value)


def same_source(one: Source, other: Source) -> bool:
    """Whether title and url of two sources are the same, or absent in one (R8.2)."""
    return all(
        not here or not there or says(here, there) for here, there in ((one.title, other.title), (one.url, other.url))
    )


def a_cell(value: Any) -> str:
    """The content of a cell, for a sentence."""
    return repr("; ".join(value) if isinstance(value, tuple) else value)
