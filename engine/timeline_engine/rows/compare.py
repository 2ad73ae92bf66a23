"""Compare reports with the log and propose exactly the entries that are missing.

A report is in the log already if some revision of its event, known when the report is or later, says all
it says. Otherwise it is compared with the event as known then: a new date is a reschedule, a new phase an
outcome, a new source a source, and anything else our correction.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import define, frozen

from ..dates import Zone, utc_stamp
from ..entries import (
    Body,
    Draft,
    Entry,
    EventCancelled,
    EventCorrected,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    IssueDefined,
    to_data,
)
from ..history import EventHistory, Revision, Stated, read_history
from ..log import Log, Receipt, utc_now
from ..model import Claim, Source
from ..recording import State, append, entry_id, subject
from ..view.ports import Row
from .reports import ReportedEvent, RowError, Told, reports


@frozen
class Proposal:
    """What an import would append: the drafts in order, and the issues it defines on the way."""

    drafts: tuple[Draft, ...]
    issues: tuple[str, ...]


def propose(rows: Iterable[Row], state: State, now: int) -> Proposal:
    """The entries that would make the log say what the rows say. ``now`` is the instant of recording.

    Raises RowError for a row that cannot be understood or would contradict the log.
    """
    comparer = _Comparer.of(state, now)
    for report in reports(rows, state.zone):
        comparer.take(report)
    return Proposal(tuple(comparer.drafts), tuple(comparer.defined))


def import_rows(log: Log, rows: Iterable[Row], now: int | None = None) -> list[Receipt]:
    """Append exactly what the rows say that the log does not, all or nothing; the receipts of what was appended.

    ``now`` is the instant of recording (default: the computer's time). Raises RowError, LogError.
    """
    said = list(rows)
    return append(log, lambda state: propose(said, state, utc_now() if now is None else now).drafts)


@define
class _Comparer:
    """The log as it would stand with the drafts made so far, by subject."""

    zone: Zone
    now: int
    entries: dict[str, list[Entry]]
    subjects: dict[str, str]
    issues: set[str]
    seq: int
    drafts: list[Draft]
    defined: list[str]

    @classmethod
    def of(cls, state: State, now: int) -> "_Comparer":
        comparer = cls(state.zone, now, {}, {}, set(state.history.issues), 0, [], [])
        for entry in state.entries:
            comparer._keep(entry)
        return comparer

    def _keep(self, entry: Entry) -> None:
        """File an entry under its event; a correction goes with what it corrects."""
        about = subject(entry.body)
        if isinstance(entry.body, EventCorrected):
            about = self.subjects.get(entry.body.entry, about)
        self.subjects[entry.id] = about
        self.entries.setdefault(about, []).append(entry)
        self.seq = entry.seq

    def append(self, body: Body) -> None:
        about = subject(body)
        before = sum(1 for e in self.entries.get(self._home(body), ()) if subject(e.body) == about)
        draft = Draft(entry_id(body, before), body)
        self.drafts.append(draft)
        self._keep(Entry(self.seq + 1, draft.id, utc_stamp(self.now), body))

    def _home(self, body: Body) -> str:
        if isinstance(body, EventCorrected):
            return self.subjects.get(body.entry, subject(body))
        return subject(body)

    def history(self, event: str) -> EventHistory | None:
        entries = self.entries.get(f"event {event}")
        return read_history(entries, self.zone).events.get(event) if entries else None

    def take(self, report: ReportedEvent) -> None:
        for issue in (*report.issues, *(told.claim.issue for told in report.told)):
            if issue not in self.issues:
                self.issues.add(issue)
                self.defined.append(issue)
                self.append(IssueDefined(issue=issue, title=issue))
        history = self.history(report.event)
        for body in self._new(report) if history is None else self._changes(report, history):
            self.append(body)

    def _new(self, report: ReportedEvent) -> Iterator[Body]:
        if report.title is None:
            raise RowError(
                f"{report.at}: field title: the log has no event {report.event!r} yet, a new one needs a title"
            )
        known = report.known.instant if report.known else self.now
        outcome = report.outcome or ("scheduled" if _starts_after(self.zone, report.when, known) else "occurred")
        if outcome == "occurred" and report.when is None:
            raise RowError(f"{report.at}: field when: event {report.event!r} occurred, but the row gives no date")
        first = report.sources[0] if report.sources else None
        mine, others = _split(report.told, first)
        yield EventRecorded(
            event=report.event,
            title=report.title,
            when=report.when,
            phase="occurred" if outcome == "occurred" else "scheduled",
            kind=report.kind,
            issues=_named(report, mine),
            claims=mine,
            place=report.place,
            actors=report.actors,
            summary=report.summary,
            known=report.known_text,
            sources=tuple(source for source in report.sources if source not in others),
        )
        yield from _sourced(report, others)
        if outcome in ("cancelled", "retracted"):
            ending = EventCancelled if outcome == "cancelled" else EventRetracted
            yield ending(event=report.event, known=report.known_text, sources=report.sources)

    def _changes(self, report: ReportedEvent, history: EventHistory) -> Iterator[Body]:
        fresh = _fresh(report, history)
        if not fresh and any(_says(revision, report) for revision in _from(history, self.zone, report)):
            return
        by = report.known.instant if report.known else None
        revision = history.revision(self.zone, by)
        if revision is None:
            yield from _earlier(report, history, self.zone)
            return
        novel = tuple(told for told in report.told if not _holds(revision, told))
        change = _moved(report, revision, novel)
        if change is not None:
            yield change
            fresh, novel = (), () if isinstance(change, EventOccurred) else novel
        yield from _corrections(report, revision, _unsourced(novel, fresh))
        yield from _added(report, fresh, novel)


def _starts_after(zone: Zone, when: str | None, instant: int) -> bool:
    return when is None or zone.when(when).starts > instant


def _split(told: Sequence[Told], first: Source | None) -> tuple[tuple[Claim, ...], dict[Source, list[Claim]]]:
    """The claims of the first entry, and by source those that need their own entry to keep their claimant."""
    mine: list[Claim] = []
    others: dict[Source, list[Claim]] = {}
    for item in told:
        publisher = first.publisher if first else None
        if item.claim.by or item.source is None or item.source.publisher == publisher:
            mine.append(item.claim)
        else:
            others.setdefault(item.source, []).append(item.claim)
    return tuple(mine), others


def _named(report: ReportedEvent, claims: Sequence[Claim]) -> tuple[str, ...]:
    """The issues a row names without a claim on them."""
    claimed = {claim.issue for claim in claims} | {told.claim.issue for told in report.told}
    return tuple(issue for issue in report.issues if issue not in claimed)


def _sourced(report: ReportedEvent, others: dict[Source, list[Claim]]) -> Iterator[Body]:
    for source, claims in others.items():
        yield EventSourced(event=report.event, known=report.known_text, sources=(source,), claims=tuple(claims))


def _from(history: EventHistory, zone: Zone, report: ReportedEvent) -> Iterator[Revision]:
    """The event's revisions that were known when the report was, or later; without known date the newest."""
    steps = {history.base.known.instant, *(s.known.instant for s in history.others)}
    since = report.known.instant if report.known else max(steps)
    for step in sorted({since} | {step for step in steps if step >= since}):
        revision = history.revision(zone, step)
        if revision is not None and since >= history.base.known.instant:
            yield revision


def _fresh(report: ReportedEvent, history: EventHistory) -> tuple[Source, ...]:
    """The sources that no entry of the event has yet."""
    statements = (history.base, *history.others)
    held = {source for statement in statements if not statement.void for source in statement.body.sources}
    return tuple(source for source in report.sources if source not in held)


def _says(revision: Revision, report: ReportedEvent) -> bool:
    """Whether a revision says all that a report says, but for its sources."""
    return (
        not _moves(report, revision)
        and not _differences(report, revision)
        and all(_holds(revision, told) for told in report.told)
    )


def _moves(report: ReportedEvent, revision: Revision) -> bool:
    held = revision.when.text if revision.when else None
    return (report.outcome or revision.outcome) != revision.outcome or (report.when or held) != held


def _differences(report: ReportedEvent, revision: Revision) -> dict[str, Any]:
    """The fields of the event's description that the report states otherwise."""
    stated: dict[str, Any] = {
        name: getattr(report, name)
        for name in ("title", "kind", "place", "actors", "summary")
        if getattr(report, name) and getattr(report, name) != getattr(revision.body, name)
    }
    missing = tuple(issue for issue in _named(report, ()) if issue not in revision.issues)
    return stated | ({"issues": (*revision.body.issues, *missing)} if missing else {})


def _holds(revision: Revision, told: Told) -> bool:
    claim = told.claim
    return any(_same_subject(stated, told) and stated.claim.value == claim.value for stated in revision.claims)


def _same_subject(stated: Stated, told: Told) -> bool:
    mine, claim = stated.claim, told.claim
    publisher = told.source.publisher if told.source else None
    claimant = claim.by or publisher
    return (mine.issue, mine.attribute) == (claim.issue, claim.attribute) and (
        mine.by == claim.by or claimant == stated.claimant
    )


def _earlier(report: ReportedEvent, history: EventHistory, zone: Zone) -> Iterator[Body]:
    """A report from before the event's first: it makes the event known earlier, if it says the same."""
    first = history.revision(zone, history.base.known.instant)
    assert first is not None
    if _moves(report, first) or _differences(report, first):
        raise RowError(
            f"{report.at}: event {report.event!r} is known from {first.known.text} in the log; this row is from before "
            "that and says otherwise: void the recorded entry with `timeline correct` and import again"
        )
    claims = tuple(told.claim for told in report.told if not _holds(first, told))
    yield EventSourced(event=report.event, known=report.known_text, sources=report.sources, claims=claims)


def _moved(report: ReportedEvent, revision: Revision, novel: Sequence[Told]) -> Body | None:
    """The entry for a new date or outcome, if the report gives one."""
    if not _moves(report, revision):
        return None
    outcome = report.outcome or revision.outcome
    held = revision.when.text if revision.when else None
    common: dict[str, Any] = {"event": report.event, "known": report.known_text, "sources": report.sources}
    if revision.outcome == "occurred" and outcome in ("occurred", "scheduled"):
        return None
    if outcome == "occurred":
        when = report.when if report.when != held else None
        if when is None and held is None:
            raise RowError(f"{report.at}: field when: event {report.event!r} occurred, but no date is known")
        return EventOccurred(when=when, claims=tuple(told.claim for told in novel), **common)
    if outcome == "scheduled":
        return EventRescheduled(when=report.when or held, **common)
    return (EventCancelled if outcome == "cancelled" else EventRetracted)(**common)


def _unsourced(novel: Sequence[Told], fresh: Sequence[Source]) -> list[Told]:
    return [told for told in novel if told.source not in fresh]


def _added(report: ReportedEvent, fresh: Sequence[Source], novel: Sequence[Told]) -> Iterator[Body]:
    """The sources that are new, each claim with the source that makes it."""
    for source in fresh:
        claims = tuple(told.claim for told in novel if told.source == source)
        yield EventSourced(event=report.event, known=report.known_text, sources=(source,), claims=claims)


def _corrections(report: ReportedEvent, revision: Revision, novel: Sequence[Told]) -> Iterator[Body]:
    """What only our own mistake can explain: another title, another value, another date of what occurred."""
    base = revision.changes[0].statement
    fixes: dict[str, dict[str, Any]] = {}
    if different := _differences(report, revision):
        fixes[base.id] = different
    if revision.outcome == "occurred" and _moves(report, revision) and report.outcome in (None, "occurred"):
        fixes.setdefault(_dating(revision), {})["when"] = report.when
    elif revision.outcome == "occurred" and report.outcome == "scheduled":
        ended = next(c.statement for c in reversed(revision.changes) if c.statement.body.KIND != "event.sourced")
        if ended.id != base.id:
            yield EventCorrected(entry=ended.id, void=True)
        else:
            fixes.setdefault(base.id, {})["phase"] = "scheduled"
            if report.when:
                fixes[base.id]["when"] = report.when
    for told in novel:
        _correct_claim(told, revision, fixes)
    for entry, fields in fixes.items():
        yield EventCorrected(entry=entry, fields={name: _data(value) for name, value in fields.items()})


def _dating(revision: Revision) -> str:
    """The entry that gave the event the date it has."""
    dated = [c.statement for c in revision.changes if getattr(c.statement.body, "when", None)]
    return (dated or [revision.changes[0].statement])[-1].id


def _correct_claim(told: Told, revision: Revision, fixes: dict[str, dict[str, Any]]) -> None:
    wrong = next((stated for stated in revision.claims if _same_subject(stated, told)), None)
    statements = [change.statement for change in revision.changes]
    statement = next((s for s in statements if wrong and s.seq == wrong.seq), statements[0])
    claims = list(fixes.get(statement.id, {}).get("claims", getattr(statement.body, "claims", ())))
    if wrong and wrong.claim in claims:
        claims[claims.index(wrong.claim)] = Claim(
            wrong.claim.issue, wrong.claim.attribute, told.claim.value, wrong.claim.by
        )
    else:
        claims.append(told.claim)
    fixes.setdefault(statement.id, {})["claims"] = tuple(claims)


def _data(value: Any) -> Any:
    if isinstance(value, tuple):
        return [to_data(item) if isinstance(item, Claim) else item for item in value]
    return value
