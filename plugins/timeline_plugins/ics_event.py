"""One event of a view as a VEVENT, RFC 5545 §3.6.1."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from urllib.parse import quote

from attrs import frozen
from icalendar import Alarm, Event, vCalAddress, vCategory, vText

from timeline_engine.dates import When, Zone
from timeline_engine.history import Revision
from timeline_engine.model import Source
from timeline_engine.projection import EventState
from timeline_engine.view import View
from timeline_engine.view.phrases import PHASE_WORDS, claims_words, moves_words, source_words

from .printable import UNPRINTABLE, printable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000  # microseconds
_EXACT = re.compile(r"\d{4}-\d{2}-\d{2}(T\S+)?")  # a plain day or a date-time, nothing vague about it
_NOT_IN_UID = re.compile(rf"{UNPRINTABLE.pattern}|[\t\n\r\x85\u2028\u2029]")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x1f\x7f]+")  # RFC 3986 §3: a scheme, a colon, no blanks
_URI_SIGNS = "!#$%&'()*+,/:;=?@[]~"  # have a meaning in a URI (RFC 3986 §2) and so are not percent-encoded


class Loss(Enum):
    """What a calendar cannot carry whole: how to say so of one event, and of several."""

    NO_DATE = ("has no date and is left out", "have no date and are left out")
    NO_DAY = (
        "has no known day in the years 1 to 9999 and is left out",
        "have no known day in the years 1 to 9999 and are left out",
    )
    OPEN = (
        "has an end that is open or not in the years 1 to 9999, and is shown on its one known day",
        "have an end that is open or not in the years 1 to 9999, and are shown on their one known day",
    )
    CONTROL = (
        "had control characters in its text, which are dropped",
        "had control characters in their text, which are dropped",
    )


class Text(vText):
    r"""TEXT as RFC 5545 §3.3.11 escapes it; icalendar itself makes the ``\N`` of ``C:\New`` a line break."""

    __slots__ = ()

    def to_ical(self) -> bytes:
        """Return the text escaped: backslash first, so that nothing is escaped twice."""
        text = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return text.encode()


@frozen
class Span:
    """Where an event stands in a calendar: whole days, or instants in UTC.

    ``end`` is exclusive (RFC 5545 §3.6.1), None for a point in time. ``vague``: the calendar shows more, or
    less, than is known. ``open``: only one bound is known, and that is its one day.
    """

    start: date
    end: date | None
    vague: bool
    open: bool = False


def span_of(when: When) -> Span | None:
    """The days or instants that a date's window covers; None if no calendar can show any of it."""
    exact = all(_EXACT.fullmatch(side.strip()) for side in when.text.split("/"))
    if exact and "T" in when.text:
        return _timed(when)
    first, last = _day(when.earliest), _day(when.latest)
    if first and last:
        return Span(first, last + timedelta(days=1), vague=not exact)
    known = first or last
    return Span(known, known + timedelta(days=1), vague=True, open=True) if known else None


