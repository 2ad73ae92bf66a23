"""Putting something into the log: a body is checked against what the log says, given its id, and appended.

Checks refuse what could not be understood later: a date that is no date, an event that is not there, an
outcome for an event that has one. What is merely doubtful is taken.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import partial, singledispatch
from hashlib import sha256

import msgspec
from attrs import frozen

from .dates import Zone
from .entries import (
    Body,
    CodecError,
    Draft,
    Entry,
    EventBody,
    EventCancelled,
    EventCorrected,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    IssueDefined,
    correct,
    to_data,
)
from .errors import TimelineError, UnknownId, did_you_mean
from .history import History, Revision, apply_corrections, known_of, named_issues, read_history
from .log import Head, Log, LogConflict, Receipt

RETRIES = 20


class RecordError(TimelineError):
    """What was to be recorded does not fit the log; the message says why and what to do."""


@frozen
class State:
    """What the log says now: the ground on which a new entry is checked."""

    zone: Zone
    entries: tuple[Entry, ...]
    history: History
    head: Head

    def revision(self, event: str, known_by: int | None = None) -> Revision:
        """The newest (or then newest) revision of an event. Raises UnknownId if there is no such event."""
        found = self.history.events.get(event)
        if found is None:
            raise UnknownId(f"no event {event!r} in the log{did_you_mean(event, self.history.events)}")
        revision = found.revision(self.zone, known_by) or found.revision(self.zone)
        assert revision is not None
        return revision


Plan = Callable[[State], Sequence[Draft]]


def read_state(log: Log) -> State:
    """Read the whole log."""
    zone = Zone(log.info.zone)
    head = log.head()
    entries = tuple(entry for entry in log.read() if entry.seq <= head.seq)
    return State(zone, entries, read_history(entries, zone), head)


def append(log: Log, plan: Plan) -> list[Receipt]:
    """Append what ``plan`` makes of the log as it stands; if another writer was quicker, plan again.

    Raises RecordError, LogError.
    """
    for _ in range(RETRIES):
        state = read_state(log)
        try:
            return log.append(plan(state), state.head)
        except LogConflict:
            continue
    raise RecordError("other writers kept changing the log: nothing was appended, try again")


def record(log: Log, *bodies: Body) -> list[Receipt]:
    """Check and append each body as an entry, in order; the receipts. Raises RecordError, DateError, LogError."""
    return [receipt for body in bodies for receipt in append(log, partial(_one, body))]


def _one(body: Body, state: State) -> list[Draft]:
    return [draft(state, body)]


def draft(state: State, body: Body) -> Draft:
    """Check a body against the log and give it its id. Raises RecordError, DateError."""
    _check(body, state)
    about = subject(body)
    return Draft(entry_id(body, sum(1 for entry in state.entries if subject(entry.body) == about)), body)


def subject(body: Body) -> str:
    """What an entry is about: its event, its issue, or the entry it corrects."""
    if isinstance(body, IssueDefined):
        return f"issue {body.issue}"
    return f"entry {body.entry}" if isinstance(body, EventCorrected) else f"event {body.event}"


def entry_id(body: Body, before: int) -> str:
    """16 hex digits from what an entry says and how many entries about the same thing came before it.

    So two people who import the same file into copies of a log make the same entries, and a retry makes no second one.
    """
    try:
        said = msgspec.json.encode([body.KIND, before, to_data(body)], order="deterministic")
    except UnicodeEncodeError as error:
        raise RecordError(f"{error.object!r} holds what is no Unicode text: type it anew") from error
    return sha256(said).hexdigest()[:16]


def slug(title: str, taken: Iterable[str] = ()) -> str:
    """A readable id from a title: ``First 2+2 dialogue`` is ``first-2-2-dialogue``; numbered if it is taken."""
    plain = "".join(map(_plain, unicodedata.normalize("NFC", title))).lower()
    kept = (letter if letter.isalnum() or unicodedata.category(letter)[0] == "M" else " " for letter in plain)
    made = "-".join("".join(kept).split())[:60].strip("-") or "event"
    used = set(taken)
    number = 2
    candidate = made
    while candidate in used:
        candidate, number = f"{made}-{number}", number + 1
    return candidate


def _plain(letter: str) -> str:
    """A Latin letter without accents; any other as it is."""
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or letter


def check_id(text: str, what: str) -> None:
    """Ids may be any short line of text. Raises RecordError."""
    if not text or text != text.strip() or len(text) > 200 or not text.isprintable():
        raise RecordError(
            f"{what} id {text!r}: use up to 200 printable characters, not starting or ending with a space"
        )


@singledispatch
def _check(body: Body, state: State) -> None:
    raise TypeError(f"no check for {type(body).__name__}")


@_check.register
def _(body: IssueDefined, state: State) -> None:
    check_id(body.issue, "issue")
    for name in body.attributes:
        check_id(name, "attribute")


@_check.register
def _(body: EventRecorded, state: State) -> None:
    check_id(body.event, "event")
    if body.event in state.history.events:
        raise RecordError(f"event {body.event!r} is in the log already: choose another id, or see `timeline show`")
    _check_description(body)
    _check_report(body, state)


def _check_description(body: EventRecorded) -> None:
    if not body.title.strip():
        raise RecordError(f"event {body.event!r} has no title")
    if body.when is None and body.phase == "occurred":
        raise RecordError(f"event {body.event!r} occurred, but when? Give its date, however vague")


@_check.register
def _(body: EventRescheduled, state: State) -> None:
    _expect_not(body, state, "occurred", "an event that took place cannot be moved")
    _check_report(body, state)


@_check.register
def _(body: EventOccurred, state: State) -> None:
    _expect_not(body, state, "occurred", "add a source, or correct the entry that is wrong")
    if body.when is None and _revision(body, state).when is None:
        raise RecordError(f"event {body.event!r} has no date: say when it occurred")
    _check_report(body, state)


@_check.register
def _(body: EventCancelled, state: State) -> None:
    for outcome in ("occurred", "cancelled", "retracted"):
        _expect_not(body, state, outcome, "only what is scheduled can be cancelled")
    _check_report(body, state)


@_check.register
def _(body: EventSourced, state: State) -> None:
    if not body.sources and not body.known:
        raise RecordError(f"a further source for {body.event!r} needs at least a publisher, title, date or URL")
    held = [s for s in state.revision(body.event).sources if s in body.sources]
    if held and not body.claims:
        raise RecordError(f"event {body.event!r} has this source already")
    _check_report(body, state)


@_check.register
def _(body: EventRetracted, state: State) -> None:
    _expect_not(body, state, "retracted", "nothing is left to take back")
    _check_report(body, state)


@_check.register
def _(body: EventCorrected, state: State) -> None:
    target = find_entry(state, body.entry)
    held = as_corrected(state, target)
    if held is None:
        raise RecordError(f"entry {target.id} is void already: to bring it back, void the correction that says so")
    if body.void:
        return
    if not body.fields:
        raise RecordError("a correction says which fields to replace, or that the entry is void")
    if isinstance(held, EventCorrected):
        raise RecordError(f"entry {target.id} is itself a correction: void it, and correct entry {held.entry}")
    unknown = sorted(set(body.fields) - set(_fields(held)))
    if unknown:
        names = ", ".join(_fields(held))
        raise RecordError(f"an {target.kind} has no field {unknown[0]!r} that can be corrected; it has {names}")
    try:
        corrected = correct(held, body.fields)
    except CodecError as error:
        raise RecordError(str(error)) from error
    if isinstance(corrected, EventRecorded):
        _check_description(corrected)
    if not isinstance(corrected, IssueDefined | EventCorrected):
        _check_report(corrected, state)


def as_corrected(state: State, entry: Entry) -> Body | None:
    """What an entry says with all its corrections; None if it is void."""
    found = next(corrected for corrected in apply_corrections(state.entries) if corrected.entry.id == entry.id)
    return None if found.void else found.entry.body


def find_entry(state: State, text: str) -> Entry:
    """The entry with this id, beginning of an id, or ``#seq``. Raises RecordError."""
    if text.startswith("#") and text[1:].isdigit():
        found = [entry for entry in state.entries if entry.seq == int(text[1:])]
    else:
        found = [entry for entry in state.entries if entry.id == text] or [
            entry for entry in state.entries if len(text) >= 4 and entry.id.startswith(text)
        ]
    if len(found) == 1:
        return found[0]
    if found:
        raise RecordError(f"{text!r} begins the ids of {len(found)} entries: give more of it")
    near = did_you_mean(text, state.history.events)
    raise RecordError(f"no entry {text!r} in the log{near or ': `timeline show EVENT` lists the entries of an event'}")


