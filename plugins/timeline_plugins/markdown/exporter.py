"""Exporter: the answer as a page of GitHub-flavoured Markdown, an index of the issues and a section on each."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, TextIO
from urllib.parse import quote

from attrs import field, frozen

from timeline_engine.recording import slug
from timeline_engine.view import View
from timeline_engine.view.words.phrases import (
    PHASE_WORDS,
    attribute_words,
    begin_words,
    clocks_words,
    flags_words,
    sentence,
)
from timeline_engine.view.words.told import proof_words
from timeline_plugins.links import losses
from timeline_plugins.options import yes_or_no

from .escaping import block, escaped, named, table
from .event import dated, event_item
from .issue import section
from .mermaid import chart

_NONE = "–"


def _mermaid(text: str | bool) -> bool:
    return yes_or_no("mermaid", text)


@frozen(kw_only=True)
class MarkdownExporter:
    """Writes a page that GitHub shows well: a table of the issues, then each issue with all its events and sources.

    Options:
        mermaid: yes for a chart at the head of the page, which GitHub draws, of the events nearest to that day.
    """

    title: ClassVar[str] = "Page in GitHub-flavoured Markdown: an index, and a section on each issue"
    suffix: ClassVar[str] = ".md"
    binary: ClassVar[bool] = False
    text: ClassVar[bool] = True

    mermaid: bool = field(default=False, converter=_mermaid)

    def export(self, view: View, out: TextIO) -> Sequence[str]:
        """Write the page, a line at a time. Returns one sentence for each thing it could not carry whole."""
        for line in _page(view, self.mermaid):
            out.write(f"{line}\n")
        return losses(view)


def _page(view: View, mermaid: bool) -> Iterator[str]:
    """The lines of the page, one by one: a page on a large log is never in memory whole."""
    anchors = _anchors(view)
    yield f"# {named(view.log.title, view.log.id)}"
    yield from block(sentence(escaped(clocks_words(view.question))))
    if mermaid and (lines := [*chart(view)]):
        yield from block(*lines)
    yield from block(*_index(view, anchors) if view.issues else ["No issue is known of."])
    for issue in view.issues:
        yield from section(issue, anchors[issue.issue], view)
    if stray := view.events.stray():
        yield from block("## Events that bear on no issue", "")
        for event in stray:
            yield from event_item(event, tuple(PHASE_WORDS), view)
    yield from block(escaped(proof_words(view)))


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
