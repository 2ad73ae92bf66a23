"""Exporter: the events of a view as an iCalendar file, RFC 5545 with the calendar properties of RFC 7986."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, BinaryIO, ClassVar

from attrs import Attribute, field, frozen
from icalendar import Calendar, vCalAddress, vDuration, vText, vUri
from icalendar.parser import Contentline

from timeline_engine.view import View
from timeline_engine.view.ports import Notes
from timeline_engine.view.words.phrases import clocks_words, counted
from timeline_engine.view.words.printable import printable
from timeline_engine.visible import marked

from .content_lines import escaped
from .gone import write_gone
from .looks import uri
from .losses import Loss
from .vevent import is_off, one_line, shown_date, write_event
from .window import Window

PRODUCT = "-//timeline-engine//timeline//EN"  # no version in it: a newer release must not change every file
_NAMED = 10  # events named in one note
_END = b"END:VCALENDAR\r\n"

_OMITTED = (
    "is off and left out: a program that had it from an earlier calendar goes on to show it",
    "are off and left out: a program that had them from an earlier calendar goes on to show them",
)
_GONE = (
    "event was taken out of the record, and stays as cancelled for programs that had it from an earlier calendar",
    "events were taken out of the record, and stay as cancelled for programs that had them from an earlier calendar",
)
_CLAIMING = ("event has", "events have")
_MARKS = {"keep": "", "omit": "", "prefix": "CANCELLED: "}


def _check_cancelled(_: Any, __: "Attribute[str]", value: str) -> None:
    if value not in _MARKS:
        raise ValueError(f"cancelled is {value!r}, it must be one of {', '.join(_MARKS)}")


def _check_method(_: Any, __: "Attribute[str | None]", value: str | None) -> None:
    if value not in (None, "PUBLISH"):
        raise ValueError(f"method is {value!r}, it can only be PUBLISH: the others are about invitations")


def _check_feed(_: Any, __: "Attribute[str | None]", value: str | None) -> None:
    if value is not None and uri(value) is None:
        raise ValueError(f"feed is {value!r}, it must be an address such as https://example.org/timeline.ics")


def _check_refresh(_: Any, __: "Attribute[str]", value: str) -> None:
    if not re.fullmatch("[1-9][0-9]{0,3}", value, re.ASCII):
        raise ValueError(f"refresh is {value!r}, it must be a whole number of hours from 1 to 9999")


class Text(vText):
    """TEXT, escaped as in the events."""

    __slots__ = ()

    def to_ical(self) -> bytes:
        """Return the text with its escapes."""
        return escaped(self).encode()


@frozen(kw_only=True)
class IcsExporter:
    """Writes an iCalendar file that can be imported again, or subscribed to, without duplicates.

    Options:
        cancelled: what becomes of events that are off: ``keep`` them with STATUS:CANCELLED, ``omit`` them, or
            ``prefix`` the titles of those that were cancelled as well, for clients that ignore STATUS. What has no
            date any more, was retracted, or was taken out of the record, has a prefix in any case.
        method: ``PUBLISH`` for clients that ask for a METHOD.
        refresh: how often who subscribes should look, in hours (RFC 7986, REFRESH-INTERVAL).
        start, end: the first and the last day of which events are shown; those without a date are then left out.
        feed: the address under which the calendar is published, for those who subscribe to it (RFC 7986, SOURCE).
    """

    title: ClassVar[str] = "iCalendar file for calendar programs (RFC 5545)"
    suffix: ClassVar[str] = ".ics"
    binary: ClassVar[bool] = False

    cancelled: str = field(default="keep", validator=_check_cancelled)
    method: str | None = field(default=None, validator=_check_method)
    feed: str | None = field(default=None, validator=_check_feed)
    refresh: str = field(default="24", validator=_check_refresh)
    start: str | None = None
    end: str | None = None

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the calendar, one event after the other."""
        window = Window.of(self.start, self.end, view)
        organizer = _line("ORGANIZER", organizer_of(view)) if self.method else None
        lost: dict[Loss, list[str]] = {loss: [] for loss in Loss}
        omitted: list[str] = []
        written = claiming = 0
        out.write(heading(view, self.method, self.feed, self.refresh).to_ical().removesuffix(_END))
        for event in view.events:
            if not window.has(shown_date(event.revision)):
                continue
            if self.cancelled == "omit" and is_off(event) and shown_date(event.revision):
                omitted.append(event.revision.event)
                continue
            lines, losses = write_event(event, view, mark_off=_MARKS[self.cancelled], organizer=organizer)
            out.write(lines)
            written += bool(lines)
            claiming += bool(lines and event.revision.claims)
            for loss in losses:
                lost[loss].append(event.revision.event)
        gone = list(write_gone(view, window)) if self.cancelled != "omit" else []
        for lines in (*gone, _END):
            out.write(lines)
        notes = [_note(*loss.value, events) for loss, events in lost.items() if events]
        if gone:
            notes.append(f"{counted(len(gone), *_GONE)}.")
        if omitted:
            notes.append(_note(*_OMITTED, omitted))
        if claiming:
            notes.append(f"{counted(claiming, *_CLAIMING)} claims, of which an imported calendar has none.")
        return Notes(notes, holds=counted(written + len(gone), "event"))


def heading(view: View, method: str | None = None, feed: str | None = None, refresh: str = "24") -> Calendar:
    """A view's calendar without its events; ``refresh`` is after how many hours who subscribes should look."""
    title = Text(one_line(marked(printable(view.log.title))))
    words = Text(f"State {clocks_words(view.question)}")
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    if method:
        found.add("method", method)
    # Not as UID (RFC 7986 §5.3), for which synchronisers take all events of the calendar for one item.
    found.add("x-timeline-log", Text(printable(view.log.id)))
    # Each under the name of RFC 7986 §5 and the older one that Apple, Google and Microsoft read.
    found.add("name", title)
    found.add("x-wr-calname", title)
    found.add("description", words)
    found.add("x-wr-caldesc", words)
    found.add("x-wr-timezone", Text(view.zone.name))
    interval = timedelta(hours=int(refresh))
    found.add("refresh-interval", interval, {"VALUE": "DURATION"})  # RFC 7986 §5.7 wants VALUE
    found.add("x-published-ttl", vDuration(interval))
    if address := uri(feed):
        found.add("source", vUri(address), {"VALUE": "URI"})  # RFC 7986 §5.8
    return found


def organizer_of(view: View) -> vCalAddress:
    """Who publishes: a METHOD needs an ORGANIZER (RFC 5546 §3.2.1), and a log has a title but no mailbox."""
    found = vCalAddress("invalid:nomail")
    found.params["CN"] = marked(printable(view.log.title)).replace("\n", " ")
    return found


def _line(name: str, value: vCalAddress) -> str:
    return str(Contentline.from_parts(name, value.params, value))


def _note(one: str, several: str, events: Sequence[str]) -> str:
    count = counted(len(events), f"event {one}", f"events {several}")
    more = f" and {len(events) - _NAMED} more" if len(events) > _NAMED else ""
    return f"{count}: {', '.join(events[:_NAMED])}{more}."
