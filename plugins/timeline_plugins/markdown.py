"""Exporter: the answer as a page of GitHub-flavoured Markdown, an index of the issues and a section on each."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, ClassVar
from urllib.parse import quote

from attrs import frozen

from timeline_engine.history import Revision
from timeline_engine.model import Source, format_value
from timeline_engine.projection import AttributeState, ClaimState, EventState, IssueState, Phase
from timeline_engine.recording import slug
from timeline_engine.view import View
from timeline_engine.view.phrases import (
    PHASE_WORDS,
    attribute_words,
    begin_words,
    claimant_words,
    claiming_words,
    claims_words,
    clocks_words,
    counted,
    date_words,
    flags_words,
    gone_words,
    moves_words,
    since_words,
    source_words,
    when_words,
)
from timeline_engine.view.printable import UNPRINTABLE

from .markdown_text import address, escaped, link, table

_HEAD_DIGITS = 12
_NONE = "–"

_LISTS: tuple[tuple[str, tuple[Phase, ...]], ...] = (
    ("What happened", ("occurred",)),
    ("What is due or next", ("due", "upcoming")),
    ("What is overdue", ("overdue",)),
    ("What is possible", ("possible",)),
    ("What is postponed", ("postponed",)),
    ("What will not be, or was taken back", ("cancelled", "retracted")),
)
_MARKED = ("possible", "overdue", "due", "cancelled", "retracted")  # phases that a heading does not say in full


@frozen
class MarkdownExporter:
    """Writes a page that GitHub shows well: a table of the issues, then each issue with all its events and sources."""

    title: ClassVar[str] = "Page in GitHub-flavoured Markdown: an index, and a section on each issue"
    suffix: ClassVar[str] = ".md"
    binary: ClassVar[bool] = False

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the page, a line at a time. Returns one sentence for each thing it could not carry whole."""
        for line in _page(view):
            out.write(f"{line}\n".encode())
        return _losses(view)


# --- the page ---


def _page(view: View) -> Iterator[str]:
    """The lines of the page, one by one: a page on a large log is never in memory whole."""
    anchors = _anchors(view)
    yield f"# {_named(view.log.title, view.log.id)}"
    yield from _block(_sentence(escaped(clocks_words(view.question))))
    yield from _block(*_index(view, anchors) if view.issues else ["No issue is known of."])
    for issue in view.issues:
        yield from _section(issue, anchors[issue.issue], view)
    if stray := view.events.stray():
        yield from _block("## Events that bear on no issue", "")
        for event in stray:
            yield from _event(event, tuple(PHASE_WORDS), view)
    yield from _block(escaped(_origin(view)))


def _block(*lines: str) -> Iterator[str]:
    """Lines set apart by an empty one."""
    yield ""
    yield from lines


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
                f"[{_named(issue.title, issue.issue)}](#{quote(anchors[issue.issue])})",
                escaped(attribute_words(issue.status)) if issue.status else _NONE,
                begin_words(issue.status.first.revision, view.zone) if issue.status else _NONE,
                _dated(issue.last.revision, view) if issue.last else _NONE,
                _dated(issue.next.revision, view) if issue.next else _NONE,
                escaped(flags_words(issue)) or _NONE,
            )
            for issue in view.issues
        ),
    )


# --- an issue ---


def _section(issue: IssueState, anchor: str, view: View) -> Iterator[str]:
    name = "" if issue.title == issue.issue else f" ({escaped(issue.issue)})"
    yield from _block(f'## <a id="{anchor}"></a>{_named(issue.title, issue.issue)}{name}')
    if question := escaped(issue.question or ""):
        yield from _block(f"> {question}")
    yield from _block(_status(issue, view))
    if issue.attributes:
        yield from _block(*_attributes(issue, view))
    for heading, phases in _LISTS:
        if events := issue.phase(*phases):
            yield from _block(f"### {heading}", "")
            for event in events:
                yield from _event(event, _MARKED, view)
    if disputed := [attribute for attribute in _ordered(issue) if attribute.contested]:
        yield from _block("### What is disputed", "", *map(_dispute, disputed))


