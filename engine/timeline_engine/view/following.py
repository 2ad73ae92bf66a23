"""What each append to a log changes of an answer, and why: the answer before it beside the one after it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from ..dates import Zone
from ..entries import Entry
from ..history import read_history
from ..log import Head, LogInfo
from ..log.following import Appended
from ..log.port import EMPTY
from .asking import LogHistory
from .diff import Diff, diff, diff_json

MOST = 20
"""Appends that are told one by one where several have come; more of them are told as one."""


class News(Struct, frozen=True):
    """What entries that were appended changed: ``found`` is the answer without them beside the one with them, of which
    ``history`` tells more.
    """

    entries: tuple[Entry, ...]
    history: LogHistory
    found: Diff


def history_of(log: LogInfo, appended: Iterable[Appended]) -> LogHistory:
    """What a log said when it ended with these appends, the first of them its first."""
    found = list(appended)
    entries = tuple(entry for one in found for entry in one.entries)
    return _history(log, entries, found[-1].head if found else None)


def news(history: LogHistory, appended: Sequence[Appended], day: str, issues: Iterable[str] = ()) -> Iterator[News]:
    """What each of these appends to a log changes of the answer as of a day.

    More than `MOST` at once are told as one. Raises UnknownId, HistoryError.
    """
    only = tuple(issues)
    for one in [_joined(appended)] if len(appended) > MOST else appended:
        after = _history(history.log, (*history.entries, *one.entries), one.head)
        yield News(one.entries, after, diff(history.at(day, issues=only), after.at(day, issues=only)))
        history = after


def _history(log: LogInfo, entries: tuple[Entry, ...], head: Head | None) -> LogHistory:
    history = read_history(entries, Zone(log.zone))
    return LogHistory(log=log, head=head or EMPTY, history=history, entries=entries)


def _joined(appended: Sequence[Appended]) -> Appended:
    return Appended(tuple(entry for one in appended for entry in one.entries), appended[-1].head)


def news_json(told: News) -> dict[str, Any]:
    """The same as plain JSON data: the entries, the question, and the changes by cause as those of a diff."""
    compared = diff_json(told.found)
    return {
        "entries": [
            {"entry": entry.id, "seq": entry.seq, "kind": entry.kind, "recorded": entry.recorded}
            for entry in told.entries
        ],
        "head": told.found.after.head.hash,
        "as_of": compared["after"]["as_of"],
        "known_by": compared["after"]["known_by"],
        "changes": compared["changes"],
    }
