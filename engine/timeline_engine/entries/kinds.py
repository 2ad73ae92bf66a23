"""The kinds of entry: one small immutable class each, named as in the log."""

from typing import Any, ClassVar, Literal, TypeVar

from attrs import field, frozen

from ..fields import checked
from ..model import Attribute, Claim, Source

Phase = Literal["occurred", "scheduled"]
ReportedPhase = Literal["scheduled", "postponed", "occurred", "cancelled", "retracted"]


@checked
@frozen(kw_only=True)
class IssueDefined:
    """A question that events move. A later definition of the same issue replaces this one."""

    KIND: ClassVar[str] = "issue.defined"
    issue: str
    title: str
    question: str | None = None
    attributes: dict[str, Attribute] = field(factory=dict)


@checked
@frozen(kw_only=True)
class Report:
    """What every entry about an event may say of it, by which sources and known since when; blank: it does not say.

    ``when`` is EDTF text in the log's time zone, ``note`` a remark. What kind of entry it is gives its phase (R4.3):
    kinds that say no more are no classes of attrs themselves, each of which takes a millisecond to make.
    """

    event: str
    known: str | None = None
    sources: tuple[Source, ...] = ()
    note: str | None = None
    title: str = ""
    when: str | None = None
    kind: str | None = None
    issues: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    place: str | None = None
    actors: tuple[str, ...] = ()
    summary: str | None = None


WORDS = ("title", "kind", "issues", "place", "actors", "summary")
"""What carries no evidence (R4.6)."""


@checked
@frozen(kw_only=True)
class EventRecorded(Report):
    """An event, to come or past. Without ``when`` it has no date yet."""

    KIND: ClassVar[str] = "event.recorded"
    phase: Phase = "occurred"


class EventRescheduled(Report):
    """A scheduled event was moved to another date or, without ``when``, postponed."""

    __slots__ = ()
    KIND: ClassVar[str] = "event.rescheduled"


class EventOccurred(Report):
    """A scheduled event took place, on ``when`` if given; its claims replace what was expected."""

    __slots__ = ()
    KIND: ClassVar[str] = "event.occurred"


class EventCancelled(Report):
    """It will not take place; ``when`` is the date on which it would have, if given."""

    __slots__ = ()
    KIND: ClassVar[str] = "event.cancelled"


@checked
@frozen(kw_only=True)
class EventSourced(Report):
    """One more source. What it leaves blank of date, phase and claims it vouches for as it was known then."""

    KIND: ClassVar[str] = "event.sourced"
    phase: ReportedPhase | None = None


class EventRetracted(Report):
    """The sources took it back."""

    __slots__ = ()
    KIND: ClassVar[str] = "event.retracted"


@checked
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
