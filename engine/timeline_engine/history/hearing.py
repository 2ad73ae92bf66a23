"""The phase and the date that reports add up to (docs/semantics.md, R4.9 to R4.22)."""

from collections.abc import Iterable

from msgspec import Struct, field

from ..dates import BEGINNING, When, Zone
from ..entries import ReportedPhase
from .bounds import bounded, end_of_day, unknown_until
from .reports import Report, by_order

Window = tuple[int, int, int]


class Voice(Struct, gc=False):
    """One publisher. ``run`` are its reports that end with its last word on the phase, without a break; ``dates`` those
    that speak of the date, of which ``account`` is the last, if that gives one (R4.9, R4.14).
    """

    run: list[Report] = field(default_factory=list)
    dates: list[Report] = field(default_factory=list)

    @property
    def account(self) -> Report | None:
        """Its account of the date."""
        return self.dates[-1] if self.dates and self.dates[-1].when else None

    def hear(self, report: Report) -> None:
        """Hear what it says next."""
        if self.run and self.run[-1].phase != report.phase:
            self.run = []
        self.run.append(report)
        if report.when or report.phase == "postponed":
            self.dates.append(report)


class Hearing(Struct, gc=False):
    """Reports that are not withdrawn, heard one after the other in order.

    ``heard`` are those that say something, ``run`` is where the unbroken run of the phase begins in them, ``dated`` the
    report whose date holds, and ``since`` where the unbroken run of its holding begins.
    """

    zone: Zone
    heard: list[Report] = field(default_factory=list)
    voices: dict[str | None, Voice] = field(default_factory=dict)
    run: int = 0
    dated: Report | None = None
    since: int = 0
    only_over: bool = True
    plan: Window | None = None
    candidates: dict[Window, dict[str | None, Report]] = field(default_factory=dict)

    @property
    def phase(self) -> ReportedPhase | None:
        """The phase that holds (R4.9); None: nobody gave one."""
        return self.heard[-1].phase if self.heard else None

    def hear_all(self, reports: Iterable[Report]) -> "Hearing":
        """Hear reports that are in order, and hand this on."""
        for report in reports:
            self.hear(report)
        return self

    def hear(self, report: Report) -> None:
        """Hear one report more. What says nothing of phase and date is passed over."""
        if report.phase is None or self._is_stale(report):
            return
        occurs = report.phase == "occurred" != self.phase
        if report.phase != self.phase:
            self.run = len(self.heard)
        if occurs:
            self.plan = self._plan(report)
        voice = self.voices.setdefault(report.publisher, Voice())
        voice.hear(report)
        self.heard.append(report)
        self.only_over = self.only_over and is_over(report)
        if occurs:
            self._begin_run()
        elif report.phase == "occurred" and report.when:
            self._stand(report.publisher)
        dated = self._date(report)
        if window(dated) != window(self.dated):
            self.since = len(self.heard) - 1
        self.dated = dated

    def standing(self, phase: ReportedPhase) -> list[Report]:
        """The reports that stand for a phase, in order (R4.9)."""
        runs = [voice.run for voice in self.voices.values() if voice.run[-1].phase == phase]
        return sorted((report for run in runs for report in run), key=by_order)

    def accounts(self) -> list[Report]:
        """The standing accounts of the date, in order (R4.14)."""
        found = [voice.account for voice in self.voices.values()]
        return sorted((report for report in found if report), key=by_order)

    def when(self) -> When | None:
        """The date that holds, of what occurred bounded by the reports that say so; a bound, at an unknown time."""
        if self.phase != "occurred":
            return self.dated.when if self.dated else None
        saying = self.standing("occurred")
        if self.dated is None or self.dated.when is None:
            return unknown_until(end_of_day(saying[0].known.instant, self.zone))  # R4.19
        when, own = self.dated.when, own_window(self.dated, self.zone)
        for report in saying:  # R4.18
            if not report.when or overlap(own_window(report, self.zone), own):
                when = bounded(when, report.known.instant, self.zone)
        return when

    # --- rules ---

    def _is_stale(self, report: Report) -> bool:
        """Does a schedule say nothing beside what was heard (R4.10, R4.11)?"""
        if report.phase != "scheduled":
            return False
        if is_over(report) and not self.only_over and not self._listed_again(report):
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
        return window(self.dated) if begun else None

    def _begin_run(self) -> None:
        """Find anew the accounts among which the date of what occurred is found (R4.15)."""
        self.candidates = {}
        for publisher in sorted(self.voices, key=self._last_order):
            self._stand(publisher)

    def _stand(self, publisher: str | None) -> None:
        """Keep a publisher's latest account by what it comes to: within a run only new accounts change anything."""
        for group in self.candidates.values():
            group.pop(publisher, None)
        voice = self.voices[publisher]
        account, day = voice.account, window(voice.account)
        if account and day and self._counts(account, voice):
            self.candidates.setdefault(day, {})[publisher] = account

    def _last_order(self, publisher: str | None) -> tuple[int, bool, int, int]:
        account = self.voices[publisher].account
        return account.order if account else (BEGINNING, False, 0, 0)

    def _counts(self, account: Report, voice: Voice) -> bool:
        if account.phase != "occurred":
            return self.plan is not None and window(account) == self.plan
        return voice.run[-1].phase == "occurred" and voice.run[0].order <= account.order

    def _date(self, report: Report) -> Report | None:
        if report.phase == "postponed":
            return None
        if report.phase != "occurred":
            return report if report.when else self.dated  # R4.13
        last = [next(reversed(group.values())) for group in self.candidates.values() if group]
        holds = max(last, key=by_order, default=None)
        while holds and (narrower := [other for other in last if self._agrees(holds, other)]):
            holds = max(narrower, key=by_order)
        return holds

    def _agrees(self, wider: Report, other: Report) -> bool:
        """Does a report leave a narrower date as it is (R4.16)?"""
        wide, narrow = wider.when, other.when
        assert wide
        assert narrow
        within = wide.starts <= narrow.starts and narrow.ends <= wide.ends
        if not within or (wide.starts, wide.ends) == (narrow.starts, narrow.ends):
            return False
        return narrow.starts <= end_of_day(wider.known.instant, self.zone)


def window(report: Report | None) -> Window | None:
    """What a report's date comes to: two of the same are the same date (R4.13)."""
    when = report.when if report else None
    return (when.starts, when.ends, when.effective) if when else None


def is_over(report: Report) -> bool:
    """A schedule whose day is over by its own known."""
    return report.phase == "scheduled" and report.when is not None and report.when.ends <= report.known.instant


def own_window(report: Report, zone: Zone) -> When:
    """A dated report's date, bounded by that report if it says that the event occurred."""
    assert report.when
    return bounded(report.when, report.known.instant, zone) if report.phase == "occurred" else report.when


def overlap(one: When, other: When) -> bool:
    """Do two dates have a moment in common?"""
    return one.starts <= other.ends and other.starts <= one.ends
