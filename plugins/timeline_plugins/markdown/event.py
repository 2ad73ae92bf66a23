"""An event on the page: an item of a list with what is known of it, or cited in a line; and its sources as links."""

from collections.abc import Iterator, Sequence

from timeline_engine.history import Revision
from timeline_engine.model import Source
from timeline_engine.projection import EventState
from timeline_engine.view import View
from timeline_engine.view.words.phrases import (
    PHASE_WORDS,
    claiming_words,
    claims_words,
    date_words,
    gone_words,
    moves_words,
    sentence,
    source_words,
    when_words,
)
from timeline_engine.view.words.said import contested_words, differing_words, further_evidence

from .escaping import escaped, link, named


def event_item(event: EventState, marked: Sequence[str], view: View) -> Iterator[str]:
    """An event as an item of a list, with what else is known of it in items below."""
    revision, body = event.revision, event.revision.body
    gone = gone_words(event, view.zone)
    phase = f" *{PHASE_WORDS[event.phase]}*" if event.phase in marked else ""
    phase += f" ({escaped(gone)})" if gone else ""
    phase += f" **{contested}**" if (contested := contested_words(revision)) else ""
    yield f"- **{escaped(when_words(revision, view.zone))}** {titled(revision)} ({escaped(revision.event)}){phase}"
    if summary := escaped(body.summary or ""):  # an item of nothing would underline the one before as a heading
        yield f"  - {summary}"
    if about := escaped(_about(revision)):
        yield f"  - {about}"
    if moves := moves_words(revision, view.zone):
        yield f"  - {sentence(escaped(moves))}"
    if claims := "; ".join(claims_words(event)):
        yield f"  - {claiming_words(event).capitalize()}: {escaped(claims)}"
    for words in (*further_evidence(revision, view.zone), differing_words(revision, view.zone)):
        if words:
            yield f"  - {sentence(escaped(words))}"
    origin = f" from {links(revision.sources, view)}" if revision.sources else ""
    yield f"  - Known since {escaped(date_words(revision.known.text, view.zone))}{origin}"


def _about(revision: Revision) -> str:
    body = revision.body
    parts = {"Kind": body.kind, "Place": body.place, "Actors": ", ".join(body.actors)}
    return "; ".join(f"{name}: {said}" for name, said in parts.items() if said)


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
