"""Back from our own calendar: what `vevent` wrote into a VEVENT, as the log had it, also by way of another program.

A calendar has no place for claims, sources and kind, and its list of actors cannot be taken apart again.
Those are not said, so that an import into the log they came from leaves them as they are.

Other programs put their name in place of ours, and drop what the calendar says of itself, or what begins with X-. So
each event says by itself whose it is; where it does not any more, the form of its description does.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from attrs import frozen
from icalendar import Component
from msgspec.structs import replace

from timeline_engine.dates import DateError, When, Zone, read_when
from timeline_engine.rows.by_uid import is_of_a_log
from timeline_engine.view.words.phrases import PHASE_WORDS, date_words
from timeline_engine.visible import unmarked

from ..before import NAME as BEFORE
from ..before import Stood, read
from ..exporter import PRODUCT
from ..gone import GONE, SAID
from ..gone import MARK as VOID
from ..span import Span, span_of
from ..vevent import MARKS, RETRACTED
from .file import first, many, text
from .once import Occurrence
from .properties import status, when_text

_BODY = re.compile(r"(?:(?P<summary>.*?)\n\n)?When: (?P<when>[^\n]*)\n(?P<phase>[^\n]*)\.\n(?P<rest>.*)", re.DOTALL)
_KNOWN = re.compile(r"^Known since (.+)$", re.MULTILINE)
_REMARK = re.compile(r"(?:, local time .*)? \(([\w+/-]+)\)$| \((?:open; )?shown on [^)]*\)$")
_NO_DATE = "no date"
_ENDING = re.compile(r"(?P<title>.+) \((?P<words>[^()]+)\)", re.DOTALL)
_ANY_ZONE = Zone("UTC")  # what is vague is days
_MARKED = {"CANCELLED: ": "cancelled", RETRACTED: "retracted", MARKS[0]: "postponed", MARKS[1]: "cancelled"}
"""What a mark before the title says of the phase."""
PHASES = {"CONFIRMED": "occurred", "TENTATIVE": "scheduled"}
"""What STATUS says of it, as `vevent` writes it."""
_PHASES = {words.lower(): phase for phase, words in PHASE_WORDS.items() if phase != "upcoming"}
"""``upcoming`` may be scheduled, or reported as occurred with a date ahead: the engine decides."""


@frozen
class Told:
    """What one of our own events says of itself; the fields are those of a row.

    ``before`` is how it stood earlier; ``doubt`` says what cannot be known of its date.
    """

    event: str
    title: str
    when: str | None
    known: str | None
    phase: str | None
    summary: str | None
    issues: tuple[str, ...]
    before: tuple[Stood, ...]
    doubt: str | None = None


def is_void(component: Component) -> bool:
    """Whether an event of ours was taken out of the record, so that there is nothing to import."""
    return GONE in component or _description(component) == SAID or (is_bare(component) and _is_marked(component, VOID))


def is_bare(component: Component) -> bool:
    """Whether only its UID tells an event of ours from others, as another program has lost all else."""
    said = "X-TIMELINE-LOG" in component or _BODY.fullmatch(_description(component))
    return not said and is_of_a_log(text(component, "UID") or "")


def _is_marked(component: Component, mark: str) -> bool:
    return _raw(component, "SUMMARY").startswith(mark)


def log_of(component: Component, calendar: Component) -> str | None:
    """The id of the log that an event was exported from; None if it is not ours."""
    if said := text(component, "X-TIMELINE-LOG"):
        return said
    if text(calendar, "PRODID") == PRODUCT:
        return text(calendar, "X-TIMELINE-LOG") or text(calendar, "UID") or ""
    body = _BODY.fullmatch(_description(component))
    if not body or not _KNOWN.search(body["rest"]) or body["phase"].lower() not in _PHASES | {"upcoming": ""}:
        return None
    return (text(component, "UID") or "").rpartition("@")[2] or None


def told(found: Occurrence, calendar: Component, log: str) -> Told:
    """Read an event of our own calendar."""
    component = found.event.component
    body = _BODY.fullmatch(_description(component))
    zone = Zone(text(component, "X-TIMELINE-ZONE") or text(calendar, "X-WR-TIMEZONE") or _zone_in(body) or "UTC")
    words = _REMARK.sub("", body["when"]) if body else ""
    written = text(component, "X-TIMELINE-WHEN") or words
    when, vague, doubt = _when(written, text(component, "X-TIMELINE-LATEST"), found, zone)
    said = _KNOWN.search(body["rest"]) if body else None
    known = text(component, "X-TIMELINE-SINCE") or text(component, "X-TIMELINE-KNOWN") or (said[1] if said else None)
    return Told(
        event=(text(component, "UID") or "").removesuffix(f"@{log}"),
        title=_raw(component, "X-TIMELINE-TITLE") or _title(component, _endings(written, words, zone) if vague else ()),
        when=when,
        known=known,
        phase=_PHASES.get(body["phase"].lower()) if body else None,
        summary=body["summary"] if body else None,
        issues=_issues(component),
        before=tuple(_before(component)),
        doubt=doubt,
    )


def told_by_title(found: Occurrence) -> Told:
    """Read an event of ours of which the UID is left: what is vague, or gone, of its date, its title says in words."""
    component = found.event.component
    mark = next((mark for mark in _MARKED if _is_marked(component, mark)), "")
    title = _raw(component, "SUMMARY").removeprefix(mark)
    when = None if mark in MARKS else _moved(found)
    if when and (ending := _ENDING.fullmatch(title)):
        vague = _read(ending["words"], _ANY_ZONE)
        if vague and (span := span_of(vague)) and span.vague and (_covers(span, found) or _is_bounded(span, found)):
            when, title = vague.text, ending["title"]
    return Told(
        event=text(component, "UID") or "",
        title=title,
        when=when,
        known=None,
        phase=_MARKED.get(mark),
        summary=None,
        issues=_issues(component),
        before=(),
    )


def _before(component: Component) -> Iterator[Stood]:
    for value in many(component, BEFORE):
        if stood := read(unmarked(str(value))):
            yield stood


def _issues(component: Component) -> tuple[str, ...]:
    return tuple(unmarked(str(issue)) for value in many(component, "CATEGORIES") for issue in value.cats)


def _raw(component: Component, name: str) -> str:
    found = first(component, name)
    return "" if found is None else unmarked(str(found))


def _description(component: Component) -> str:
    """The description, with the line ends and without the blank end that some programs give it."""
    return _raw(component, "DESCRIPTION").replace("\r\n", "\n").rstrip()


def _zone_in(body: re.Match[str] | None) -> str | None:
    """The zone in which the description gives a time."""
    named = _REMARK.search(body["when"]) if body else None
    try:
        return Zone(named[1]).name if named and named[1] else None
    except DateError:
        return None


def _title(component: Component, endings: tuple[str, ...]) -> str:
    title = _raw(component, "SUMMARY")
    if status(component) == "CANCELLED":
        title = next((title.removeprefix(mark) for mark in _MARKED if title.startswith(mark)), title)
    return next((title.removesuffix(ending) for ending in endings if title.endswith(ending)), title)


def _endings(written: str, words: str, zone: Zone) -> tuple[str, ...]:
    """How a title may repeat a vague date: in today's words, in those of the description, or as the log has it."""
    return tuple(f" ({text})" for text in dict.fromkeys((date_words(written, zone), words, written)))


