"""HTML in which every text is escaped, and nothing hidden."""

import re
from collections.abc import Iterable
from html import escape

from ..dates import Zone
from ..view.words.paragraph import Paragraph
from ..view.words.phrases import source_words
from ..view.words.printable import printable
from ..visible import visible
from .addresses import event_address

_FOLLOWED = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_EVENT = r"(?<=\[)(?:[^\[\]]|\[[^\[\]]*\])+(?=\])"
"""An id in brackets, which may have some itself."""
_LEVELS = ("h1", "h2", "h3")


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | Markup
"""A text, or what is HTML already."""


def tag(name: str, /, *children: Child, **attributes: str | None) -> Markup:
    """An element; an attribute's name may end in ``_``, and one that is None is left out."""
    said = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    written = "".join(f' {key}="{safe(value)}"' for key, value in said.items())
    return Markup(f"<{name}{written}>{joined(children)}</{name}>")


def joined(children: Iterable[Child]) -> Markup:
    """Several after each other."""
    return Markup("".join(child if isinstance(child, Markup) else safe(child) for child in children))


def safe(text: str) -> str:
    """A text as HTML may have it."""
    return escape(visible(printable(text)))


def followed(url: str | None) -> str | None:
    """A url that a link may lead to: of the web, or of mail."""
    return url if url and _FOLLOWED.match(url) else None


class Linking:
    """Paragraphs as HTML, with links from an event's id to its page, and from the words for a source to its url.

    ``events`` are the ids that have a page, ``query`` what their addresses end with.
    """

    def __init__(self, zone: Zone, events: Iterable[str], query: str) -> None:
        self._zone = zone
        self._events = frozenset(events)
        self._query = query

    def of(self, parts: Iterable[Paragraph], level: int = 0) -> Markup:
        """The paragraphs; the first heading is of this level, those after it are of the next."""
        found: list[Markup] = []
        blank = False
        for part in parts:
            if part.text:
                found.append(self._element(part, level, blank))
                level += (
                    part.heading and level + 1 < len(_LEVELS) and not any(one.startswith("<h") for one in found[:-1])
                )
            blank = not part.text
        return joined(found)

    def _element(self, part: Paragraph, level: int, blank: bool) -> Markup:
        if part.heading:
            return tag(_LEVELS[level], self.text(part))
        names = [f"in{part.indent}"] * (part.indent > 0) + ["blank"] * blank
        return tag("p", self.text(part), class_=" ".join(names) or None)

    def text(self, part: Paragraph) -> Markup:
        """The text of a paragraph, with its links."""
        urls = {source_words(one, self._zone): url for one in part.sources if (url := followed(one.url))}
        words = "|".join(map(re.escape, sorted(urls, key=len, reverse=True)))
        found = re.split(f"({words}|{_EVENT})" if words else f"({_EVENT})", part.text)
        return joined(self._part(text, urls) if number % 2 else text for number, text in enumerate(found))

    def _part(self, text: str, urls: dict[str, str]) -> Child:
        if text in urls:
            return tag("a", text, href=urls[text], rel="noreferrer")
        return tag("a", text, href=event_address(text, self._query)) if text in self._events else text


def table(headers: Iterable[str], rows: Iterable[Iterable[Child]]) -> Markup:
    """A table."""
    head = tag("tr", *(tag("th", header, scope="col") for header in headers))
    body = [tag("tr", *(tag("td", cell) for cell in row)) for row in rows]
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body)), class_="wide")
