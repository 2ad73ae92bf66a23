"""Small logs in memory for the tests of the exporters, and views of them."""

from io import BytesIO
from itertools import count
from typing import Any

from timeline_engine.entries import Body, Draft, EventRecorded
from timeline_engine.log import FORMAT, LogInfo, MemoryLog
from timeline_engine.model import Claim, Source
from timeline_engine.plugins.streams import for_plugin
from timeline_engine.view import View, project
from timeline_engine.view.ports import Exporter

FIRST_RECORDED = 1_546_300_800_000_000  # 2019-01-01T00:00Z; each entry is recorded a minute later
MINUTE = 60_000_000


def small_log(*bodies: Body, title: str = "India-US watch", zone: str = "Asia/Kolkata") -> MemoryLog:
    """A log with these entries, called e1, e2, …, recorded a minute apart."""
    log = MemoryLog(LogInfo(title, "india-us", zone, FORMAT), clock=count(FIRST_RECORDED, MINUTE).__next__)
    for number, body in enumerate(bodies, 1):
        log.append([Draft(f"e{number}", body)])
    return log


def small_view(*bodies: Body, as_of: str = "2018-12-04", **more: Any) -> View:
    """What a log with these entries answers; ``title`` and ``zone`` are the log's, all else the question's."""
    of_log = {name: more.pop(name) for name in ("title", "zone") if name in more}
    return project(small_log(*bodies, **of_log), as_of, **more)


def event(name: str, when: str | None = None, **fields: Any) -> EventRecorded:
    """A new event, titled as it is called unless a title is given, known since 2018 began."""
    return EventRecorded(event=name, **{"title": name, "when": when, "known": "2018-01-01"} | fields)


def status(value: str, issue: str = "caatsa-waiver", by: str | None = None) -> Claim:
    """A claim on an issue's status."""
    return Claim(issue, "status", value, by)


def report(publisher: str, published: str, title: str | None = None, url: str | None = None) -> Source:
    """A source with the date that makes things known."""
    return Source(publisher, title, published, url)


def exported(exporter: Exporter, view: View) -> tuple[bytes, list[str]]:
    """The bytes an exporter writes, and its sentences on what they do not carry."""
    out = BytesIO()
    notes = exporter.export(view, for_plugin(exporter, out))
    return out.getvalue(), list(notes)