def _timed(when: When) -> Span | None:
    """A date-time, or an interval with one at an end: in UTC, as VTIMEZONE is misread by too many clients."""
    try:
        start = _EPOCH + timedelta(seconds=when.starts // _SECOND)
        end = _EPOCH + timedelta(seconds=-(-when.ends // _SECOND))  # a day ends a microsecond before midnight
    except OverflowError:
        return None
    # A DTEND must be later than its DTSTART (§3.8.2.2); a date-time without one is a point in time (§3.6.1).
    return Span(start, end if "/" in when.text and end > start else None, vague=False)


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day < date.max else None  # an exclusive end needs a day after it


def is_off(event: EventState) -> bool:
    """Whether it does not take place: cancelled, or taken back by its sources."""
    return event.phase in ("cancelled", "retracted")


def write_event(
    event: EventState, view: View, *, mark_off: str = "", organizer: vCalAddress | None = None
) -> tuple[bytes, list[Loss]]:
    """The lines of an event's VEVENT, none if it cannot have one, and what they do not carry whole.

    ``mark_off`` is put before the title of an event that is off.
    """
    when = event.revision.when
    if when is None:
        return b"", [Loss.NO_DATE]
    span = span_of(when)
    if span is None:
        return b"", [Loss.NO_DAY]
    texts = _texts(event, when, span, view.zone, mark_off if is_off(event) else "")
    lost = [Loss.OPEN] if span.open else []
    if any(UNPRINTABLE.search(text) for text in texts.values()):
        lost.append(Loss.CONTROL)
    written = {name: Text(printable(text)) for name, text in texts.items()}
    component = _component(event, span, view.log.id, written)
    if organizer is not None:
        component.add("organizer", organizer)
    return component.to_ical(), lost


def _texts(event: EventState, when: When, span: Span, zone: Zone, mark: str) -> dict[str, str]:
    """What people read, by the name of its property."""
    body = event.revision.body
    title = body.title if printable(body.title).strip() else body.event  # an entry without a name cannot be clicked
    texts = {
        "summary": f"{mark}{title}{f' ({when.text})' if span.vague else ''}",
        "description": "\n".join(_description(event, when, span, zone)),
        "location": body.place or "",
    }
    return {name: text for name, text in texts.items() if text}


def _component(event: EventState, span: Span, log: str, texts: dict[str, Text]) -> Event:
    revision = event.revision
    uid = uid_of(revision.event, log)
    found = Event()
    found.add("uid", uid)
    # All from the log, so that the same answer gives the same bytes. Without METHOD, DTSTAMP is the time of
    # the last revision (§3.8.7.2); SEQUENCE counts revisions and never falls (§3.8.7.4).
    found.add("dtstamp", datetime.fromisoformat(revision.modified))
    found.add("last-modified", datetime.fromisoformat(revision.modified))
    found.add("created", datetime.fromisoformat(revision.created))
    found.add("sequence", revision.number)
    found.add("dtstart", span.start)
    if span.end is not None:
        found.add("dtend", span.end)
    for name, text in texts.items():
        found.add(name, text)
    found.add("status", _status(event, span))
    # Who follows the news takes no part in it: no event, long or short, makes the reader busy (§3.8.2.7).
    found.add("transp", "TRANSPARENT")
    _add_references(found, revision)
    if _is_deadline_ahead(event):
        found.add_component(_alarm(uid, texts["summary"]))
    return found


def uid_of(event: str, log: str) -> Text:
    """The identity of an event in every export, for ever (§3.8.4.7)."""
    return Text(_NOT_IN_UID.sub(lambda found: f"%{ord(found[0]):02X}", f"{event}@{log}"))


def _status(event: EventState, span: Span) -> str:
    """STATUS (§3.8.1.11): CONFIRMED is only what occurred on a date that is known exactly."""
    if is_off(event):
        return "CANCELLED"
    happened = event.revision.outcome == "occurred" and event.phase != "possible"
    return "CONFIRMED" if happened and not span.vague else "TENTATIVE"


def _add_references(found: Event, revision: Revision) -> None:
    if revision.issues:
        categories = vCategory([])
        categories.cats.extend(Text(printable(issue)) for issue in revision.issues)
        found.add("categories", categories)
    url = next((source.url for source in revision.sources if source.url), "")
    if _URI.fullmatch(url):  # anything else is no URI (§3.3.13) and stays in the description
        found.add("url", quote(url, safe=_URI_SIGNS))


def _is_deadline_ahead(event: EventState) -> bool:
    revision = event.revision
    is_deadline = revision.outcome == "scheduled" and revision.body.kind == "deadline"
    return is_deadline and event.phase in ("upcoming", "due")


def _alarm(uid: str, summary: str) -> Alarm:
    """A reminder the day before (§3.6.6); its own UID (RFC 9074 §4) lets a client know it again."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", Text(summary))
    alarm.add("trigger", timedelta(days=-1))
    alarm.add("uid", Text(f"alarm-{uid}"))
    return alarm


def _description(event: EventState, when: When, span: Span, zone: Zone) -> Iterator[str]:
    """What the other properties have no place for, in lines."""
    revision = event.revision
    body = revision.body
    if body.summary:
        yield f"{body.summary}\n"
    yield f"When: {when.text}{_in_words(when, span, zone)}"
    yield _sentence(PHASE_WORDS[event.phase])
    if moves := moves_words(revision):
        yield _sentence(moves)
    if body.actors:
        yield f"Actors: {', '.join(body.actors)}"
    yield from _listed("Claims:", claims_words(event))
    yield f"Known since {revision.known.text}"
    yield from _listed("Sources:", map(_source_line, revision.sources))


def _in_words(when: When, span: Span, zone: Zone) -> str:
    """The local time beside the UTC that clients are given, or what a span does not show."""
    if span.open:
        return " (open; shown on its one known day)"
    if not isinstance(span.start, datetime):
        return ""
    ends = (when.starts, when.ends) if span.end else (when.starts,)
    local = " to ".join(zone.stamp(instant // _SECOND * _SECOND).replace("T", " ") for instant in ends)
    return f", local time {local} ({zone.name})"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _listed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    items = [f"- {line}" for line in lines]
    if items:
        yield from (heading, *items)


def _source_line(source: Source) -> str:
    words = source_words(source)
    return f"{words} {source.url}" if source.url and words != source.url else words
