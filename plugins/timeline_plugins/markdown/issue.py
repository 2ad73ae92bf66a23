"""An issue on the page: a section with its status, who claims what, its events, and what is disputed."""

from collections.abc import Iterator

from timeline_engine.model import format_value
from timeline_engine.projection import AttributeState, ClaimState, EventState, IssueState, Phase
from timeline_engine.view import View
from timeline_engine.view.words.phrases import attribute_words, claimant_words, date_words, sentence, since_words
from timeline_engine.view.words.said import accounts_words, other_date_words
from timeline_engine.view.words.told import sides

from .escaping import block, escaped, named, table
from .event import cited, event_item, links, titled

_LISTS: tuple[tuple[str, tuple[Phase, ...]], ...] = (
    ("What happened", ("occurred",)),
    ("What is due or next", ("due", "upcoming")),
    ("What is overdue", ("overdue",)),
    ("What is possible", ("possible",)),
    ("What is postponed", ("postponed",)),
    ("What will not be, or was taken back", ("cancelled", "retracted")),
)
_MARKED = ("possible", "overdue", "due", "cancelled", "retracted")  # phases that a heading does not say in full


def section(issue: IssueState, anchor: str, view: View) -> Iterator[str]:
    """The lines of an issue, behind an anchor to link to."""
    name = "" if issue.title == issue.issue else f" ({escaped(issue.issue)})"
    yield from block(f'## <a id="{anchor}"></a>{named(issue.title, issue.issue)}{name}')
    if question := escaped(issue.question or ""):
        yield from block(f"> {question}")
    yield from block(_status(issue, view))
    if issue.attributes:
        yield from block(*_attributes(issue, view))
    for heading, phases in _LISTS:
        if events := issue.phase(*phases):
            yield from block(f"### {heading}", "")
            for event in events:
                yield from event_item(event, _MARKED, view)
    disputed = [_dispute(attribute) for attribute in _ordered(issue) if attribute.contested]
    disputed += [_differing(event, view) for event in issue.events.contested()]
    if disputed:
        yield from block("### What is disputed", "", *disputed)


def _status(issue: IssueState, view: View) -> str:
    status = issue.status
    if status is None:
        return "**Status:** none reported." if issue.events else "Nothing is known of it yet."
    contested = "; contested" if status.contested else ""
    said = f"**Status:** {escaped(attribute_words(status))}, {since_words(status, view.zone)}{contested}."
    winner = status.winner
    voice = f", according to {escaped(winner.by)}" if winner.by else ""
    grounds = f"{cited(winner.revision, view)}{voice}; known since {escaped(date_words(winner.known.text, view.zone))}"
    dated = escaped(other_date_words(winner, view.zone))
    rests = f"{said} Rests on {grounds}{f' from {links(winner.sources, view)}' if winner.sources else ''}."
    return f"{rests} {sentence(dated)}" if dated else rests


def _attributes(issue: IssueState, view: View) -> Iterator[str]:
    """A table of what holds, and in it each claimant's figure or word."""
    rows = (
        (*(("", "", "") if place else _holds(attribute, view)), *_claim(claim, view))
        for attribute in _ordered(issue)
        for place, claim in enumerate(attribute.claims)  # the winner is the first
    )
    return table(("Attribute", "Holds", "Since", "Claimant", "Says", "Event", "Sources"), rows)


def _ordered(issue: IssueState) -> list[AttributeState]:
    """The attributes by name, the status first."""
    return sorted(issue.attributes.values(), key=lambda attribute: attribute is not issue.status)


def _holds(attribute: AttributeState, view: View) -> tuple[str, str, str]:
    contested = " (contested)" if attribute.contested else ""
    return escaped(attribute.name), f"{escaped(attribute_words(attribute))}{contested}", _since(attribute, view)


def _claim(claim: ClaimState, view: View) -> tuple[str, str, str, str]:
    dated = escaped(other_date_words(claim, view.zone))
    return (
        escaped(claimant_words(claim)),
        escaped(format_value(claim.value)),
        f"{cited(claim.revision, view)}{'; ' if dated else ''}{dated}",
        links(claim.sources, view) if claim.sources else f"known {escaped(date_words(claim.known.text, view.zone))}",
    )


def _since(attribute: AttributeState, view: View) -> str:
    return since_words(attribute, view.zone).removeprefix("since ")


def _differing(event: EventState, view: View) -> str:
    """An event of which publishers do not agree on the date or the phase, and what each says."""
    revision = event.revision
    told = "; ".join(map(escaped, accounts_words(revision, view.zone)))
    return f"- **{titled(revision)}** ({escaped(revision.event)}), {' and '.join(revision.contested)}: {told}"


def _dispute(attribute: AttributeState) -> str:
    """Each value that stands, with those who say so."""
    told = (f"{escaped(value)} ({escaped(', '.join(who))})" for value, who in sides(attribute))
    return f"- **{escaped(attribute.name)}**: {'; '.join(told)}"
