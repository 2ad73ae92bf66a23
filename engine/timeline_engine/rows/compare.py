"""Compare reports with the log and propose exactly the entries that are missing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import frozen
from msgspec import Struct, field

from ..entries import Body, Draft, EventCorrected, IssueDefined
from ..errors import TimelineError, shortened
from ..fields import typed
from ..log import Log, Receipt, utc_now
from ..recording import State, append
from ..view.ports import Row
from .absent import gone, void_here
from .changes import missing
from .first import recorded
from .reading import RowError, in_order, refuse
from .reports import ReportedEvent, reports

Tell = Callable[[float], None]

_ROUNDS = 8  # after which the log cannot be made to say the report; three are enough for any that it can


@frozen
class Proposal:
    """What an import would append: the drafts in order, the issues it defines on the way, and what it refuses.

    ``left_out`` has a sentence for each event that was taken out of the record here, and so is not recorded again.
    """

    drafts: tuple[Draft, ...]
    issues: tuple[str, ...]
    refused: tuple[TimelineError, ...] = ()
    left_out: tuple[str, ...] = ()


def propose(
    rows: Iterable[Row | TimelineError],
    state: State,
    now: int,
    *,
    skip_bad: bool = False,
    complete: str | None = None,
    tell: Tell = lambda done: None,
) -> Proposal:
    """The entries that would make the log say what the rows say. ``now`` is the instant of recording.

    Rows that cannot be understood, contradict each other or would contradict the log are refused: with
    ``skip_bad`` they are left out and listed, else RowError is raised for all of them. ``complete`` is the day of
    which the rows say all that their publishers have scheduled: what they leave out is cancelled, see `gone`.
    ``tell`` is told how much is done, from 0 to 1; to leave out bad rows takes another look at the others.
    """
    said, errors = reports(rows, state.zone)
    while True:
        comparer = _Comparer(state.copy(), now, tell)
        bad = comparer.take_all(said)
        errors += bad.values()
        if errors and not skip_bad:
            raise refuse(errors)
        if not bad:
            if complete is not None:
                comparer.append_all(gone(said, state, complete))
            left_out = tuple(comparer.left_out.values())
            return Proposal(tuple(comparer.drafts), tuple(comparer.defined), tuple(in_order(errors)), left_out)
        said = [report for place, report in enumerate(said) if place not in bad]


@typed
def import_rows(log: Log, rows: Iterable[Row | TimelineError], now: int | None = None) -> list[Receipt]:
    """Append exactly what the rows say that the log does not, all or nothing; the receipts of what was appended.

    ``now`` is the instant of recording (default: the computer's time). Raises RowError, LogError.
    """
    said = list(rows)
    for row in said:
        if not isinstance(row, Row | TimelineError):
            raise RowError(f"{shortened(row)} is no row: give a timeline_engine.Row, or what an importer reads")
    return append(log, lambda state: propose(said, state, utc_now() if now is None else now).drafts)


class _Comparer(Struct):
    """What the log says with the drafts made so far."""

    state: State
    now: int
    tell: Tell
    drafts: list[Draft] = field(default_factory=list)
    defined: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)

    def take_all(self, said: Sequence[ReportedEvent]) -> dict[int, RowError]:
        """Make the log say all reports; the errors of those that cannot be, by their place."""
        bad = self._refused(self._take, dict(enumerate(said)))
        if bad:
            return bad
        several = Counter(report.event for report in said)
        return self._refused(self._check, {n: report for n, report in enumerate(said) if several[report.event] > 1})

    def append_all(self, bodies: Iterable[Body]) -> None:
        """Make the log say these, too."""
        for body in bodies:
            self._append(body)

    def _refused(self, step: Callable[[ReportedEvent], None], said: Mapping[int, ReportedEvent]) -> dict[int, RowError]:
        bad = {}
        for done, (place, report) in enumerate(said.items(), 1):
            self.tell(done / len(said))
            try:
                step(report)
            except RowError as error:
                bad[place] = error
        return bad

    def _take(self, report: ReportedEvent) -> None:
        """Make the log say a report, if its event was not taken out of the record here."""
        if taken_out := void_here(report, self.state):
            self.left_out.setdefault(report.event, taken_out)
            return
        self._define(report)
        for _ in range(_ROUNDS):
            bodies = self._missing(report)
            if not bodies:
                return
            for body in bodies:
                self._append(body)
        raise RowError(
            f"{report.at}: what the row says of event {report.event!r} cannot stand beside what the log says. Of "
            "what is known at one time an outcome has the last word: give the row the date since when it is known "
            "(published, known)"
        )

    def _check(self, report: ReportedEvent) -> None:
        """Refuse a report that others of the file have overruled: taking them all again would never end."""
        if report.event in self.state.events and (bodies := self._missing(report)):
            raise RowError(
                f"{report.at}: field {_field(bodies[0])}: other rows contradict it about event {report.event!r}; "
                "what changed later is said by rows with a later published or known date"
            )

    def _missing(self, report: ReportedEvent) -> list[Body]:
        history = self.state.events.get(report.event)
        zone = self.state.zone
        seen = history is not None and history.is_visible
        return missing(report, history, zone) if history and seen else [recorded(report, zone, self.now)]

    def _define(self, report: ReportedEvent) -> None:
        for issue in report.issues:
            if issue not in self.state.issues:
                self.defined.append(issue)
                self._append(IssueDefined(issue=issue, title=issue))

    def _append(self, body: Body) -> None:
        self.drafts.append(self.state.take(body, self.now))


def _field(body: Body) -> str:
    """The field of a row that an entry changes most likely."""
    if isinstance(body, EventCorrected):
        names = {"claims": "value", "issues": "issue"}
        return " and ".join(names.get(name, name) for name in body.fields) or "phase"
    return {"event.rescheduled": "when", "event.sourced": "value"}.get(body.KIND, "phase")
