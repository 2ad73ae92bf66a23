"""``search``: events and issues by words."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import click

from ...dates import Zone
from ...view.asking import ask_for
from ...view.search import LIMIT, Found, FoundEvent, FoundIssue, search_json, search_log
from ...view.search.index import BEGIN, END, EXCERPTED
from ...view.words.phrases import clocks_words, counted, when_words
from ..clock_options import clock_options, read_clocks
from ..session import Session, as_json, log_option, pass_session
from ..terminal.progress import progress
from ..terminal.table import paragraph

_PLACES = ("\ufdd0", "\ufdd1")
"""Around what is to be bold: no characters, and the terminal gives them no column."""


@click.command("search", short_help="Find events and issues by words.")
@click.argument("words", nargs=-1, required=True)
@clock_options
@click.option(
    "--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True, metavar="N", help="The best N of each."
)
@click.option("--json", "json", is_flag=True, help="What was found as JSON.")
@log_option
@pass_session
def search_command(session: Session, words: tuple[str, ...], limit: int, json: bool, **clocks: Any) -> None:
    """Find events and issues by WORDS, the best matches first.

    All WORDS must be there, in any order, in the title, summary, notes, actors, place, claims, sources or issues of
    an event; the last may be the beginning of one, as may WORD*. Case and accents do not count. "A PHRASE" in double
    quotes is found as it stands; OR and NOT in capitals are what they say. All that is known is searched, unless
    --as-of or --known-by says otherwise.

    \b
    timeline search sanctions waiver
    timeline search '"trade gap" OR tariffs NOT china'
    timeline search s-400 --as-of 2018-09-05
    """
    clocks["hindsight"] = clocks["hindsight"] or not (clocks["as_of"] or clocks["known_by"])
    log = session.log()
    question = ask_for(**read_clocks(session, Zone(log.info.zone), **clocks))
    with progress("indexing") as tell:
        found = search_log(log, question, " ".join(words), limit, tell)
    click.echo(as_json(search_json(found)) if json else "\n".join(_lines(found)))


def _lines(found: Found) -> Iterator[str]:
    clocks = clocks_words(found.view.question)
    if not found.issues and not found.events:
        yield paragraph(f"Nothing matches {found.query.text!r}, {clocks}{found.hint or '.'}")
        return
    yield click.style(paragraph(f"{found.view.log.title}: {found.query.text}, {clocks}"), bold=True)
    if found.issues:
        yield from ("", click.style(_heading("issue", len(found.issues), found.issues_in_all), bold=True))
    for issue in found.issues:
        yield from _issue(issue)
    if found.events:
        yield from ("", click.style(_heading("event", len(found.events), found.events_in_all), bold=True))
    for event in found.events:
        yield from _event(event, found.view.zone)


def _heading(what: str, shown: int, in_all: int) -> str:
    return counted(in_all, what) + (f", the best {shown} (--limit)" if shown < in_all else "")


def _issue(found: FoundIssue) -> Iterator[str]:
    texts = _as_places(found.match.texts)
    yield _bold(paragraph(f"{texts['title']} [{texts['event']}]", 2))
    if _PLACES[0] in texts["summary"]:
        yield _bold(paragraph(texts["summary"], 6))


def _event(found: FoundEvent, zone: Zone) -> Iterator[str]:
    texts, event = _as_places(found.match.texts), found.event
    yield _bold(paragraph(f"{when_words(event.revision, zone)}  {texts['title']} [{texts['event']}]", 2, 4))
    yield _bold(paragraph(f"{event.phase}{'; ' if texts['issues'] else ''}{texts['issues']}", 6))
    if found.match.field in EXCERPTED:  # the others are shown anyway
        yield _bold(paragraph(f"{found.match.field}: {texts[found.match.field]}", 6))


def _as_places(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts, with `_PLACES` around what matches: a search has marks there that a terminal would show."""
    begin, end = _PLACES
    places = str.maketrans({BEGIN: begin, END: end, begin: " ", end: " "})
    return {name: text.translate(places) for name, text in texts.items()}


def _bold(text: str) -> str:
    begin, end = _PLACES
    return re.sub(f"{begin}(.*?){end}", lambda match: click.style(match[1], bold=True), text, flags=re.DOTALL)
