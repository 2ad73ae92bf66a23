"""Events by month, by which Excel draws them: a count for each phase, over the months that hold nearly all of them."""

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

from timeline_engine.projection import Phase
from timeline_engine.view import View
from timeline_engine.view.nearly_all import nearly_all

from .fields import instant_field

PHASES: tuple[Phase, ...] = ("occurred", "possible", "due", "overdue", "upcoming", "cancelled", "retracted")
"""The phases that are counted, in the order in which they stand on each other; what is postponed has no month."""

_MOST = 60  # columns that can be told apart; a longer time is counted by years
_MONTHS = 12


@frozen(kw_only=True)
class Counts:
    """How many events of each phase are in each month, or year, of a time without gaps; and how many are in none.

    ``outside`` are before or after that time, ``undated`` have no day that a calendar knows.
    """

    unit: str
    rows: Sequence[tuple[str, Mapping[Phase, int]]]
    outside: int
    undated: int

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases that any event has, in the order of ``PHASES``."""
        return tuple(phase for phase in PHASES if any(counts.get(phase) for _, counts in self.rows))


def counts(view: View) -> Counts:
    """The events of a view by the month of their sort date, as the sheet Timeline has it."""
    by_month: dict[int, Counter[Phase]] = {}
    undated = 0
    for effective, phase in view.events.timed():
        day = instant_field(effective, view.zone)
        if isinstance(day, str) or phase not in PHASES:
            undated += 1
        else:
            by_month.setdefault(day.year * _MONTHS + day.month - 1, Counter())[phase] += 1
    return _counted(by_month, undated)


def _counted(by_month: Mapping[int, Counter[Phase]], undated: int) -> Counts:
    months = [month for month, found in by_month.items() for _ in range(found.total())]
    first, last = nearly_all(months) if months else (0, -1)
    unit, size = ("Month", 1) if last - first < _MOST else ("Year", _MONTHS)
    rows: dict[str, Counter[Phase]] = {_name(month, size): Counter() for month in range(first, last + 1)}
    for month, found in by_month.items():
        if (name := _name(month, size)) in rows:
            rows[name] += found
    inside = sum(found.total() for found in rows.values())
    outside = sum(found.total() for found in by_month.values()) - inside
    return Counts(unit=unit, rows=tuple(rows.items()), outside=outside, undated=undated)


def _name(month: int, size: int) -> str:
    year, rest = divmod(month, _MONTHS)
    return f"{year:04}" if size == _MONTHS else f"{year:04}-{rest + 1:02}"
