"""Rules R4.9 to R4.21: the phase and the date that some reports add up to, and when it had happened."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from oracle.evidence.dates import ALWAYS, Window, day_of, end_of_its_day
from oracle.evidence.statements import Report


class Told(NamedTuple):
    """What holds of an event. ``heard`` are the reports that speak of its phase and date, in order."""

    heard: list[Report]
    phase: str
    dated: Report | None  # the report whose date holds
    window: Window | None  # bounded; also of what occurred at an unknown time


def told(reports: list[Report], zone: ZoneInfo) -> Told | None:
    """What some reports that are not withdrawn, in order, say; None if none gives a phase."""
    heard = heard_of(reports, zone)
    if not heard:
        return None
    dated, phase = date_of(heard, zone), heard[-1].phase
    assert phase is not None
    if phase == "occurred":
        return Told(heard, phase, dated, when_it_occurred(heard, dated, zone))
    return Told(heard, phase, dated, dated.window(zone) if dated else None)


# --- Who is heard ---------------------------------------------------------------------------------


def heard_of(reports: list[Report], zone: ZoneInfo) -> list[Report]:
    heard: list[Report] = []
    for report in reports:
        if report.phase is not None and not is_stale(report, heard, zone):
            heard.append(report)
    return heard


def is_over(report: Report, zone: ZoneInfo) -> bool:
    """A schedule whose day is over by its own known."""
    day = report.window(zone)
    return report.phase == "scheduled" and day is not None and day.ends <= report.known.instant


def is_stale(report: Report, before: list[Report], zone: ZoneInfo) -> bool:
    """R4.10 and R4.11: whether a schedule says nothing of phase and date beside the reports before it."""
    if report.phase != "scheduled":
        return False
    own = [other.phase for other in before if other.publisher == report.publisher]
    listed_again = bool(own) and own[-1] in ("cancelled", "postponed")
    if is_over(report, zone) and not all(is_over(other, zone) for other in before) and not listed_again:
        return True
    day = report.window(zone)
    return bool(before) and before[-1].phase == "occurred" and not (day and day.starts > report.known.instant)


def unbroken_tail(reports: list[Report], phase: str | None) -> list[Report]:
    place = len(reports)
    while place and reports[place - 1].phase == phase:
        place -= 1
    return reports[place:]


def standing_for(heard: list[Report], phase: str) -> list[Report]:
    """R4.9: the reports that say a phase and whose own publisher has said nothing else since."""
    publishers = {report.publisher for report in heard}
    tails = [unbroken_tail([r for r in heard if r.publisher == publisher], phase) for publisher in publishers]
    return sorted((report for tail in tails for report in tail), key=lambda report: report.key)


# --- Date -----------------------------------------------------------------------------------------


def speaks_of_date(report: Report) -> bool:
    return report.when is not None or report.phase == "postponed"


def accounts(heard: list[Report]) -> list[Report]:
    """R4.14: the last word of each publisher on the date, where it gives one."""
    last = {report.publisher: report for report in heard if speaks_of_date(report)}
    return sorted((report for report in last.values() if report.when), key=lambda report: report.key)


def date_of(heard: list[Report], zone: ZoneInfo) -> Report | None:
    """R4.13: the report that gives the date that holds."""
    if not heard or heard[-1].phase == "postponed":
        return None
    if heard[-1].phase == "occurred":
        return date_of_occurrence(heard, zone)
    return heard[-1] if heard[-1].when else date_of(heard[:-1], zone)


def date_of_occurrence(heard: list[Report], zone: ZoneInfo) -> Report | None:
    """R4.15 to R4.17: the latest account, or a narrower one of others that it agrees with."""
    candidates = [r for r in accounts(heard) if r in standing_for(heard, "occurred") or is_plan(r, heard, zone)]
    if not candidates:
        return None
    holds = candidates[-1]
    while narrower := [other for other in candidates if agrees(holds, other, zone)]:
        holds = narrower[-1]
    return holds


def agrees(wider: Report, other: Report, zone: ZoneInfo) -> bool:
    """R4.16: whether a report leaves a narrower date as it is; of each publisher there is one account."""
    wide, narrow = wider.window(zone), other.window(zone)
    assert wide is not None
    assert narrow is not None
    begun = narrow.starts <= end_of_its_day(wider.known.instant, zone)
    return narrow.within(wide) and begun


def is_plan(report: Report, heard: list[Report], zone: ZoneInfo) -> bool:
    """R4.17: whether a report gives the planned date that the first report of the occurrence left as it was."""
    run = unbroken_tail(heard, "occurred")
    before = heard[: len(heard) - len(run)]
    if report.phase == "occurred" or run[0].when or not before or before[-1].phase != "scheduled":
        return False
    plan, own = date_of(before, zone), report.window(zone)
    day = plan.window(zone) if plan else None
    return bool(day and own and own.same(day) and day.starts <= end_of_its_day(run[0].known.instant, zone))


# --- Bounds ---------------------------------------------------------------------------------------


def cut(day: Window, report: Report, zone: ZoneInfo) -> Window:
    """R4.20: a date as bounded by one report that it has happened."""
    end = end_of_its_day(report.known.instant, zone)
    if report.known.instant < day.starts or end >= max(day.ends, day.effective):
        return day
    if not day.bounds:
        return day._replace(effective=min(day.effective, end))
    ends = min(day.ends, end)
    return day._replace(ends=ends, effective=min(day.effective, end), latest=day_of(ends, zone))


def own_window(report: Report, zone: ZoneInfo) -> Window:
    """A dated report's date, bounded by that report if it says that the event occurred."""
    day = report.window(zone)
    assert day is not None
    return cut(day, report, zone) if report.phase == "occurred" else day


def when_it_occurred(heard: list[Report], dated: Report | None, zone: ZoneInfo) -> Window:
    """R4.18 to R4.21: the window of an event that occurred."""
    saying = standing_for(heard, "occurred")
    if dated is None:
        end = end_of_its_day(saying[0].known.instant, zone)
        return Window(ALWAYS, end, end, None, None)
    day, own = dated.window(zone), own_window(dated, zone)
    assert day is not None
    for report in saying:
        if not report.when or own_window(report, zone).overlaps(own):
            day = cut(day, report, zone)
    return day
