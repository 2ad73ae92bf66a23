"""New events that look like others: one whose title or date was changed, and which got another id so (R8.13)."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

from ..dates import DateError, Zone, utc_stamp
from ..dates.civil import DAY
from ..entries import Draft, Entry, EventCorrected, IssueDefined
from ..history import Base, Event, Revision, read_history
from ..recording import State
from ..view.check.duplicates import MOVED, twins
from ..view.check.titled import Titled, titled
from ..view.words.phrases import counted, date_words

TOLD = 10
"""So many are told of one import."""
COMPARED = 10_000
"""With how many events of the log new ones are compared; of about the time of these there are seldom so many."""

Spans = list[tuple[int, int]]
"""Stretches of instants, apart from each other, in order."""


def twins_of_new(
    drafts: Sequence[Draft], state: State, now: int, named: Collection[str], given: Collection[str]
) -> Iterator[str]:
    """That new events look like others, with the id that would join them.

    ``state`` is the log without the drafts, ``now`` the instant of recording; ``named`` are the events of the file,
    ``given`` those of which its rows give the id, or a key: two of these are two.
    """
    new = _new(drafts, state, now)

    def are_two(first: Titled, later: Titled) -> bool:
        return first.event in named or first.event not in state.events

    held = [state.events[event].revision(state.zone) for event in _about_then(new, state)]
    found = [
        (earlier, later)
        for earlier, later in twins(titled(filter(None, (*held, *new)), state.zone), are_two)
        if later.event not in state.events and not (earlier.event in given and later.event in given)
    ]
    for earlier, later in found[:TOLD]:
        when = date_words(earlier.date, state.zone)
        yield (
            f"event {later.event!r} looks like event {earlier.event!r} ({earlier.said.title!r}, {when}): if it is the "
            "same, put that id in a column event"
        )
    if len(found) > TOLD:
        more = len(found) - TOLD
        yield f"{counted(more, 'more new event')} look{'s' * (more == 1)} like another: see `timeline check`"


def _new(drafts: Sequence[Draft], state: State, now: int) -> list[Revision]:
    """The events that the drafts bring, as they are then."""
    stamp, seq = utc_stamp(now), len(state.entries)
    entries = [
        Entry(seq + place, draft.id, stamp, draft.body)
        for place, draft in enumerate(drafts, 1)
        if not isinstance(draft.body, IssueDefined | EventCorrected) and draft.body.event not in state.events
    ]
    told = (event.revision(state.zone) for event in read_history(entries, state.zone).events.values())
    return [revision for revision in told if revision is not None]


def _about_then(new: Iterable[Revision], state: State) -> list[str]:
    """The events of the log of about the time of new ones; none if they are too many to be compared."""
    spans = _spans(new)
    if not spans:
        return []
    within = _Within(spans, state.zone)
    near = ((event, state.events.get(event)) for event in state.around(spans, COMPARED))
    found = [event for event, told in near if told and within.has(told)]
    return found if len(found) <= COMPARED else []


def _spans(new: Iterable[Revision]) -> Spans:
    """The times of events and the days around them."""
    spans: Spans = []
    around = MOVED * DAY
    for start, end in sorted((one.when.starts - around, one.when.ends + around) for one in new if one.when):
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], end)
        else:
            spans.append((start, end))
    return spans


class _Within:
    """Whether events have a date within some stretches of time. Many have the same date: each is read once."""

    def __init__(self, spans: Spans, zone: Zone) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]
        self._zone = zone
        self._read: dict[str | None, bool] = {None: False}

    def has(self, told: Event) -> bool:
        """Is one of the dates that are given for an event within them?"""
        if isinstance(told, Base):
            return self._has(told.gist.when)
        return any(self._has(statement.said.when) for statement in told.statements)

    def _has(self, text: str | None) -> bool:
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = self._looked_up(str(text))
        return found

    def _looked_up(self, text: str) -> bool:
        try:
            when = self._zone.when(text)
        except DateError:  # an old log may have it
            return False
        place = bisect_right(self._starts, when.ends) - 1
        return place >= 0 and self._spans[place][1] >= when.starts
