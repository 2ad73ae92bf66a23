"""What an import appends, report by report: what the log has not, and corrections of what it has (R8.4 to R8.8)."""

from collections.abc import Callable, Iterable, Sequence

from attrs import evolve
from msgspec import Struct, field
from msgspec.structs import replace

from ..dates import utc_stamp
from ..entries import Body, Draft, Entry, EventBody, IssueDefined
from ..errors import did_you_mean
from ..history import known_of
from ..recording import State, entry_id
from .agreeing import agrees, repeats
from .matching import corrections, find, says_nothing_new, was_taken_back
from .reading import RowError
from .reports import FileReport, of_whom
from .stream import Stream

Tell = Callable[[float], None]

FEW = 1_000
"""So many ids are looked through for one that may have been meant, while nobody waits."""


class Planner(Struct):
    """What an import appends, worked out report by report. ``left`` says what was left out, and why."""

    state: State
    now: int
    only_changes: bool
    put_back: bool
    ids: set[str]
    drafts: list[Draft] = field(default_factory=list)
    defined: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    streams: dict[str, Stream] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    titled: set[str] = field(default_factory=set)
    phased: set[str] = field(default_factory=set)

    def take_all(self, reports: Sequence[FileReport], tell: Tell) -> list[RowError]:
        """Take in reports; the errors of those that must be refused. What agreed is asked again beside what came after
        it, while that is anything (R8.7).
        """
        self.titled = {report.event for report in reports if report.title}
        self.phased = {report.event for report in reports if report.phase}
        errors, waiting, before = list[RowError](), reports, -1
        while waiting and before < len(self.drafts):
            before, asked, waiting = len(self.drafts), waiting, []
            for done, report in enumerate(asked, 1):
                try:
                    if not self._take(report):
                        waiting.append(report)
                except RowError as error:
                    errors.append(error)
                tell(done / len(asked))
        return errors

    def append_all(self, bodies: Iterable[EventBody]) -> None:
        """Append entries about events."""
        for body in bodies:
            self._append(body, None)

    def _take(self, report: FileReport) -> bool:
        """Make the log say a report; False if it says nothing that is not so without it. Raises RowError."""
        stream = self._stream(report)
        if report.is_state:
            return self._take_state(report, stream)
        match = find(report, stream, self.taken)
        if match is None:
            return self._take_new(report, stream)
        if match.now is None:
            if not self.put_back and says_nothing_new(report, match.ever):
                self.left.append(_out_of_the_record(report))
            else:
                self._record(report)
            return True
        if not self.put_back and was_taken_back(report, match):
            self.left.append(_out_of_the_record(report))
            return True
        self.taken.add(match.now.id)
        bodies, left = corrections(report, match, stream.day_recorded(match.now), self.put_back)
        self.left += [_corrected_away(report, what, match.now.id) for what in left]
        if bodies:
            self._define(report)
        for body in bodies:
            self._append(body, report.event)
        return True

    def _take_new(self, report: FileReport, stream: Stream) -> bool:
        """Append a report that the log has not, if there is something in it (R8.6, R8.7)."""
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
        known_by, instants = self._known_by(report), stream.known_instants()
        if self._agrees(report, stream, [known_by, *(instant for instant in instants if instant > known_by)]):
            return report.is_dated
        if known_by in instants:  # so the stamp was not renewed
            report = replace(report, known=None, sources=tuple(evolve(s, published=None) for s in report.sources))
        return self._take_new(report, stream)

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
        if report.event not in self.phased:
            near = did_you_mean(report.event, self.state.events) if len(self.state.events) <= FEW else ""
            raise RowError(
                f"{report.at}: field when: {new}{near}: say when it was, however vague, or that its phase is scheduled"
            )
        if report.event not in self.titled:
            self.titled.add(report.event)
            self.left.append(f"{report.at}: {new}, and no row gives it a title: its id stands for it")

    def _stream(self, report: FileReport) -> Stream:
        home = self.state.homes.get(report.entry or "", f"event {report.event}")
        if home != f"event {report.event}":
            raise RowError(
                f"{report.at}: field event: {report.event!r}, but entry {str(report.entry)[:8]} is about {home}: leave "
                "the cell entry blank to record this of another event"
            )
        if report.event not in self.streams:
            self.streams[report.event] = Stream(self.state.about(report.event), self.state.zone)
        return self.streams[report.event]

    def _record(self, report: FileReport) -> None:
        self._define(report)
        self.taken.add(self._append(report.body, report.event))

    def _define(self, report: FileReport) -> None:
        """Define the issues that the log does not know (R8.8)."""
        for issue in report.named_issues:
            if issue not in self.state.issues and issue not in self.defined:
                self.defined.append(issue)
                self._append(IssueDefined(issue=issue, title=issue), None)

    def _append(self, body: Body, event: str | None) -> str:
        """Append an entry about an event, or an issue; its id."""
        body = self.state.dated(body, self.now)
        made = entry_id(body, self.ids)
        self.ids.add(made)
        self.drafts.append(Draft(made, body))
        if event is not None:
            seq = len(self.state.entries) + len(self.drafts)
            self.streams[event].take(Entry(seq, made, utc_stamp(self.now), body))
        return made


def _out_of_the_record(report: FileReport) -> str:
    return (
        f"{report.at}: left out the report{of_whom(report)}: it was taken out of the record here; --put-back records "
        "it again"
    )


def _corrected_away(report: FileReport, what: str, entry: str) -> str:
    return (
        f"{report.at}: left out {what}{of_whom(report)}: it was corrected away in entry {entry[:8]}; --put-back "
        "corrects it back"
    )
