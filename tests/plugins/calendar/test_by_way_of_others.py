"""Our own calendar comes back as the log has it, also from programs that keep less of it than they were given."""

import http.client
import re
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from icalendar import Calendar

from builders import event, report, status
from support import NOON_2026, memory_log, put
from timeline_engine import TimelineWarning, create_log, export, import_file, open_log, project
from timeline_engine.entries import EventCancelled, EventCorrected, EventOccurred, EventRescheduled, IssueDefined
from timeline_engine.log import Log
from timeline_engine.recording import read_state
from timeline_engine.view.ports import LeftOut

ROOT = Path(__file__).parents[3]


@pytest.fixture
def log() -> Log:
    """A log that knows its days from several reports, with an id as logs have it."""
    made = create_log("memory:", title="Talks", zone="Asia/Kolkata")
    put(
        made,
        IssueDefined(issue="deal", title="Deal"),
        event("signed", "[2018-10-04..2018-12-03]", title="Signed (again)", summary="In two\n\nparagraphs"),
        event("talks", "2018-11-01T10:00/2018-11-01T12:00", phase="scheduled", known="2018-05-01", issues=("deal",)),
        EventRescheduled(event="talks", when="2018-11-03T10:00+05:30/2018-11-03T11:30+05:30", known="2018-06-01"),
        event("visit", "2018-07", phase="scheduled", known="2018-03-01", claims=(status("open", "deal"),)),
        EventRescheduled(event="visit", when="2018-09-06", known="2018-06-27"),
        EventOccurred(event="visit", when="2018-09-06", sources=(report("Post", "2018-09-07", url="https://x.org/a"),)),
        event("off", "2018-08-01", phase="scheduled", known="2018-02-01", place="Delhi"),
        EventCancelled(event="off", known="2018-07-01"),
        event("put-off", "2018-08-02", phase="scheduled", known="2018-02-01", title="Two\nlines"),
        EventRescheduled(event="put-off", known="2018-07-15"),
        event("open-end", "2018-05~/..", title="War"),
        event("last", "9999-12-31", phase="scheduled", title="The last day"),
        event("first", "0001-01-01", title="The first day"),
    )
    return made


def exported(log: Log, **options: str) -> bytes:
    out = BytesIO()
    export(project(log, "2018-12-04"), "ics", out, **options)
    return out.getvalue()


