"""Addresses that may be links, and what a page for people cannot carry of the texts of an answer."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from timeline_engine.history import Revision
from timeline_engine.view import View
from timeline_engine.view.words.phrases import counted, source_words
from timeline_engine.view.words.printable import UNPRINTABLE, printable

_LINKED = ("http", "https", "mailto")
_SAFE_IN_LINK = "%:/?#@!&'()*+,;=~-._[]"
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def address(url: str) -> str | None:
    """The address to link to, percent-encoded where a format needs it; None if it is not http, https or mailto."""
    url = printable(url).strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in _LINKED or not (parts.netloc or (parts.scheme == "mailto" and parts.path)):
        return None
    return quote(_STRAY_PERCENT.sub("%25", url), safe=_SAFE_IN_LINK)


def losses(view: View) -> list[str]:
    """A sentence on each thing that a page with links does not carry whole."""
    control, urls = 0, set[str]()
    for event in view.events:  # once, as each is made when it is looked at
        control += any(map(UNPRINTABLE.search, _texts(event.revision, view)))
        urls.update(source.url for source in event.revision.sources if source.url)
    unlinked = sum(address(url) is None for url in urls)
    events, addresses = counted(control, "event"), counted(unlinked, "address", "addresses")
    return [
        *([f"Control characters in the text of {events} are dropped."] if control else []),
        *([f"Written as text, not linked: {addresses} other than http, https or mailto."] if unlinked else []),
    ]


def _texts(revision: Revision, view: View) -> Iterator[str]:
    body = revision.body
    yield from (text for text in (body.title, body.summary, body.kind, body.place, *body.actors) if text)
    for stated in revision.claims:
        claim = stated.claim
        yield from (text for text in (claim.issue, claim.attribute, claim.by, str(claim.value)) if text)
    for source in revision.sources:
        yield source_words(source, view.zone)
