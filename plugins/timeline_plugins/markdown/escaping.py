"""Text from sources made safe for GitHub-flavoured Markdown: it reads as it is, whatever signs it holds."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from timeline_engine.view.words.printable import printable
from timeline_engine.visible import visible
from timeline_plugins.links import address

# Always backslashed, so that a text is safe wherever it stands: in a cell, a heading, a link, or first on its line.
_SIGNS = re.compile(r"""
    [\\`*_\[\]<|~\#]             # code, emphasis, links, tags, cells, strike-through, headings
    | ^[>+=-]                   # quotes and items of lists, which begin a line
    | &(?=\#?\w+;)               # character references
    | :(?=//) | (?<=[Ww]{3})[.]  # addresses, which would be links, and show the backslashes in them
    """, re.VERBOSE)  # fmt: skip
_NUMBERED = re.compile(r"^(\d+)([.)])(?= |$)")  # an item of a list, where a line begins so
# GitHub sets what stands between two dollars as mathematics, and makes links of mail addresses and names of its users
# even where a backslash stands; for dollars its documentation advises these tags.
_APART = re.compile("[$@]")
_REFERENCE = re.compile(r"&(?=#?\w+;)")


def escaped(text: str) -> str:
    """The text in one line, to be read as it is."""
    line = " ".join(visible(printable(text)).split())
    return _APART.sub(r"<span>\g<0></span>", _NUMBERED.sub(r"\1\\\2", _SIGNS.sub(r"\\\g<0>", line)))


def link(text: str, url: str) -> str:
    """A link, if the address may be one; else the text with the address behind it."""
    target = address(url)
    if target is None:
        return escaped(text) if text == url else escaped(f"{text} ({url})")
    target = _REFERENCE.sub("&amp;", target)
    return f"[{escaped(text)}]({f'<{target}>' if set(target) & set('()') else target})"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table of cells that are Markdown already."""
    for cells in chain((heads, ["---"] * len(heads)), rows):
        yield f"| {' | '.join(cells)} |"


def named(title: str, name: str) -> str:
    """A title; in its place the name, if nothing of it can be shown."""
    return escaped(title) or escaped(name)


def block(*lines: str) -> Iterator[str]:
    """Lines set apart by an empty one."""
    yield ""
    yield from lines
