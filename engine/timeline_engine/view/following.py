"""What each append to a log changes of an answer, and why: the answer before it beside the one after it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..dates import Zone
from ..entries import Entry, EventCorrected, IssueDefined
from ..history import named_issues, read_history
from ..history.sharing import sharing
from ..log import LogInfo
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
    head = found[-1].head if found else EMPTY
    return LogHistory(log=log, head=head, history=read_history(entries, Zone(log.zone)), entries=entries)


def grown(history: LogHistory, appended: Iterable[Appended]) -> LogHistory:
    """What a log says with these appends, before which it said that. Raises HistoryError."""
    found = list(appended)
    if not found:
        return history
    entries = tuple(entry for one in found for entry in one.entries)
    before, entries = history.history, (*history.entries, *entries)
    told = sharing(read_history(entries, before.zone), before)
    return replace(history, head=found[-1].head, history=told, entries=entries)


def news(history: LogHistory, appended: Sequence[Appended], day: str, issues: Iterable[str] = ()) -> Iterator[News]:
    """What each of these appends to a log changes of the answer as of a day.

    More than `MOST` at once are told as one. Raises UnknownId, HistoryError.
    """
    only = tuple(issues)
    for one in [_joined(appended)] if len(appended) > MOST else appended:
        after = grown(history, [one])
        asked = only or _touched(history, after, one.entries, day)
        yield News(one.entries, after, diff(history.at(day, issues=asked), after.at(day, issues=asked)))
        history = after


def _touched(before: LogHistory, after: LogHistory, entries: Iterable[Entry], day: str) -> tuple[str, ...]:
    """The issues on which alone the answers can differ, so that no others need be asked about; none: on any.

    What an entry says bears on the issues that it names, and on those of its event. A correction may be of anything, as
    may what one changes that came before it; where figures become estimates, or cease to be, their events differ, which
    may bear on any issue; and what bears on none, or on a new one, is in the answer on all.
    """
    if before.history.estimates != after.history.estimates:
        return ()
    known = after.history.zone.instant(day)
    found = dict.fromkeys(issue for entry in entries for issue in _named(before, after, entry, known))
    return tuple(found) if found.keys() <= before.history.issues.keys() else ()


def _named(before: LogHistory, after: LogHistory, entry: Entry, known: int) -> tuple[str, ...]:
    body = entry.body
    if isinstance(body, EventCorrected) or entry.id in after.history.corrected:
        return (_ANY,)
    if isinstance(body, IssueDefined):
        return (body.issue,)
    events = [history.history.events.get(body.event) for history in (before, after)]
    seen = [event.revision(after.history.zone, known) for event in events if event]
    stated = [revision.issues or (_ANY,) for revision in seen if revision]
    return (*named_issues(body), *(issue for issues in stated for issue in issues))


_ANY = ""  # is no issue


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
