"""Rules about what single entries say: is it defined, is it allowed, where is it from, could it be known?"""

import re
from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches

from attrs import evolve

from ...dates import DateError, Zone, utc_instant
from ...entries import ClaimGist, EventBody, figures_fault
from ...errors import did_you_mean
from ...history import dangling
from ...log.batch import ahead
from ...model import STATUS, Attribute, Claim, Quantity, format_value
from ...visible import quote
from ..words.phrases import date_words, source_words, times
from .context import Ground, Report
from .finding import Fault, fault, set_option, some

_NEAR = 0.8  # of two names: closer than two words that share an ending
_BEGINS_LIKE_A_FIGURE = re.compile(r"[~<>=≥≤$€£₹¥]*\s*\d")
_COMPARISONS = 10_000  # of ids, looking for the one that was meant: a tenth of a second


def bad_corrections(ground: Ground) -> Iterator[Fault]:
    """A correction whose fields make no valid entry."""
    yield from ground.bad_corrections


def bad_dates(ground: Ground) -> Iterator[Fault]:
    """A date that cannot be read."""
    yield from ground.bad_dates


def broken_references(ground: Ground) -> Iterator[Fault]:
    """A correction of what is not before it, or an entry about an event that no entry records."""
    sentences = dangling(ground.entries)
    entries = iter(ground.entries if sentences else ())
    entry = next(entries, None)
    for sentence in sentences:  # in the order of the entries, several of one entry beside each other
        while entry and not sentence.startswith(name := f"entry {entry.id} (seq {entry.seq}, {entry.kind}) "):
            entry = next(entries, None)
        if entry:
            yield fault(entry, f"it {sentence.removeprefix(name)}")


def unknown_issues(ground: Ground) -> Iterator[Fault]:
    """An issue that is named and never defined: told once, where it is named first."""
    named: dict[str, list[Report]] = {}
    for report in ground.reports:
        for issue in report.issues:
            if issue not in ground.defined:
                named.setdefault(issue, []).append(report)
    few = len(named) * len(ground.defined) <= _COMPARISONS
    for issue, reports in named.items():
        also = f", and {times(len(reports) - 1)} more," if len(reports) > 1 else ""
        near = did_you_mean(issue, sorted(ground.defined)) if few else ""
        yield fault(reports[0].entry, f"issue {issue!r} is named here{also} but never defined{near}", issue)


def undeclared_values(ground: Ground) -> Iterator[Fault]:
    """A value that its issue's declared vocabulary does not have."""
    for report, claim, attribute in _claims(ground, lambda attribute: bool(attribute.allowed)):
        if claim.value not in attribute.allowed:
            allowed = [format_value(value) for value in attribute.allowed]
            value = format_value(claim.value)
            said = f"{claim.issue}.{claim.attribute} = {value} is not among the declared {some(allowed, 8)}"
            near = get_close_matches(value, allowed, 1, _NEAR)
            mend = set_option(claim.issue, claim.attribute, near[0] if near else "VALUE")
            yield fault(report.entry, said + did_you_mean(value, allowed), claim.issue, mend)


def other_units(ground: Ground) -> Iterator[Fault]:
    """A figure in another unit than the declared one."""
    for report, claim, attribute in _claims(ground, lambda attribute: attribute.unit is not None):
        if not isinstance(claim.value, str):
            unit = claim.value.unit if isinstance(claim.value, Quantity) else None
            if unit != attribute.unit:
                said = f"{claim.issue}.{claim.attribute} = {format_value(claim.value)}"
                has = f"is in {unit}" if unit else "has no unit"
                mend = set_option(claim.issue, claim.attribute, "VALUE")
                yield fault(report.entry, f"{said} {has}, declared is {attribute.unit}", claim.issue, mend)


def unknown_attributes(ground: Ground) -> Iterator[Fault]:
    """An attribute that its issue does not declare, called nearly like one that it does."""
    for report in ground.reports:
        for place, claim in enumerate(report.claims):
            near = _nearest(claim, ground.history.issues[claim.issue].attributes)
            if near:
                said = f"{claim.issue}.{claim.attribute} is not declared; did you mean {near!r}?"
                body = report.body
                yield fault(report.entry, said, claim.issue, _renamed(body, body.claims[place], near))


def _nearest(claim: ClaimGist | Claim, declared: Collection[str]) -> str | None:
    names = [*declared, STATUS] if declared else []
    found = () if claim.attribute in names else get_close_matches(claim.attribute, names, 1, _NEAR)
    return next(iter(found), None)