def _fields(body: Body) -> tuple[str, ...]:
    import attrs

    return tuple(a.name for a in attrs.fields(type(body)) if a.name not in ("event", "entry", "issue"))


def _revision(body: EventBody, state: State) -> Revision:
    known = known_of(body.sources, body.known, state.zone)
    return state.revision(body.event, known.instant if known else None)


def _expect_not(body: EventBody, state: State, outcome: str, advice: str) -> None:
    if _revision(body, state).outcome == outcome:
        raise RecordError(f"event {body.event!r} is {outcome} already: {advice}")


def _check_report(body: EventBody, state: State) -> None:
    _check_dates(body, state)
    if isinstance(body, EventRecorded | EventOccurred | EventSourced):
        for claim in body.claims:
            check_id(claim.attribute, "attribute")
    for issue in named_issues(body):
        if issue not in state.history.issues:
            near = did_you_mean(issue, state.history.issues)
            raise UnknownId(f"no issue {issue!r} in the log{near or ': make it with `timeline define`'}")


def _check_dates(body: EventBody, state: State) -> None:
    known_of(body.sources, None, state.zone)
    known_of((), body.known, state.zone)
    if isinstance(body, EventRecorded | EventRescheduled | EventOccurred) and body.when is not None:
        state.zone.when(body.when)
