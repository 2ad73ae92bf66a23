"""Which events of an answer are meant: by phase, by the days on which they may be, by their words."""

from collections.abc import Collection

from ..dates import Zone
from ..projection import EventState
from .answer import View
from .words.phrases import claims_words, source_words


def select(
    view: View,
    *,
    phases: Collection[str] = (),
    start: int | None = None,
    end: int | None = None,
    text: str | None = None,
) -> list[EventState]:
    """The events of an answer, in its order, that are in one of the phases, may be in the window and have the text.

    What is not given leaves none out. ``start`` and ``end`` are instants, both within the window, in which no event
    without a date is; ``text`` is found in any of an event's words, capitals or not.
    """
    wanted = None if text is None else text.casefold()
    return [
        event
        for event in view.events
        if (not phases or event.phase in phases)
        and _within(event, start, end)
        and (wanted is None or wanted in _words(event, view.zone))
    ]


def _within(event: EventState, start: int | None, end: int | None) -> bool:
    if start is None and end is None:
        return True
    when = event.revision.when
    return when is not None and (start is None or when.ends >= start) and (end is None or when.starts <= end)


def _words(event: EventState, zone: Zone) -> str:
    revision = event.revision
    body = revision.body
    told = (body.title, body.summary, body.place, *body.actors, *revision.issues, *claims_words(event))
    sources = (source_words(source, zone) for source in revision.sources)
    return " ".join(word for word in (*told, *sources) if word).casefold()
