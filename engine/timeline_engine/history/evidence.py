"""What date and phase rest on, and where publishers differ (docs/semantics.md, R4.23 to R4.26)."""

from collections.abc import Sequence
from itertools import chain, takewhile

from ..dates import When
from .bounds import end_of_day
from .claiming import Cited
from .hearing import Hearing, own_window
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
    """The reports that the date which holds rests on, in order. Empty: there is no date."""
    day = hearing.dated and hearing.dated.window
    found = [takewhile(lambda report: report.window == day, reversed(voice.dates)) for voice in hearing.voices.values()]
    return sorted(chain.from_iterable(found), key=by_order) if day else []


def latest_text(hearing: Hearing) -> When | None:
    """The date that holds, as the last of the reports that it rests on wrote it (R4.13)."""
    day = hearing.dated and hearing.dated.window
    said = [v.account for v in hearing.voices.values() if v.account and v.account.window == day]
    return max(said, key=by_order).when if said else None


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
        whole = (dated or report).saying(report.phase, dated.when if dated else None)
        groups.setdefault((whole.phase, whole.window), []).append(whole)
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
    return len({voice.account.window for voice in hearing.voices.values() if voice.account}) > 1


def contested(hearing: Hearing, when: When | None) -> tuple[str, ...]:
    """What publishers do not agree on: of ``date`` and ``phase``."""
    found = []
    if hearing.phase == "occurred" and _dates_clash(hearing):
        found.append("date")
    if _phases_clash(hearing, when):
        found.append("phase")
    return tuple(found)


def _dates_clash(hearing: Hearing) -> bool:
    """Do accounts of what occurred not overlap (R4.25)?"""
    if not differ(hearing):
        return False
    told_of = [one for one in hearing.accounts() if hearing.asserts(one) or one is hearing.dated]
    days = [own_window(report, hearing.zone) for report in told_of]
    return bool(days) and max(day.starts for day in days) > min(day.ends for day in days)


def _phases_clash(hearing: Hearing, when: When | None) -> bool:
    """Is another publisher's later word that it has not occurred (R4.26)?"""
    denials = [last for voice in hearing.voices.values() if (last := voice.run[-1]).phase != "occurred"]
    saying = hearing.standing("occurred") if denials else []
    if not saying:
        return False
    days = [_day_by(report, hearing, when) for report in saying]
    starts, ends = min(day[0] for day in days), min(day[1] for day in days)
    return any(_denies(last, starts, ends) for last in denials)


def _denies(last: Report, starts: int, ends: int) -> bool:
    if last.phase == "scheduled":
        return last.known.instant > ends and not last.is_over
    return last.phase in ("cancelled", "postponed") and last.known.instant >= starts


def _day_by(report: Report, hearing: Hearing, when: When | None) -> tuple[int, int]:
    """When it occurred by the account of a report's publisher, else as it holds, else when that was known."""
    account = hearing.voices[report.publisher].account
    if account and account.phase == "occurred":
        own = own_window(account, hearing.zone)
        return own.starts, own.ends
    if hearing.phase == "occurred" and hearing.dated and when:
        return when.starts, when.ends
    zone, known = hearing.zone, report.known.instant
    return zone.when(zone.day(known)).starts, end_of_day(known, zone)
