"""What a fold holds until it is a revision: each claim, with the reports that it rests on."""

from collections.abc import Sequence

from msgspec import Struct

from ..dates import Zone
from ..entries import ClaimGist, EventBody, Gist
from ..model import Claim, Source
from .base import each_once, published
from .revisions import Known, Stated, Statement


class Report(Struct, frozen=True, gc=False):
    """A statement, and what it says, which is read but once; or its gist, where words and evidence are left out."""

    statement: Statement
    body: EventBody | Gist

    @property
    def publisher(self) -> str | None:
        """Who says so: the publisher of the first source."""
        if isinstance(self.body, Gist):
            return self.body.publisher
        return self.body.sources[0].publisher if self.body.sources else None

    @property
    def sources(self) -> Sequence[Source]:
        """Where it is from."""
        assert not isinstance(self.body, Gist)
        return self.body.sources


class HeldClaim(Struct, gc=False):
    """A claim as the fold holds it: the report that makes it, and the outcome that was reported after that."""

    claim: Claim | ClaimGist
    place: int
    report: Report
    outcome: Report | None = None

    @property
    def subject(self) -> tuple[str, str]:
        """The issue and attribute it is about."""
        return (self.claim.issue, self.claim.attribute)

    def reports(self, estimates: frozenset[tuple[str, str]]) -> tuple[Report, ...]:
        """What it rests on, first who speaks: the outcome says that it came true, but gives no figure."""
        if self.outcome is None:
            return (self.report,)
        return (self.report, self.outcome) if self.subject in estimates else (self.outcome, self.report)

    def claimant(self, estimates: frozenset[tuple[str, str]]) -> str | None:
        """Who claims it; None: nobody is named."""
        return self.claim.by or self.reports(estimates)[0].publisher

    def known(self) -> Known:
        """When it was known from all that it rests on."""
        stated, outcome = self.report.statement.known, self.outcome and self.outcome.statement.known
        return outcome if outcome and outcome.instant > stated.instant else stated

    def stated(self, zone: Zone, known_by: int | None, estimates: frozenset[tuple[str, str]]) -> Stated:
        """The same as the revision holds it."""
        assert isinstance(self.claim, Claim)
        sources = each_once([source for report in self.reports(estimates) for source in report.sources])
        return Stated(
            claim=self.claim,
            claimant=self.claimant(estimates),
            sources=published(sources, zone, known_by),
            known=self.known(),
            seq=self.report.statement.seq,
            place=self.place,
        )
