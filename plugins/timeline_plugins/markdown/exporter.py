"""Exporter: the answer as a page of GitHub-flavoured Markdown, an index of the issues and a section on each."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, TextIO
from urllib.parse import quote

from attrs import frozen

from timeline_engine.history import Revision
from timeline_engine.recording import slug
from timeline_engine.view import View
from timeline_engine.view.words.phrases import (
    PHASE_WORDS,
    attribute_words,
    begin_words,
    clocks_words,
    counted,
    flags_words,
    sentence,
    source_words,
)
from timeline_engine.view.words.printable import UNPRINTABLE

from .escaping import address, block, escaped, named, table
from .event import dated, event_item
from .issue import section

_HEAD_DIGITS = 12
_NONE = "–"


@frozen
class MarkdownExporter:
    """Writes a page that GitHub shows well: a table of the issues, then each issue with all its events and sources."""

    title: ClassVar[str] = "Page in GitHub-flavoured Markdown: an index, and a section on each issue"
    suffix: ClassVar[str] = ".md"
    binary: ClassVar[bool] = False
    text: ClassVar[bool] = True

    def export(self, view: View, out: TextIO) -> Sequence[str]:
        """Write the page, a line at a time. Returns one sentence for each thing it could not carry whole."""
        for line in _page(view):
            out.write(f"{line}\n")
        return _losses(view)


def _page(view: View) -> Iterator[str]:
    """The lines of the page, one by one: a page on a large log is never in memory whole."""
    anchors = _anchors(view)
    yield f"# {named(view.log.title, view.log.id)}"
    yield from block(sentence(escaped(clocks_words(view.question))))
    yield from block(*_index(view, anchors) if view.issues else ["No issue is known of."])
    for issue in view.issues:
        yield from section(issue, anchors[issue.issue], view)
    if stray := view.events.stray():
        yield from block("## Events that bear on no issue", "")
        for event in stray:
            yield from event_item(event, tuple(PHASE_WORDS), view)
    yield from block(escaped(_origin(view)))


def _anchors(view: View) -> dict[str, str]:
    """Where each issue's section begins. The dot keeps them apart from the anchors that GitHub makes of headings."""
    made: dict[str, str] = {}
    taken: set[str] = set()
    for issue in view.issues:
        name = slug(issue.issue)
        if name in taken:  # seldom: to look through all for each of them would take its time
            name = slug(issue.issue, taken)
        taken.add(name)
        made[issue.issue] = f"issue.{name}"
    return made


def _origin(view: View) -> str:
    entries = counted(view.head.seq, "entry")
    proof = view.head.hash[:_HEAD_DIGITS]
    return f"From {entries} of the log {view.log.id}, head {proof}; days are those of {view.zone.name}."


def _index(view: View, anchors: dict[str, str]) -> Iterator[str]:
    return table(
        ("Issue", "Status", "Since", "Last", "Next", "Flags"),
        (
            (
                f"[{named(issue.title, issue.issue)}](#{quote(anchors[issue.issue])})",
                escaped(attribute_words(issue.status)) if issue.status else _NONE,
                begin_words(issue.status.first.revision, view.zone) if issue.status else _NONE,
                dated(issue.last.revision, view) if issue.last else _NONE,
                dated(issue.next.revision, view) if issue.next else _NONE,
                escaped(flags_words(issue)) or _NONE,
            )
            for issue in view.issues
        ),
    )


def _losses(view: View) -> list[str]:
    control = sum(any(map(UNPRINTABLE.search, _texts(event.revision, view))) for event in view.events)
    urls = {source.url for event in view.events for source in event.revision.sources if source.url}
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
