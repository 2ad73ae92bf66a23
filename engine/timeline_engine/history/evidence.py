"""What date and phase rest on, and where publishers differ (docs/semantics.md, R4.23 to R4.26)."""

from collections.abc import Sequence

from msgspec.structs import replace

from ..dates import When, Zone
from .bounds import end_of_day
from .claiming import Cited
from .hearing import Hearing, is_over, own_window, window
from .reports import Report, by_order, by_time
from .revisions import Account, Evidence


def evidence_of(named: Sequence[Report], start: Report, cited: Cited) -> Evidence:
    """What a value rests on, whose unbroken run begins with a report (R4.23)."""
    before = [report for report in named if report.order <= start.order]
    since = (before or named[:1])[-1]
    return Evidence(since.known, cited(named), since.seq)


def phase_evidence(hearing: Hearing, cited: Cited) -> Evidence:
    """What the phase rests on."""
    assert hearing.phase
    return evidence_of(hearing.standing(hearing.phase), hearing.heard[hearing.run], cited)


def dating(hearing: Hearing) -> list[Report]:
    """The reports that the date which holds rests on, in order; the last gives its text. Empty: there is no date."""
    day = window(hearing.dated)
    if day is None:
        return []
    found = {}
    for voice in hearing.voices.values():
        if voice.account and window(voice.account) == day:
            found[voice.account.order] = voice.account
        for report in reversed(voice.dates):
            if window(report) != day:
                break
            found[report.order] = report
    return sorted(found.values(), key=by_order)


def date_evidence(hearing: Hearing, cited: Cited) -> Evidence | None:
    """What the date rests on; None if there is none."""
    named = dating(hearing)
    return evidence_of(named, hearing.heard[hearing.since], cited) if named else None


def accounts_of(hearing: Hearing, cited: Cited) -> tuple[Account, ...]:
    """The standing account of each publisher, of date and phase; those that say the same as one (R4.24)."""
    groups: dict[object, list[Report]] = {}
    last = {report.publisher: report for report in hearing.heard}
    for publisher, report in last.items():
        dated = hearing.voices[publisher].account
        whole = replace(dated or report, phase=report.phase, when=dated.when if dated else None)
        groups.setdefault((whole.phase, window(whole)), []).append(whole)
    in_order = sorted(groups.values(), key=lambda group: min(map(by_time, group)))
    return tuple(
        Account(
            when=group[0].when,
            phase=str(group[0].phase),
            known=group[0].known,
            sources=cited(group),
        )
        for group in in_order
    )


def differ(hearing: Hearing) -> bool:
    """Are the dates that publishers stand by not the same?"""
    return len({window(report) for report in hearing.accounts()}) > 1


def contested(hearing: Hearing, when: When | None, zone: Zone) -> tuple[str, ...]:
    """What publishers do not agree on: of ``date`` and ``phase``."""
    found = []
    if hearing.phase == "occurred" and _dates_clash(hearing, zone):
        found.append("date")
    if _phases_clash(hearing, when, zone):
        found.append("phase")
    return tuple(found)


def _dates_clash(hearing: Hearing, zone: Zone) -> bool:
    """Do accounts of what occurred not overlap (R4.25)?"""
    saying = {report.order for report in hearing.standing("occurred")}
    told_of = [one for one in hearing.accounts() if one.order in saying or one is hearing.dated]
    days = [own_window(report, zone) for report in told_of]
    return bool(days) and max(day.starts for day in days) > min(day.ends for day in days)


def _phases_clash(hearing: Hearing, when: When | None, zone: Zone) -> bool:
    """Is another publisher's later word that it has not occurred (R4.26)?"""
    days = [_day_by(report, hearing, when, zone) for report in hearing.standing("occurred")]
    if not days:
        return False
    starts, ends = min(day[0] for day in days), min(day[1] for day in days)
    return any(_denies(voice.run[-1], starts, ends) for voice in hearing.voices.values())


def _denies(last: Report, starts: int, ends: int) -> bool:
    if last.phase == "scheduled":
        return last.known.instant > ends and not is_over(last)
    return last.phase in ("cancelled", "postponed") and last.known.instant >= starts


def _day_by(report: Report, hearing: Hearing, when: When | None, zone: Zone) -> tuple[int, int]:
    """When it occurred by the account of a report's publisher, else as it holds, else when that was known."""
    account = hearing.voices[report.publisher].account
    if account and account.phase == "occurred":
        own = own_window(account, zone)
        return own.starts, own.ends
    if hearing.phase == "occurred" and hearing.dated and when:
        return when.starts, when.ends
    return zone.when(zone.day(report.known.instant)).starts, end_of_day(report.known.instant, zone)
