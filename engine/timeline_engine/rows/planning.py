"""What an import appends, report by report: what the log has not, and corrections of what it has (R8.4 to R8.8)."""

from collections.abc import Container, Iterable, Sequence
from operator import itemgetter
from sys import maxsize

from attrs import evolve
from msgspec import Struct, field
from msgspec.structs import replace

from ..dates import BEGINNING, utc_stamp
from ..entries import Body, Draft, Entry, EventBody, IssueDefined
from ..errors import did_you_mean
from ..history import known_of
from ..recording import State, entry_id
from .agreeing import agrees, found_elsewhere, repeats
from .by_uid import is_shown_on, left_for, named_by_uid
from .either import Either
from .left_out import corrected_away, older, out_of_the_record, stood_otherwise
from .matching import corrections, find, is_said_last, says_nothing_new, was_taken_back
from .reading import RowError
from .reports import FileReport, in_declared_units
from .stream import Stream, with_version
from .unchanged import are_known, are_said

Place = tuple[int, int]
"""Where something stands: when its report was asked (R8.7: again, if need be), and the number of its first row."""

FEW = 1_000
"""So many ids are looked through for one that may have been meant, while nobody waits."""
_AT_THE_END = maxsize
_TITLES = (
    "If titles stand in the column event, say so with --map event=title, beside what else it maps; if ids, add a "
    "column title."
)


