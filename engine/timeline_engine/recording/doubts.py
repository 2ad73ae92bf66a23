"""What a person should look at in entries that are about to be appended: it is easily mended now."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..entries import Body, Draft, Entry, EventBody, EventCorrected, EventRecorded, IssueDefined
from ..entries.units import units_of
from ..history import Revision
from ..view.check import doubts, one_line
from ..view.check.finding import Fault
from ..view.check.strange import FAR, far_fault, is_far, unit_fault, unit_faults, year_of, years_of
from .advice import further
from .appending import draft
from .ids import takers
from .state import State


class Drafted(Struct, frozen=True):
    """An entry that fits the log: what it is about, and a sentence on each thing to look at in it.

    ``looked_at`` is the entry that says it: itself, or the one that it corrects. ``mends`` has by sentence the options
    of `timeline correct` that put it right, where there are any.
    """

    draft: Draft
    about: str
    doubts: list[str]
    mends: Mapping[str, str]
    looked_at: str


def look_over(body: Body, state: State, now: int, *, anyway: bool = False) -> Drafted:
    """Draft an entry, take it into ``state``, and find what is doubtful in it; see `draft`.

    Raises RecordError, DateError.
    """
    again = [*_again(body, state), *_idle_known(body)]
    before = state.beside(body) if isinstance(body, EventCorrected) else []
    made = draft(state, body, now, anyway=anyway)
    found = _faults(made, before, state, Others.of(state, [made]), now, typed=True)
    sentences = {one_line(fault.sentence): fault.mend for fault in found}
    mends = {sentence: mend for sentence, mend in sentences.items() if mend}
    return Drafted(made, state.homes[made.id], [*again, *sentences], mends, looked_at(made))


def doubts_of_all(drafts: Sequence[Draft], state: State, now: int) -> Iterator[Fault]:
    """What to look at in each of these entries, told with all of them in the log. ``state`` is the log as it was."""
    after = state.copy()
    for made in drafts:
        after.take(made.body, now)
    others = Others.of(after, drafts)
    for made in drafts:
        before = state.beside(made.body) if isinstance(made.body, EventCorrected) else []
        for fault in _faults(made, before, after, others, now):
            yield replace(fault, sentence=one_line(fault.sentence))


def looked_at(made: Draft) -> str:
    """The entry whose content an entry gives: itself, or the one that it corrects."""
    return made.body.entry if isinstance(made.body, EventCorrected) else made.id


def _faults(
    made: Draft, before: Sequence[Entry], state: State, others: "Others", now: int, *, typed: bool = False
) -> Iterator[Fault]:
    """What is doubtful with an entry in the log. Of one that it corrects: what was not so in the entries ``before``."""
    entry, zone = looked_at(made), state.zone
    known = {fault.sentence for fault in doubts(before, entry, zone, now, typed=typed)} if before else set[str]()
    found = (*doubts(state.beside(made.body), entry, zone, now, typed=typed), *others.faults(made, state))
    yield from (fault for fault in found if fault.sentence not in known)


def _said(made: Draft, state: State) -> EventBody | None:
    """What an entry says of an event; a correction that gives a date or claims: what it makes of the entry."""
    body = made.body
    if isinstance(body, EventCorrected):
        told = state.events.get(state.homes[made.id].removeprefix("event "))
        if told is None or body.fields.keys().isdisjoint(("when", "claims")):
            return None
        return next((one.body for one in told.statements if one.id == body.entry and not one.void), None)
    return None if isinstance(body, IssueDefined) else body


class Others(Struct, frozen=True):
    """What all entries say, as far as one may look strange beside it: the years of events, and how units are written.

    Read only as far as the entries that are looked over need it.
    """

    years: Mapping[int, int]
    units: Mapping[str, int]

    @classmethod
    def of(cls, state: State, drafts: Sequence[Draft]) -> "Others":
        """What the log says, these entries in it."""
        said = [body for made in drafts if (body := _said(made, state))]
        far = any(_may_be_far(body, state) for body in said)
        units = any(True for body in said for _ in units_of(body))
        years = Counter(year for told in state.events.values() for year in years_of(told)) if far else {}
        return cls(years, state.units() if units else {})

    def faults(self, made: Draft, state: State) -> Iterator[Fault]:
        """What looks strange in one of the entries."""
        body, entry = _said(made, state), looked_at(made)
        if body is None:
            return
        year = year_of(body.when)
        if year is not None and self.years:
            own = years_of(state.events[body.event])
            others = {other: count for other, number in self.years.items() if (count := number - (other in own))}
            if is_far(year, others):
                yield Fault(0, entry, far_fault(body.event, year, others), body.event, mend="--on DATE")
        for claim, other in unit_faults(body, self.units, state.issues):
            sentence, mend = unit_fault(claim, other)
            yield Fault(0, entry, sentence, body.event, claim.issue, mend)


def _may_be_far(body: EventBody, state: State) -> bool:
    """Has no other event a year near to that of an entry? The first one that has is mostly found at once."""
    year = year_of(body.when)
    if year is None:
        return False
    others = (told for event, told in state.latest() if event != body.event)
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
    """That events are called and dated like one that is here, whose ids the title would have given it."""
    if isinstance(body, EventRecorded):
        alike = [event for event in takers(body.title, state.events) if _is_alike(body, state.revision(event))]
        if alike:
            others = f" (and {len(alike) - 1} more)" if alike[1:] else ""
            said = f"event {alike[0]!r}{others} has this title and date too"
            yield f"{said}: a further report of it is {further(alike[0])}"


def _is_alike(body: EventRecorded, found: Revision) -> bool:
    return (found.body.title, found.when and found.when.text) == (body.title, body.when)
