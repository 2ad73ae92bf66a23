"""An event on the page: an item of a list with what is known of it, or cited in a line; and its sources as links."""

from collections.abc import Iterator, Sequence

from timeline_engine.history import Revision
from timeline_engine.model import Source
from timeline_engine.projection import EventState
from timeline_engine.view import View
from timeline_engine.view.words.phrases import (
    PHASE_WORDS,
    date_words,
    gone_words,
    source_words,
    when_words,
)
from timeline_engine.view.words.said import contested_words
from timeline_engine.view.words.told import event_lines

from .escaping import escaped, link, named


def event_item(event: EventState, marked: Sequence[str], view: View) -> Iterator[str]:
    """An event as an item of a list, with what else is known of it in items below."""
    revision = event.revision
    gone = gone_words(event, view.zone)
    phase = f" *{PHASE_WORDS[event.phase]}*" if event.phase in marked else ""
    phase += f" ({escaped(gone)})" if gone else ""
    phase += f" **{contested}**" if (contested := contested_words(revision)) else ""
    yield f"- **{escaped(when_words(revision, view.zone))}** {titled(revision)} ({escaped(revision.event)}){phase}"
    for line in filter(None, map(escaped, event_lines(event, view.zone))):  # one of nothing would underline the item
        yield f"  - {line}"
    origin = f" from {links(revision.sources, view)}" if revision.sources else ""
    yield f"  - Known since {escaped(date_words(revision.known.text, view.zone))}{origin}"


def titled(revision: Revision) -> str:
    """The title of an event; in its place the id, if nothing of it can be shown."""
    return named(revision.body.title, revision.event)


def dated(revision: Revision, view: View) -> str:
    """Its title behind its date, for a cell."""
    return f"{escaped(when_words(revision, view.zone))} {titled(revision)}"


def cited(revision: Revision, view: View) -> str:
    """Its title with its date, as what a claim rests on."""
    return f"{titled(revision)} ({escaped(when_words(revision, view.zone))})"


def links(sources: Sequence[Source], view: View) -> str:
    """The sources, each a link if it has an address."""
    return "; ".join(
        link(words, source.url) if source.url else escaped(words)
        for source in sources
        for words in [source_words(source, view.zone)]
    )