class Planner(Struct):
    """What an import appends, worked out event by event; of each event nothing else is held then.

    ``known`` is what of the log makes reports known, see `sayings`; None if that is to be asked of its entries.
    ``made`` are the drafts with the issues that they name and the log does not know, ``left`` says what was left out,
    and why; both with their place.
    """

    state: State
    now: int
    only_changes: bool
    put_back: bool
    known: Container[bytes] | None = None
    made: list[tuple[Place, tuple[str, ...], Draft]] = field(default_factory=list)
    left: list[tuple[Place, str]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    place: Place = (0, 0)
    stream: Stream | None = None
    taken: set[str] = field(default_factory=set)
    alone: bool = False
    titled: bool = False
    phased: bool = False
    history: int = BEGINNING
    today: str = ""

    def take_all(self, reports: Sequence[tuple[int, FileReport]]) -> list[RowError]:
        """Take in all reports of an event; the errors of those that must be refused. What agreed is asked again beside
        what came after it, while that is anything (R8.7).
        """
        reports = [(number, in_declared_units(report, self.state.issues)) for number, report in reports]
        if self._are_known([report for _, report in reports]):  # as most of a file that is imported again
            return []
        self.titled = any(report.title for _, report in reports)
        self.phased = any(report.phase for _, report in reports)
        self.alone, self.today = len(reports) == 1, self.today or self.state.zone.day(self.now)
        self.history = self._history(reports)
        self.taken, errors = set(), list[RowError]()
        waiting, before, turn = reports, -1, 0
        while waiting and before < len(self.made):
            before, asked, waiting = len(self.made), waiting, []
            for number, report in asked:
                self.place = turn, number
                try:
                    if not self._take(report):
                        waiting.append((number, report))
                except RowError as error:
                    errors.append(error)
            turn += 1
        self.stream = None
        return errors

    def append_all(self, bodies: Iterable[EventBody]) -> None:
        """Append entries about events, after all others."""
        for number, body in enumerate(bodies):
            self.place = _AT_THE_END, number
            self._append(body)

    def drafts(self) -> tuple[list[Draft], list[str]]:
        """All drafts in the order of the file, each issue defined before it is named (R8.8); and these issues."""
        drafts, defined = list[Draft](), dict[str, None]()
        self.made.sort(key=itemgetter(0))
        for _, issues, draft in self.made:
            for issue in issues:
                if issue not in defined:
                    defined[issue] = None
                    drafts.append(self._draft(IssueDefined(issue=issue, title=issue)))
            drafts.append(draft)
        return drafts, list(defined)

    def _take(self, report: FileReport) -> bool:
        """Make the log say a report; False if it says nothing that is not so without it. Raises RowError."""
        self._check_home(report)
        entries = self.state.about(report.event) if self.stream is None else ()
        if self.alone and not entries and not report.is_state:  # as of most new events: there is nothing to look at
            self._check_new(report)
            self._record(report)
            return True
        stream = self.stream = self.stream or Stream(entries, self.state.zone, self.today)
        if report.is_state:
            return self._take_state(report, stream)
        match = find(report, stream, self.taken)
        if match is None:
            return self._take_new(report, stream)
        if match.now is None:
            if not self.put_back and says_nothing_new(report, match.ever):
                self._leave(out_of_the_record(report))
            else:
                self._record(report)
            return True
        if not self.put_back and was_taken_back(report, match):
            self._leave(out_of_the_record(report))
            return True
        self.taken.add(match.now.id)
        bodies, left = corrections(report, match, stream.day_recorded(match.now), self.put_back)
        for what in left:
            self._leave(corrected_away(report, what, match.now.id))
        for body in bodies:
            self._append(body, report.named_issues)
        return True

    def _are_known(self, reports: Sequence[FileReport]) -> bool:
        """Has the log all reports of an event word for word?"""
        if self.known is not None:
            return are_known(reports, self.known)
        return bool(reports) and are_said(reports, self.state.filed.get(f"event {reports[0].event}", ()))

    def _history(self, reports: Sequence[tuple[int, FileReport]]) -> int:
        """Up to when the log itself knows how an event stood of which the file says that more than once (R8.10)."""
        states = [report for _, report in reports if report.is_state]
        known = sorted({self._known_by(report) for report in states}) if len(states) > 1 else []
        if len(known) < 2:  # as most
            return BEGINNING
        self.stream = Stream(self.state.about(reports[0][1].event), self.state.zone, self.today)
        return min(known[-1] - 1, max(self.stream.known_instants(), default=BEGINNING))

    def _take_new(self, report: FileReport, stream: Stream) -> bool:
        """Append a report that the log has not, if there is something in it (R8.6, R8.7)."""
        if not report.is_dated and (held := found_elsewhere(report, stream, self.taken)):
            self.taken.add(held.id)
            return True
        if self.only_changes or not report.is_dated:
            if self._agrees(report, stream, [self._known_by(report)]):
                return report.is_dated
            if not report.is_dated and repeats(report, stream):
                return False
        if not stream.is_recorded:
            self._check_new(report)
        self._record(report)
        return True

    def _take_state(self, report: FileReport, stream: Stream) -> bool:
        """Append how an event stands, if it did not stand so then or later (R8.10)."""
        if event := named_by_uid(report.event, self.state):
            if not is_shown_on(event, report.when, self.state):
                self._leave(left_for(report, event))
            return True
        known_by = self._known_by(report)
        if self._agrees(report, stream, stream.instants_from(known_by)):
            return report.is_dated
        if no_news := self._no_news(report, stream, known_by):
            self._leave(no_news)
            return True
        if is_said_last(report, stream):  # as a plan for a day that was over says nothing (R4.10)
            return True
        report = replace(report, sources=with_version(report.sources, report.version))
        if known_by <= self.history:
            self._leave(stood_otherwise(report))
            return True
        if known_by in stream.known_instants():  # so the stamp was not renewed
            report = replace(report, known=None, sources=tuple(evolve(s, published=None) for s in report.sources))
        return self._take_new(report, stream)

    def _no_news(self, report: FileReport, stream: Stream, known_by: int) -> str | None:
        """Why the log has what is newer than how an event stood (R8.10); None: it has not."""
        if known_by <= self.history:
            return stood_otherwise(report)
        newest = stream.newest_version(known_by)
        return older(report, newest) if report.version is not None and report.version < newest else None

    def _agrees(self, report: FileReport, stream: Stream, instants: Iterable[int]) -> bool:
        """Is an event all that a report says of it, as known by one of some instants?"""
        if not stream.ever_told(one.claim for one in report.claims):
            return False
        return any(agrees(report, stream.standing(at), self.state.zone) for at in instants)

    def _known_by(self, report: FileReport) -> int:
        known = known_of(report.sources, report.known, self.state.zone)
        return known.instant if known else self.state.zone.instant(self.state.zone.day(self.now))

    def _check_new(self, report: FileReport) -> None:
        """Refuse an event of which neither file nor log says whether it occurred or is to come (R8.8)."""
        new = f"the log has no event {report.event!r} yet"
        if not self.phased:
            near = did_you_mean(report.event, self.state.events) if len(self.state.events) <= FEW else ""
            raise RowError(
                f"{report.at}: field when: {new}{near}: say when it was, however vague, or that its phase is scheduled"
            )
        if not self.titled and " " in report.event and report.entry is None:
            raise RowError(f"{report.at}: field event: {new}, and no row gives it a title.", [_TITLES])
        if not self.titled:
            self.titled = True
            self._leave(f"{report.at}: {new}, and no row gives it a title: its id stands for it")

    def _check_home(self, report: FileReport) -> None:
        """Refuse a row that names an entry about something else."""
        about = f"event {report.event}"
        home = self.state.homes.get(report.entry, about) if report.entry else about
        if home != about:
            raise RowError(
                f"{report.at}: field event: {report.event!r}, but entry {str(report.entry)[:8]} is about {home}: leave "
                "the cell entry blank to record this of another event"
            )

    def _record(self, report: FileReport) -> None:
        self.taken.add(self._append(report.body, report.named_issues))

    def _leave(self, sentence: str) -> None:
        self.left.append((self.place, sentence))

    def _append(self, body: Body, issues: Iterable[str] = ()) -> str:
        """Append an entry that names issues, and take it in beside the others of its event; its id."""
        draft = self._draft(self.state.dated(body, self.now))
        self.made.append((self.place, tuple([issue for issue in issues if issue not in self.state.issues]), draft))
        if self.stream:
            seq = len(self.state.entries) + len(self.made)
            self.stream.take(Entry(seq, draft.id, utc_stamp(self.now), draft.body))
        return draft.id

    def _draft(self, body: Body) -> Draft:
        made = entry_id(body, Either(self.state.homes, self.ids))
        self.ids.add(made)
        return Draft(made, body)
