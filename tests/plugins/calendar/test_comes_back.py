"""A calendar imported into the log it is of appends nothing, whatever the log holds; nor without our properties."""

import re
from io import BytesIO
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from oracle.by_engine import entry_of
from oracle.strategies import LATER, streams, zones
from timeline_engine import TimelineError
from timeline_engine.dates import utc_instant
from timeline_engine.entries import Draft
from timeline_engine.log import FORMAT, MemoryLog
from timeline_engine.log.port import LogInfo
from timeline_engine.recording import read_state
from timeline_engine.rows import propose
from timeline_engine.view import project
from timeline_plugins.calendar.exporter import IcsExporter
from timeline_plugins.calendar.importer import IcsImporter

NOW = 1_767_268_800_000_000  # 2026-01-01T12:00Z
OTHERS = (b"X-", b"PRODID", b"COLOR", b"LINK")


def log_of(lines: list[dict[str, Any]], zone: str) -> MemoryLog:
    stamps = iter([*(utc_instant(line["recorded"]) for line in lines), NOW])
    log = MemoryLog(LogInfo("T", "0776939af7c1cb442ff9b186e1e9aedb", zone, FORMAT), clock=lambda: next(stamps))
    for line in lines:
        entry = entry_of(line)
        assert not isinstance(entry.body, bytes)
        log.append([Draft(entry.id, entry.body)])
    return log


def calendar(log: MemoryLog, day: str) -> bytes:
    out = BytesIO()
    IcsExporter().export(project(log, day), out)
    return out.getvalue()


def by_another(data: bytes) -> bytes:
    """The calendar as a program hands it on that keeps none of our properties."""
    lines = re.sub(rb"\r\n ", b"", data).split(b"\r\n")
    return b"\r\n".join(line for line in lines if not line.startswith(OTHERS))


def told(event: str, **data: Any) -> dict[str, Any]:
    return {"event": event, "title": "A title", **data}


def entries(*bodies: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"seq": seq, "id": f"entry-{seq}", "recorded": "2018-11-24T18:29:59.999999Z", "kind": kind, "data": data}
        for seq, (kind, data) in enumerate(bodies, 1)
    ]


PTI = {"event": "bravo", "sources": [{"publisher": "PTI"}]}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::timeline_engine.view.ports.LeftOut")  # of what the log took out of its record
@settings(max_examples=60, deadline=None)
@given(lines=streams(max_entries=10), zone=zones, day=st.sampled_from(LATER))
@example(
    lines=entries(
        ("event.recorded", told("bravo", when="2018-11-25", phase="occurred", known="2018-11-25")),
        ("event.sourced", PTI),
    ),
    zone="UTC",
    day="2018-11-30",
)
@example(
    lines=entries(
        ("event.recorded", told("bravo", known="2018-11-25", phase="scheduled")),
        ("event.sourced", PTI),
        ("event.occurred", {"event": "bravo", "sources": [{"publisher": "PTI", "published": "2018-11-25"}]}),
        ("event.occurred", {"event": "bravo", "known": "2018-11-25", "when": "2018-11-25"}),
    ),
    zone="UTC",
    day="2018-11-30",
)
def test_it_appends_nothing(lines: list[dict[str, Any]], zone: str, day: str) -> None:
    try:
        log = log_of(lines, zone)
    except (TimelineError, StopIteration):
        assume(False)
    own = calendar(log, day)
    for data in (own, by_another(own)):
        found = propose(list(IcsImporter().rows(BytesIO(data), "c.ics")), read_state(log), NOW, skip_bad=True)
        assert [draft.body for draft in found.drafts] == []
        assert not found.refused
