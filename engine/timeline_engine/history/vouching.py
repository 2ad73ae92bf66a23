"""Further sources: what they vouch for where they do not say it themselves (docs/semantics.md, R4.7)."""

from collections.abc import Sequence
from itertools import groupby

from attrs import evolve

from ..dates import Zone
from ..entries import WORDS, EventBody, body_in
from ..model import Claim
from .claiming import Estimates, claims_held
from .evidence import latest_text
from .hearing import Hearing
from .reports import Report, by_order, by_time, not_withdrawn


def vouched(reports: Sequence[Report], estimates: Estimates, zone: Zone) -> Sequence[Report]:
    """Reports in the order of time, each further source that gives no phase with what it vouches for."""
    full = [report for report in reports if report.phase]
    if not full or len(full) == len(reports):
        return reports
    then, found = _Then(zone, estimates), list[Report]()
    for _, group in groupby(reports, lambda report: report.known.instant):
        told = list(group)
        then.take([report for report in told if not report.is_bare])
        found += [(then.fill(report) or _with_first(report, full)) if report.is_bare else report for report in told]
    return found


class _Then:
    """What an event was by the reports so far, those of one instant taken after those of another."""

    def __init__(self, zone: Zone, estimates: Estimates) -> None:
        self._zone = zone
        self._estimates = estimates
        self._is_told = False
        self._left: list[Report] = []
        self._hearing = Hearing(zone)
        self._claiming: list[Report] = []
        self._standing: list[bool] = []
        self._claims: Sequence[Claim] = ()

    def take(self, told: Sequence[Report]) -> None:
        """Take in what became known at one instant, in the order of time."""
        if not told:
            return
        self._is_told = True
        if any(report.phase == "retracted" for report in told):
            self._left = not_withdrawn([*self._left, *told])
            self._hearing = Hearing(self._zone).hear_all(self._left)
            self._claiming = [report for report in self._left if report.claims]
            self._standing, self._claims = [], ()
        else:
            in_order = sorted(told, key=by_order)
            self._left += in_order
            self._claiming += [report for report in in_order if report.claims]
            self._hearing.hear_all(in_order)

    def fill(self, report: Report) -> Report | None:
        """A further source with what it vouches for: nothing of what was taken back. None: nothing was told yet."""
        phase = self._hearing.phase
        if phase is None:
            return report if self._is_told else None
        when, claims = report.when or latest_text(self._hearing), report.claims or self._made()
        return report.saying(phase, when, claims=claims)

    def _made(self) -> Sequence[Claim]:
        """The claims that the event made: found anew if a report gave one, or came to stand for it or not any more."""
        standing = [self._hearing.asserts(report) for report in self._claiming]
        if standing != self._standing:
            held = claims_held(self._claiming, self._hearing, self._estimates)
            self._standing, self._claims = standing, tuple([one.first.claim for one in held])
        return self._claims


def _with_first(report: Report, full: Sequence[Report]) -> Report:
    """From before all reports it says what the first of them says, as a plan if it is from before the day."""
    first = min((other for other in full if other.phase != "retracted"), key=by_time, default=None)
    if first is None:
        return report
    when, phase = report.when or first.when, first.phase
    if phase == "occurred" and when and report.known.instant < when.starts:
        phase = "scheduled"
    return report.saying(phase, when, claims=report.claims or first.claims, words=_words(report, first))


def _words(report: Report, first: Report) -> EventBody | None:
    """What a source from before all reports calls the event: as it says itself, else as the first of them."""
    own, other = report.words, first.words
    if not own or not other:
        return own or other
    said = {name: getattr(own, name) or getattr(other, name) for name in WORDS}
    return evolve(body_in(other), **said)
