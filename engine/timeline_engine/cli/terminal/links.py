"""Paragraphs in which sources are links (OSC 8) where the terminal can have such; the text is the same without."""

import re
from collections.abc import Iterable, Iterator

from ...dates import Zone
from ...model import Source
from ...view.words.phrases import source_words
from .rich_screen import is_rich
from .table import paragraph

_BEGIN, _END = "\ufdd0", "\ufdd1"  # around what is a link while it is wrapped: no characters, and they take no column
_MARKS = str.maketrans({_BEGIN: " ", _END: " "})
_FOLLOWED = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_PARTS = re.compile(f"({_BEGIN}|{_END}|\n *)")
_SAFE = "!#$%&'()*+,-./:;=?@[]_~"


def linked(text: str, sources: Iterable[Source], zone: Zone, indent: int = 0, hang: int = 2) -> str:
    """A paragraph in which the words for a source lead to its url, if that is one of the web or of mail."""
    if not is_rich():
        return paragraph(text, indent, hang)
    urls = {source_words(one, zone).translate(_MARKS): url for one in sources if (url := _followed(one.url))}
    if not urls:
        return paragraph(text, indent, hang)
    named = re.compile("|".join(map(re.escape, sorted(urls, key=len, reverse=True))))
    found: list[str] = []

    def mark(words: re.Match[str]) -> str:
        found.append(urls[words[0]])
        return f"{_BEGIN}{words[0]}{_END}"

    marked = named.sub(mark, text.translate(_MARKS))
    return "".join(_with_links(paragraph(marked, indent, hang), found))


def _followed(url: str | None) -> str | None:
    """The url as a terminal may be given it, in ASCII; None if it leads neither to the web nor to a mailbox."""
    from urllib.parse import quote

    return quote(url, safe=_SAFE) if url and _FOLLOWED.match(url) else None


def _with_links(text: str, urls: list[str]) -> Iterator[str]:
    """The marks as what a terminal obeys: a link ends with each line, and the next goes on with it (by its id)."""
    numbered, opened = enumerate(urls, 1), ""
    for part in _PARTS.split(text):
        if part == _BEGIN:
            number, url = next(numbered)
            opened = f"\x1b]8;id={number};{url}\x1b\\"
            yield opened
        elif part == _END:
            opened = ""
            yield _CLOSE
        elif part.startswith("\n") and opened:
            yield f"{_CLOSE}{part}{opened}"
        else:
            yield part


_CLOSE = "\x1b]8;;\x1b\\"
