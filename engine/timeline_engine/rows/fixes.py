"""What we had recorded wrongly, as corrections of the entries that say it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..entries import CLAIMING, EventCorrected, EventOccurred, EventRecorded, EventRescheduled, to_data
from ..errors import FieldError
from ..history import AttributedClaim, Revision, Statement
from ..model import Claim, Value, format_value, parse_value
from .reports import ReportedEvent
from .told import Told
from .wording import plain


def described(report: ReportedEvent) -> dict[str, Any]:
    """The description that a report gives of its event, without its issues."""
    return {
        "title": report.title,
        "kind": report.kind,
        "place": report.place,
        "actors": report.actors,
        "summary": report.summary,
    }


def holds(revision: Revision, told: Told) -> bool:
    """Whether a revision says what a row claims, by the same claimant."""
    return any(_reads(stated.claim.value, told.claim.value) and _means(told, stated) for stated in revision.claims)


def _reads(held: Value, said: Value) -> bool:
    """Whether a row may say this of a value: a table has it as typed, where a bare quantity is just a number."""
    if held == said:
        return True
    try:
        return parse_value(plain(format_value(held))) == said
    except FieldError:  # a number that an old log has, and no row can say
        return False


def _means(told: Told, stated: AttributedClaim) -> bool:
    """Whether a row and a claim are about the same, by the same.

    Of an entry with several sources a row gives but one; a row that gives none may mean an entry that has none.
    """
    if _same(told, stated.claim, stated.claimant):
        return True
    if (stated.claim.issue, stated.claim.attribute) != (told.claim.issue, told.claim.attribute):
        return False
    unnamed = stated.claim.by is None and told.claim.by is None
    return unnamed and (told.source in stated.sources if told.given else not stated.sources)


def _same(told: Told, claim: Claim, claimant: str | None) -> bool:
    """Whether both are about the same, by the same; a row that names nobody means whoever is not named."""
    if (claim.issue, claim.attribute) != (told.claim.issue, told.claim.attribute):
        return False
    return claimant == told.claimant if told.claimant else claim.by is None


def put_right(revision: Revision, when: str | None) -> EventCorrected:
    """It has not occurred: the entry that says so is void or, if it is the event's first, of another phase."""
    said = _occurred_by(revision)
    if not isinstance(said.body, EventRecorded):
        return EventCorrected(entry=said.id, void=True)
    return EventCorrected(entry=said.id, fields={"phase": "scheduled", "when": when})


def _occurred_by(revision: Revision) -> Statement:
    """The entry since which it has occurred."""
    found = revision.steps[-1].statement
    for step in reversed(revision.steps):
        if step.outcome != "occurred":
            break
        found = step.statement
    return found


def redated(revision: Revision, when: str | None) -> EventCorrected:
    """The date was another: corrected in the last entry that had a say in it."""
    dating = (
        step.statement
        for step in reversed(revision.steps)
        if isinstance(step.statement.body, EventRecorded | EventOccurred)
        or (isinstance(step.statement.body, EventRescheduled) and step.outcome == "scheduled")
    )
    return EventCorrected(entry=next(dating, revision.steps[-1].statement).id, fields={"when": when})


def corrections(
    report: ReportedEvent, revision: Revision, unsaid: Iterable[Told], unnamed: Sequence[str]
) -> tuple[list[EventCorrected], list[Told]]:
    """The corrections that make the log say a report's description and claims, and the claims that are news.

    ``unsaid`` are the claims that the log lacks, ``unnamed`` the issues.
    """
    told = [step.statement for step in revision.steps]
    base = next((one for one in told if isinstance(one.body, EventRecorded)), told[0])
    fixes: dict[str, dict[str, Any]] = {}
    different = _differences(report, revision)
    if unnamed:
        different["issues"] = (*revision.body.issues, *unnamed)
    if different:
        fixes[base.id] = different
    news = []
    for lacking in unsaid:
        wrong = _renamed(lacking, report, revision)
        home = _home_of(wrong, revision) if wrong else _home(lacking, report, revision)
        if home is None:
            news.append(lacking)
        else:
            fields = fixes.setdefault(home.id, {})
            fields["claims"] = _put(fields.get("claims", _claims(home)), lacking, home, wrong.claim if wrong else None)
    corrected = [EventCorrected(entry=entry, fields=_data(fields)) for entry, fields in fixes.items()]
    return corrected, news


