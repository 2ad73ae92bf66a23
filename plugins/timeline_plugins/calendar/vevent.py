"""One event of a view as a VEVENT, RFC 5545 §3.6.1."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from timeline_engine.dates import When, Zone
from timeline_engine.history import Revision
from timeline_engine.model import Source
from timeline_engine.projection import EventState
from timeline_engine.view import View
from timeline_engine.view.words.phrases import (
    PHASE_WORDS,
    claiming_words,
    claims_words,
    date_words,
    gone_words,
    moves_words,
    sentence,
    source_words,
    when_words,
)
from timeline_engine.view.words.printable import UNPRINTABLE, printable
from timeline_engine.view.words.said import accounts_words, contested_words, further_evidence
from timeline_engine.visible import marked

from .before import NAME as BEFORE
from .before import Stood, changes, written
from .content_lines import content_lines, escaped, moment
from .looks import colour_of, link_line, links, uri
from .losses import Loss
from .span import Span, span_of

_SECOND = 1_000_000  # microseconds
_NOT_IN_UID = re.compile(rf"{UNPRINTABLE.pattern}|[\t\n\r\x85\u2028\u2029]")
_LINE_BREAKS = re.compile(r"\s*[\n\r\x0b\x0c\x85\u2028\u2029]\s*")


MARKS = ("POSTPONED: ", "NO DATE: ")
"""Before the title of an event that has no date any more."""
RETRACTED = "RETRACTED: "
"""Before the title of an event that its sources took back: STATUS does not tell it from one that was called off."""


def is_off(event: EventState) -> bool:
    """Whether it does not take place on the day on which it is shown: cancelled, taken back, without a date by now."""
    return event.phase in ("cancelled", "retracted") or event.revision.when is None


def shown_date(revision: Revision) -> When | None:
    """The date on which an event is shown: where it has none any more, the last it had; None: it never had one."""
    return revision.when or next((step.when for step in reversed(revision.steps) if step.when), None)


def mark_of(event: EventState, mark_off: str) -> str:
    """What stands before the title of an event that is off; ``mark_off`` for one that was called off."""
    if event.phase == "retracted":
        return RETRACTED
    if event.revision.when is None:
        return MARKS[event.phase != "postponed"]
    return mark_off if is_off(event) else ""


def write_event(
    event: EventState, view: View, *, mark_off: str = "", organizer: str | None = None
) -> tuple[bytes, list[Loss]]:
    """The lines of an event's VEVENT, none if it cannot have one, and what they do not carry whole.

    ``mark_off`` is put before the title of an event that is off; ``organizer`` is a line of its own.
    """
    when = shown_date(event.revision)
    if when is None:
        return b"", [Loss.NO_DATE]
    span = span_of(when)
    if span is None:
        return b"", [Loss.NO_DAY]
    stood = changes(event.revision)
    texts = texts_of(event, span, view, stood, mark_of(event, mark_off))
    lost = [Loss.OPEN] if span.open else []
    if event.revision.when is None:
        lost.append(Loss.POSTPONED)
    if any(UNPRINTABLE.search(text) for text in texts.values()):
        lost.append(Loss.CONTROL)
    fit = {name: escaped(marked(printable(text))) for name, text in texts.items()}
    uid = uid_of(event.revision.event, view.log.id)
    return content_lines(_lines(event, span, uid, fit, stood[:-1], organizer)), lost


def texts_of(event: EventState, span: Span, view: View, stood: Sequence[Stood], mark: str = "") -> dict[str, str]:
    """What people read of an event with a date, by the name of its property, and what an import reads."""
    body, when, zone = event.revision.body, event.revision.when, view.zone
    title = body.title if printable(body.title).strip() else body.event  # an entry without a name cannot be clicked
    line = one_line(title)
    since = stood[-1].known
    vague = f" ({date_words(when.text, zone)})" if when and span.vague else ""
    texts = {
        "SUMMARY": f"{mark}{line}{vague}",
        "DESCRIPTION": "\n".join(_description(event, span, zone)),
        "LOCATION": body.place or "",
        "X-TIMELINE-KNOWN": _as_written(event.revision.known.text, zone),
        "X-TIMELINE-LATEST": _bound(when, zone) if when else "",
        "X-TIMELINE-LOG": view.log.id,
        "X-TIMELINE-SINCE": since if since != event.revision.known.text else "",
        "X-TIMELINE-TITLE": title if line != title else "",
        "X-TIMELINE-WHEN": _as_written(when.text, zone) if when else "",
        "X-TIMELINE-ZONE": zone.name if isinstance(span.start, datetime) else "",
    }
    return {name: text for name, text in texts.items() if text}


def one_line(text: str) -> str:
    """A text without line breaks, which programs show as they like in a title."""
    return _LINE_BREAKS.sub(" ", text)


def _bound(when: When, zone: Zone) -> str:
    """The last day that a date can mean by its report (R4.20), where as written it could mean a later one."""
    return when.latest or "" if zone.when(when.text).latest != when.latest else ""


def _as_written(text: str, zone: Zone) -> str:
    """A date as the log has it, where the description says it in other words: for who imports the calendar."""
    return text if date_words(text, zone) != text else ""


def _lines(
    event: EventState, span: Span, uid: str, texts: dict[str, str], before: Sequence[Stood], organizer: str | None
) -> Iterator[str]:
    """The properties in the order of the `icalendar` library: the first six as it thinks best, then by name.

    All is from the log, so that the same answer gives the same bytes. Without METHOD, DTSTAMP is the time of
    the last revision (§3.8.7.2); SEQUENCE counts revisions and never falls (§3.8.7.4).
    """
    revision = event.revision
    uid = escaped(uid)
    modified = datetime.fromisoformat(revision.modified)
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{texts['SUMMARY']}"
    yield moment("DTSTART", span.start)
    if span.end is not None:
        yield moment("DTEND", span.end)
    yield moment("DTSTAMP", modified)
    yield f"UID:{uid}"
    yield f"SEQUENCE:{revision.number}"
    if revision.issues:
        yield f"CATEGORIES:{','.join(escaped(marked(printable(issue))) for issue in revision.issues)}"
    if colour := colour_of(revision.issues):
        yield f"COLOR:{colour}"
    yield moment("CREATED", datetime.fromisoformat(revision.created))
    yield f"DESCRIPTION:{texts['DESCRIPTION']}"
    yield moment("LAST-MODIFIED", modified)
    yield from (link_line(*link) for link in links(revision.sources))
    if "LOCATION" in texts:
        yield f"LOCATION:{texts['LOCATION']}"
    if organizer:
        yield organizer
    yield f"STATUS:{status_of(event)}"
    yield "TRANSP:TRANSPARENT"  # who follows the news takes no part in it: nothing makes the reader busy (§3.8.2.7)
    if url := url_of(revision):
        yield f"URL:{url}"
    yield from (f"{BEFORE}:{escaped(marked(printable(written(then))))}" for then in before)
    yield from (f"{name}:{text}" for name, text in texts.items() if name.startswith("X-"))
    if is_deadline_ahead(event):
        yield from _alarm(uid, texts["SUMMARY"])
    yield "END:VEVENT"


def uid_of(event: str, log: str) -> str:
    """The identity of an event in every export, for ever (§3.8.4.7)."""
    return _NOT_IN_UID.sub(lambda found: f"%{ord(found[0]):02X}", f"{event}@{log}")


def status_of(event: EventState) -> str:
    """STATUS (§3.8.1.11): CONFIRMED is only what occurred; that its date is vague, the title says."""
    if is_off(event):
        return "CANCELLED"
    happened = event.revision.outcome == "occurred" and event.phase != "possible"
    return "CONFIRMED" if happened else "TENTATIVE"


def url_of(revision: Revision) -> str | None:
    """The address of its first source that has one; what is no URI (§3.3.13) stays in the description."""
    return uri(next((source.url for source in revision.sources if source.url), None))


def is_deadline_ahead(event: EventState) -> bool:
    """Whether a reminder is of use."""
    revision = event.revision
    is_deadline = revision.outcome == "scheduled" and revision.body.kind == "deadline"
    return is_deadline and event.phase in ("upcoming", "due")


def _alarm(uid: str, summary: str) -> Iterator[str]:
    """A reminder the day before (§3.6.6); its own UID (RFC 9074 §4) lets a client know it again."""
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{summary}"
    yield "TRIGGER:-P1D"
    yield f"UID:alarm-{uid}"
    yield "END:VALARM"


def _description(event: EventState, span: Span, zone: Zone) -> Iterator[str]:
    """What the other properties have no place for, in lines."""
    revision, when = event.revision, event.revision.when
    body = revision.body
    if body.summary:
        yield f"{body.summary}\n"
    yield f"When: {when_words(revision, zone)}{_in_words(when, span, zone)}"
    yield sentence(PHASE_WORDS[event.phase])
    if gone := gone_words(event, zone):
        yield f"{event.phase.capitalize()}: {gone}"
    if moves := moves_words(revision, zone):
        yield sentence(moves)
    if body.actors:
        yield f"Actors: {', '.join(body.actors)}"
    yield from _listed(f"{claiming_words(event).capitalize()}:", claims_words(event))
    if contested := contested_words(revision):
        yield sentence(contested)
    yield from _listed("Accounts differ:", accounts_words(revision, zone))
    yield from (sentence(words) for words in further_evidence(revision, zone))
    yield f"Known since {date_words(revision.known.text, zone)}"
    yield from _listed("Sources:", (_source_line(source, zone) for source in revision.sources))


def _in_words(when: When | None, span: Span, zone: Zone) -> str:
    """The zone of the time, and the time there if the words name another offset; or what a span does not show."""
    if when is None:
        return f" (shown on the last it had, {span.start:%Y-%m-%d})"
    if span.open:
        return " (open; shown on its one known day)"
    if not isinstance(span.start, datetime):
        return ""
    ends = (when.starts, when.ends) if span.end else (when.starts,)
    local = date_words("/".join(zone.stamp(instant // _SECOND * _SECOND) for instant in ends), zone)
    return f" ({zone.name})" if local == date_words(when.text, zone) else f", local time {local} ({zone.name})"


def _listed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    items = [f"- {line}" for line in lines]
    if items:
        yield from (heading, *items)


def _source_line(source: Source, zone: Zone) -> str:
    words = source_words(source, zone)
    return f"{words} {source.url}" if source.url and words != source.url else words
