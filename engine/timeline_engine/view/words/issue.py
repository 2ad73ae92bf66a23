"""An issue in full, in words: what holds of it, and its events by what became of them."""

from collections.abc import Iterator

from ...dates import Zone
from ...model import format_value
from ...projection import AttributeState, EventState, IssueState
from ..answer import View
from .paragraph import BLANK, Paragraph
from .phrases import (
    PHASE_WORDS,
    attribute_words,
    claimant_words,
    claims_words,
    date_words,
    moves_words,
    since_words,
    source_words,
    when_words,
)
from .said import contested_words, differing_words, evidence_words


def state_paragraphs(issue: IssueState, view: View) -> Iterator[Paragraph]:
    """What an issue is about, and what holds of it, with who says so."""
    yield Paragraph(f"{issue.title} [{issue.issue}]", heading=True)
    if issue.question:
        yield Paragraph(issue.question, 2)
    if issue.status is None:
        yield Paragraph("status: nothing known", 2)
    for attribute in sorted(issue.attributes.values(), key=lambda a: a is not issue.status):
        yield from _attribute(attribute, view)


def events_paragraphs(issue: IssueState, view: View) -> Iterator[Paragraph]:
    """Its events by what became of them, each with how it was moved, what it says of the issue, and who reports it."""
    for heading, events in (
        ("What happened", issue.phase("occurred")),
        ("What is only possible", issue.phase("possible")),
        ("What is overdue: it has passed, and no outcome is reported", issue.phase("overdue")),
        ("What is due or coming", issue.phase("due", "upcoming")),
        ("What is postponed", issue.phase("postponed")),
        ("What will not be, or was taken back", issue.phase("cancelled", "retracted")),
    ):
        if events:
            yield from (BLANK, Paragraph(heading, 2, heading=True))
            for event in events:
                yield from _event(event, issue.issue, view.zone)


def _attribute(attribute: AttributeState, view: View) -> Iterator[Paragraph]:
    contested = "  CONTESTED" if attribute.contested else ""
    yield Paragraph(
        f"{attribute.name}: {attribute_words(attribute)} ({since_words(attribute, view.zone)}){contested}", 2
    )
    for claim in attribute.claims:
        sources = [source_words(source, view.zone) for source in claim.sources]
        if not any(source.published == claim.known.text for source in claim.sources):
            sources.append(f"known {date_words(claim.known.text, view.zone)}")
        said = f"- {format_value(claim.value)}, {claimant_words(claim)}: {claim.revision.event}"
        yield Paragraph("; ".join((said, *sources)), 4, sources=tuple(claim.sources))


def _event(event: EventState, issue: str, zone: Zone) -> Iterator[Paragraph]:
    revision = event.revision
    marked = event.phase in ("possible", "due", "cancelled", "retracted")
    remarks = [PHASE_WORDS[event.phase]] if marked else []
    remarks += filter(None, [contested_words(revision)])
    words = f" ({'; '.join(remarks)})" if remarks else ""
    yield Paragraph(f"{when_words(revision, zone)}  {revision.body.title}{words} [{revision.event}]", 4, 4)
    named = (*revision.sources, *(source for account in revision.accounts for source in account.sources))
    for line in _detail(event, issue, zone):
        yield Paragraph(line, 8, sources=named)


_SAYS = {"occurred": "says", "possible": "would say", "retracted": "had said", "cancelled": "was expected"}


def _detail(event: EventState, issue: str, zone: Zone) -> Iterator[str]:
    """How it was moved, what it says of the issue, the reports that all of it rests on, and where these differ."""
    revision = event.revision
    if moved := moves_words(revision, zone):
        yield moved
    if claims := claims_words(event, issue):
        said = _SAYS.get(event.phase, "expected")
        yield f"{said}: {'; '.join(claims)}"
    yield from evidence_words(revision, zone, issue)
    if differing := differing_words(revision, zone):
        yield differing
