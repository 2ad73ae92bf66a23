"""The texts of what can be found, and the numbers of the rows in which they stand."""

from collections.abc import Iterator, Mapping
from operator import itemgetter

from ...dates import Zone
from ...entries import IssueDefined
from ...history import Base, Revision
from ...history.revisions import published
from ...model import Claim, format_value
from ...projection import EventStates, IssueState
from ..words.phrases import source_words
from .index import FIELDS, Texts


def rows_of(
    issues: Mapping[int, IssueState], events: EventStates, zone: Zone, known_by: int | None
) -> Iterator[tuple[int, Texts]]:
    """The rows of issues, which have numbers, and of events, by the seq of the first report of each; in order.

    ``known_by`` is the instant by which the events are known so; None: with hindsight.
    """
    yield from ((number, issue_texts(issues[number])) for number in sorted(issues))
    told = zip(events.seqs(), (event for event, _ in events.phases()), strict=True)
    for seq, event in sorted(told, key=itemgetter(0)):
        if isinstance(event, Base):  # as most: no revision need be made
            yield seq, recorded_texts(event, zone, known_by)
        else:
            revision = event.revision(zone, known_by)
            assert revision, "an answer has only what is visible"
            yield seq, event_texts(revision, zone)


def issue_texts(issue: IssueState | IssueDefined) -> Texts:
    """The texts of an issue."""
    return _texts(title=issue.title, summary=issue.question, event=issue.issue)


def event_texts(revision: Revision, zone: Zone) -> Texts:
    """The texts of an event."""
    body = revision.body
    return _texts(
        title=body.title,
        summary=body.summary,
        notes="; ".join(step.statement.body.note for step in revision.steps if step.statement.body.note),
        actors=", ".join(body.actors),
        place=body.place,
        claims="; ".join(dict.fromkeys(_claim(stated.claim) for stated in revision.claims)),
        sources="; ".join(source_words(source, zone) for source in revision.sources),
        issues=", ".join(revision.issues),
        event=revision.event,
    )


def recorded_texts(base: Base, zone: Zone, known_by: int | None) -> Texts:
    """The texts of an event of which no other entry tells: those of its revision."""
    said = base.said
    return _texts(
        title=said.title,
        summary=said.summary,
        notes=said.note,
        actors=", ".join(said.actors),
        place=said.place,
        claims="; ".join(dict.fromkeys(map(_claim, said.claims))),
        sources="; ".join(source_words(source, zone) for source in published(said.sources, zone, known_by)),
        issues=", ".join(base.gist.about.issues),
        event=base.event,
    )


def _claim(claim: Claim) -> str:
    """A claim without its issue, which stands among the event's issues."""
    value = claim.value if isinstance(claim.value, str) else format_value(claim.value)
    return f"{claim.attribute} = {value}{f' ({claim.by})' if claim.by else ''}"


def _texts(**texts: str | None) -> Texts:
    return [texts.get(name) or "" for name in FIELDS]
