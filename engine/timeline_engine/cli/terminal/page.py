"""An issue in full, as ``project --issue`` shows it."""

import sys
from collections.abc import Iterator

import click

from ...dates import Zone
from ...model import format_value
from ...projection import AttributeState, EventState, IssueState
from ...view import View
from ...view.words.phrases import (
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
from ...view.words.said import contested_words, differing_words, evidence_words
from .lane import lane_lines, placed, signs_for
from .links import linked
from .table import paragraph, width


def page(issue: IssueState, view: View) -> Iterator[str]:
    """One issue in full."""
    yield click.style(paragraph(f"{issue.title} [{issue.issue}]"), bold=True)
    if issue.question:
        yield paragraph(issue.question, 2)
    if issue.status is None:
        yield "  status: nothing known"
    for attribute in sorted(issue.attributes.values(), key=lambda a: a is not issue.status):
        yield from _attribute(attribute, view)
    yield from _lane(issue, view)
    for heading, events in (
        ("What happened", issue.phase("occurred")),
        ("What is only possible", issue.phase("possible")),
        ("What is overdue: it has passed, and no outcome is reported", issue.phase("overdue")),
        ("What is due or coming", issue.phase("due", "upcoming")),
        ("What is postponed", issue.phase("postponed")),
        ("What will not be, or was taken back", issue.phase("cancelled", "retracted")),
    ):
        if events:
            yield ""
            yield click.style(paragraph(heading, 2), bold=True)
            for event in events:
                yield from _event(event, issue.issue, view.zone)


def _lane(issue: IssueState, view: View) -> Iterator[str]:
    """Its events on a line along time, if there are any."""
    events = [placed(event, view.zone) for event in issue.events]
    if events:
        asked, signs = f"as of {view.question.as_of}", signs_for(sys.stdout.encoding)
        line, today, legend = lane_lines(events, view.zone, view.as_of, asked, width() - 2, signs)
        yield from ("", f"  {line}", f"  {today}", paragraph(legend, 2, 0))


def _attribute(attribute: AttributeState, view: View) -> Iterator[str]:
    contested = "  CONTESTED" if attribute.contested else ""
    yield paragraph(
        f"{attribute.name}: {attribute_words(attribute)} ({since_words(attribute, view.zone)}){contested}", 2
    )
    for claim in attribute.claims:
        sources = [source_words(source, view.zone) for source in claim.sources]
        if not any(source.published == claim.known.text for source in claim.sources):
            sources.append(f"known {date_words(claim.known.text, view.zone)}")
        said = f"- {format_value(claim.value)}, {claimant_words(claim)}: {claim.revision.event}"
        yield linked("; ".join((said, *sources)), claim.sources, view.zone, 4)


def _event(event: EventState, issue: str, zone: Zone) -> Iterator[str]:
    revision = event.revision
    marked = event.phase in ("possible", "due", "cancelled", "retracted")
    remarks = [PHASE_WORDS[event.phase]] if marked else []
    remarks += filter(None, [contested_words(revision)])
    words = f" ({'; '.join(remarks)})" if remarks else ""
    yield paragraph(f"{when_words(revision, zone)}  {revision.body.title}{words} [{revision.event}]", 4, 4)
    named = [*revision.sources, *(source for account in revision.accounts for source in account.sources)]
    for line in _detail(event, issue, zone):
        yield linked(line, named, zone, 8)


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
