"""What an import puts back although it had been corrected here: the rows of a file have the last word."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from ..entries import (
    Body,
    Draft,
    Entry,
    EventCancelled,
    EventCorrected,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    to_data,
)
from ..history.corrections import Corrections, corrections_among
from ..recording import State, subject

_DEEDS = EventRescheduled | EventOccurred | EventCancelled | EventRetracted


class PutBack(Struct, frozen=True):
    """An event, what of it is as it was before a correction, and the id of the new entry that makes it so."""

    event: str
    fields: tuple[str, ...]
    entry: str


def put_back(drafts: Iterable[Draft], state: State) -> Iterator[PutBack]:
    """What these entries put back; ``state`` is the log as it was."""
    for draft in drafts:
        body = draft.body
        home = state.homes.get(body.entry, "") if isinstance(body, EventCorrected) else subject(body)
        filed = state.filed.get(home, ())
        made = corrections_among(filed)
        fields = dict.fromkeys(_fields(body, filed, made)) if made.touched else {}
        if fields:
            yield PutBack(home.removeprefix("event "), tuple(fields), draft.id)


def _fields(body: Body, filed: Iterable[Entry], made: Corrections) -> Iterator[str]:
    if isinstance(body, EventCorrected):
        for entry in filed:
            if entry.id == body.entry:
                for name, value in body.fields.items():
                    yield from _returned(name, value, _said(name, entry, made))
    elif isinstance(body, _DEEDS) and _from_the_same_reports(body, filed):
        for entry in filed:
            yield from _done_again(body, entry, made)


def _said(name: str, entry: Entry, made: Corrections, default: object = None) -> list[Any]:
    """What an entry said in a field: at first, and by each correction of that; the default where that was nothing."""
    fixed = [fix.body.fields for fix in made.fixes.get(entry.id, ()) if isinstance(fix.body, EventCorrected)]
    said = [to_data(entry.body).get(name), *(fields[name] for fields in fixed if name in fields)]
    return [default if value is None else value for value in said]


def _returned(name: str, value: Any, said: list[Any]) -> Iterator[str]:
    """The field, or of claims those, that say what they did before a correction and did no more."""
    *before, now = said
    if not isinstance(value, list):
        if value != now and value in before:
            yield name
        return
    for item in value:
        if item not in (now or ()) and any(item in (held or ()) for held in before):
            yield f"{item['issue']}.{item['attribute']}" if name == "claims" else name


def _from_the_same_reports(body: _DEEDS, filed: Iterable[Entry]) -> bool:
    """Whether nobody new says so: a later report of what was once recorded wrongly may well be right."""
    bodies = [entry.body for entry in filed if not isinstance(entry.body, EventCorrected)]
    if not body.sources:
        return body.known in [getattr(held, "known", None) for held in bodies]
    return {source for held in bodies for source in getattr(held, "sources", ())}.issuperset(body.sources)


def _done_again(body: _DEEDS, entry: Entry, made: Corrections) -> Iterator[str]:
    """Whether a change of the event is what an entry said that was taken out of the record or corrected."""
    when = getattr(body, "when", None)
    held = entry.body
    if entry.id in made.void:
        if type(held) is type(body) and getattr(held, "when", None) in (when, None):
            yield "when" if isinstance(body, EventRescheduled) else "phase"
        return
    if when is not None:
        yield from _returned("when", when, _said("when", entry, made))
    if isinstance(body, EventOccurred) and isinstance(held, EventRecorded):
        yield from _returned("phase", "occurred", _said("phase", entry, made, "occurred"))
