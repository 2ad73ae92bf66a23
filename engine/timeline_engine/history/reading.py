"""Entries to the history of each event: corrected, dated by knowledge, gathered (docs/semantics.md, 2 to 4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..dates import DateError, Zone, utc_instant
from ..entries import (
    Entry,
    EventBody,
    EventCorrected,
    EventOccurred,
    EventRecorded,
    EventSourced,
    IssueDefined,
)
from ..model import Source
from .corrections import HistoryError, apply_corrections
from .folding import EventHistory
from .revisions import Known, Statement


class History(Struct, frozen=True):
    """The corrected log: the issues in the order first named, and each event's statements.

    ``reported`` are the issues that any entry about an event names.
    """

    zone: Zone
    issues: Mapping[str, IssueDefined]
    reported: frozenset[str]
    events: Mapping[str, EventHistory]


def read_history(entries: Iterable[Entry], zone: Zone, recorded_by: int | None = None) -> History:
    """Correct the entries recorded by an instant (None: all) and gather them by event.

    Raises HistoryError for an entry whose dates or correction cannot be understood.
    """
    taken = list(entries)
    if recorded_by is not None:
        taken = [entry for entry in taken if utc_instant(entry.recorded) <= recorded_by]
    issues: dict[str, IssueDefined] = {}
    events: dict[str, list[Statement]] = {}
    reported: set[str] = set()
    for corrected in apply_corrections(taken):
        entry, body, void = corrected.entry, corrected.entry.body, corrected.void
        if isinstance(body, IssueDefined):
            if not void:
                issues[body.issue] = body
        elif not isinstance(body, EventCorrected):
            known = _known(entry, body, zone)
            statement = Statement(entry.seq, entry.id, entry.recorded, known, body, void, corrected.corrections)
            events.setdefault(body.event, []).append(statement)
            if not void:
                reported.update(named_issues(body))
                for issue in named_issues(body):
                    issues.setdefault(issue, IssueDefined(issue=issue, title=issue))
    declared = frozenset(estimates(issues.values()))
    histories = {event: _event_history(statements, declared) for event, statements in events.items()}
    found = {event: history for event, history in histories.items() if history}
    return History(zone, issues, frozenset(reported), found)


def named_issues(body: EventBody) -> tuple[str, ...]:
    """The issues that an entry names, itself or by its claims, each once."""
    claims = body.claims if isinstance(body, EventRecorded | EventOccurred | EventSourced) else ()
    named = body.issues if isinstance(body, EventRecorded) else ()
    return tuple(dict.fromkeys((*named, *(claim.issue for claim in claims))))


def _known(entry: Entry, body: EventBody, zone: Zone) -> Known:
    try:
        return known_of(body.sources, body.known, zone) or _day_of(entry.recorded, zone)
    except DateError as error:
        raise HistoryError(f"entry {entry.id} (seq {entry.seq}): {error}") from error


def known_of(sources: Iterable[Source], known: str | None, zone: Zone) -> Known | None:
    """The earliest published date of the sources, else ``known``; None if neither is given. Raises DateError."""
    published = [source.published for source in sources if source.published]
    if published:
        return min((Known(zone.instant(text), text) for text in published), key=lambda found: found.instant)
    return Known(zone.instant(known), known) if known else None


def _day_of(recorded: str, zone: Zone) -> Known:
    day = zone.day(utc_instant(recorded))
    return Known(zone.instant(day), day)


def estimates(issues: Iterable[IssueDefined]) -> Iterator[tuple[str, str]]:
    """The issues and attributes of which each claimant's figure stands."""
    for issue in issues:
        for name, attribute in issue.attributes.items():
            if attribute.kind == "estimate":
                yield issue.issue, name


def _event_history(statements: Sequence[Statement], estimates: frozenset[tuple[str, str]]) -> EventHistory | None:
    """Find the base and when it was first known; None if nothing (left) records the event."""
    base = next((s for s in statements if isinstance(s.body, EventRecorded) and not s.void), None)
    if base is None:
        return None
    others = sorted(
        (s for s in statements if not isinstance(s.body, EventRecorded)), key=lambda s: (s.known.instant, s.seq)
    )
    corrections = tuple(correction for s in statements for correction in s.corrections)
    told = [s for s in statements if s is base or (isinstance(s.body, EventSourced) and not s.void)]
    known = min((s.known for s in told), key=lambda known: known.instant)
    return EventHistory(replace(base, known=known), tuple(others), corrections, estimates)
