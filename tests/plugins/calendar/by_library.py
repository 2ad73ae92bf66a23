"""The calendar of a view as `icalendar` makes it, from objects of its own: what ours must equal, and be faster than."""

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, Parameters, vCategory, vUri

from timeline_engine.projection import EventState
from timeline_engine.view import View
from timeline_engine.view.words.printable import printable
from timeline_engine.visible import marked
from timeline_plugins.calendar.before import changes, written
from timeline_plugins.calendar.exporter import Text, heading, organizer_of
from timeline_plugins.calendar.looks import colour_of, links
from timeline_plugins.calendar.span import span_of
from timeline_plugins.calendar.vevent import (
    is_deadline_ahead,
    mark_of,
    shown_date,
    status_of,
    texts_of,
    uid_of,
    url_of,
)


def giant_calendar(view: View, method: str | None = None) -> Calendar:
    """One calendar with a component for each event that can be in one."""
    found = heading(view, method)
    for event in view.events:
        component = _component(event, view)
        if component is not None:
            if method:
                component.add("organizer", organizer_of(view))
            found.add_component(component)
    return found


def _component(event: EventState, view: View) -> Event | None:
    revision = event.revision
    when = shown_date(revision)
    span = span_of(when) if when else None
    if span is None:
        return None
    texts = texts_of(event, span, view, changes(revision), mark_of(event, ""))
    uid = Text(uid_of(revision.event, view.log.id))
    found = Event()
    found.add("uid", uid)
    found.add("dtstamp", datetime.fromisoformat(revision.modified))
    found.add("last-modified", datetime.fromisoformat(revision.modified))
    found.add("created", datetime.fromisoformat(revision.created))
    found.add("sequence", revision.number)
    found.add("dtstart", span.start)
    if span.end is not None:
        found.add("dtend", span.end)
    for name, text in texts.items():
        found.add(name, Text(marked(printable(text))))
    found.add("status", status_of(event))
    found.add("transp", "TRANSPARENT")
    if revision.issues:
        categories = vCategory([])
        categories.cats.extend(Text(marked(printable(issue))) for issue in revision.issues)
        found.add("categories", categories)
        found.add("color", colour_of(revision.issues))
    for called, address in links(revision.sources):
        link = vUri(address)
        link.params = Parameters({"VALUE": "URI", "LINKREL": "describedby"} | ({"LABEL": called} if called else {}))
        found.add("link", link)
    for then in changes(revision)[:-1]:
        found.add("x-timeline-before", Text(marked(printable(written(then)))))
    if url := url_of(revision):
        found.add("url", url)
    if is_deadline_ahead(event):
        found.add_component(_alarm(uid, Text(marked(printable(texts["SUMMARY"])))))
    return found


def _alarm(uid: Text, summary: Text) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", Text(summary))
    alarm.add("trigger", timedelta(days=-1))
    alarm.add("uid", Text(f"alarm-{uid}"))
    return alarm
