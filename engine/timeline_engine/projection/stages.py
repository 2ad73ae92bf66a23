"""What an event was known to be, from one report of it to the next, whatever the day in the world."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..dates import BEGINNING, FOREVER, When, Zone
from ..entries import ClaimGist
from ..history import Base, Event, EventHistory, Outcome, dated
from ..history.base import effective_of
from ..history.bounds import bounded
from ..history.seen import Seen, as_known
from ..model import Claim
from .events import Phase, PlacedEvent
from .folding import phase_at


class Stage(Struct, frozen=True, gc=False, kw_only=True):
    """An event as it was known from the instant ``since`` on. ``when`` is its date as bounded by its reports.

    ``known`` and ``seq`` are of its first report, ``seen`` is what several reports add up to.
    """

    since: int
    event: Event
    known: int
    seq: int
    outcome: Outcome
    when: When | None
    effective: int
    issues: tuple[str, ...]
    claims: Sequence[ClaimGist | Claim]
    contested: tuple[str, ...] = ()
    seen: Seen | None = None

    @property
    def date(self) -> When | None:
        """The date in the text that was given last."""
        return self.seen.when if self.seen else self.when

    def instants(self) -> list[int]:
        """When its phase may change while it is known so, in order; the first is ``since``."""
        days = [self.effective]
        if self.when:
            days += [self.when.starts, min(self.when.ends, FOREVER - 1) + 1]
        return sorted({self.since, *[instant for instant in days if instant > self.since]})

    def phase(self, instant: int) -> Phase:
        """Its phase as of an instant."""
        return phase_at(self.outcome, self.when, self.effective, instant)

    def placed(self, phase: Phase) -> PlacedEvent:
        """The same among other events."""
        return PlacedEvent(
            self.effective, self.known, self.seq, phase, self.event, self.issues, self.claims, self.contested, self.seen
        )


def stages(event: Event, zone: Zone, hindsight: bool) -> Iterator[Stage]:
    """The stages of an event, in order; with hindsight there is but one. Raises HistoryError."""
    if isinstance(event, Base):
        yield only(event, zone, hindsight)
        return
    reports = event.known(None)
    known = [report.time[0] for report in reports]
    first = reports[0].statement if reports else None
    for place, instant in enumerate(known):
        is_last = place + 1 == len(reports)
        if (hindsight and not is_last) or (not is_last and known[place + 1] == instant):
            continue
        if not place and not hindsight and isinstance(first, Base) and first.gist.is_plain:
            yield only(first, zone, False)  # as nobody knows yet what else is told of it
            continue
        so_far = reports[: place + 1]
        if any(report.phase for report in so_far):
            yield _of(event, as_known(so_far, event.estimates, zone), BEGINNING if hindsight else instant)


def only(base: Base, zone: Zone, hindsight: bool) -> Stage:
    """The stage of an event of which no other entry tells."""
    gist, known = base.gist, base.known.instant
    when = dated(base, zone, gist.when)
    if when and gist.phase == "occurred":
        when = bounded(when, known, zone)
    return Stage(
        since=BEGINNING if hindsight else known,
        event=base,
        known=known,
        seq=base.seq,
        outcome=gist.phase,
        when=when,
        effective=effective_of(gist.phase, when, known, zone),
        issues=gist.about.issues,
        claims=gist.about.claims,
    )


def _of(event: EventHistory, seen: Seen, since: int) -> Stage:
    told = seen.told
    return Stage(
        since=since,
        event=event,
        known=told.known,
        seq=told.seq,
        outcome=told.outcome,
        when=told.bounded,
        effective=told.effective,
        issues=told.issues,
        claims=told.claims,
        contested=told.contested,
        seen=seen,
    )
