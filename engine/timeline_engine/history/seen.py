"""What an event's reports add up to, as known by an instant (docs/semantics.md, R4.8 to R4.26)."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..dates import When, Zone
from ..entries import ClaimGist
from ..model import Claim
from .claiming import Cited, Estimates, HeldClaim, Subject, claims_held
from .evidence import accounts_of, contested, differ, evidence_of, latest_text, phase_evidence
from .hearing import Hearing
from .reports import Report, not_withdrawn, outcome_of
from .revisions import Account, Evidence, Outcome
from .vouching import vouched


class Told(Struct, frozen=True, gc=False, eq=False):
    """What of an event's reports has a part in an answer: little, so that it is kept of an event of several reports.

    ``known`` and ``seq`` are of the first report, ``bounded`` and ``effective`` those of `Seen`; ``claims`` are those
    of the reports that are left. ``seen`` is kept where they give figures of estimates: all of these are looked at.
    """

    known: int
    seq: int
    outcome: Outcome
    bounded: When | None
    effective: int
    issues: tuple[str, ...]
    claims: Sequence[ClaimGist | Claim]
    contested: tuple[str, ...]
    seen: "Seen | None"


class Seen(Struct, frozen=True, gc=False, eq=False):
    """What reports add up to, one of which gives a phase; what nobody asks for is not worked out.

    ``hearing`` is of those that are ``left``; if ``retractions`` left none, of those before that (R4.8). ``bounded`` is
    the date that holds, bounded by the reports; of what occurred, and nobody says when, an unknown time.
    """

    reports: Sequence[Report]
    left: Sequence[Report]
    hearing: Hearing
    bounded: When | None
    estimates: Estimates
    retractions: Sequence[Report] = ()

    @property
    def outcome(self) -> Outcome:
        """The phase that holds."""
        return "retracted" if self.retractions else outcome_of(self.hearing.phase or "scheduled")

    @property
    def effective(self) -> int:
        """The effective instant; without a date, of what did not occur, when it became known."""
        return self.bounded.effective if self.bounded else self.reports[0].known.instant

    @property
    def when(self) -> When | None:
        """The date, in the text that was given last (R4.13)."""
        text = latest_text(self.hearing)
        return replace(self.bounded, text=text.text) if self.bounded and text else None

    @property
    def contested(self) -> tuple[str, ...]:
        """What publishers do not agree on: date, phase."""
        if self.retractions or len(self.hearing.voices) < 2:
            return ()
        return contested(self.hearing, self.bounded)

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues that reports name, themselves or by their claims, also those that were withdrawn (R7.1)."""
        named = [issue for report in self.reports if report.words for issue in report.words.issues]
        return tuple(dict.fromkeys([*named, *[claim.issue for report in self.reports for claim in report.claims]]))

    @property
    def told(self) -> Told:
        """What has a part in an answer."""
        known, seq, _ = self.reports[0].time
        claims = [claim for report in self.left for claim in report.claims]
        is_estimate = any((claim.issue, claim.attribute) in self.estimates for claim in claims)
        kept = self if is_estimate else None
        return Told(known, seq, self.outcome, self.bounded, self.effective, self.issues, claims, self.contested, kept)

    def claims(self, only: Subject | None = None) -> list[HeldClaim]:
        """The claims that stand, in order."""
        return claims_held(self.left, self.hearing, self.estimates, only)

    def phase_evidence(self, cited: Cited) -> Evidence:
        """What the phase rests on."""
        if self.retractions:
            return evidence_of(self.retractions, self.retractions[0], cited)
        return phase_evidence(self.hearing, cited)

    def accounts(self, cited: Cited) -> tuple[Account, ...]:
        """What publishers say, where they differ."""
        differing = not self.retractions and (differ(self.hearing) or self.contested)
        return accounts_of(self.hearing, cited) if differing else ()


def as_known(reports: Sequence[Report], estimates: Estimates, zone: Zone) -> Seen:
    """What reports that are in the order of time add up to, one of which gives a phase."""
    left = not_withdrawn(reports)
    hearing = Hearing(zone).hear_all(left)
    if hearing.phase is None:
        return _taken_back(reports, estimates, zone)
    return Seen(reports, left, hearing, hearing.when(), estimates)


def _taken_back(reports: Sequence[Report], estimates: Estimates, zone: Zone) -> Seen:
    """A retracted event, as it was before the retraction that withdrew the last of it (R4.8)."""
    places = [place for place, report in enumerate(reports) if report.phase == "retracted"]
    last = next((n for n in reversed(places) if _says(not_withdrawn(reports[:n]), zone)), places[0])
    retractions = [reports[n] for n in places if n >= last]
    before = not_withdrawn(vouched(reports[:last], estimates, zone))
    hearing = Hearing(zone).hear_all(before)
    return Seen(reports, before if hearing.phase else (), hearing, hearing.when(), estimates, retractions)


def _says(reports: Sequence[Report], zone: Zone) -> bool:
    return Hearing(zone).hear_all(reports).phase is not None