def _when(written: str, latest: str | None, found: Occurrence, zone: Zone) -> tuple[str | None, bool, str | None]:
    """The date as the log has it, whether the title repeats it, and what is in doubt.

    The date is that of the span if a person moved the event since. ``latest`` is the last day that it could mean by its
    report, where it is written more widely.
    """
    if written == _NO_DATE:
        return None, False, None
    when = _read(written, zone)
    if when is None and isinstance(found.start, datetime):  # a time is exact, whatever the words are
        return _moved(found), False, None
    if when is None:
        doubt = f"the date that its description gives, {written!r}, cannot be read" if written else None
        return (None, True, doubt) if doubt else (_moved(found), False, None)
    try:
        span = span_of(replace(when, latest=latest, ends=zone.when(latest).ends) if latest else when)
    except DateError:
        span = None
    if span is None or not (_covers(span, found) or (latest is None and _is_bounded(span, found))):
        return _moved(found), True, None
    return when.text, span.vague, None


def _covers(span: Span, found: Occurrence) -> bool:
    """Whether an event is where its date is shown."""
    shown = _plain(found.start), _plain(found.end)
    return (_plain(span.start), _plain(span.end or span.start)) == shown


def _is_bounded(span: Span, found: Occurrence) -> bool:
    """Whether an event may be shown for less than its date, as its report bounds it (R4.20), and nothing says so."""
    if text(found.event.component, "X-TIMELINE-LOG") or not span.vague or isinstance(found.start, datetime):
        return False
    return found.start == span.start and span.end is not None and found.end < span.end


def _read(written: str, zone: Zone) -> When | None:
    """A date as the log or a person writes it."""
    try:
        return zone.when(written)
    except DateError:
        pass
    try:
        return zone.when(read_when(written, zone, "1970-01-01"))
    except DateError:
        return None


def _moved(found: Occurrence) -> str:
    return when_text(found.start, found.end)


def _plain(moment: object) -> object:
    return moment.timestamp() if isinstance(moment, datetime) else moment
