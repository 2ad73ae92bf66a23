"""Whether what was told of some issues still stands although the log has grown: nothing since bears on them."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from ..dates import Zone
from ..entries import Entry, EventCorrected, IssueDefined
from ..history import History
from ..history.chosen import Chooser
from ..log import Head, Log, Unusable, kept_of
from ..log.ending import Ending

if TYPE_CHECKING:
    from ..log.sidecar import Kept

_MOST = 100  # entries: of more it takes about as long to find out as to tell anew


def still_stands(log: Log, issues: Collection[str], since: Head) -> Ending | None:
    """The end of the log up to which nothing was recorded since an earlier head that bears on these issues.

    None: something was, or it cannot be told by way of the log's index. A definition may make figures estimates, also
    of events that bear on other issues, and a correction may be of anything: then it is not looked further. Raises
    LogError.
    """
    kept = kept_of(log)
    with suppress(Unusable):
        if kept and since.seq and _has(kept, since) and all(map(kept.is_issue, issues)):
            news = kept.entries(range(since.seq + 1, min(kept.mark.seq, since.seq + _MOST + 1) + 1))
            if len(news) <= _MOST and not _touches(kept, Zone(log.info.zone), news, issues):
                return kept.mark.ending
    return None


def _has(kept: "Kept", head: Head) -> bool:
    """Is it the head of an earlier part of the log?"""
    return head.seq <= kept.mark.seq and sha256(kept.line(head.seq)).hexdigest() == head.hash


def _touches(kept: "Kept", zone: Zone, news: list[Entry], issues: Iterable[str]) -> bool:
    """Does an event that further entries tell of bear on any of these issues, without them or with them?"""
    if not news:
        return False
    if kept.has_strays or any(isinstance(entry.data, IssueDefined | EventCorrected) for entry in news):
        return True
    chooser = Chooser(kept, zone)
    before, after = chooser.before_and_after(chooser.events_of(news), news[0].seq - 1)
    return not (_named(before) | _named(after)).isdisjoint(issues)


def _named(history: History) -> set[str]:
    """The issues that any entry names, also one that is void: a calendar has what was taken out of the record, too."""
    void = (statement for some in history.void.values() for statement in some)
    return {*history.reported, *(issue for statement in void for issue in statement.issues)}
