"""Which event a person means; and where the text names none, what it does name."""

import re
from collections.abc import Collection, Iterable, Iterator

from ..dates import utc_instant
from ..entries import Entry, EventCorrected, EventRecorded
from ..errors import UnknownId, did_you_mean, pick
from ..history import Event, History, Statement
from ..visible import quote

_FEW = 3


def find_event(text: str, history: History, recorded_by: str | None = None, beside: Collection[str] = ()) -> str:
    """The id of the event that was meant. Raises UnknownId, which says what else the text is, or may stand for.

    ``beside`` are ids that may be meant as well.
    """
    try:
        return pick(text, history.events, "event")
    except UnknownId as error:
        raise otherwise(text, history, error, recorded_by, beside) from error


def otherwise(
    text: str, history: History, error: UnknownId, recorded_by: str | None, beside: Collection[str] = ()
) -> UnknownId:
    """The error for a text that names no event, with what else it is, or may stand for."""
    said = str(error)
    if hint := _voided(text, history) or _entry(text, history):
        return UnknownId(hint)
    if said.endswith("in the log") and (hint := _titled(text, history)):
        return UnknownId(hint)
    as_recorded = f" as recorded by {recorded_by}" if recorded_by else ""
    near = did_you_mean(text, beside) if said.endswith("in the log") else ""
    return UnknownId(f"{said}{as_recorded}{near}")


def _voided(text: str, history: History) -> str:
    for statement in history.void.get(text, ()):
        by = _voiding(statement)
        if by and isinstance(statement.body, EventRecorded):
            day = history.zone.day(utc_instant(by.recorded))
            back = f"`timeline correct {quote(by.id[:8])} --void` brings it back"
            return f"event {text!r} was taken out of the record on {day} by entry {by.id[:8]}: {back}"
    return ""


def _voiding(statement: Statement) -> Entry | None:
    """The correction that makes an entry void: from the last back, since a void one voids nothing."""
    void: set[str] = set()
    for entry in reversed(statement.corrections):
        body = entry.body
        if isinstance(body, EventCorrected) and body.void and entry.id not in void:
            if body.entry == statement.id:
                return entry
            void.add(body.entry)
    return None


def _entry(text: str, history: History) -> str:
    """What an entry is about, where a text is the beginning of its id, or ``#SEQ``."""
    if not re.fullmatch("[0-9a-f]{4,16}|#[0-9]+", text):
        return ""
    found = dict.fromkeys(s.body.event for s in _statements(history) if any(_is(text, one) for one in _entries(s)))
    shown = " or ".join(f"`timeline show {quote(event)}`" for event in list(found)[:_FEW])
    return f"{text!r} is no event but an entry: {shown} tells of it" if found else ""


def _is(text: str, entry: Statement | Entry) -> bool:
    return text == f"#{entry.seq}" or entry.id.startswith(text)


def _statements(history: History) -> Iterator[Statement]:
    for event in history.events.values():
        yield from event.statements
    for gone in history.void.values():
        yield from gone


def _entries(statement: Statement) -> Iterable[Statement | Entry]:
    return statement, *statement.corrections


def _titled(text: str, history: History) -> str:
    """The events whose titles have all the words, as they are when their ids were made elsewhere."""
    wanted = _words(text)
    titles = {event: _titles(told) for event, told in history.events.items()}
    found = [event for event, some in titles.items() if wanted and any(wanted <= _words(title) for title in some)]
    if not found:
        return ""
    some = " or ".join(f"{event!r} ({titles[event][-1]})" for event in found[:_FEW])
    more = f", or {len(found) - _FEW} more" if len(found) > _FEW else ""
    return f"no event {text!r} in the log; did you mean {some}{more}?"


def _titles(event: Event) -> list[str]:
    """What an event was called, the last in the order in which that became known at the end."""
    bodies = (statement.body for statement in event.statements if not statement.void)
    return [body.title for body in bodies if isinstance(body, EventRecorded)]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
