"""The phase and the date that reports add up to (docs/semantics.md, R4.9 to R4.22)."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from itertools import chain

from msgspec import Struct, field

from ..dates import When, Zone
from ..entries import ReportedPhase
from .bounds import bounded, end_of_day, unknown_until
from .reports import Report, Window, by_order


class Voice(Struct, gc=False):
    """One publisher. ``run`` are its reports that end with its last word on the phase, without a break; ``dates`` those
    that speak of the date, of which ``account`` is the last, if that gives one (R4.9, R4.14).
    """

    run: list[Report] = field(default_factory=list)
    dates: list[Report] = field(default_factory=list)
    account: Report | None = None

    def hear(self, report: Report) -> None:
        """Hear what it says next."""
        if self.run and self.run[-1].phase != report.phase:
            self.run = []
        self.run.append(report)
        if report.when or report.phase == "postponed":
            self.dates.append(report)
            self.account = report if report.when else None


class Hearing(Struct, gc=False):
    """Reports that are not withdrawn, heard one after the other in order.

    ``phase`` is the one that holds (R4.9; None: nobody gave one), ``heard`` are those that say something, ``run`` is
    where the unbroken run of the phase begins in them, ``dated`` the report whose date holds, and ``since`` where the
    unbroken run of its holding begins. ``only_over``: all were schedules that were over when known (R4.10).

    Of what occurred, ``plan`` is the planned date that counts (R4.17), and ``candidates`` are the accounts among which
    the date is found (R4.15), by date and publisher, the latest last; ``days`` are their dates in order, ``weighed``
    has that of each publisher's.
    """

    zone: Zone
    phase: ReportedPhase | None = None
    heard: list[Report] = field(default_factory=list)
    voices: dict[str | None, Voice] = field(default_factory=dict)
    run: int = 0
    dated: Report | None = None
    since: int = 0
    only_over: bool = True
    plan: Window | None = None
    candidates: dict[Window, dict[str | None, Report]] = field(default_factory=dict)
    days: list[Window] = field(default_factory=list)
    weighed: dict[str | None, Window] = field(default_factory=dict)

    def hear_all(self, reports: Iterable[Report]) -> "Hearing":
        """Hear reports that are in order, and hand this on."""
        for report in reports:
            self.hear(report)
        return self

    def hear(self, report: Report) -> None:
        """Hear one report more. What says nothing of phase and date is passed over."""
        phase, before = report.phase, self.dated
        if phase is None or (phase == "scheduled" and self.heard and self._is_stale(report)):
            return
        begins = phase != self.phase
        if begins:
            self.plan = self._plan(report) if phase == "occurred" else self.plan
            self.phase, self.run = phase, len(self.heard)
        voice = self.voices.get(report.publisher)
        if voice is None:
            voice = self.voices[report.publisher] = Voice()
        voice.hear(report)
        self.heard.append(report)
        self.only_over = self.only_over and report.is_over
        if phase == "occurred":
            self._weigh(report, begins)
            self.dated = self._weightiest(report, begins)
        elif report.when or phase == "postponed":  # R4.13
            self.dated = report if phase != "postponed" else None
        if (self.dated and self.dated.window) != (before and before.window):
            self.since = len(self.heard) - 1

    def asserts(self, report: Report) -> bool:
        """Does a report stand for the occurrence of an event that occurred (R4.9)?"""
        if self.phase != "occurred" or report.phase != "occurred":
            return False
        run = self.voices[report.publisher].run
        return run[-1].phase == "occurred" and run[0].order <= report.order

    def standing(self, phase: ReportedPhase) -> list[Report]:
        """The reports that stand for a phase, in order (R4.9)."""
        runs = [voice.run for voice in self.voices.values() if voice.run[-1].phase == phase]
        return runs[0] if len(runs) == 1 else sorted(chain.from_iterable(runs), key=by_order)

    def accounts(self) -> list[Report]:
        """The standing accounts of the date, in order (R4.14)."""
        return sorted([voice.account for voice in self.voices.values() if voice.account], key=by_order)

    def when(self) -> When | None:
        """The date that holds, of what occurred bounded by the reports that say so; a bound, at an unknown time."""
        dated = self.dated
        if self.phase != "occurred":
            return dated.when if dated else None
        saying = self.standing("occurred")
        if dated is None or dated.when is None:
            return unknown_until(end_of_day(saying[0].known.instant, self.zone))  # R4.19
        when, own = dated.when, own_window(dated, self.zone)
        for report in saying:  # R4.18
            if not report.when or report is dated or overlap(own_window(report, self.zone), own):
                when = bounded(when, report.known.instant, self.zone)
        return when

    # --- rules ---

    def _is_stale(self, report: Report) -> bool:
        """Does a schedule say nothing beside what was heard (R4.10, R4.11)?"""
        if report.is_over and not self.only_over and not self._listed_again(report):
            return True
        to_come = report.when is not None and report.when.starts > report.known.instant
        return self.phase == "occurred" and not to_come

    def _listed_again(self, report: Report) -> bool:
        """Had its own publisher taken it off?"""
        voice = self.voices.get(report.publisher)
        return voice is not None and voice.run[-1].phase in ("cancelled", "postponed")

    def _plan(self, outcome: Report) -> Window | None:
        """The date that the first report of an occurrence left as it was planned (R4.17)."""
        if outcome.when or self.phase != "scheduled" or not self.dated or not self.dated.when:
            return None
        begun = self.dated.when.starts <= end_of_day(outcome.known.instant, self.zone)
        return self.dated.window if begun else None

    def _weigh(self, outcome: Report, begins: bool) -> None:
        """Keep the accounts among which the date of what occurred is found (R4.15): anew where it begins to have."""
        if begins:
            self.candidates, self.days, self.weighed = {}, [], {}
        for account in self.accounts() if begins else (outcome,):
            if account.window:
                self._stand(account, account.window)

    def _stand(self, account: Report, day: Window) -> None:
        """Keep a publisher's latest account by what it comes to: within a run only new accounts change anything."""
        publisher = account.publisher
        if publisher in self.weighed:
            self._drop(publisher, self.weighed.pop(publisher))
        if self.asserts(account) or (account.phase != "occurred" and day == self.plan):
            if day not in self.candidates:
                self.candidates[day] = {}
                insort(self.days, day)
            self.candidates[day][publisher] = account
            self.weighed[publisher] = day

    def _drop(self, publisher: str | None, day: Window) -> None:
        """Forget what a publisher's account was before."""
        del self.candidates[day][publisher]
        if not self.candidates[day]:
            del self.candidates[day]
            del self.days[bisect_left(self.days, day)]

    def _weightiest(self, outcome: Report, begins: bool) -> Report | None:
        """The report whose date holds of what occurred (R4.15, R4.16): a new account, or a narrower one within it."""
        if not begins and not outcome.window:
            return self.dated
        holds = max(map(self._last, self.days), key=by_order, default=None) if begins else outcome
        while holds and (narrower := self._narrower(holds)):
            holds = max(narrower, key=by_order)
        return holds

    def _last(self, day: Window) -> Report:
        """The latest account of a date."""
        return next(reversed(self.candidates[day].values()))

    def _narrower(self, wider: Report) -> list[Report]:
        """The latest account of each narrower date that a report leaves as it is (R4.16)."""
        assert wider.window
        starts, ends, _ = wider.window
        last = min(ends, end_of_day(wider.known.instant, self.zone))
        days = self.days[bisect_left(self.days, (starts,)) : bisect_left(self.days, (last + 1,))]
        return [self._last(day) for day in days if day[1] <= ends and day[:2] != (starts, ends)]


def own_window(report: Report, zone: Zone) -> When:
    """A dated report's date, bounded by that report if it says that the event occurred."""
    assert report.when
    return bounded(report.when, report.known.instant, zone) if report.phase == "occurred" else report.when


def overlap(one: When, other: When) -> bool:
    """Do two dates have a moment in common?"""
    return one.starts <= other.ends and other.starts <= one.ends
