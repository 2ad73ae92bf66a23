"""Exporter: the events as JSON for TimelineJS, for a web page (timeline.knightlab.com/docs/json-format.html).

Beside what TimelineJS knows stand ``edtf`` in a date, and ``phase`` and ``issue``, which it passes over: by them the
preset ``timelinejs`` of an import reads back what was written.
"""

import json
import re
from collections.abc import Sequence
from html import escape
from typing import Any, BinaryIO, ClassVar

from attrs import frozen

from timeline_engine.dates import When, Zone
from timeline_engine.model import Source
from timeline_engine.projection import EventState
from timeline_engine.view import View
from timeline_engine.view.words.phrases import PHASE_WORDS, clocks_words, counted, date_words

_EXACT = re.compile(r"Y?(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?(?:T(\d\d):(\d\d)(?::(\d\d))?(.*))?")
_PARTS = ("year", "month", "day", "hour", "minute", "second")
_LEAP_DAY = ("02", "29")
_MONTHS = range(1, 13)


@frozen
class TimelineJsExporter:
    """Writes a slide for each event that has a date, and a title page. Texts are escaped, as TimelineJS takes HTML."""

    title: ClassVar[str] = "TimelineJS: the JSON of a timeline for a web page"
    suffix: ClassVar[str] = ".timelinejs.json"
    binary: ClassVar[bool] = False

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write one event after another. Returns what a slide has no room for."""
        head = {"text": {"headline": escape(view.log.title), "text": escape(clocks_words(view.question))}}
        out.write(f'{{\n"title": {_json(head)},\n"events": ['.encode())
        undated = cut = taken_back = written = 0
        for event in view.events:
            slide = _slide(event, view.zone)
            if slide is None:
                undated += 1
                continue
            taken_back += event.phase == "retracted"
            cut += len(event.revision.sources) > 1 or bool(event.revision.claims)
            out.write(f"{',' if written else ''}\n{_json(slide)}".encode())
            written += 1
        out.write(b"\n]\n}\n")
        return _unsaid(undated, cut, taken_back)


def _unsaid(undated: int, cut: int, taken_back: int) -> list[str]:
    left = f"{counted(undated, 'event has', 'events have')} no date that is known, and TimelineJS shows none without."
    less = f"{counted(cut, 'event has', 'events have')} claims, or several sources: TimelineJS has room for one source."
    back = (
        f"{counted(taken_back, 'event is', 'events are')} retracted: it has its date here, and none in a log that "
        "imports this and did not have the event before."
    )
    return [sentence for many, sentence in ((undated, left), (cut, less), (taken_back, back)) if many]


def _slide(event: EventState, zone: Zone) -> dict[str, Any] | None:
    when = event.revision.when
    dates = _dates(when, zone) if when else None
    if when is None or dates is None:
        return None
    body = event.revision.body
    phase = f" ({PHASE_WORDS[event.phase]})" if event.phase != "occurred" else ""
    if phase or "display_date" in dates:
        dates["display_date"] = f"{dates.get('display_date') or date_words(when.text, zone)}{phase}"
    said = {"headline": escape(body.title), "text": escape(body.summary or "").replace("\n", "<br>")}
    slide = {"unique_id": event.id, **dates, "text": {name: text for name, text in said.items() if text}}
    if media := _media(event.revision.sources):
        slide["media"] = media
    if body.kind:
        slide["group"] = body.kind
    issues = event.revision.issues
    return slide | {"phase": event.revision.outcome} | ({"issue": ";".join(issues)} if issues else {})


def _dates(when: When, zone: Zone) -> dict[str, Any] | None:
    """Start and, unless the date is one that TimelineJS can say, end and words; None if no day is known."""
    exact = _EXACT.fullmatch(when.text)
    if exact and _is_sayable(exact):
        parts = {name: int(part) for name, part in zip(_PARTS, exact.groups(), strict=False) if part}
        said: dict[str, Any] = {"start_date": _counted(parts) | {"edtf": when.text}}
        has_no_such_day = parts["year"] < 1 and (exact[2], exact[3]) == _LEAP_DAY  # its leap years are a year later
        return said | ({"display_date": date_words(when.text, zone)} if exact[7] or has_no_such_day else {})
    days = [_day(day) for day in (when.first_day, when.last_day) if day]
    if not days:
        return None
    found: dict[str, Any] = {"start_date": days[0] | {"edtf": when.text}}
    if days[-1] != days[0]:
        found["end_date"] = days[-1] | {"edtf": ""}
    return found | {"display_date": date_words(when.text, zone)}


def _is_sayable(exact: re.Match[str]) -> bool:
    """Whether it is a year, month, day or time; codes of seasons and quarters stand where a month does."""
    return exact[2] is None or int(exact[2]) in _MONTHS


def _day(text: str) -> dict[str, int]:
    year, month, day = text.rsplit("-", 2)
    return _counted({"year": int(year.removeprefix("Y")), "month": int(month), "day": int(day)})


def _counted(parts: dict[str, int]) -> dict[str, int]:
    """A date whose year is as TimelineJS counts, which shows -44 as 44 BCE (3.9.11), where EDTF has a year 0."""
    return {**parts, "year": parts["year"] - (parts["year"] < 1)}


def _media(sources: Sequence[Source]) -> dict[str, str]:
    """The newest source, one with an address if there is any: TimelineJS shows nothing of one without."""
    found = next((source for source in reversed(sources) if source.url), None)
    if found is None:
        return {}
    said = {"url": found.url or "", "credit": escape(found.publisher or ""), "caption": escape(found.title or "")}
    return {name: text for name, text in said.items() if text}


def _json(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
