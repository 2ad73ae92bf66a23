"""Rules R4.7, R4.8 and R4.23 to R4.26: an event as known by K, with what each value rests on."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from oracle.evidence.claims import Held, Subject, held_claims
from oracle.evidence.dates import ALWAYS, NEVER, Instant, Window, calendar_day, end_of_its_day, start_of_day
from oracle.evidence.phase import Told, accounts, date_of, is_over, own_window, standing_for, told, unbroken_tail
from oracle.evidence.statements import Known, Report, not_withdrawn


class Evidence(NamedTuple):
    known: Known
    reports: list[Report]


class Event(NamedTuple):
    """An event as known by K. ``reports`` are all, in (known, seq) order; ``phase`` is not yet that at D."""

    event: str
    reports: list[Report]
    phase: str
    when: str | None
    window: Window | None
    claims: list[Held]
    date_evidence: Evidence | None
    phase_evidence: Evidence
    accounts: list[list[Report]]
    contested: list[str]

    @property
    def known(self) -> Known:
        """R4.1: since its first report."""
        return self.reports[0].known


def event_as_known(
    name: str, all_reports: list[Report], known_by: Instant, estimates: set[Subject], zone: ZoneInfo
) -> Event | None:
    """The event by the reports known by K; None if none of them gives a phase."""
    reports = vouched(all_reports, estimates, zone)
    reports = sorted((r for r in reports if r.known.instant <= known_by), key=by_time)
    if not any(report.phase for report in reports):
        return None
    left = not_withdrawn(reports)
    seen = told(left, zone)
    if seen is None:
        return taken_back(name, reports, estimates, zone)
    when, dated = date_evidence(seen.heard, zone)
    flags = contested(seen, zone)
    return Event(
        name, reports, seen.phase, when, seen.window, held_claims(left, seen, estimates),
        dated, phase_evidence(seen.heard), accounts_of(seen.heard, zone) if flags or differ(seen.heard, zone) else [],
        flags,
    )  # fmt: skip


def by_time(report: Report) -> tuple[Instant, int, int]:
    return report.known.instant, report.seq, report.part


def taken_back(name: str, reports: list[Report], estimates: set[Subject], zone: ZoneInfo) -> Event:
    """R4.8: a retracted event, shown as it was before the retraction that withdrew the last of it."""
    retractions = [report for report in reports if report.phase == "retracted"]
    last = retractions[-1]
    for retraction in reversed(retractions):
        last = retraction
        if told(not_withdrawn(reports[: reports.index(retraction)]), zone):
            break
    before = event_as_known(name, reports[: reports.index(last)], NEVER, estimates, zone)
    evidence = Evidence(last.known, [r for r in retractions if by_time(r) >= by_time(last)])
    if before is None:
        return Event(name, reports, "retracted", None, None, [], None, evidence, [], [])
    return before._replace(reports=reports, phase="retracted", phase_evidence=evidence, accounts=[], contested=[])


# --- R4.7: further sources --------------------------------------------------------------------------


def vouched(reports: list[Report], estimates: set[Subject], zone: ZoneInfo) -> list[Report]:
    """The reports, each further source that gives no phase with what it vouches for."""
    full = [report for report in reports if not (report.further and report.phase is None)]
    return [report if report in full else filled(report, full, estimates, zone) for report in reports]


def filled(report: Report, full: list[Report], estimates: set[Subject], zone: ZoneInfo) -> Report:
    earlier = [other for other in full if other.known.instant <= report.known.instant]
    if not earlier:
        return with_first(report, [other for other in full if other.phase != "retracted"], zone)
    left = not_withdrawn(earlier)
    seen = told(left, zone)
    if seen is None:  # R4.7: what was taken back, it does not vouch for
        return report
    when = report.when or date_evidence(seen.heard, zone)[0]
    held = held_claims(left, seen, estimates)
    claims = report.claims or [
        {"issue": one.issue, "attribute": one.attribute, "value": one.value, "by": one.by} for one in held
    ]
    return report._replace(phase=seen.phase, when=when, claims=claims)


def with_first(report: Report, full: list[Report], zone: ZoneInfo) -> Report:
    """A source from before all reports: it says what the first of them says, as a plan if it is from before the day."""
    if not full:
        return report
    first = min(full, key=by_time)
    when = report.when or first.when
    filled = report._replace(
        phase=first.phase,
        when=when,
        claims=report.claims or first.claims,
        description={**first.description, **report.description},
    )
    day = filled.window(zone)
    to_come = first.phase == "occurred" and day is not None and report.known.instant < day.starts
    return filled._replace(phase="scheduled") if to_come else filled


# --- R4.23: evidence ------------------------------------------------------------------------------


def since(named: list[Report], start: Report) -> Known:
    """The known of a value: of the report with which its unbroken run began, else of the one it rested on then."""
    return ([report for report in named if report.key <= start.key] or named[:1])[-1].known


def phase_evidence(heard: list[Report]) -> Evidence:
    phase = str(heard[-1].phase)
    named = standing_for(heard, phase)
    return Evidence(since(named, unbroken_tail(heard, phase)[0]), named)


def date_evidence(heard: list[Report], zone: ZoneInfo) -> tuple[str | None, Evidence | None]:
    """The text of the date that holds, and what it rests on."""
    dated = date_of(heard, zone)
    if dated is None:
        return None, None
    day = dated.window(zone)
    assert day is not None
    named = [report for report in accounts(heard) if day.same(report.window(zone))]
    for publisher in {report.publisher for report in named}:
        words = [r for r in heard if r.publisher == publisher and (r.when or r.phase == "postponed")]
        while words and day.same(words[-1].window(zone)):
            named.append(words.pop())
    named = sorted({report.key: report for report in named}.values(), key=lambda report: report.key)
    return named[-1].when, Evidence(since(named, date_run_start(heard, day, zone)), named)


def date_run_start(heard: list[Report], day: Window, zone: ZoneInfo) -> Report:
    start = len(heard) - 1
    while start:
        before = date_of(heard[:start], zone)
        if before is None or not day.same(before.window(zone)):
            break
        start -= 1
    return heard[start]


# --- R4.24 to R4.26: accounts ---------------------------------------------------------------------


def differ(heard: list[Report], zone: ZoneInfo) -> bool:
    days = [report.window(zone) for report in accounts(heard)]
    return any(not days[0].same(day) for day in days[1:] if days[0])


def accounts_of(heard: list[Report], zone: ZoneInfo) -> list[list[Report]]:
    """The standing account of each publisher, those that say the same together; each of date and phase."""
    last_phase = {report.publisher: report.phase for report in heard}
    last_date = {report.publisher: report for report in accounts(heard)}
    groups: dict[tuple[str | None, object], list[Report]] = {}
    for publisher, phase in last_phase.items():
        dated = last_date.get(publisher)
        last = [report for report in heard if report.publisher == publisher][-1]
        whole = (dated or last)._replace(phase=phase, when=dated.when if dated else None)
        groups.setdefault((phase, whole.window(zone) and whole.window(zone)[:3]), []).append(whole)
    return sorted(groups.values(), key=lambda group: min(map(by_time, group)))


def contested(seen: Told, zone: ZoneInfo) -> list[str]:
    date = seen.phase == "occurred" and dates_clash(seen, zone)
    phase = any(
        phases_clash(one, other, seen, zone)
        for one in standing_for(seen.heard, "occurred")
        for other in last_phases(seen.heard)
        if one.publisher != other.publisher
    )
    return ["date"] * date + ["phase"] * phase


def dates_clash(seen: Told, zone: ZoneInfo) -> bool:
    """R4.25: accounts of what occurred do not overlap."""
    saying = standing_for(seen.heard, "occurred")
    told_of = [report for report in accounts(seen.heard) if report in saying or report == seen.dated]
    days = [own_window(report, zone) for report in told_of]
    return any(not one.overlaps(other) for one in days for other in days)


def last_phases(heard: list[Report]) -> list[Report]:
    return list({report.publisher: report for report in heard}.values())


def phases_clash(one: Report, other: Report, seen: Told, zone: ZoneInfo) -> bool:
    """R4.26: another publisher's later word is that it has not occurred."""
    day = day_by(one, seen, zone)
    if other.phase == "scheduled":
        return other.known.instant > day.ends and not is_over(other, zone)
    return other.phase in ("cancelled", "postponed") and other.known.instant >= day.starts


def day_by(report: Report, seen: Told, zone: ZoneInfo) -> Window:
    """When the event occurred by the account of one report's publisher, else as it holds, else when that was known."""
    own = [other for other in accounts(seen.heard) if other.publisher == report.publisher and other.phase == "occurred"]
    if own:
        return own_window(own[0], zone)
    if seen.phase == "occurred" and seen.dated and seen.window:
        return seen.window
    end = end_of_its_day(report.known.instant, zone)
    return Window(start_of_day(calendar_day(end, zone), zone) if end > ALWAYS else ALWAYS, end, end, None, None)
