"""What the rows of a report claim of issues, and which issues they only name."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..dates import FOREVER, Zone
from ..history import known_of
from ..model import STATUS, Claim, Source, format_value
from ..view.ports import Row
from ..view.words.phrases import source_words
from .reading import RowError


class Told(Struct, frozen=True):
    """A claim with the source that its row gives, else the first source of the report: then it is not ``given``."""

    at: str
    claim: Claim
    source: Source | None
    given: bool

    @property
    def of(self) -> tuple[str, str]:
        """The issue and attribute that it claims something of."""
        return self.claim.issue, self.claim.attribute

    @property
    def subject(self) -> object:
        """What a source can say only one thing of."""
        return self.of, self.claim.by, self.source, self.given

    @property
    def claimant(self) -> str | None:
        """Who stands behind it: ``by``, else the publisher; None: the row does not say."""
        return self.claim.by or (self.source.publisher if self.source else None)


class Named(Struct, frozen=True):
    """An issue that a row only names, ``since`` its source made that known; FOREVER: it gives no date.

    ``sourced``: the row has a source, of its own or of its report.
    """

    issue: str
    since: int
    sourced: bool


def claims_told(rows: Sequence[Row], first: Source | None) -> Iterator[Told]:
    """The claims, each once."""
    seen: set[object] = set()
    for row in rows:
        if row.issue and row.value is not None:
            claim = Claim(row.issue, row.attribute or STATUS, row.value, row.by)
            told = Told(row.at, claim, row.source or first, row.source is not None)
            if (key := (told.subject, type(row.value), row.value)) not in seen:
                seen.add(key)
                yield told


def named_alone(rows: Sequence[Row], sources: tuple[Source, ...], told: Sequence[Told], zone: Zone) -> Iterator[Named]:
    """The issues that rows name, but for those of which a claim is made by then: that names them too."""

    def since(some: tuple[Source, ...]) -> int:
        known = known_of(some, rows[0].known, zone)
        return known.instant if known else FOREVER

    claimed: dict[str, int] = {}
    for item in told:
        issue = item.claim.issue
        claimed[issue] = min(claimed.get(issue, FOREVER), since((item.source,) if item.source else ()))
    for row in rows:
        if row.issue and row.value is None:
            own = (row.source,) if row.source else sources
            named = Named(row.issue, since(own), bool(own))
            if row.issue not in claimed or claimed[row.issue] > named.since:
                yield named


def check_one_voice(told: Sequence[Told], event: str, zone: Zone) -> None:
    """Raises RowError where one source says two things of the same."""
    seen: dict[object, Told] = {}
    for item in told:
        before = seen.setdefault(item.subject, item)
        if before.claim.value != item.claim.value:
            said, other = format_value(item.claim.value), format_value(before.claim.value)
            raise RowError(
                f"{item.at}: field value: {said}, but {before.at} says {other} of the same: {_same(item, event, zone)}"
            )


def _same(told: Told, event: str, zone: Zone) -> str:
    """What a claim is of, in words: issue and attribute, event, who says so in which source."""
    by = f", by {told.claim.by}" if told.claim.by else ""
    source = f", {source_words(told.source, zone)}" if told.source else ""
    return f"{'.'.join(told.of)} of event {event!r}{by}{source}"
