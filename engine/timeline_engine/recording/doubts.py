"""What a person should look at in entries that are about to be appended: it is easily mended now."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..entries import Body, Draft, EventCorrected, EventRecorded, IssueDefined
from ..view.check import doubts, one_line
from ..view.check.finding import Fault
from ..view.check.strange import FAR, far_fault, is_far, unit_fault, unit_faults, units_in, units_of, year_of, years_of
from .advice import further
from .appending import draft
from .ids import takers
from .state import State


class Drafted(Struct, frozen=True):
    """An entry that fits the log: what it is about, and a sentence on each thing to look at in it.

    ``mends`` has by sentence the options of `timeline correct` that put it right, where there are any.
    """

    draft: Draft
    about: str
    doubts: list[str]
    mends: Mapping[str, str]


def look_over(body: Body, state: State, now: int, *, anyway: bool = False) -> Drafted:
    """Draft an entry, take it into ``state``, and find what is doubtful in it; see `draft`.

    Raises RecordError, DateError.
    """
    again = [*_again(body, state), *_idle_known(body)]
    made = draft(state, body, now, anyway=anyway)
    others = Others.of(state, [made])
    found = [*doubts(state.beside(body), made.id, state.zone, now, typed=True), *others.faults(made, state)]
    sentences = {one_line(fault.sentence): fault.mend for fault in found}
    return Drafted(made, state.homes[made.id], [*again, *sentences], {s: m for s, m in sentences.items() if m})


def doubts_of_all(drafts: Sequence[Draft], state: State, now: int) -> Iterator[tuple[str, str]]:
    """What to look at in each of these entries, told with all of them in the log: the entry's id, and a sentence.

    ``state`` is the log as it was.
    """
    after = state.copy()
    for made in drafts:
        after.take(made.body, now)
    others = Others.of(after, drafts)
    for made in drafts:
        for fault in (*doubts(after.beside(made.body), made.id, after.zone, now), *others.faults(made, after)):
            yield made.id, one_line(fault.sentence)


class Others(Struct, frozen=True):
    """What all entries say, as far as one may look strange beside it: the years of events, and how units are written.

    Read only as far as the entries that are looked over need it.
    """

    years: Mapping[int, int]
    units: Mapping[str, int]

    @classmethod
    def of(cls, state: State, drafts: Sequence[Draft]) -> "Others":
        """What the log says, these entries in it."""
        far = any(_may_be_far(made.body, state) for made in drafts)
        units = any(True for made in drafts for _ in units_of(made.body))
        years = Counter(year for told in state.events.values() for year in years_of(told)) if far else {}
        return cls(years, units_in(state.entries) if units else {})

    def faults(self, made: Draft, state: State) -> Iterator[Fault]:
        """What looks strange in one of the entries."""
        body = made.body
        if isinstance(body, IssueDefined | EventCorrected):
            return
        year = year_of(getattr(body, "when", None))
        if year is not None and self.years:
            own = years_of(state.events[body.event])
            others = {other: count for other, number in self.years.items() if (count := number - (other in own))}
            if is_far(year, others):
                yield Fault(0, made.id, far_fault(body.event, year, others), body.event, mend="--on DATE")
        for claim, other in unit_faults(body, self.units, state.issues):
            sentence, mend = unit_fault(claim, other)
            yield Fault(0, made.id, sentence, body.event, claim.issue, mend)


def _may_be_far(body: Body, state: State) -> bool:
    """Has no other event a year near to that of an entry? The first one that has is mostly found at once."""
    year = year_of(getattr(body, "when", None))
    if year is None or isinstance(body, IssueDefined | EventCorrected):
        return False
    others = (told for event, told in state.events.items() if event != body.event)
    return all(abs(year - other) > FAR for told in others for other in years_of(told))


def _idle_known(body: Body) -> Iterator[str]:
    """That a known date is given, and says nothing, as every source has a published date (R4.2)."""
    if isinstance(body, IssueDefined | EventCorrected) or not body.known or not body.sources:
        return
    dates = [source.published for source in body.sources if source.published]
    if len(dates) == len(body.sources) and body.known not in dates:
        yield (
            f"known {body.known} says nothing beside a source that was published {min(dates)}: it is known since then; "
            "if it was known before, that was by another source"
        )


def _again(body: Body, state: State) -> Iterator[str]:
    """That an event is called and dated like one that is here, whose id the title would have given it."""
    if isinstance(body, EventRecorded):
        for event in takers(body.title, state.events):
            found = state.revision(event)
            if (found.body.title, found.when and found.when.text) == (body.title, body.when):
                yield f"event {event!r} has this title and date too: a further report of it is {further(event)}"
