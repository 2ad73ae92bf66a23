"""The kinds of entry: one small immutable class each, named as in the log."""

from typing import Any, ClassVar, Literal, TypeVar, overload

import attrs
from attrs import field, frozen
from msgspec import Struct
from msgspec.structs import asdict

from ..model import Attribute, Claim, Source

Phase = Literal["occurred", "scheduled"]


@frozen(kw_only=True)
class IssueDefined:
    """A question that events move. A later definition of the same issue replaces this one."""

    KIND: ClassVar[str] = "issue.defined"
    issue: str
    title: str
    question: str | None = None
    attributes: dict[str, Attribute] = field(factory=dict)


@frozen(kw_only=True)
class Report:
    """What every entry about an event carries: when it could be known, from where, and a remark."""

    event: str
    known: str | None = None
    sources: tuple[Source, ...] = ()
    note: str | None = None


@frozen(kw_only=True)
class EventRecorded(Report):
    """A new event. ``when`` is EDTF text in the log's time zone; none: it has no date yet."""

    KIND: ClassVar[str] = "event.recorded"
    title: str
    when: str | None = None
    phase: Phase = "occurred"
    kind: str | None = None
    issues: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    place: str | None = None
    actors: tuple[str, ...] = ()
    summary: str | None = None


@frozen(kw_only=True)
class EventRescheduled(Report):
    """A scheduled event was moved to another date or, without ``when``, postponed."""

    KIND: ClassVar[str] = "event.rescheduled"
    when: str | None = None


@frozen(kw_only=True)
class EventOccurred(Report):
    """A scheduled event took place, on ``when`` if given; its claims replace what was expected."""

    KIND: ClassVar[str] = "event.occurred"
    when: str | None = None
    claims: tuple[Claim, ...] = ()


@frozen(kw_only=True)
class EventCancelled(Report):
    """It will not take place."""

    KIND: ClassVar[str] = "event.cancelled"


@frozen(kw_only=True)
class EventSourced(Report):
    """One more source, which may make the event known earlier and may add claims of its own."""

    KIND: ClassVar[str] = "event.sourced"
    claims: tuple[Claim, ...] = ()


@frozen(kw_only=True)
class EventRetracted(Report):
    """The sources took it back."""

    KIND: ClassVar[str] = "event.retracted"


@frozen(kw_only=True)
class EventCorrected:
    """*We* had recorded an entry wrongly: ``fields`` replace its fields, or it is ``void``."""

    KIND: ClassVar[str] = "event.corrected"
    entry: str
    fields: dict[str, Any] = field(factory=dict)
    void: bool = False
    note: str | None = None


Body = (
    IssueDefined
    | EventRecorded
    | EventRescheduled
    | EventOccurred
    | EventCancelled
    | EventSourced
    | EventRetracted
    | EventCorrected
)
EventBody = EventRecorded | EventRescheduled | EventOccurred | EventCancelled | EventSourced | EventRetracted
BodyT = TypeVar("BodyT", bound=Body)

BODIES: dict[str, type[Body]] = {
    body.KIND: body
    for body in (
        IssueDefined,
        EventRecorded,
        EventRescheduled,
        EventOccurred,
        EventCancelled,
        EventSourced,
        EventRetracted,
        EventCorrected,
    )
}


class Recorded(Struct, frozen=True, gc=False, kw_only=True):
    """What an `EventRecorded` says, field by field, as it is read and folded: most entries are of this kind.

    It is read in half the time, and the garbage collector leaves it alone.
    """

    KIND: ClassVar[str] = EventRecorded.KIND
    event: str
    known: str | None = None
    sources: tuple[Source, ...] = ()
    note: str | None = None
    title: str
    when: str | None = None
    phase: Phase = "occurred"
    kind: str | None = None
    issues: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    place: str | None = None
    actors: tuple[str, ...] = ()
    summary: str | None = None


RECORDING = (Recorded, EventRecorded)
"""What records a new event, as read from a log or as made by a caller."""
CLAIMING = (Recorded, EventRecorded, EventOccurred, EventSourced)
"""What can make claims."""
SaidOfEvent = EventBody | Recorded
Said = Body | Recorded


@overload
def body_of(said: Recorded | EventRecorded) -> EventRecorded: ...
@overload
def body_of(said: SaidOfEvent) -> EventBody: ...
@overload
def body_of(said: Said) -> Body: ...
def body_of(said: Said) -> Body:
    """What an entry says, as the class of its kind."""
    return EventRecorded(**asdict(said)) if isinstance(said, Recorded) else said


def said_of(body: Body) -> Said:
    """What a body says, as it would be read from a log."""
    return Recorded(**attrs.asdict(body, recurse=False)) if isinstance(body, EventRecorded) else body


class Entry(Struct, frozen=True, gc=False):
    """One immutable line of the log: ``seq`` counts from 1, ``recorded`` is a UTC stamp of fixed width."""

    seq: int
    id: str
    recorded: str
    said: Said

    @property
    def body(self) -> Body:
        """What it says, as the class of its kind; made anew each time."""
        return body_of(self.said)

    @property
    def kind(self) -> str:
        """The name of the entry's kind, as written in the log."""
        return self.said.KIND


class Draft(Struct, frozen=True):
    """An entry not yet in the log. Appending the same id and body again appends nothing."""

    id: str
    body: Body