def _differences(report: ReportedEvent, revision: Revision) -> dict[str, Any]:
    """The fields of the event's description that the report states otherwise."""
    said = described(report).items()
    return {name: value for name, value in said if value and not _is(value, getattr(revision.body, name))}


def _is(said: Any, held: Any) -> bool:
    """Whether a row may say this of a description: as it is, or as a file brings it back."""
    if isinstance(held, tuple):
        return said == held or _plain_actors(said) == _plain_actors(held)
    return said == held or (held is not None and plain(said) == plain(held))


def _plain_actors(actors: Iterable[str]) -> list[str]:
    return [actor for actor in map(plain, actors) if actor]


def _renamed(told: Told, report: ReportedEvent, revision: Revision) -> AttributedClaim | None:
    """The claim that a row once was, before its issue, attribute or ``by`` was changed; None if it is a new one.

    Only where the rows repeat all else that the log claims, as an edited export does.
    """
    if len(report.told) != len(revision.claims) or any(_means(told, stated) for stated in revision.claims):
        return None
    gone = [s for s in revision.claims if not any(_means(other, s) for other in report.told)]
    if len(gone) != 1 or not (told.source in gone[0].sources if told.source else not gone[0].sources):
        return None
    was, said = gone[0].claim, told.claim
    changed = (was.issue != said.issue) + (was.attribute != said.attribute) + (was.by != said.by)
    return gone[0] if changed == 1 and _reads(was.value, said.value) else None


def _home_of(stated: AttributedClaim, revision: Revision) -> Statement:
    """The entry that states a claim."""
    return next(step.statement for step in revision.steps if step.statement.seq == stated.seq)


def _home(told: Told, report: ReportedEvent, revision: Revision) -> Statement | None:
    """The entry that says it wrongly or not at all, though it should; None if it is news."""
    statements = [c.statement for c in revision.steps if isinstance(c.statement.body, CLAIMING)]
    held = [s.seq for s in revision.claims if _means(told, s)]
    if told.source is None or (held and not told.given):
        wrong = held
        home = next((s for s in statements if s.seq in wrong), statements[0] if statements else None)
        news = home is None or (report.latest is not None and report.latest > home.known.instant)
        found = None if news else home
    else:
        # A claim may rest on this source without standing in its entry, which then only says that it came true.
        rests = [s.seq for s in revision.claims if _means(told, s) and told.source in s.sources]
        speaking = (s for s in reversed(statements) if _speaks_for(told, s))
        found = next((s for s in statements if s.seq in rests), None) or next(speaking, None)
    return found if found and told.claim not in _claims(found) else None


def _speaks_for(told: Told, statement: Statement) -> bool:
    """Whether the entry has the claim's source, and its claims would be by the same claimant."""
    sources = statement.body.sources
    if told.source not in sources:
        return False
    own = (told.claim.issue, told.claim.attribute, None) in [(c.issue, c.attribute, c.by) for c in _claims(statement)]
    return told.claim.by is not None or sources[0].publisher == told.claimant or own


def _claims(statement: Statement) -> Sequence[Claim]:
    return getattr(statement.body, "claims", ())


def _put(claims: Sequence[Claim], told: Told, statement: Statement, was: Claim | None) -> tuple[Claim, ...]:
    """The claims of an entry with this one, in place of what it was, or of what the same claimant says of the same."""
    if was is not None:
        return tuple(told.claim if claim == was else claim for claim in claims)
    sources = statement.body.sources
    publisher = sources[0].publisher if sources else None
    wrong = next((claim for claim in claims if _same(told, claim, claim.by or publisher)), None)
    if wrong is None and told.claim.by is None:
        subject = (told.claim.issue, told.claim.attribute, None)
        wrong = next((claim for claim in claims if (claim.issue, claim.attribute, claim.by) == subject), None)
    if wrong is None:
        return (*claims, told.claim)
    right = Claim(wrong.issue, wrong.attribute, told.claim.value, wrong.by)
    return tuple(right if claim is wrong else claim for claim in claims)


def _data(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as the log writes them."""
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [to_data(item) if isinstance(item, Claim) else item for item in value]
    return value
