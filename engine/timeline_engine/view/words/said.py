"""Who says so, in words: of the date, the phase and the claims of an event the reports that they rest on (R4.23), and
what publishers say where they differ (R4.24): the same in the terminal and in every format for people.
"""

from collections.abc import Iterator, Sequence

from ...dates import Zone
from ...fields import explained
from ...history import Account, AttributedClaim, Evidence, Known, Revision
from ...model import Source, format_value
from ...projection import ClaimState
from .phrases import date_words, source_words

MOST = 3
"""How many sources are named; the rest is counted."""

Origin = tuple[str, frozenset[Source]]
"""What two values have in common that rest on the same: since when they are known, and the sources."""


def reported(deed: str, known: Known, sources: Sequence[Source], zone: Zone, by: str = " by") -> str:
    """``date given by Harbour Post (2024-01-16) and 2 more``: the source that said it first is named first.

    Where none of them was published when it became known, it is said when that was.
    """
    named, since = _named(known, sources, zone)
    return f"{deed}{by} {named}{since}" if named else f"{deed}, no source named{since}"


def origin_words(known: Known, sources: Sequence[Source], zone: Zone) -> str:
    """``from Harbour Post (2024-01-16)``; where there is no source, since when it is known."""
    named, since = _named(known, sources, zone)
    return f"from {named}{since}" if named else since.removeprefix(", ")


def _named(known: Known, sources: Sequence[Source], zone: Zone) -> tuple[str, str]:
    ordered = _first_said(known, sources)
    since = "" if ordered and ordered[0].published == known.text else f", known since {date_words(known.text, zone)}"
    return listed([source_words(source, zone) for source in ordered]), since


def _first_said(known: Known, sources: Sequence[Source]) -> list[Source]:
    """The sources, before all others those by which it became known."""
    return sorted(sources, key=lambda source: source.published != known.text)


def listed(names: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B, C and 4 more``."""
    shown = [*names[:MOST], *([f"{len(names) - MOST} more"] if len(names) > MOST else [])]
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)


@explained
def evidence_words(revision: Revision, zone: Zone, issue: str | None = None) -> list[str]:
    """The reports that an event's date, phase and claims (or those on one issue) rest on, a line for each that differ.

    One line, ``reported by Harbour Post (2024-01-16)``, where all rest on the same.
    """
    date, phase = revision.date_evidence, revision.phase_evidence
    shared = date is None or _origin(date) == _origin(phase)
    lines = [reported(_phase_deed(revision, shared), phase.known, phase.sources, zone)]
    if not shared:
        lines.append(dated_words(revision, zone))
    return lines + list(_claims(revision, zone, issue))


@explained
def further_evidence(revision: Revision, zone: Zone) -> list[str]:
    """The same, as far as the event's own known and sources do not say it: none if the whole event rests on these."""
    stated = filter(None, (revision.date_evidence, revision.phase_evidence))
    is_said = all(value.known == revision.known and value.sources == revision.sources for value in stated)
    if is_said and all(claim.sources == revision.sources for claim in revision.claims):  # as of most
        return []
    return evidence_words(revision, zone)[1 if is_said else 0 :]


def dated_words(revision: Revision, zone: Zone) -> str:
    """``date given by City Gazette (2024-03-10)``; empty if there is no date."""
    date = revision.date_evidence
    return reported("date given", date.known, date.sources, zone) if date else ""


@explained
def other_date_words(claim: ClaimState, zone: Zone, deed: str = "date given") -> str:
    """The same of the event of a claim, where the date is not the one that the claim's own report gives; else empty.

    That gives another, or none, or gave it before the date came to hold.
    """
    own, revision = claim.stated.when, claim.revision
    date, when = revision.date_evidence, revision.when
    if date is None or when is None:
        return ""
    is_own = own is not None and own.text == when.text and date.known.instant <= claim.known.instant
    return "" if is_own else reported(deed, date.known, date.sources, zone)


def _phase_deed(revision: Revision, shared: bool) -> str:
    if revision.outcome == "retracted":
        return "taken back"
    if revision.outcome == "scheduled" and revision.when is None:
        return "reported with no date"
    return "reported" if shared and revision.outcome != "cancelled" else f"reported as {revision.outcome}"


def _claims(revision: Revision, zone: Zone, issue: str | None) -> Iterator[str]:
    """Those that the phase does not tell of, together where they rest on the same reports."""
    groups: dict[Origin, list[AttributedClaim]] = {}
    for stated in revision.claims:
        if issue in (None, stated.issue) and not _is_told(stated, revision.phase_evidence):
            groups.setdefault(_origin(stated), []).append(stated)
    for group in groups.values():
        said = "; ".join(dict.fromkeys(_claim(stated, issue) for stated in group))
        yield f"{reported('claimed', group[0].known, group[0].sources, zone)}: {said}"


def _is_told(stated: AttributedClaim, phase: Evidence) -> bool:
    """Does a claim rest on what the phase rests on, or on one of these sources, which is its claimant, too?"""
    if _origin(stated) == _origin(phase):
        return True
    named = _first_said(phase.known, phase.sources)[:MOST]
    its_own = [(source.publisher, source.published) for source in stated.sources]
    return its_own == [(stated.claimant, stated.known.text)] and stated.sources[0] in named


def _claim(stated: AttributedClaim, issue: str | None) -> str:
    subject = stated.attribute if issue else f"{stated.issue}.{stated.attribute}"
    return f"{subject} = {format_value(stated.claim.value)}"


def _origin(value: Evidence | AttributedClaim) -> Origin:
    return value.known.text, frozenset(value.sources)


def contested_words(revision: Revision) -> str:
    """``contested: date``, where publishers do not agree on it; empty if they do."""
    return f"contested: {', '.join(revision.contested)}" if revision.contested else ""


def accounts_words(revision: Revision, zone: Zone) -> list[str]:
    """What publishers say of an event where they differ, a line for each account; none if they do not."""
    return [account_words(account, zone) for account in revision.accounts]


def differing_words(revision: Revision, zone: Zone) -> str:
    """The same in one sentence; empty if they do not differ."""
    told = accounts_words(revision, zone)
    return f"accounts differ: {'; '.join(told)}" if told else ""


def account_words(account: Account, zone: Zone) -> str:
    """``occurred 2024-03-01, according to Harbour Post (2024-03-02)``."""
    deed = f"{account.phase} {date_words(account.when.text, zone)}" if account.when else _undated(account.phase)
    return reported(deed, account.known, account.sources, zone, by=", according to")


def _undated(phase: str) -> str:
    return phase if phase in ("postponed", "cancelled") else f"{phase}, without a date"