def _renamed(body: EventBody, wrong: Claim, name: str) -> str:
    """All claims of an entry anew, with another attribute in one of them, each with its claimant."""
    claims = [evolve(claim, attribute=name) if claim == wrong else claim for claim in body.claims]
    named = any(claim.by for claim in claims)
    words = ["--remove claims"]
    for claim in claims:
        words.append(set_option(claim.issue, claim.attribute, format_value(claim.value)))
        words += [f"--by {quote(claim.by or '')}"] if named else []
    return " ".join(words)


def texts_in_estimates(ground: Ground) -> Iterator[Fault]:
    """A text, and no date, where figures are compared: there is a unit, it begins like one, or others are."""
    estimates = list(_claims(ground, lambda attribute: attribute.kind == "estimate"))
    figures = {(claim.issue, claim.attribute) for _, claim, _ in estimates if not isinstance(claim.value, str)}
    for report, claim, attribute in estimates:
        text = claim.value
        if not isinstance(text, str) or text in attribute.allowed:
            continue
        expected = attribute.unit or _BEGINS_LIKE_A_FIGURE.match(text) or (claim.issue, claim.attribute) in figures
        if expected and not _is_date(text, ground.zone):
            said = f"{claim.issue}.{claim.attribute} = {format_value(text)} is a text in an estimate"
            figure = f"~1.5m {attribute.unit}" if attribute.unit else "~1.5m"
            mend = set_option(claim.issue, claim.attribute, "FIGURE")
            yield fault(report.entry, f"{said}: write a figure like {figure}", claim.issue, mend)


def unfit_numbers(ground: Ground) -> Iterator[Fault]:
    """A number that the log took once, and does not any more: programs may read it as another, or not at all."""
    for report in ground.reports:
        if report.figures and (wrong := figures_fault(report.body)):
            yield fault(report.entry, wrong)


def _is_date(text: str, zone: Zone) -> bool:
    try:
        zone.when(text)
    except DateError:
        return False
    return True


def unsourced_claims(ground: Ground) -> Iterator[Fault]:
    """Claims without a source; who claims it does not say where that was read."""
    for report in ground.reports:
        if not report.sourced and (claims := report.said.claims):
            said = some(list(dict.fromkeys(f"{claim.issue}.{claim.attribute}" for claim in claims)))
            yield fault(report.entry, f"no source is given for {said}", claims[0].issue)


def undated_sources(ground: Ground) -> Iterator[Fault]:
    """Sources without the date on which they were published, where nothing else says when it could be known."""
    for report in ground.reports:
        if report.undated:
            undated = [source_words(source, ground.zone) for source in report.said.sources if not source.published]
            yield fault(report.entry, f"no published date is given for {some(undated)}")


def future_dates(ground: Ground) -> Iterator[Fault]:
    """A published or known date that begins after the entry (or its last correction) was recorded."""
    zone = ground.zone
    for report in ground.reports:
        seen, body = utc_instant(report.seen), report.said
        said = [("published", source.published) for source in body.sources]
        for name, text in dict.fromkeys((*said, ("known", body.known))):
            if text and zone.when(text).starts > seen:
                recorded = zone.day(seen)
                yield fault(
                    report.entry,
                    f"{name} {date_words(text, zone)}, yet recorded here on {recorded}: before it could be known",
                    mend=f"--{name} DATE",
                )


def clock_ahead(ground: Ground) -> Iterator[Fault]:
    """The first entry that is stamped far ahead of the clock: all after it have a stamp as late."""
    for entry in ground.entries:
        if ahead(entry.recorded, ground.now):
            clock = ground.zone.day(ground.now)
            said = (
                f"it is stamped {entry.recorded}, and by this computer's clock it is {clock}: it was recorded under a"
            )
            yield fault(entry, f"{said} clock far ahead, and so no entry after it can have an earlier stamp")
            return


def _claims(ground: Ground, is_meant: Callable[[Attribute], bool]) -> Iterator[tuple[Report, Claim, Attribute]]:
    """Every claim on a declared attribute of some kind. Of new events only what claims such a thing is read."""
    declared = {name: issue.attributes for name, issue in ground.history.issues.items()}
    meant = {(n, a): found for n, attributes in declared.items() for a, found in attributes.items() if is_meant(found)}
    for report in ground.reports if meant else ():
        claims = report.claims
        if any((claim.issue, claim.attribute) in meant for claim in claims):
            for claim in report.said.claims:
                attribute = meant.get((claim.issue, claim.attribute))
                if attribute is not None:
                    yield report, claim, attribute
