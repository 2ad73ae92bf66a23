"""The claims of one event, each with what it rests on (docs/semantics.md, R5.1 to R5.8)."""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce

from msgspec import Struct

from ..entries import claim_in
from ..model import Claim, Source, Value
from .hearing import Hearing
from .reports import Order, Report
from .revisions import AttributedClaim

Subject = tuple[str, str]
Estimates = frozenset[Subject]
Cited = Callable[[Iterable[Report]], tuple[Source, ...]]
"""The sources of some reports that a reader could have."""


class ReportedClaim(Struct, frozen=True, gc=False, eq=False):
    """A claim in a report. ``asserts``: the report stands by it that the event occurred (R5.2)."""

    report: Report
    place: int
    claim: Claim
    asserts: bool

    @property
    def claimant(self) -> str | None:
        """Who claims it, by its own report alone (R5.1)."""
        return self.claim.by or self.report.publisher


class HeldClaim(Struct, frozen=True, gc=False, eq=False):
    """A claim that stands: as which it is shown, from which report it is known, who speaks, and what it rests on."""

    first: ReportedClaim
    known_from: Report
    speaker: Report
    reports: Sequence[Report]

    @property
    def claimant(self) -> str | None:
        """Who claims it, now that several reports speak of it."""
        return self.first.claim.by or self.speaker.publisher

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Its place among claims that are as effective and as long known (R5.9)."""
        return *self.first.report.time, self.first.place

    def attributed(self, cited: Cited) -> AttributedClaim:
        """The same as it is shown. With it comes the date of the report from which it is known (R5.8)."""
        return AttributedClaim(
            claim=claim_in(self.first.claim),
            claimant=self.claimant,
            sources=cited(dict.fromkeys((self.speaker, self.known_from, *self.reports))),
            known=self.known_from.known,
            when=self.known_from.when,
            order=self.order,
        )


def claims_held(
    reports: Iterable[Report], hearing: Hearing, estimates: Estimates, only: Subject | None = None
) -> list[HeldClaim]:
    """The claims of an event, or ``only`` those on a subject, by reports that are not withdrawn, in order."""
    of_subject: dict[Subject, list[ReportedClaim]] = {}
    for report in reports:
        for place, claim in enumerate(report.claims):
            subject = claim.issue, claim.attribute
            if only is None or subject == only:
                made = ReportedClaim(report, place, claim, hearing.asserts(report))
                of_subject.setdefault(subject, []).append(made)
    found = [
        held for subject, made in of_subject.items() for held in _Subject(made, hearing, subject in estimates).held()
    ]
    return found if len(found) < 2 else sorted(found, key=lambda held: held.order)


class _Subject:
    """What reports claim of one attribute of an issue. ``made`` is in the order of the reports."""

    def __init__(self, made: list[ReportedClaim], hearing: Hearing, is_estimate: bool) -> None:
        self._made = made
        self._hearing = hearing
        self._is_estimate = is_estimate
        self._first_asserted = next((one.report.order for one in made if one.asserts), None)
        self._runs: dict[str | None, _Runs] = {}  # of an estimate by claimant

    def held(self) -> list[HeldClaim]:
        """Each claim that stands."""
        if len(self._made) == 1:  # as most
            return [self._hold(self._made, self._is_estimate)]
        asserted = _last_words([one for one in self._made if one.asserts])
        expected = _not_replaced(_last_words([one for one in self._made if not one.asserts]), asserted)
        groups: dict[tuple[Value, str | None], list[ReportedClaim]] = {}
        for one in sorted([*asserted, *expected], key=lambda one: (one.report.order, one.place)):
            voice = one.claimant if self._is_estimate else one.claim.by
            groups.setdefault((one.claim.value, voice), []).append(one)  # R5.5
        own_voice = self._is_estimate or len({one.claim.value for one in expected}) > 1
        return [self._hold(group, own_voice) for group in groups.values()]

    def _hold(self, group: list[ReportedClaim], own_voice: bool) -> HeldClaim:
        """Since when a claim is known, and who speaks (R5.6, R5.7)."""
        start = self._run_start(group) if len(self._made) > 1 else group[0].report.order
        first = ([one for one in group if one.report.order <= start] or group[:1])[-1]
        known_from = speaker = first.report
        if self._hearing.phase == "occurred" and not first.asserts:
            outcome = self._hearing.heard[self._hearing.run]
            if outcome.order > first.report.order:
                known_from, speaker = outcome, speaker if own_voice else outcome
        return HeldClaim(first, known_from, speaker, [one.report for one in group])

    def _run_start(self, group: list[ReportedClaim]) -> Order:
        """Where the unbroken run of reports that give the value begins (R5.6)."""
        if self._is_estimate:
            voice = group[0].claimant
            if voice not in self._runs:
                self._runs[voice] = _Runs([one for one in self._made if one.claimant == voice])
            runs = self._runs[voice]
        elif any(map(self._never_in_effect, group)):
            ours = {one.report.order for one in group}
            runs = _Runs([one for one in self._made if one.report.order in ours or not self._never_in_effect(one)])
        else:
            if None not in self._runs:
                self._runs[None] = _Runs([one for one in self._made if not self._never_in_effect(one)])
            runs = self._runs[None]
        return runs.start(group[-1])

    def _never_in_effect(self, one: ReportedClaim) -> bool:
        """An expectation that became known after an assertion."""
        return self._first_asserted is not None and not one.asserts and one.report.order > self._first_asserted


class _Runs:
    """Of claims on one attribute: for each report and value where the unbroken run of reports that give it begins."""

    def __init__(self, made: Iterable[ReportedClaim]) -> None:
        self._starts: dict[tuple[Order, Value], Order] = {}
        before: dict[Value, Order] = {}
        for order, values in _by_report(made).items():
            before = {value: before.get(value, order) for value in values}
            self._starts |= {(order, value): start for value, start in before.items()}

    def start(self, one: ReportedClaim) -> Order:
        """Where the run that ends with a claim begins."""
        return self._starts[one.report.order, one.claim.value]


def _by_report(made: Iterable[ReportedClaim]) -> dict[Order, set[Value]]:
    """The values that each report gives, in order."""
    found: dict[Order, set[Value]] = {}
    for one in made:
        found.setdefault(one.report.order, set()).add(one.claim.value)
    return found


def _last_words(made: Sequence[ReportedClaim]) -> list[ReportedClaim]:
    """Of each claimant what its last report says, and where it said so before without a break (R5.3)."""
    of_claimant: dict[str | None, list[ReportedClaim]] = {}
    for one in made:
        of_claimant.setdefault(one.claimant, []).append(one)
    kept = []
    for its_own in of_claimant.values():
        since, later = _by_report(its_own), None
        for order in reversed(since):
            later = since[order] = since[order] if later is None else since[order] & later
        kept += [one for one in its_own if one.claim.value in since[one.report.order]]
    return kept


def _not_replaced(expected: Sequence[ReportedClaim], asserted: Sequence[ReportedClaim]) -> list[ReportedClaim]:
    """Expectations, without those that a report of the outcome gives another value for (R5.4)."""
    if not asserted:
        return list(expected)
    confirmed = reduce(set.intersection, _by_report(asserted).values())
    return [one for one in expected if one.claim.value in confirmed]
