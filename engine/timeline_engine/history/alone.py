"""An event of which a single entry tells, as of most: what the fold would come to, straight from the entry."""

from collections.abc import Sequence

from ..dates import DateError, When, Zone
from ..entries import EventRecorded
from ..model import Source, Value
from .corrections import HistoryError
from .revisions import Revision, Stated, Statement


def as_recorded(base: Statement, zone: Zone, known_by: int | None) -> Revision:
    """The revision of an event of which nothing but the base is known. Raises HistoryError: its date is invalid."""
    body = body_of(base)
    when = dated(base, zone, body.when)
    sources = published(each_once(body.sources), zone, known_by)
    publisher = body.sources[0].publisher if body.sources else None
    claims = [
        Stated(claim, claim.by or publisher, sources, base.known, base.seq, place)
        for place, claim in enumerate(body.claims)
    ]
    effective = base.known.instant if when is None else when.effective
    return Revision(base, body, when, body.phase, effective, tuple(claims), sources, 0, base.recorded)


def value_in(base: Statement, place: int) -> Value:
    """The value of the claim at a place of the entry."""
    return body_of(base).claims[place].value


def dated(statement: Statement, zone: Zone, text: str | None) -> When | None:
    """The date that a statement gives. Raises HistoryError."""
    try:
        return zone.when(text) if text else None
    except DateError as error:
        raise HistoryError(f"entry {statement.id} (seq {statement.seq}): {error}") from error


def each_once(sources: Sequence[Source]) -> Sequence[Source]:
    """Sources, each once."""
    return tuple(dict.fromkeys(sources)) if len(sources) > 1 else sources


def published(sources: Sequence[Source], zone: Zone, known_by: int | None) -> tuple[Source, ...]:
    """The sources that a reader could have by an instant (None: hindsight)."""
    if known_by is None:
        return tuple(sources)
    return tuple([source for source in sources if not source.published or zone.instant(source.published) <= known_by])


def body_of(base: Statement) -> EventRecorded:
    """What the entry that records an event says."""
    body = base.body
    assert isinstance(body, EventRecorded)
    return body