def _status(issue: IssueState, view: View) -> str:
    status = issue.status
    if status is None:
        return "**Status:** none reported." if issue.events else "Nothing is known of it yet."
    contested = "; contested" if status.contested else ""
    said = f"**Status:** {escaped(attribute_words(status))}, {since_words(status, view.zone)}{contested}."
    winner = status.winner
    voice = f", according to {escaped(winner.by)}" if winner.by else ""
    grounds = f"{_cited(winner.revision, view)}{voice}; known since {escaped(date_words(winner.known.text, view.zone))}"
    return f"{said} Rests on {grounds}{f' from {_links(winner.sources, view)}' if winner.sources else ''}."


def _attributes(issue: IssueState, view: View) -> Iterator[str]:
    """A table of what holds, and in it each claimant's figure or word."""
    rows = (
        (*(("", "", "") if place else _holds(attribute, view)), *_claim(claim, view))
        for attribute in _ordered(issue)
        for place, claim in enumerate(attribute.claims)  # the winner is the first
    )
    return table(("Attribute", "Holds", "Since", "Claimant", "Says", "Event", "Sources"), rows)


def _ordered(issue: IssueState) -> list[AttributeState]:
    """The attributes by name, the status first."""
    return sorted(issue.attributes.values(), key=lambda attribute: attribute is not issue.status)


def _holds(attribute: AttributeState, view: View) -> tuple[str, str, str]:
    contested = " (contested)" if attribute.contested else ""
    return escaped(attribute.name), f"{escaped(attribute_words(attribute))}{contested}", _since(attribute, view)


def _claim(claim: ClaimState, view: View) -> tuple[str, str, str, str]:
    return (
        escaped(claimant_words(claim)),
        escaped(format_value(claim.value)),
        _cited(claim.revision, view),
        _links(claim.sources, view) if claim.sources else f"known {escaped(date_words(claim.known.text, view.zone))}",
    )


def _since(attribute: AttributeState, view: View) -> str:
    return since_words(attribute, view.zone).removeprefix("since ")


def _dispute(attribute: AttributeState) -> str:
    """Each value that stands, with those who say so."""
    claimants: dict[str, list[str]] = {}
    for claim in attribute.claims:
        claimants.setdefault(format_value(claim.value), []).append(claimant_words(claim))
    sides = (f"{escaped(value)} ({escaped(', '.join(dict.fromkeys(who)))})" for value, who in claimants.items())
    return f"- **{escaped(attribute.name)}**: {'; '.join(sides)}"


# --- an event ---


def _event(event: EventState, marked: Sequence[str], view: View) -> Iterator[str]:
    """An event as an item of a list, with what else is known of it in items below."""
    revision, body = event.revision, event.revision.body
    gone = gone_words(event, view.zone)
    phase = f" *{PHASE_WORDS[event.phase]}*" if event.phase in marked else ""
    phase += f" ({escaped(gone)})" if gone else ""
    yield f"- **{escaped(when_words(revision, view.zone))}** {_titled(revision)} ({escaped(revision.event)}){phase}"
    if summary := escaped(body.summary or ""):  # an item of nothing would underline the one before as a heading
        yield f"  - {summary}"
    if about := escaped(_about(revision)):
        yield f"  - {about}"
    if moves := moves_words(revision, view.zone):
        yield f"  - {_sentence(escaped(moves))}"
    if claims := "; ".join(claims_words(event)):
        yield f"  - {claiming_words(event).capitalize()}: {escaped(claims)}"
    origin = f" from {_links(revision.sources, view)}" if revision.sources else ""
    yield f"  - Known since {escaped(date_words(revision.known.text, view.zone))}{origin}"


def _about(revision: Revision) -> str:
    body = revision.body
    parts = {"Kind": body.kind, "Place": body.place, "Actors": ", ".join(body.actors)}
    return "; ".join(f"{name}: {said}" for name, said in parts.items() if said)


def _titled(revision: Revision) -> str:
    return _named(revision.body.title, revision.event)


def _named(title: str, name: str) -> str:
    """A title; in its place the name, if nothing of it can be shown."""
    return escaped(title) or escaped(name)


def _dated(revision: Revision, view: View) -> str:
    return f"{escaped(when_words(revision, view.zone))} {_titled(revision)}"


def _cited(revision: Revision, view: View) -> str:
    return f"{_titled(revision)} ({escaped(when_words(revision, view.zone))})"


def _links(sources: Sequence[Source], view: View) -> str:
    """The sources, each a link if it has an address."""
    return "; ".join(
        link(words, source.url) if source.url else escaped(words)
        for source in sources
        for words in [source_words(source, view.zone)]
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


# --- what is lost ---


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
