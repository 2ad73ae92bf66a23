"""What was claimed once and is no longer: in reports taken back, by events cancelled, by entries void or corrected."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct

from ...dates import FOREVER
from ...entries import EventCorrected, IssueDefined, claim_in, source_in
from ...history import Base, Event, EventHistory, Statement
from ...history.reports import Report, not_withdrawn, phase_in, withdrawn
from ...history.revisions import published
from ...model import Claim, Source, Value
from ...projection import EventState, IssueState, Phase
from ..answer import View, instant_of
from ..diff.causes import Subject, claims_of, day_of
from ..json.contract import sources_json, value_json


class TakenBack(Struct, frozen=True, kw_only=True):
    """A claim that was taken back: who claimed what by which event, and ``how`` it was taken back.

    ``known`` is since when the claim was known, ``by`` who retracted or cancelled it. ``since`` is when that was
    known; of an entry of ours that is void or corrected, the day on which the log took the correction.
    """

    claim: Claim
    claimant: str | None
    event: str
    title: str
    when: str | None
    known: str
    sources: tuple[Source, ...]
    how: Literal["retracted", "cancelled", "void", "corrected"]
    by: str | None = None
    since: str

    @property
    def value(self) -> Value:
        """What was claimed."""
        return self.claim.value


def taken_back(view: View, subject: Subject, issue: IssueState | None) -> tuple[TakenBack, ...]:
    """What was claimed on an issue's attribute and taken back, in the world or in the record, as the view knows it.

    The last that was taken back comes first.
    """
    events = issue.events.that(_may_be_taken_back) if issue else ()
    found = (*_in_the_world(view, events, subject), *_in_the_record(view, subject))
    return tuple(sorted(found, key=lambda gone: view.zone.instant(gone.since), reverse=True))


def _may_be_taken_back(event: Event, phase: Phase) -> bool:
    """Is it retracted or cancelled, or is any report of it?"""
    if phase in ("retracted", "cancelled"):
        return True
    told = () if isinstance(event, Base) else event.statements
    return any(not isinstance(one, Base) and phase_in(one.said) == "retracted" for one in told)


def _in_the_world(view: View, events: Iterable[EventState], subject: Subject) -> Iterator[TakenBack]:
    for event in events:
        if event.phase in ("retracted", "cancelled"):
            yield from _by_the_event(event, subject)
        history = view.history.events[event.revision.event]
        if isinstance(history, EventHistory):
            yield from _by_its_publisher(view, event, history, subject)


def _by_the_event(event: EventState, subject: Subject) -> Iterator[TakenBack]:
    """The claims of an event that is retracted or cancelled as a whole."""
    revision = event.revision
    evidence = revision.phase_evidence
    for stated in revision.claims:
        if (stated.claim.issue, stated.claim.attribute) == subject:
            yield TakenBack(
                claim=stated.claim,
                claimant=stated.claimant,
                event=revision.event,
                title=revision.body.title,
                when=revision.when.text if revision.when else None,
                known=stated.known.text,
                sources=stated.sources,
                how="retracted" if event.phase == "retracted" else "cancelled",
                since=evidence.known.text,
                by=evidence.publisher,
            )


def _by_its_publisher(view: View, event: EventState, history: EventHistory, subject: Subject) -> Iterator[TakenBack]:
    """The claims of reports that were withdrawn, before the event as a whole if it was, and are made no more."""
    known_by, revision = _limit(view), event.revision
    reports = history.known(known_by)
    end = revision.phase_evidence.known.instant if event.phase == "retracted" else FOREVER
    kept = {(report.publisher, claim) for report in not_withdrawn(reports) for claim in map(claim_in, report.claims)}
    groups: dict[object, list[tuple[Claim, Report, Report]]] = {}
    for report, retraction in withdrawn(reports):
        for claim in map(claim_in, report.claims if retraction.known.instant < end else ()):
            if (claim.issue, claim.attribute) == subject and (report.publisher, claim) not in kept:
                key = claim, report.publisher, retraction.time
                groups.setdefault(key, []).append((claim, report, retraction))
    for group in groups.values():
        claim, first, retraction = group[0]
        yield TakenBack(
            claim=claim,
            claimant=claim.by or first.publisher,
            event=revision.event,
            title=revision.body.title,
            when=first.when.text if first.when else None,
            known=first.known.text,
            sources=published(
                [source_in(source) for _, report, _ in group for source in report.sources], view.zone, known_by
            ),
            how="retracted",
            since=retraction.known.text,
            by=retraction.publisher,
        )


def _limit(view: View) -> int | None:
    """The instant by which a reader could know."""
    return instant_of(view.zone, view.question.known_by)


def _in_the_record(view: View, subject: Subject) -> Iterator[TakenBack]:
    """Claims of entries as first recorded that the entries, as corrected, do not make."""
    mended = {statement.id: statement for statement in _known(view) if statement.corrections}
    for entry in view.history.corrected.values():
        statement, first = mended.get(entry.id), entry.body
        if statement and not isinstance(first, IssueDefined | EventCorrected):
            left = () if statement.void else claims_of(statement.body, subject)
            gone = [claim for claim in claims_of(first, subject) if claim not in left]
            yield from _corrected(view, statement, first.when, gone)


def _known(view: View) -> Iterator[Statement]:
    """The entries about events that could be known, void ones too."""
    history, limit = view.history, _limit(view)
    void = (statement for gone in history.void.values() for statement in gone)
    kept = (s for event in history.events.values() for s in event.statements if not s.void)
    yield from (s for found in (kept, void) for s in found if limit is None or s.known.instant <= limit)


def _corrected(view: View, statement: Statement, when: str | None, gone: Sequence[Claim]) -> Iterator[TakenBack]:
    """The claims of an entry that are gone, which was recorded with this date."""
    body = statement.body
    event = view.event(body.event)
    sources = published(body.sources, view.zone, _limit(view))
    publisher = sources[0].publisher if sources else None
    for claim in gone:
        yield TakenBack(
            claim=claim,
            claimant=claim.by or publisher,
            event=body.event,
            title=event.revision.body.title if event else body.title or body.event,
            when=when,
            known=statement.known.text,
            sources=sources,
            how="void" if statement.void else "corrected",
            since=day_of(view, statement.corrections[-1].recorded),
        )


def taken_back_json(found: TakenBack) -> dict[str, Any]:
    """A claim taken back as plain JSON data: a claim as in the contract, how it was taken back and since when."""
    return {
        "value": value_json(found.value),
        "by": found.claim.by,
        "claimant": found.claimant,
        "event": found.event,
        "when": found.when,
        "known": found.known,
        "sources": sources_json(found.sources),
        "how": found.how,
        "since": found.since,
        "taken_back_by": found.by,
    }
