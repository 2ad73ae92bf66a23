"""What events are at the end of each day, as known then."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from ..dates import FOREVER, Zone
from ..dates.civil import DAY, FIRST_DAY, LAST_DAY
from ..history import Base, Event, EventHistory
from ..history.bounds import end_of_day
from .events import Phase, PlacedEvent
from .stages import Stage, only, stages

EARLIEST, LATEST = (FIRST_DAY + 1) * DAY, LAST_DAY * DAY
"""Between these instants days are looked at: wherever the zone is, they are of the years 1 to 9999."""
_LASTING = ("occurred", "cancelled", "retracted", "postponed", "overdue")
"""The phases that no later day changes (R6.1)."""

Changed = tuple[PlacedEvent | None, PlacedEvent]
"""What an event was until the end of a day (None: unknown), and is from then on."""
_Days = Sequence[tuple[int, Phase]]


def is_told_of(instant: int, zone: Zone) -> bool:
    """Whether lines tell of an instant: it is the end of a day, of those between the first and the last."""
    return EARLIEST <= instant <= LATEST and instant == end_of_day(instant, zone)


class Shared:
    """An event of several reports that bears on several issues: what it is at the ends of days is found once."""

    def __init__(self, event: EventHistory) -> None:
        self.event = event
        self.days: Sequence[tuple[int, Changed]] | None = None


class ByDays:
    """Tells what events are at the ends of days; what those come to of which one entry tells is found once for all that
    have the same date and are known since the same day, as have very many.
    """

    def __init__(self, zone: Zone) -> None:
        self._zone = zone
        self._alike: dict[tuple[str, str | None, int], tuple[int, _Days]] = {}

    def together(self, events: Iterable[Event | Shared]) -> dict[int, list[Changed]]:
        """By the end of a day what changes then of some events. Raises HistoryError."""
        found, alike = defaultdict[int, list[Changed]](list), self._alike
        for event in events:
            if isinstance(event, Base):  # as most, and of these most occurred
                gist, known = event.gist, event.known.instant
                effective, days = alike.get((gist.phase, gist.when, known)) or self._date(event)
                before, about = None, gist.about
                for day, phase in days:
                    after = PlacedEvent(effective, known, event.seq, phase, event, about.issues, about.claims)
                    found[day].append((before, after))
                    before = after
            else:
                for day, changed in self.of(event):
                    found[day].append(changed)
        return found

    def _date(self, base: Base) -> tuple[int, _Days]:
        """When what one entry tells of is effective, and the days on which its phase changes."""
        stage = only(base, self._zone, False)
        found = self._alike[base.gist.phase, base.gist.when, stage.known] = stage.effective, self._days(stage, FOREVER)
        return found

    def of(self, event: EventHistory | Shared) -> Sequence[tuple[int, Changed]]:
        """What an event is at the ends of days, in order: each time that it is something else. Raises HistoryError."""
        if isinstance(event, Shared):
            event.days = event.days or self.of(event.event)
            return event.days
        found, before = list[tuple[int, Changed]](), None
        for stage, until in pairwise(chain(stages(event, self._zone, False), [None])):
            assert stage
            for day, phase in self._days(stage, until.since if until else FOREVER):
                placed = stage.placed(phase)
                found.append((day, (before, placed)))
                before = placed
        return found

    def _days(self, stage: Stage, until: int) -> _Days:
        """At the end of which days an event begins to be in which phase, while it is known so."""
        found, before = list[tuple[int, Phase]](), None
        for instant in (stage.since,) if stage.phase(stage.since) in _LASTING else stage.instants():
            if instant >= until or instant > LATEST:
                break
            day = end_of_day(max(instant, EARLIEST), self._zone)
            if day >= until:
                break
            if (phase := stage.phase(day)) != before:
                found.append((day, phase))
                before = phase
        return found
