"""A new event as a caller describes it, in a title and a few words, made an entry: the id comes from the title."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from ..dates import DateError, Zone, date_text, read_moment, read_when
from ..entries import Draft, EventRecorded
from ..errors import FieldError, TimelineError, TimelineWarning, pick
from ..fields import typed
from ..log import Log, Receipt, utc_now
from ..model import Claim, Quantity, Source, Value, in_unit, parse_value
from ..view.subject import split_subject
from .appending import append
from .doubts import Drafted, look_over
from .ids import slug
from .state import State

_DEFINE = ": define it first, with an IssueDefined"


class EventReceipt(Receipt, frozen=True, gc=False):
    """What became of a new event: the receipt of its entry, and the id that the event got."""

    event: str


@typed
def record_event(
    log: Log | str | Path,
    title: str,
    *,
    on: str | date | None = None,
    scheduled: bool = False,
    id: str | None = None,
    issue: str | Iterable[str] = (),
    set: Mapping[str, str | int | float | Quantity | date] | None = None,
    by: str | None = None,
    source: str | Source | Iterable[Source] | None = None,
    source_title: str | None = None,
    published: str | date | None = None,
    url: str | None = None,
    known: str | date | None = None,
    kind: str | None = None,
    place: str | None = None,
    actors: Iterable[str] = (),
    summary: str | None = None,
    note: str | None = None,
    now: int | None = None,
) -> EventReceipt:
    """Record an event by its title; see `record`. Raises RecordError, DateError, UnknownId, LogError."""
    moment = utc_now() if now is None else now
    made: list[Drafted] = []

    def plan(state: State) -> Sequence[Draft]:
        read = _Dates(state.zone, state.zone.day(moment))
        body = EventRecorded(
            event=id or slug(_titled(title), state.events),
            title=title,
            when=_when(on, scheduled, read, moment),
            phase="scheduled" if scheduled else "occurred",
            kind=kind,
            issues=tuple(pick(name, state.issues, "issue", _DEFINE) for name in _several(issue)),
            claims=tuple(_claim(subject, value, by, state) for subject, value in (set or {}).items()),
            place=place,
            actors=tuple(actors),
            summary=summary,
            known=read.moment("known", known),
            sources=_sources(source, source_title, read.moment("published", published), url),
            note=note,
        )
        made[:] = [look_over(body, state, moment)]
        return [made[0].draft]

    if by and not set:
        raise TimelineError("by says who makes the claims of set: give the claims as well")
    (receipt,) = append(log, plan)
    for doubt in made[0].doubts:
        warnings.warn(f"{doubt}; entry {receipt.id} is kept", TimelineWarning, stacklevel=4)
    body = made[0].draft.body
    assert isinstance(body, EventRecorded)
    return EventReceipt(receipt.seq, receipt.id, receipt.new, body.event)


class _Dates:
    """Reads dates as a caller gives them: those of Python, or as people write them, in the log's zone."""

    def __init__(self, zone: Zone, today: str) -> None:
        self.zone = zone
        self.today = today

    def when(self, name: str, given: str | date | None) -> str | None:
        """A date of any precision as EDTF text. Raises TimelineError naming the argument."""
        try:
            return None if given is None else read_when(date_text(given), self.zone, self.today)
        except DateError as error:
            raise TimelineError(f"{name}: {error}") from error

    def moment(self, name: str, given: str | date | None) -> str | None:
        """The same of a date that must have an end."""
        try:
            return None if given is None else read_moment(date_text(given), self.zone, self.today)
        except DateError as error:
            raise TimelineError(f"{name}: {error}") from error


def _titled(title: str) -> str:
    if not title.strip():
        raise TimelineError("give the event a title, like 'Putin visits New Delhi'")
    return title


def _when(on: str | date | None, scheduled: bool, read: _Dates, now: int) -> str | None:
    """When it happened, or will. Raises TimelineError for what cannot have happened yet."""
    when = read.when("on", on)
    if when is None and not scheduled:
        raise TimelineError(
            f"on: say when it happened, however vague ({read.today[:7]}~), or that it is scheduled=True"
        )
    if when and not scheduled and read.zone.when(when).starts > now:
        raise TimelineError(f"on: {when} is yet to come: say scheduled=True, or mend the date")
    return when


def _several(names: str | Iterable[str]) -> Iterable[str]:
    return (names,) if isinstance(names, str) else names


def _claim(subject: str, value: Value | date, by: str | None, state: State) -> Claim:
    """A claim: text is read as it is typed on the command line, a date of Python is its text."""
    issue, attribute = split_subject(subject, state.issues, _DEFINE)
    declared = state.issues[issue].attributes.get(attribute) if issue in state.issues else None
    if isinstance(value, date):
        return Claim(issue, attribute, date_text(value), by)
    try:
        said = parse_value(value) if isinstance(value, str) else value
        return Claim(issue, attribute, in_unit(said, declared), by)
    except FieldError as error:
        raise FieldError(f"set: {subject}: {error}") from error


def _sources(
    source: str | Source | Iterable[Source] | None, title: str | None, published: str | None, url: str | None
) -> tuple[Source, ...]:
    """One source from its parts, or sources as they are. Raises TimelineError for both."""
    if source is None or isinstance(source, str):
        made = Source(source or None, title, published, url)
        return (made,) if made != Source() else ()
    if title or published or url:
        raise TimelineError("source: a Source has its title, published date and url itself: give its publisher, or it")
    return (source,) if isinstance(source, Source) else tuple(source)
