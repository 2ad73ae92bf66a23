"""A report bounds what it reports: it had begun by the end of that day (docs/semantics.md, R4.18 to R4.21)."""

from functools import lru_cache

from msgspec.structs import replace

from ..dates import BEGINNING, When, Zone


@lru_cache(maxsize=10_000)
def end_of_day(instant: int, zone: Zone) -> int:
    """The last instant of the day that an instant is in."""
    return zone.instant(zone.day(instant))


def bounded(when: When, known: int, zone: Zone) -> When:
    """A date as bounded by one report, known at an instant, that it has happened."""
    if (known >= when.ends and when.effective <= known) or known < when.starts:  # as most
        return when
    end = end_of_day(known, zone)
    if end >= max(when.ends, when.effective):
        return when
    effective = min(when.effective, end)
    if when.kind == "extended":
        return replace(when, effective=effective)
    return replace(when, ends=end, effective=effective, latest=zone.day(end))


def unknown_until(end: int) -> When:
    """At an unknown time before an instant: what occurred, and nobody says when (R4.19)."""
    return When("", None, None, BEGINNING, end, end, "imprecise")
