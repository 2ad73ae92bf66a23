"""Rows for tests, and what an import of them appends."""

from typing import Any

from support import NOON_2026
from timeline_engine.entries import Body, Entry
from timeline_engine.history import Revision
from timeline_engine.log import MemoryLog
from timeline_engine.model import Source, parse_value
from timeline_engine.recording import read_state
from timeline_engine.rows import import_rows
from timeline_engine.view.ports import Row


def row(event: str | None = "e", when: str | None = None, phase: str | None = None, *claim: str, **more: Any) -> Row:
    """A row, its claim written ``issue.attribute=value``; ``publisher`` and ``published`` make its source."""
    source = Source(more.pop("publisher", None), more.pop("source", None), more.pop("published", None))
    if claim:
        subject, _, value = claim[0].partition("=")
        issue, _, attribute = subject.partition(".")
        more |= {"issue": issue, "attribute": attribute or None, "value": parse_value(value)}
    more = {"at": "f:2", "title": "E" if event in ("e", None) else event} | more
    return Row(event=event, when=when, phase=phase, source=source if source != Source() else None, **more)


def imported(log: MemoryLog, *rows: Row) -> list[str]:
    """The kinds of the entries that an import appends; a second import of the same appends none."""
    appended = {receipt.seq for receipt in import_rows(log, rows, NOON_2026)}
    assert import_rows(log, rows, NOON_2026) == []
    return [entry.kind.removeprefix("event.") for entry in log.read() if entry.seq in appended]


def last(log: MemoryLog, before: int = 0) -> Body:
    """What the newest entry says, or one before it."""
    entries: list[Entry] = list(log.read())
    return entries[-1 - before].body


def seen(log: MemoryLog, known_by: str | None = None, event: str = "e") -> Revision:
    """The event as it could be known by a day, else with hindsight."""
    state = read_state(log)
    revision = state.events[event].revision(state.zone, state.zone.instant(known_by) if known_by else None)
    assert revision is not None
    return revision


def date(revision: Revision) -> str | None:
    return revision.when.text if revision.when else None


def claims(revision: Revision) -> set[tuple[str, object, str | None]]:
    """What is claimed of which attribute, and by whom."""
    return {(stated.claim.attribute, stated.claim.value, stated.claimant) for stated in revision.claims}