def taken(log: Log, data: bytes) -> tuple[int, list[str]]:
    """How many entries an import appends, and what is told."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", TimelineWarning)
        made = import_file(log, BytesIO(data), format="ics", now=NOON_2026)
    return len(made.receipts), [str(one.message) for one in told]


def without(data: bytes, *names: str, calendar: bool = True) -> bytes:
    """A calendar as a program writes it that has a name of its own, and drops properties of events."""
    found = Calendar.from_ical(data)
    made = Calendar()
    made.add("prodid", "-//Another//Program//EN")
    for component in found.walk("VEVENT"):
        for name in [name for name in component if any(re.fullmatch(one, name) for one in names)]:
            del component[name]
        made.add_component(component)
    return bytes(made.to_ical())


def test_it_comes_back_as_it_went(log: Log) -> None:
    assert taken(log, exported(log)) == (0, [])
    assert taken(log, exported(log, cancelled="prefix", feed="https://example.org/t.ics")) == (0, [])


def test_events_say_by_themselves_whose_they_are(log: Log) -> None:
    assert taken(log, without(exported(log))) == (0, [])


def test_where_other_properties_are_dropped_the_description_decides(log: Log) -> None:
    assert taken(log, without(exported(log), "X-.*", "COLOR", "LINK")) == (0, [])


def test_where_nothing_is_left_but_the_uid_the_stored_event_decides_or_it_is_told(log: Log) -> None:
    count, told = taken(log, without(exported(log), "X-.*", "DESCRIPTION"))
    assert (count, told) == (0, [])
    moved = without(exported(log), "X-.*", "DESCRIPTION").replace(b"20181004", b"20181005")
    count, told = taken(log, moved)
    assert count == 0
    assert ["does not say how sure its date is" in one for one in told] == [True]


def test_a_new_log_has_the_days_from_which_each_date_was_known(log: Log) -> None:
    data = exported(log)
    for written in (data, without(data)):
        fresh = create_log("memory:", title="Fresh", zone="Asia/Kolkata")
        taken(fresh, written)
        for day in ("2018-02-15", "2018-04-01", "2018-05-15", "2018-06-10", "2018-06-28", "2018-09-06", "2018-12-04"):
            assert stands(fresh, day) == stands(log, day), day
        assert taken(fresh, written)[0] == 0


def stands(log: Log, day: str) -> dict[str, tuple[str | None, str, str]]:
    return {
        one.revision.event: (one.when, one.phase, one.revision.body.title.replace("\n", " "))
        for one in project(log, day).events
    }


def test_the_shipped_log_is_without_errors_when_it_comes_from_its_calendar() -> None:
    shipped = open_log(ROOT / "events")
    out = BytesIO()
    export(project(shipped, "2019-06-25"), "ics", out)
    fresh = create_log("memory:", title="Fresh", zone="Asia/Kolkata")
    made = import_file(fresh, BytesIO(out.getvalue()), format="ics", now=NOON_2026)
    assert not [one for one in made.warnings if "before it could" in one]
    assert taken(shipped_copy(shipped), without(out.getvalue(), "X-.*"))[0] == 0


def shipped_copy(shipped: Log) -> Log:
    copy = create_log("memory:", title=shipped.info.title, zone=shipped.info.zone)
    put(copy, *(entry.body for entry in shipped.read() if not isinstance(entry.body, EventCorrected)))
    return copy


def test_an_old_calendar_with_the_id_of_the_log_as_its_uid(log: Log) -> None:
    old = re.sub(rb"X-TIMELINE-(LOG|ZONE|SINCE|BEFORE|TITLE)[^\r]*\r\n( [^\r]*\r\n)*", b"", exported(log))
    old = old.replace(b"X-PUBLISHED-TTL", b"UID:" + log.info.id.encode() + b"\r\nX-PUBLISHED-TTL")
    assert taken(log, old)[0] <= 1, "but for the title of two lines"


def test_a_date_in_words_that_nobody_can_read_is_told() -> None:
    log = memory_log()
    data = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:visit@elsewhere\nSUMMARY:Visit\nDTSTART;VALUE=DATE:20180901\n"
        b"DESCRIPTION:When: some day or other\\nOccurred.\\nKnown since 2018-09-07\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    count, told = taken(log, data)
    assert count == 1
    words = "the date that its description gives, 'some day or other', cannot be read, so no date is taken"
    assert told[0].endswith(f":2: field DESCRIPTION: {words}")
    assert read_state(log).revision("visit").when is None


def test_a_date_that_its_report_bounds_needs_no_other_words() -> None:
    made = create_log("memory:", title="Talks", zone="UTC")
    put(made, event("found", "2018-11", sources=(report("Post", "2018-11-24"),)))
    data = exported(made)
    assert b"DTEND;VALUE=DATE:20181125" in data
    assert taken(made, without(data, "X-.*")) == (0, [])


def test_what_was_taken_out_of_the_record_is_not_brought_back(log: Log) -> None:
    entry = next(entry.id for entry in log.read() if getattr(entry.body, "event", "") == "open-end")
    put(log, EventCorrected(entry=entry, void=True))
    for data in (exported(log), without(exported(log), "X-.*")):
        count, told = taken(log, data)
        assert count == 0
        assert [one.partition(": ")[2] for one in told] == [
            "left out what the log that it comes from took out of its record"
        ]


# --- Radicale ---------------------------------------------------------------------------------------------------


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[int]:
    """The port of a Radicale server, on loopback alone, that ends with the test."""
    pytest.importorskip("radicale", reason="Radicale is not installed: pip install radicale")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    options = ["--auth-type", "none", "--storage-filesystem-folder", str(tmp_path / "r"), "--server-hosts"]
    server = subprocess.Popen([sys.executable, "-m", "radicale", "--config", "", *options, f"127.0.0.1:{port}"])
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("Radicale did not start")


def ask(port: int, method: str, path: str, data: bytes = b"") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    user = {"Authorization": "Basic bWU6"}  # "me", without a password
    connection.request(method, path, data, {"Content-Type": "text/calendar; charset=utf-8", **user})
    answer = connection.getresponse()
    return answer.status, answer.read()


@pytest.mark.slow
def test_by_way_of_radicale_nothing_is_appended(log: Log, radicale: int) -> None:
    ends = rb"BEGIN:VEVENT\r\nSUMMARY:The last day.*?END:VEVENT\r\n"  # see findings: it would refuse the calendar
    data = re.sub(ends, b"", exported(log), flags=re.DOTALL)
    ask(radicale, "PROPFIND", "/me/")  # which makes the user's folder
    assert ask(radicale, "PUT", "/me/talks/", data)[0] == 201
    code, back = ask(radicale, "GET", "/me/talks/")
    assert code == 200
    assert len(Calendar.from_ical(back).walk("VEVENT")) == data.count(b"BEGIN:VEVENT"), "one item for each event"
    with warnings.catch_warnings():
        warnings.simplefilter("error", LeftOut)
        assert taken(log, back) == (0, [])
