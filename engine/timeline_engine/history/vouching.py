"""Further sources: what they vouch for where they do not say it themselves (docs/semantics.md, R4.7)."""

from bisect import bisect_right
from collections.abc import Sequence

from attrs import evolve
from msgspec.structs import replace

from ..dates import Zone
from ..entries import WORDS, EventBody
from ..model import Claim
from .claiming import Estimates, claims_held
from .evidence import dating
from .hearing import Hearing
from .reports import Report, by_time, not_withdrawn, uncited


def vouched(reports: Sequence[Report], estimates: Estimates, zone: Zone) -> list[Report]:
    """Reports in the order of time, each further source that gives no phase with what it vouches for."""
    full = [report for report in reports if not report.is_bare]
    if not full or len(full) == len(reports):
        return list(reports)
    instants = [report.known.instant for report in full]
    content: dict[int, _Vouched | None] = {}
    found = []
    for report in reports:
        if report.is_bare:
            before = bisect_right(instants, report.known.instant)
            if before and before not in content:  # sources are many, what they are sources of is little
                content[before] = _Vouched.by(full[:before], estimates, zone)
            report = _filled(report, content[before]) if before else _with_first(report, full)
        found.append(report)
    return found


class _Vouched:
    """What an event was by some reports: its phase, its date and its claims."""

    def __init__(self, hearing: Hearing, claims: tuple[Claim, ...]) -> None:
        self.phase = hearing.phase
        dated = dating(hearing)
        self.when = dated[-1].when if dated else None
        self.claims = claims

    @classmethod
    def by(cls, reports: Sequence[Report], estimates: Estimates, zone: Zone) -> "_Vouched | None":
        left = not_withdrawn(reports)
        hearing = Hearing(zone).hear_all(left)
        if hearing.phase is None:
            return None
        return cls(hearing, tuple(one.claim for one in claims_held(left, hearing, estimates, uncited)))


def _filled(report: Report, content: _Vouched | None) -> Report:
    """What was taken back, it does not vouch for."""
    if content is None:
        return report
    return replace(
        report, phase=content.phase, when=report.when or content.when, claims=report.claims or content.claims
    )


def _with_first(report: Report, full: Sequence[Report]) -> Report:
    """From before all reports it says what the first of them says, as a plan if it is from before the day."""
    first = min((other for other in full if other.phase != "retracted"), key=by_time, default=None)
    if first is None:
        return report
    when, phase = report.when or first.when, first.phase
    if phase == "occurred" and when and report.known.instant < when.starts:
        phase = "scheduled"
    return replace(report, phase=phase, when=when, claims=report.claims or first.claims, words=_words(report, first))


def _words(report: Report, first: Report) -> EventBody | None:
    """What a source from before all reports calls the event: as it says itself, else as the first of them."""
    own, other = report.words, first.words
    if not own or not other:
        return own or other
    said = {name: getattr(own, name) or getattr(other, name) for name in WORDS}
    return evolve(other, **said)
