"""Back from our own calendar: what `vevent` wrote into a VEVENT, as the log had it.

A calendar has no place for claims, sources and kind, and its list of actors cannot be taken apart again.
Those are not said, so that an import into the log they came from leaves them as they are.
"""

import re
from datetime import datetime

from attrs import frozen
from icalendar import Component
from msgspec.structs import replace

from timeline_engine.dates import DateError, Zone
from timeline_engine.view.words.phrases import PHASE_WORDS, date_words
from timeline_engine.visible import unmarked

from ..exporter import PRODUCT
from ..span import span_of
from .file import first, many, text
from .once import Occurrence
from .properties import status

_BODY = re.compile(r"(?:(?P<summary>.*?)\n\n)?When: (?P<when>[^\n]*)\n(?P<phase>[^\n]*)\.\n(?P<rest>.*)", re.DOTALL)
_KNOWN = re.compile(r"^Known since (.+)$", re.MULTILINE)
_REMARK = re.compile(r", local time .*| \(open; shown on its one known day\)")
_MARK = "CANCELLED: "
_PHASES = {words.lower(): phase for phase, words in PHASE_WORDS.items() if phase != "upcoming"}
"""``upcoming`` may be scheduled, or reported as occurred with a date ahead: the engine decides."""


@frozen
class Told:
    """What one of our own events says of itself; the fields are those of a row."""

    event: str
    title: str
    when: str | None
    known: str | None
    phase: str | None
    summary: str | None
    issues: tuple[str, ...]


def is_ours(calendar: Component) -> bool:
    """Whether our exporter wrote a calendar."""
    return text(calendar, "PRODID") == PRODUCT


def told(found: Occurrence, calendar: Component) -> Told:
    """Read an event of our own calendar."""
    component = found.event.component
    uid = text(component, "UID") or ""
    body = _BODY.fullmatch(_raw(component, "DESCRIPTION"))
    written = text(component, "X-TIMELINE-WHEN") or (_REMARK.sub("", body["when"]) if body else "")
    zone = Zone(text(calendar, "X-WR-TIMEZONE") or "UTC")
    when, vague = _when(written, text(component, "X-TIMELINE-LATEST"), found, zone)
    said = _KNOWN.search(body["rest"]) if body else None
    known = text(component, "X-TIMELINE-KNOWN") or (said[1] if said else None)
    return Told(
        event=uid.removesuffix(f"@{text(calendar, 'UID')}"),
        title=_title(component, f" ({date_words(when, zone)})" if vague else ""),
        when=when,
        known=known,
        phase=_PHASES.get(body["phase"].lower()) if body else None,
        summary=body["summary"] if body else None,
        issues=tuple(unmarked(str(issue)) for value in many(component, "CATEGORIES") for issue in value.cats),
    )


def _raw(component: Component, name: str) -> str:
    found = first(component, name)
    return "" if found is None else unmarked(str(found))


def _title(component: Component, suffix: str) -> str:
    title = _raw(component, "SUMMARY")
    if status(component) == "CANCELLED":
        title = title.removeprefix(_MARK)
    return title.removesuffix(suffix)


def _when(written: str, latest: str | None, found: Occurrence, zone: Zone) -> tuple[str | None, bool]:
    """The date as the log has it, and whether the title repeats it; None if a person moved the event since.

    ``latest`` is the last day that it could mean by its report, where it is written more widely.
    """
    try:
        when = zone.when(written)
        span = span_of(replace(when, latest=latest, ends=zone.when(latest).ends) if latest else when)
    except DateError:
        return None, False
    shown = (_plain(found.start), _plain(found.end))
    if span is None or (_plain(span.start), _plain(span.end or span.start)) != shown:
        return None, False
    return written, span.vague


def _plain(moment: object) -> object:
    return moment.timestamp() if isinstance(moment, datetime) else moment
