"""What every page has around what it tells."""

from urllib.parse import urlencode

from msgspec import Struct

from ..dates import Zone
from ..log import Head, LogInfo
from ..view.answer import Question
from ..view.words.told import Proven, proof_words
from .markup import Child, Markup, joined, tag

Links = list[tuple[str, str]]
"""Words, and the address to which they lead."""

ASSETS = "/assets/"
_STYLES, _SCRIPT = ("page.css", "served.css"), "live.js"


class Origin(Struct, frozen=True):
    """Of which log, and how much of it, a page was made."""

    log: LogInfo
    head: Head
    zone: Zone


def page(title: str, of: Proven, links: Links, *body: Child) -> bytes:
    """A page of an answer, with its links to others. It is whole without a script, which only tells of news."""
    head = joined(
        [
            Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
            Markup('<link rel="icon" href="data:,">'),
            *(Markup(f'<link rel="stylesheet" href="{ASSETS}{name}">') for name in _STYLES),
            tag("title", title),
            tag("script", src=f"{ASSETS}{_SCRIPT}", defer=""),
        ]
    )
    top = tag("header", tag("nav", *(tag("a", words, href=address) for words, address in links), class_="links"))
    news = Markup('<p id="news" role="status"></p>')
    main = tag("main", news, *body, class_="told")
    footer = tag("footer", proof_words(of, None))
    whole = tag("body", top, main, footer, data_live="/api/head", data_head=of.head.hash)
    return f'<!doctype html>\n<html lang="en" dir="ltr"><head>{head}</head>{whole}</html>\n'.encode()


def query_of(question: Question) -> str:
    """A question as the end of an address, which can be sent: it asks the same on any day."""
    said = {"as-of": question.as_of}
    if question.known_by is None:
        said["hindsight"] = "yes"
    elif question.known_by != question.as_of:
        said["known-by"] = question.known_by
    if question.recorded_by:
        said["recorded-by"] = question.recorded_by
    return urlencode(said)


def end_text(question: Question) -> str:
    """An end of a comparison as an address names it: DAY, DAY@DAY or DAY@hindsight."""
    known = question.known_by or "hindsight"
    return question.as_of if known == question.as_of else f"{question.as_of}@{known}"


def links_of(question: Question, is_today: bool) -> Links:
    """The links that every page has."""
    query = "" if is_today else f"?{query_of(question)}"
    return [
        ("Timeline", f"/{query}"),
        ("Issues", f"/issues{query}"),
        ("What changed", "/diff"),
        ("News (Atom)", "/changes.atom"),
        ("Workbook", f"/summary.xlsx{query}"),
        ("Calendar", f"/calendar.ics{query}"),
    ]


def clock_form(question: Question) -> Markup:
    """Asks for another day, by the other clocks as they are; it works without a script."""
    day = tag("label", "As of ", field("as-of", question.as_of))
    if question.known_by in (None, question.as_of):
        checked = "" if question.known_by is None else None
        box = _void("input", type="checkbox", name="hindsight", value="yes", checked=checked)
        known = tag("label", box, " with hindsight")
    else:
        known = hidden("known-by", question.known_by)
    recorded = [hidden("recorded-by", question.recorded_by)] if question.recorded_by else []
    return tag("form", day, known, *recorded, tag("button", "Show"), method="get")


def field(name: str, value: str) -> Markup:
    """A field of a form for a day."""
    return _void("input", name=name, value=value, size="14", autocomplete="off")


def hidden(name: str, value: str) -> Markup:
    """What a form asks for as well, as the address did."""
    return _void("input", type="hidden", name=name, value=value)


def sent(question: Question) -> Markup:
    """The link that can be sent."""
    return tag("p", tag("a", "Link to this answer", href=f"?{query_of(question)}", rel="bookmark"))


def anchors(links: Links) -> Markup:
    """Links in a line."""
    return tag("p", *(tag("a", words, href=address) for words, address in links), class_="links")


def _void(name: str, /, **attributes: str | None) -> Markup:
    return Markup(tag(name, **attributes).removesuffix(f"</{name}>"))
