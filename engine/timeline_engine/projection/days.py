"""What an event is at the end of each day, as known then."""

from collections.abc import Iterator
from itertools import chain, pairwise

from ..dates import FOREVER, Zone
from ..dates.civil import DAY, FIRST_DAY, LAST_DAY
from ..history import Event
from ..history.bounds import end_of_day
from .events import Phase, PlacedEvent
from .stages import Stage, stages

EARLIEST, LATEST = (FIRST_DAY + 1) * DAY, LAST_DAY * DAY
"""Between these instants days are looked at: wherever the zone is, they are of the years 1 to 9999."""
_LASTING = ("occurred", "cancelled", "retracted", "postponed", "overdue")
"""The phases that no later day changes (R6.1)."""

Changed = tuple[int, PlacedEvent | None, PlacedEvent]
"""The end of a day, and what an event was until then (None: unknown), and is from then on."""


def by_days(event: Event, zone: Zone) -> Iterator[Changed]:
    """What an event is at the ends of days, in order: each time that it is something else. Raises HistoryError."""
    before: PlacedEvent | None = None
    for stage, until in pairwise(chain(stages(event, zone, False), [None])):
        assert stage
        for day, phase in _days(stage, until.since if until else FOREVER, zone):
            placed = stage.placed(phase)
            yield day, before, placed
            before = placed


def _days(stage: Stage, until: int, zone: Zone) -> Iterator[tuple[int, Phase]]:
    """At the end of which days an event begins to be in which phase, while it is known so."""
    before = None
    for instant in stage.instants() if stage.phase(stage.since) not in _LASTING else (stage.since,):
        day = end_of_day(max(instant, EARLIEST), zone) if instant <= LATEST else FOREVER
        if day >= until:
            return
        if (phase := stage.phase(day)) != before:
            yield day, phase
            before = phase
