"""Exporter: a page that shows the whole history, each day as of that day, in one file that needs no network."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import BinaryIO, ClassVar

import msgspec
from attrs import frozen

from timeline_engine.view import View
from timeline_engine.view.html import view_html
from timeline_engine.view.words.phrases import clocks_words, counted
from timeline_engine.visible import visible

from .data import page_data

_STYLES, _SCRIPTS = ("page.css", "served.css"), ("page.js", "live.js")
_PLACE = re.compile(r"\{\{(\w+)\}\}")
_ENDS = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end the element in which JSON stands, or a line of it, and how JSON says the same."""


@frozen(kw_only=True)
class HtmlExporter:
    """Writes a page: issues as lanes of events along time, and a clock that says as of which day.

    It opens on the day of the question, strictly or with hindsight as that asked.

    Options:
        assets: the address, with a slash at its end, of the files `beside` the page, for a page of a server; without it
            all is in the page.
        links: what the page leads to, ``WORDS=ADDRESS``, a line each.
    """

    title: ClassVar[str] = "Page for a browser: the issues along time, with a clock, in one file"
    suffix: ClassVar[str] = ".html"
    binary: ClassVar[bool] = False

    assets: str | None = None
    links: str = ""

    def beside(self) -> Mapping[str, bytes]:
        """The files that a page with ``assets`` refers to, by name."""
        return {name: _part(name).encode() for name in (*_STYLES, *_SCRIPTS)}

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the page."""
        for part in _filled(_part("page.html"), _texts(view, self.assets, self.links)):
            out.write(part.encode())
        return [*other_clocks(view)]


def _texts(view: View, assets: str | None, links: str) -> Mapping[str, str]:
    """What stands in the places of the page."""
    title = visible(view.log.title.strip() or view.log.id)
    return {
        **(_inside() if assets is None else _outside(assets, view)),
        "title": escape(title),
        "clocks": escape(visible(clocks_words(view.question))),
        "links": _nav(links),
        "table": view_html(view),
        "proof": escape(visible(proof(view))),
        "data": data_text(view),
    }


def _inside() -> Mapping[str, str]:
    """Style and script within the page, which alone may be used."""
    style, script = _part("page.css").strip(), _part("page.js").strip()
    return {
        "policy": _policy(script=_hashed(script), style=_hashed(style)),
        "style": f"<style>{style}</style>",
        "script": f"<script>{script}</script>",
        "live": "",
    }


def _outside(assets: str, view: View) -> Mapping[str, str]:
    """Styles and scripts as files of the server, which the page asks now and then whether there is news."""
    at = escape(assets)
    policy = _policy(script="'self'", style="'self'", connect="'self'")
    styles = [f'<link rel="stylesheet" href="{at}{name}">' for name in _STYLES]
    scripts = [f'<script src="{at}{name}" defer></script>' for name in _SCRIPTS]
    live = f' data-live="/api/head" data-head="{view.head.hash}"'
    return {"policy": policy, "style": "".join(styles), "script": "".join(scripts), "live": live}


def _nav(links: str) -> str:
    """What the page leads to."""
    pairs = [line.partition("=")[::2] for line in links.splitlines() if line]
    anchors = "".join(f'<a href="{escape(address)}">{escape(visible(words))}</a>' for words, address in pairs)
    return f'<nav class="links">{anchors}</nav><p id="news" role="status"></p>' if anchors else ""


def data_text(view: View) -> str:
    """The data of the page as JSON that may stand in an element of HTML."""
    text = msgspec.json.encode(page_data(view)).decode()
    return re.sub("[<\u2028\u2029]", lambda found: _ENDS[found[0]], text)


def _filled(page: str, texts: Mapping[str, str]) -> Iterator[str]:
    """The page, with each text in its place."""
    for number, part in enumerate(_PLACE.split(page)):
        yield texts[part] if number % 2 else part


def _policy(**sources: str) -> str:
    """What a browser lets the page do: run this script, show in this style, and nothing else."""
    allowed = {"default-src": "'none'"} | {f"{what}-src": which for what, which in sources.items()}
    allowed |= {"img-src": "data:", "base-uri": "'none'", "form-action": "'none'"}
    return "; ".join(f"{what} {which}" for what, which in allowed.items())


def _hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def proof(view: View) -> str:
    """What all of it was made from."""
    entries = counted(view.head.seq, "entry")
    return f"From {entries} of log {view.log.id}, head {view.head.hash}; days are those of {view.zone.name}."


def other_clocks(view: View, what: str = "page") -> Iterator[str]:
    """What was asked that the clock of the page cannot say, nor that of a picture of it."""
    question = view.question
    if question.known_by not in (None, question.as_of):
        yield f"The {what} shows each day as known that day, or with hindsight: not as known by {question.known_by}."
    if view.as_of != view.zone.instant(view.zone.day(view.as_of)):
        yield f"The {what} counts in whole days: it is as of the end of {view.zone.day(view.as_of)}."
