"""What calendars show of an event besides its texts: the colour of its issue (RFC 7986 §5.9), links to its sources
(RFC 9253 §8.1).
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import quote
from zlib import crc32

from icalendar import Parameters

from timeline_engine.model import Source
from timeline_engine.view.words.printable import printable
from timeline_engine.visible import marked

_COLOURS = (
    *("steelblue", "crimson", "seagreen", "darkorange", "rebeccapurple", "teal", "goldenrod", "indianred", "slateblue"),
    *(
        "olivedrab",
        "deeppink",
        "peru",
        "dodgerblue",
        "firebrick",
        "mediumseagreen",
        "chocolate",
        "darkorchid",
        "salmon",
    ),
    *("darkcyan", "cornflowerblue", "tomato", "cadetblue", "sienna", "mediumvioletred"),
)
"""Names of CSS3, as the property wants them, that black and white text can be read on."""
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x1f\x7f]+")  # RFC 3986 §3: a scheme, a colon, no blanks
_URI_SIGNS = "!#$%&'()*+,/:;=?@[]~"  # have a meaning in a URI (RFC 3986 §2) and so are not percent-encoded


def colour_of(issues: Iterable[str]) -> str | None:
    """The colour of the first issue, by its id alone, so that it has it in every calendar."""
    first = next(iter(issues), None)
    return None if first is None else _COLOURS[crc32(first.encode()) % len(_COLOURS)]


def uri(text: str | None) -> str | None:
    """An address as a URI; None if it is none (§3.3.13)."""
    return quote(text, safe=_URI_SIGNS) if text and _URI.fullmatch(text) else None


def links(sources: Iterable[Source]) -> Iterator[tuple[str, str]]:
    """The sources that have an address, each once: what it is called, and the address."""
    found: dict[str, str] = {}
    for source in sources:
        if address := uri(source.url):
            called = ", ".join(part for part in (source.publisher, source.title) if part)
            found.setdefault(address, " ".join(marked(printable(called)).split()))
    for address, called in found.items():
        yield called, address


@lru_cache(100)  # the events of a report share its address
def link_line(called: str, address: str) -> str:
    """A link as a property."""
    params = {"VALUE": "URI", "LINKREL": "describedby"} | ({"LABEL": called} if called else {})
    return f"LINK;{Parameters(params).to_ical().decode()}:{address}"
