"""A paragraph of an answer in words, as every medium shows it: a terminal wraps it, a page has it in an element."""

from msgspec import Struct

from ...model import Source


class Paragraph(Struct, frozen=True):
    """A line to be wrapped: its indent, how much further lines hang in, and whether it is a heading.

    ``sources`` are those that it names, where the words for one may lead to its url. A blank one parts two blocks.
    """

    text: str
    indent: int = 0
    hang: int = 2
    heading: bool = False
    sources: tuple[Source, ...] = ()


BLANK = Paragraph("")
