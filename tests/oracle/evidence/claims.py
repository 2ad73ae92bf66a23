"""Rules R5: the claims of one event."""

from typing import Any, NamedTuple

from oracle.evidence.phase import Told, standing_for, unbroken_tail
from oracle.evidence.statements import Data, Known, Report

Subject = tuple[str, str]


class Said(NamedTuple):
    """A claim in a report. ``asserts``: the report stands by it that the event occurred (R5.2)."""

    report: Report
    place: int
    claim: Data
    asserts: bool

    @property
    def by(self) -> str | None:
        return self.claim.get("by") or None

    @property
    def value(self) -> Any:
        return full_value(self.claim["value"])

    @property
    def claimant(self) -> str | None:
        """R5.1, of a claim that rests on its own report alone."""
        return self.by or self.report.publisher


class Held(NamedTuple):
    """A claim that an event makes, as known: who says it, since when, and what it rests on."""

    issue: str
    attribute: str
    value: Any
    by: str | None
    claimant: str | None
    known: Known
    when: str | None  # the date that the report gives which made it known
    reports: list[Report]  # who speaks comes first
    order: tuple[float, int, int, int]  # its own known, seq, part and place


def full_value(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: value.get(name) for name in ("amount", "unit", "qualifier")}
    return value


def held_claims(reports: list[Report], seen: Told, estimates: set[Subject]) -> list[Held]:
    """The claims of an event, in the order in which they became known. ``reports`` are not withdrawn, in order."""
    asserting = standing_for(seen.heard, "occurred") if seen.phase == "occurred" else []
    said = [
        Said(report, place, claim, report in asserting)
        for report in reports
        for place, claim in enumerate(report.claims)
    ]
    subjects = dict.fromkeys((one.claim["issue"], one.claim["attribute"]) for one in said)
    held = []
    for subject in subjects:
        of_subject = [one for one in said if (one.claim["issue"], one.claim["attribute"]) == subject]
        held += held_of(of_subject, seen, is_estimate=subject in estimates)
    return sorted(held, key=lambda one: one.order)


def held_of(said: list[Said], seen: Told, *, is_estimate: bool) -> list[Held]:
    """R5.3 to R5.8, of one attribute."""
    standing = not_replaced(last_words([s for s in said if s.asserts]), last_words([s for s in said if not s.asserts]))
    groups: list[list[Said]] = []
    for one in sorted(standing, key=lambda one: (one.report.key, one.place)):
        of_value = [g for g in groups if identity(g[0], is_estimate) == identity(one, is_estimate)]
        if of_value:
            of_value[0].append(one)
        else:
            groups.append([one])
    expected = [one.value for one in standing if not one.asserts]
    differ = any(value != expected[0] for value in expected)
    return [held(group, said, seen, own_voice=is_estimate or differ, is_estimate=is_estimate) for group in groups]


def identity(one: Said, is_estimate: bool) -> tuple[Any, ...]:
    """R5.5: what makes two claims one. The figures of an estimate are each claimant's own."""
    return (one.value, one.claimant if is_estimate else one.by)


def last_words(said: list[Said]) -> list[Said]:
    """R5.3: of each claimant what its last report says, and where it said so before without a break."""
    kept = []
    for claimant in {one.claimant for one in said}:
        its_own = [one for one in said if one.claimant == claimant]
        reports = list(dict.fromkeys(one.report.key for one in its_own))
        values = {key: [one.value for one in its_own if one.report.key == key] for key in reports}
        for one in its_own:
            since = reports[reports.index(one.report.key) :]
            if all(one.value in values[key] for key in since):
                kept.append(one)
    return kept


def not_replaced(asserted: list[Said], expected: list[Said]) -> list[Said]:
    """R5.4: without the expectations that differ from what a report of the outcome says."""

    def replaces(report: Report, value: Any) -> bool:
        return value not in [one.value for one in asserted if one.report is report]

    return asserted + [e for e in expected if not any(replaces(one.report, e.value) for one in asserted)]


def run_start(group: list[Said], said: list[Said], is_estimate: bool) -> Report:
    """R5.6: the report with which the unbroken run of reports that say so begins."""
    first_asserted = min((one.report.key for one in said if one.asserts), default=None)
    ours = {one.report.key for one in group}

    def counts(one: Said) -> bool:
        if is_estimate:
            return one.claimant == group[0].claimant
        never_in_effect = first_asserted is not None and not one.asserts and one.report.key > first_asserted
        return not never_in_effect or one.report.key in ours

    speaking = [one for one in said if counts(one) and one.report.key <= group[-1].report.key]
    start = group[-1].report
    for report in sorted((one.report for one in speaking), key=lambda report: report.key, reverse=True):
        if group[0].value not in [one.value for one in speaking if one.report.key == report.key]:
            break
        start = report
    return start


def held(group: list[Said], said: list[Said], seen: Told, *, own_voice: bool, is_estimate: bool) -> Held:
    """R5.6 and R5.7: since when a claim is known, and who speaks in it."""
    start = run_start(group, said, is_estimate)
    first = ([one for one in group if one.report.key <= start.key] or [group[0]])[-1]
    known_from, speaker = first.report, first.report
    if seen.phase == "occurred" and not first.asserts:
        outcome = unbroken_tail(seen.heard, "occurred")[0]
        if outcome.key > first.report.key:
            known_from, speaker = outcome, speaker if own_voice else outcome
    reports = [speaker, known_from, *(one.report for one in group)]
    return Held(
        *(group[0].claim["issue"], group[0].claim["attribute"], first.value, first.by),
        claimant=first.by or speaker.publisher,
        known=known_from.known,
        when=known_from.when or (seen.dated.when if seen.dated else None),
        reports=list({report.key: report for report in reports}.values()),
        order=(first.report.known.instant, first.report.seq, first.report.part, first.place),
    )
