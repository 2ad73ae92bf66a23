"""What an import would come to, worked out before anything is appended: the entries, and what to tell of them."""

from collections.abc import Callable, Container, Mapping

from msgspec import Struct

from ..entries import Draft
from ..errors import TimelineError, did_you_mean
from ..recording import State
from ..recording.doubts import doubts_of_all
from ..view.check.finding import Fault
from .absent import absent
from .aside import Rows
from .by_uid import lasting, unsettled
from .compare import propose
from .twins import twins_of_new

LOOKED_OVER = 1_000
"""How many new entries are looked over at once: about what nobody waits for."""


class Preview(Struct, frozen=True):
    """What an import comes to: the drafts, the issues defined on the way, and what a person must be told.

    ``empty``: the file has no rows. ``homes`` says by an entry's id what it is about. An issue comes with the end of
    the sentence on it: which one may have been meant. ``twins`` are sentences on
    new events that look like others, ``absent`` the events of the log that the file's ``publishers`` reported and
    the file does not name; a publisher None stands for rows without one.
    """

    drafts: tuple[Draft, ...] = ()
    empty: bool = False
    issues: Mapping[str, str] = {}
    refused: tuple[TimelineError, ...] = ()
    homes: Mapping[str, str] = {}
    warnings: tuple[str, ...] = ()
    doubts: tuple[Fault, ...] = ()
    twins: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    publishers: tuple[str | None, ...] = ()

    @property
    def many(self) -> bool:
        """Whether the entries are too many to be looked over for doubts."""
        return len(self.drafts) > LOOKED_OVER


def preview(
    rows: Rows,
    state: State,
    now: int,
    *,
    skip_bad: bool = False,
    only_changes: bool = False,
    put_back: bool = False,
    complete: str | None = None,
    tell: Callable[[float], None] = lambda done: None,
    known: Container[bytes] | None = None,
) -> Preview:
    """What importing the rows into the log, as it is in ``state``, would come to; see `propose`. Raises RowError."""
    found = propose(
        rows, state, now,
        skip_bad=skip_bad, only_changes=only_changes, put_back=put_back, complete=complete, tell=tell, known=known,
    )  # fmt: skip
    looked_over = len(found.drafts) <= LOOKED_OVER
    named = found.given.union(found.events)
    return Preview(
        found.drafts,
        empty=not len(rows),
        issues={issue: _near(issue, state) for issue in found.issues},
        refused=found.refused,
        homes=state.homes,
        warnings=(*found.warnings, *lasting(found.drafts), *unsettled(found.drafts, state.zone)),
        doubts=tuple(doubts_of_all(found.drafts, state, now)) if looked_over else (),
        twins=tuple(twins_of_new(found.drafts, state, now, named, found.given)) if looked_over else (),
        absent=tuple(absent(found, named, state)),
        publishers=found.publishers,
    )


def _near(issue: str, state: State) -> str:
    """Which issue was meant perhaps; not asked of very many."""
    return did_you_mean(issue, state.issues) if len(state.issues) <= LOOKED_OVER else ""
