"""Compare reports with the log and propose exactly the entries that are missing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import frozen
from msgspec import Struct, field

from ..dates import Zone, utc_stamp
from ..entries import Body, Draft, Entry, EventCorrected, IssueDefined
from ..errors import TimelineError
from ..history import EventHistory, read_history
from ..log import Log, Receipt, utc_now
from ..recording import State, append, entry_id, subject
from ..view.ports import Row
from .changes import missing, recorded
from .reading import RowError, refuse
from .reports import ReportedEvent, reports

_ROUNDS = 8  # after which the log cannot be made to say the report; three are enough for any that it can


@frozen
class Proposal:
    """What an import would append: the drafts in order, the issues it defines on the way, and what it refuses."""

    drafts: tuple[Draft, ...]
    issues: tuple[str, ...]
    refused: tuple[TimelineError, ...] = ()


def propose(rows: Iterable[Row | TimelineError], state: State, now: int, *, skip_bad: bool = False) -> Proposal:
    """The entries that would make the log say what the rows say. ``now`` is the instant of recording.

    Rows that cannot be understood, contradict each other or would contradict the log are refused: with
    ``skip_bad`` they are left out and listed, else RowError is raised for all of them.
    """
    said, errors = reports(rows, state.zone)
    while True:
        comparer = _Comparer.of(state, now)
        bad = comparer.take_all(said)
        errors += bad.values()
        if errors and not skip_bad:
            raise refuse(errors)
        if not bad:
            return Proposal(tuple(comparer.drafts), tuple(comparer.defined), tuple(errors))
        said = [report for place, report in enumerate(said) if place not in bad]


def import_rows(log: Log, rows: Iterable[Row | TimelineError], now: int | None = None) -> list[Receipt]:
    """Append exactly what the rows say that the log does not, all or nothing; the receipts of what was appended.

    ``now`` is the instant of recording (default: the computer's time). Raises RowError, LogError.
    """
    said = list(rows)
    return append(log, lambda state: propose(said, state, utc_now() if now is None else now).drafts)


class _Comparer(Struct):
    """The log as it would stand with the drafts made so far, by subject."""

    zone: Zone
    now: int
    issues: set[str]
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    defined: list[str] = field(default_factory=list)
    seq: int = 0

    @classmethod
    def of(cls, state: State, now: int) -> "_Comparer":
        comparer = cls(state.zone, now, set(state.history.issues))
        for entry in state.entries:
            comparer._keep(entry)
        return comparer

    def take_all(self, said: Sequence[ReportedEvent]) -> dict[int, RowError]:
        """Make the log say all reports; the errors of those that cannot be, by their place."""
        bad = self._refused(self._take, dict(enumerate(said)))
        if bad:
            return bad
        several = Counter(report.event for report in said)
        return self._refused(self._check, {n: report for n, report in enumerate(said) if several[report.event] > 1})

    def _refused(self, step: Callable[[ReportedEvent], None], said: Mapping[int, ReportedEvent]) -> dict[int, RowError]:
        bad = {}
        for place, report in said.items():
            try:
                step(report)
            except RowError as error:
                bad[place] = error
        return bad

    def _take(self, report: ReportedEvent) -> None:
        """Make the log say a report."""
        self._define(report)
        for _ in range(_ROUNDS):
            bodies = self._missing(report)
            if not bodies:
                return
            for body in bodies:
                self._append(body)
        raise RowError(
            f"{report.at}: what the row says of event {report.event!r} cannot stand beside what the log says"
        )

    def _check(self, report: ReportedEvent) -> None:
        """Refuse a report that others of the file have overruled: taking them all again would never end."""
        if bodies := self._missing(report):
            raise RowError(
                f"{report.at}: field {_field(bodies[0])}: other rows contradict it about event {report.event!r}; "
                "what changed later is said by rows with a later published or known date"
            )

    def _missing(self, report: ReportedEvent) -> list[Body]:
        history = self._history(report.event)
        return missing(report, history, self.zone) if history else [recorded(report, self.zone, self.now)]

    def _define(self, report: ReportedEvent) -> None:
        for issue in (*report.issues, *(told.claim.issue for told in report.told)):
            if issue not in self.issues:
                self.issues.add(issue)
                self.defined.append(issue)
                self._append(IssueDefined(issue=issue, title=issue))

    def _history(self, event: str) -> EventHistory | None:
        entries = self.entries.get(f"event {event}")
        return read_history(entries, self.zone).events.get(event) if entries else None

    def _append(self, body: Body) -> None:
        about = subject(body)
        before = sum(1 for entry in self.entries.get(self._home(body), ()) if subject(entry.body) == about)
        draft = Draft(entry_id(body, before), body)
        self.drafts.append(draft)
        self._keep(Entry(self.seq + 1, draft.id, utc_stamp(self.now), body))

    def _keep(self, entry: Entry) -> None:
        """File an entry under its event; a correction goes with what it corrects."""
        home = self.subjects[entry.id] = self._home(entry.body)
        self.entries.setdefault(home, []).append(entry)
        self.seq = entry.seq

    def _home(self, body: Body) -> str:
        if isinstance(body, EventCorrected):
            return self.subjects.get(body.entry, subject(body))
        return subject(body)


def _field(body: Body) -> str:
    """The field of a row that an entry changes most likely."""
    if isinstance(body, EventCorrected):
        names = {"claims": "value", "issues": "issue"}
        return " and ".join(names.get(name, name) for name in body.fields) or "phase"
    return {"event.rescheduled": "when", "event.sourced": "value"}.get(body.KIND, "phase")
