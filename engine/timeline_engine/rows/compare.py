"""What an import appends: the reports of a file that the log has not, and corrections of those it has (R8)."""

from collections.abc import Collection, Container, Iterable, Iterator
from operator import itemgetter
from pathlib import Path

from attrs import frozen
from msgspec import Struct, field

from ..entries import Draft, EventCorrected, IssueDefined
from ..errors import TimelineError, shortened
from ..fields import typed
from ..history.backfilled import is_backfilled
from ..log import Log, Receipt, utc_now
from ..model import Source
from ..recording import State, append
from ..view.ports import Row
from ..view.words.phrases import counted
from .aside import Rows, RowsAside
from .by_event import Tell, gather
from .complete import gone, unsigned
from .planning import Planner
from .reading import RowError, in_order, refuse
from .reports import FileReport


@frozen
class Proposal:
    """What an import would append: the drafts in order, the issues it defines on the way, and what it refuses.

    ``warnings`` are sentences on what was left out or taken in otherwise than may have been meant. ``events`` are those
    that reports of the rows are about, and ``publishers`` who made these, each once; None stands for who gives none.
    ``given`` are the events of which rows themselves give the id, also such as were refused.
    """

    drafts: tuple[Draft, ...]
    issues: tuple[str, ...]
    refused: tuple[TimelineError, ...] = ()
    warnings: tuple[str, ...] = ()
    events: Collection[str] = ()
    publishers: tuple[str | None, ...] = ()
    given: frozenset[str] | set[str] = frozenset()


def propose(
    rows: Iterable[Row | TimelineError],
    state: State,
    now: int,
    *,
    skip_bad: bool = False,
    only_changes: bool = False,
    put_back: bool = False,
    complete: str | None = None,
    tell: Tell = lambda done: None,
    known: Container[bytes] | None = None,
) -> Proposal:
    """The entries that would make the log say what the rows say. ``now`` is the instant of recording.

    Rows that cannot be understood, contradict each other or contradict the same report in the log are refused: with
    ``skip_bad`` they are left out and listed (of two rows the later), else RowError is raised for all of them.
    ``only_changes`` leaves out dated reports that agree with what held when they became known (R8.6), ``put_back`` puts
    back what was corrected away here (R8.5). ``complete`` is the day of which the rows say all that their publishers
    have scheduled: what they leave out is cancelled (R8.9). ``tell`` is told how much is done, from 0 to 1. ``known``
    is what an index has of the reports of the log, see `sayings`.
    """
    kept: Rows = rows if isinstance(rows, list | tuple | RowsAside) else list(rows)  # for they are gone through twice
    planner, read, given = Planner(state, now, only_changes, put_back, known), _Read(), set[str]()
    errors, alike = list[TimelineError](), list[tuple[int, str]]()
    for found in gather(kept, state.zone, now, state.issues, state.homes, tell, given):
        if isinstance(found, TimelineError):
            errors.append(found)
        else:
            read.note(found.reports)
            alike += found.warnings
            errors += planner.take_all(found.reports)
    if errors and not skip_bad:
        raise refuse(errors)
    if complete is not None:
        planner.append_all(gone(read.events, read.sourced, state, complete))
    drafts, defined = planner.drafts()
    unsaid = unsigned(read.events, read.sourced) if complete is not None else []
    left = sorted(planner.left, key=itemgetter(0))
    said = [*(sentence for _, sentence in sorted(alike)), *unsaid, *(sentence for _, sentence in left)]
    return Proposal(
        tuple(drafts),
        tuple(defined),
        tuple(in_order(errors)),
        (*said, *_filled_in_late(drafts, state, now)),
        read.events,
        tuple(sorted(read.publishers, key=read.publishers.__getitem__)),
        given,
    )


class _Read(Struct):
    """What is kept of all reports of a file: their events, their publishers, and those that a source names; and where
    each publisher comes first."""

    events: set[str] = field(default_factory=set)
    publishers: dict[str | None, tuple[int, int]] = field(default_factory=dict)
    sourced: set[str | None] = field(default_factory=set)

    def note(self, reports: Iterable[tuple[int, FileReport]]) -> None:
        """Note what is kept of some."""
        for number, report in reports:
            self.events.add(report.event)
            self.sourced.update([source.publisher for source in report.sources])
            for place, source in enumerate(report.sources or _NOBODY):
                held = self.publishers.get(source.publisher)
                if held is None or (number, place) < held:
                    self.publishers[source.publisher] = number, place


_NOBODY = (Source(),)


def _filled_in_late(drafts: Iterable[Draft], state: State, now: int) -> Iterator[str]:
    """That no earlier question shows what happened long ago and is known only from today."""
    bodies = [draft.body for draft in drafts if not isinstance(draft.body, IssueDefined | EventCorrected)]
    dated = [body for body in bodies if body.when]
    late = [body.event for body in dated if is_backfilled(body, state.zone.when(str(body.when)), now)]
    if late:
        of = "is of a day over a week ago, and does" if len(late) == 1 else "are of days over a week ago, and do"
        yield (
            f"{counted(len(late), 'report')} (first: event {late[0]!r}) {of} not say when that was known: no question "
            "as of a day before today shows it; --known DATE says when, or a column known or published"
        )


@typed
def import_rows(log: Log | str | Path, rows: Iterable[Row | TimelineError], now: int | None = None) -> list[Receipt]:
    """Append exactly what the rows say that the log does not, all or nothing; the receipts of what was appended.

    ``now`` is the instant of recording (default: the computer's time). Raises RowError, LogError.
    """
    said = list(rows)
    for row in said:
        if not isinstance(row, Row | TimelineError):
            raise RowError(f"{shortened(row)} is no row: give a timeline_engine.Row, or what an importer reads")
    return append(log, lambda state: propose(said, state, utc_now() if now is None else now).drafts)
