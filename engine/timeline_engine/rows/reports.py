"""What a file says of an event by one source: a report, and the entry that says it."""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from attrs import evolve
from msgspec import Struct
from msgspec.structs import replace

from ..entries import (
    EventBody,
    EventCancelled,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    IssueDefined,
    ReportedPhase,
)
from ..model import Claim, Source, Value, in_unit

POSTPONED = "postponed"
PHASES: dict[str, ReportedPhase | None] = {
    "occurred": "occurred", "possible": "occurred", "happened": "occurred", "held": "occurred", "done": "occurred",
    "scheduled": "scheduled", "upcoming": "scheduled", "due": "scheduled", "overdue": "scheduled",
    "planned": "scheduled", POSTPONED: "postponed",
    "cancelled": "cancelled", "canceled": "cancelled", "removed": "cancelled", "retracted": "retracted",
    "confirmed": None,  # not cancelled: whether it occurred is not said
}  # fmt: skip
"""What a row may call a phase."""

ONE_VALUE = ("phase", "when", "title", "kind", "place", "actors", "summary")
"""What a report says once."""


class PlacedClaim(Struct, frozen=True):
    """A claim, and its place in the entry that the row was exported from, from 1; None: the row does not say."""

    claim: Claim
    place: int | None


def claim_of(issue: str, attribute: str, value: Value, by: str | None) -> Claim:
    """A claim: of the many that say a text it is one, which takes no time to check. Raises FieldError."""
    is_short = type(value) is str and len(value) + len(by or "") <= _SHORT
    return _text_claim(issue, attribute, value, by) if is_short else Claim(issue, attribute, value, by)


_SHORT = 200  # characters; of what is longer little can be kept
_text_claim = lru_cache(10_000)(Claim)  # of figures 1 and 1.0 are two that look the same


class FileReport(Struct, frozen=True, kw_only=True):
    """What rows say of an event as one report. None and empty: they do not say.

    ``at`` is the place of the first row, ``entry`` the entry that they were exported from. ``is_given``: the phase
    stands in a row, and does not only follow from its dates. ``is_state``: they say how the event stood (R8.10),
    in which ``version``.
    """

    at: str
    event: str
    entry: str | None = None
    phase: ReportedPhase | None = None
    is_given: bool = False
    when: str | None = None
    known: str | None = None
    title: str | None = None
    kind: str | None = None
    place: str | None = None
    actors: tuple[str, ...] = ()
    summary: str | None = None
    issues: tuple[str, ...] = ()
    claims: tuple[PlacedClaim, ...] = ()
    sources: tuple[Source, ...] = ()
    is_state: bool = False
    version: int | None = None

    @property
    def is_dated(self) -> bool:
        """Does it say since when it is known?"""
        return bool(self.known or any(source.published for source in self.sources))

    @property
    def named_issues(self) -> tuple[str, ...]:
        """The issues that it names, itself or by its claims, each once."""
        return tuple(dict.fromkeys([*self.issues, *[one.claim.issue for one in self.claims]]))

    @property
    def body(self) -> EventBody:
        """The entry that says it. One that gives no phase is a further source."""
        return _MADE[self.phase](
            event=self.event,
            known=self.known,
            sources=self.sources,
            title=self.title or "",
            when=self.when,
            kind=self.kind,
            issues=self.issues,
            claims=tuple([one.claim for one in self.claims]),
            place=self.place,
            actors=self.actors,
            summary=self.summary,
        )


_MADE: dict[ReportedPhase | None, Callable[..., EventBody]] = {
    "occurred": EventRecorded,
    "scheduled": partial(EventRecorded, phase="scheduled"),
    "postponed": EventRescheduled,
    "cancelled": EventCancelled,
    "retracted": EventRetracted,
    None: EventSourced,
}


def in_declared_units(report: FileReport, issues: Mapping[str, IssueDefined]) -> FileReport:
    """The report with bare figures in the unit that their attributes declare; one that was exported stays as it is."""
    if report.entry is not None or not report.claims:
        return report
    claims = tuple([_in_declared_unit(one, issues) for one in report.claims])
    return report if claims == report.claims else replace(report, claims=claims)


def _in_declared_unit(one: PlacedClaim, issues: Mapping[str, IssueDefined]) -> PlacedClaim:
    claim = one.claim
    issue = None if isinstance(claim.value, str) else issues.get(claim.issue)
    value = in_unit(claim.value, issue.attributes.get(claim.attribute)) if issue else claim.value
    return one if value is claim.value else PlacedClaim(evolve(claim, value=value), one.place)


def of_whom(report: FileReport) -> str:
    """Whose report it is, in words."""
    source = report.sources[0] if report.sources else Source()
    who = " ".join(", ".join(filter(None, (source.publisher, source.published or report.known))).split())
    return f" of event {report.event!r}{f' ({who})' if who else ''}"


def anew(report: FileReport) -> str:
    """What to type where a row does not go with its report, as it is of another one."""
    blank = " and leave its cell entry blank" if report.entry else ""
    return f"if it was reported anew, give the row the published date (or the url) of that report{blank}"
