"""What the calendar says, read back with the library that wrote it and with three that did not."""

import re
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any, NamedTuple

import ics
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar
from icalendar.parser import Contentline

from builders import event, exported, report, small_log, small_view, status
from plugins.calendar.by_library import giant_calendar
from timeline_engine.entries import (
    Body,
    Draft,
    EventCancelled,
    EventCorrected,
    EventOccurred,
    EventRescheduled,
    EventRetracted,
    EventSourced,
)
from timeline_engine.view import View, project
from timeline_engine.view.ports import Exporter
from timeline_engine.view.words.printable import printable
from timeline_engine.visible import marked
from timeline_plugins.calendar.content_lines import content_lines, escaped
from timeline_plugins.calendar.exporter import IcsExporter
from timeline_plugins.calendar.vevent import one_line


class Read(NamedTuple):
    """What any reader must find in a VEVENT."""

    start: date
    end: date | None
    status: str
    sequence: int
    summary: str


Reader = Callable[[bytes], dict[str, Read]]


def with_icalendar(data: bytes) -> dict[str, Read]:
    return {
        str(found["uid"]): Read(
            found["dtstart"].dt,
            found["dtend"].dt if "dtend" in found else None,
            str(found["status"]),
            int(found["sequence"]),
            str(found["summary"]),
        )
        for found in Calendar.from_ical(data).events
    }


def with_ical(data: bytes) -> dict[str, Read]:
    return {
        found.uid: Read(found.dtstart, found.dtend, found.status.value, found.sequence, found.summary)
        for found in IcsCalendarStream.calendar_from_ics(data.decode()).events
    }


def with_vobject(data: bytes) -> dict[str, Read]:
    calendar = vobject.readOne(data.decode())
    calendar.validate(raiseException=True)
    return {
        found.uid.value: Read(
            found.dtstart.value,
            found.dtend.value if hasattr(found, "dtend") else None,
            found.status.value,
            int(found.sequence.value),
            found.summary.value,
        )
        for found in calendar.vevent_list
    }


def with_ics(data: bytes) -> dict[str, Read]:
    def moment(arrow: Any, days: bool) -> date | None:
        return arrow and (arrow.date() if days else arrow.datetime)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its own, from Python 3.13 on
        events = ics.Calendar(data.decode()).events
    return {
        found.uid: Read(
            moment(found.begin, found.all_day),
            moment(found._end_time, found.all_day),  # its public `end` makes one up where the file has none
            found.status,
            next(int(line.value) for line in found.extra if line.name == "SEQUENCE"),
            found.name,
        )
        for found in events
    }


READERS = [with_icalendar, with_ical, with_vobject, with_ics]
A_DAY = timedelta(days=1)


def days(first: str, last: str) -> tuple[date, date]:
    """First and last day as a calendar has them: the end is exclusive."""
    return date.fromisoformat(first), date.fromisoformat(last) + A_DAY


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


LONG = "Заявление: " + "санкции, отсрочки; и прочее " * 30 + "конец"

VARIED: tuple[Body, ...] = (
    event("day", "2018-09-06", title="2+2 dialogue"),
    event("days", "2018-06-28/2018-06-29", title="G20 summit, Osaka; side talks"),
    event("before-midnight-utc", "2018-12-04T05:29+05:30", title="At 23:59 UTC the day before"),
    event("local-time", "2018-12-04T00:00:30", title="Local midnight"),
    event("hours", "2018-09-06T10:00+05:30/2018-09-06T13:00+05:30", title="Talks"),
    event("hours-to-day", "2018-09-06T10:00/2018-09-07", title="Talks into the night"),
    event("no-hours", "2018-09-06T10:00Z/2018-09-06T10:00Z", title="An interval of no length"),
    event("month", "2018-10?", title="Putin visit", phase="scheduled"),
    event("season", "2019-21", title="Spring", phase="scheduled"),
    event("one-of", "[2018-10-04..2018-12-03]", title="Signed"),
    event("unsure-day", "2018-11-05~", title="Waiver list"),
    event("possible", "2018-12", title="Reported"),
    event("unsure-days", "2018-05~/2018-06", title="Talks about talks"),
    event("ahead", "2019-05-02", title="Waiver ends", phase="scheduled", kind="deadline"),
    event("overdue", "2018-11-04", title="Sanctions", phase="scheduled", kind="deadline"),
    event("cancelled", "2018-07-06", title="First date", phase="scheduled"),
    EventCancelled(event="cancelled", known="2018-06-27"),
    event("retracted", "2018-07-07", title="Rumour"),
    EventRetracted(event="retracted", known="2018-07-08"),
    event("moved", "2018-04", title="2+2", phase="scheduled"),
    EventRescheduled(event="moved", known="2018-03-20"),
    EventRescheduled(event="moved", when="2018-07-06", known="2018-06-01"),
    EventOccurred(event="moved", when="2018-09-06", known="2018-09-06"),
    event("kudos, 100%; ünïcode/🇮🇳", "2018-01-02", title="भारत, “quoted”; a\\b\nsecond line"),
    event("long", "2018-01-03", title=LONG),
)

EXPECTED = {
    "day": Read(*days("2018-09-06", "2018-09-06"), "CONFIRMED", 0, "2+2 dialogue"),
    "days": Read(*days("2018-06-28", "2018-06-29"), "CONFIRMED", 0, "G20 summit, Osaka; side talks"),
    "before-midnight-utc": Read(
        utc("2018-12-03T23:59:00"), None, "CONFIRMED", 0, "At 23:59 UTC the day before"
    ),
    "local-time": Read(utc("2018-12-03T18:30:30"), None, "CONFIRMED", 0, "Local midnight"),
    "hours": Read(utc("2018-09-06T04:30:00"), utc("2018-09-06T07:30:00"), "CONFIRMED", 0, "Talks"),
    "hours-to-day": Read(
        utc("2018-09-06T04:30:00"), utc("2018-09-07T18:30:00"), "CONFIRMED", 0, "Talks into the night"
    ),
    "no-hours": Read(utc("2018-09-06T10:00:00"), None, "CONFIRMED", 0, "An interval of no length"),
    "month": Read(*days("2018-10-01", "2018-10-31"), "TENTATIVE", 0, "Putin visit (October 2018?)"),
    "season": Read(*days("2019-03-01", "2019-05-31"), "TENTATIVE", 0, "Spring (spring 2019)"),
    "one-of": Read(
        *days("2018-10-04", "2018-12-03"), "CONFIRMED", 0, "Signed (between 4 October and 3 December 2018)"
    ),
    "unsure-day": Read(*days("2018-11-05", "2018-11-05"), "CONFIRMED", 0, "Waiver list (about 5 November 2018)"),
    "possible": Read(*days("2018-12-01", "2018-12-31"), "TENTATIVE", 0, "Reported (2018-12)"),
    "unsure-days": Read(
        *days("2018-05-01", "2018-06-30"), "CONFIRMED", 0, "Talks about talks (from about May 2018 to June 2018)"
    ),
    "ahead": Read(*days("2019-05-02", "2019-05-02"), "TENTATIVE", 0, "Waiver ends"),
    "overdue": Read(*days("2018-11-04", "2018-11-04"), "TENTATIVE", 0, "Sanctions"),
    "cancelled": Read(*days("2018-07-06", "2018-07-06"), "CANCELLED", 1, "First date"),
    "retracted": Read(*days("2018-07-07", "2018-07-07"), "CANCELLED", 1, "RETRACTED: Rumour"),
    "moved": Read(*days("2018-09-06", "2018-09-06"), "CONFIRMED", 3, "2+2"),
    "kudos, 100%; ünïcode/🇮🇳": Read(
        *days("2018-01-02", "2018-01-02"), "CONFIRMED", 0, "भारत, “quoted”; a\\b second line"
    ),
    "long": Read(*days("2018-01-03", "2018-01-03"), "CONFIRMED", 0, LONG),
}  # fmt: skip


def written(*bodies: Body, **question: Any) -> str:
    """The file for a log with these entries, unfolded, as text."""
    data, _ = exported(IcsExporter(), small_view(*bodies, **question))
    return unfold(data)


def unfold(data: bytes) -> str:
    return data.decode().replace("\r\n ", "")


def blocks(data: bytes) -> dict[str, bytes]:
    """The bytes of each VEVENT by its event's id; those outside of any under the empty id."""
    parts = re.split(rb"(BEGIN:VEVENT\r\n.*?END:VEVENT\r\n)", data, flags=re.DOTALL)
    found = {re.findall(r"UID:(.*)@india-us", unfold(part))[0]: part for part in parts[1::2]}
    return {"": b"".join(parts[::2])} | found


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_finds_the_same_events(reader: Reader) -> None:
    data, notes = exported(IcsExporter(), small_view(*VARIED))
    # `ics` leaves the backslashes of a UID, which RFC 5545 §3.3.11 wants in TEXT, where they are
    escaped = (lambda uid: re.sub(r"([,;])", r"\\\1", uid)) if reader is with_ics else str
    assert reader(data) == {escaped(f"{name}@india-us"): read for name, read in EXPECTED.items()}
    assert notes == []


@pytest.mark.parametrize("method", [None, "PUBLISH"])
def test_is_what_the_library_writes_for_the_whole_calendar(method: str | None) -> None:
    view = small_view(*VARIED, title='The "S-400", ^and^; more')
    data, _ = exported(IcsExporter(method=method), view)
    assert data == giant_calendar(view, method).to_ical()
    assert data == Calendar.from_ical(data).to_ical()


SIGNS = st.sampled_from('a b,;:\\^"\n\r\tN\x07\x85\u2028é\u0301भ中🇮👩\u200d\U0010ffff')
WORDS = st.one_of(st.text(SIGNS, max_size=200), st.text(max_size=60), st.text("ab\\^", min_size=70, max_size=160))


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    st.lists(WORDS, min_size=6, max_size=6), st.sampled_from(["2018-12-20", "2018-11~", "2018-09-06T10:00/2018-09-07"])
)
def test_any_event_is_what_the_library_writes(words: list[str], when: str) -> None:
    title, place, summary, actor, publisher, name = words
    source = report(publisher, "2018-01-01", title, f"https://voa.example/{place}")
    details = {"place": place, "summary": summary, "actors": (actor,), "sources": (source,), "issues": (name,)}
    phase = {"kind": "deadline", "phase": "scheduled"}
    view = small_view(event(f"e{name}", when, title=title, **details, **phase), title=title)
    data, _ = exported(IcsExporter(method="PUBLISH"), view)
    assert data == giant_calendar(view, "PUBLISH").to_ical()


@settings(max_examples=500)
@given(WORDS)
def test_any_line_is_folded_as_the_library_folds_it(text: str) -> None:
    line = f"X:{text}".replace("\n", "")
    assert content_lines([line]) == Contentline(line).to_ical() + b"\r\n"


def test_lines_end_in_crlf_and_are_at_most_75_octets_long() -> None:
    data, _ = exported(IcsExporter(), small_view(*VARIED))
    *lines, rest = data.split(b"\r\n")
    assert rest == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert all(line.decode() for line in lines)  # no character is cut in two


def test_an_event_in_full() -> None:
    view = small_view(
        event("visit", "2018-10-01", title="Visit", phase="scheduled", claims=(status("open"),)),
        EventRescheduled(event="visit", when="2018-10-04", known="2018-09-01"),
        EventOccurred(
            event="visit",
            known="2018-10-04",
            when="2018-10-04T23:30-05:00",
            sources=(report("VOA", "2018-10-05", "Putin in Delhi", "https://voa.example/a,b?c=d;é"),),
            claims=(status("considered", by="Pentagon"),),
        ),
        EventSourced(event="visit", known="2018-10-06", claims=(status("waiver ready", "s-400, deal"),)),
        as_of="2018-12-04",
    )
    data, _ = exported(IcsExporter(), view)
    assert blocks(data)["visit"].decode().replace("\r\n ", "").split("\r\n") == [
        "BEGIN:VEVENT",
        "SUMMARY:Visit",
        "DTSTART:20181005T043000Z",
        "DTSTAMP:20190101T000300Z",
        "UID:visit@india-us",
        "SEQUENCE:3",
        "CATEGORIES:caatsa-waiver,s-400\\, deal",
        "COLOR:peru",
        "CREATED:20190101T000000Z",
        "DESCRIPTION:"
        + "\\n".join(
            (
                "When: 2018-10-04 23:30 -05:00\\, local time 2018-10-05 10:00 (Asia/Kolkata)",
                "Occurred.",
                "Moved once: 2018-10-01 > 2018-10-04.",
                "Claims:",
                "- caatsa-waiver.status = considered (Pentagon)",
                "- s-400\\, deal.status = waiver ready",
                "Reported by VOA\\, Putin in Delhi (2018-10-05).",
                "Claimed\\, no source named\\, known since 2018-10-06: s-400\\, deal.status = waiver ready.",
                "Known since 2018-01-01",
                "Sources:",
                "- VOA\\, Putin in Delhi (2018-10-05) https://voa.example/a\\,b?c=d\\;é",
            )
        ),
        "LAST-MODIFIED:20190101T000300Z",
        'LINK;LABEL="VOA, Putin in Delhi";LINKREL="describedby";VALUE=URI:https://voa.example/a,b?c=d;%C3%A9',
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:https://voa.example/a,b?c=d;%C3%A9",
        'X-TIMELINE-BEFORE:{"known":"2018-01-01"\\,"phase":"scheduled"\\,"title":"Visit"\\,"when":"2018-10-01"'
        '\\,"issues":["caatsa-waiver"]}',
        'X-TIMELINE-BEFORE:{"known":"2018-09-01"\\,"phase":"scheduled"\\,"title":"Visit"\\,"when":"2018-10-04"'
        '\\,"issues":["caatsa-waiver"]}',
        "X-TIMELINE-LOG:india-us",
        "X-TIMELINE-SINCE:2018-10-05",
        "X-TIMELINE-WHEN:2018-10-04T23:30-05:00",
        "X-TIMELINE-ZONE:Asia/Kolkata",
        "END:VEVENT",
        "",
    ]


def test_the_calendar_itself() -> None:
    text = written(title="Sanctions, waivers; dates", hindsight=True, recorded_by="2019-01-02")
    clocks = "State as of 2018-12-04\\, with hindsight\\, as recorded by 2019-01-02"
    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//timeline-engine//timeline//EN",
        f"DESCRIPTION:{clocks}",
        f"X-WR-CALDESC:{clocks}",
        "NAME:Sanctions\\, waivers\\; dates",
        "X-WR-CALNAME:Sanctions\\, waivers\\; dates",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        "X-TIMELINE-LOG:india-us",
        "X-WR-TIMEZONE:Asia/Kolkata",
        "END:VCALENDAR",
        "",
    ]


def test_texts_of_an_event_reach_the_properties_made_for_them() -> None:
    text = written(
        event("e", "2018-01-01", place="Delhi, India", actors=("Mattis", "Sitharaman"), summary="All; is well.")
    )
    assert "\r\nLOCATION:Delhi\\, India\r\n" in text
    assert "\r\nDESCRIPTION:All\\; is well.\\n\\nWhen: 2018-01-01\\n" in text
    assert "\\nActors: Mattis\\, Sitharaman\\n" in text


def test_a_day_that_is_not_over_is_no_more_than_tentative() -> None:
    reported = event("e", "2018-12-04", known="2018-12-04T11:00+05:30")
    statuses = [
        with_icalendar(exported(IcsExporter(), small_view(reported, as_of=as_of))[0])["e@india-us"].status
        for as_of in ("2018-12-04T12:00+05:30", "2018-12-04")
    ]
    assert statuses == ["TENTATIVE", "CONFIRMED"]


def test_hindsight_is_sure_of_what_is_still_ahead() -> None:
    view = small_view(event("e", "2018-12-04"), as_of="2018-12-01", hindsight=True)
    assert with_icalendar(exported(IcsExporter(), view)[0])["e@india-us"].status == "CONFIRMED"


# --- what does not change -------------------------------------------------------------------------------------


def test_the_same_answer_gives_the_same_bytes() -> None:
    assert exported(IcsExporter(), small_view(*VARIED)) == exported(IcsExporter(), small_view(*VARIED))


def test_a_reschedule_changes_only_the_block_of_its_event() -> None:
    before, after = (
        small_view(*VARIED),
        small_view(*VARIED, EventRescheduled(event="ahead", when="2019-06-01", known="2018-12-01")),
    )
    old, new = (blocks(exported(IcsExporter(), view)[0]) for view in (before, after))
    assert {name for name in old | new if old.get(name) != new.get(name)} == {"ahead"}
    was, is_now = (unfold(block["ahead"]).split("\r\n") for block in (old, new))
    assert [line for line in is_now if line not in was] == [
        "DTSTART;VALUE=DATE:20190601",
        "DTEND;VALUE=DATE:20190602",
        "DTSTAMP:20190101T002500Z",
        "SEQUENCE:1",
        "DESCRIPTION:When: 2019-06-01\\nUpcoming.\\nMoved once: 2019-05-02 > 2019-06-01."
        "\\nReported as scheduled\\, no source named\\, known since 2018-01-01."
        "\\nDate given\\, no source named\\, known since 2018-12-01.\\nKnown since 2018-01-01",
        "LAST-MODIFIED:20190101T002500Z",
        'X-TIMELINE-BEFORE:{"known":"2018-01-01"\\,"phase":"scheduled"\\,"title":"Waiver ends"\\,"when":"2019-05-02"}',
        "X-TIMELINE-SINCE:2018-12-01",
    ]


def test_the_sequence_never_falls_as_the_log_grows() -> None:
    log = small_log(event("e", "2018-05-01", phase="scheduled"))
    seen = [sequence(project(log, "2018-12-04"))]
    for body in (
        EventRescheduled(event="e", when="2018-06-01", known="2018-04-01"),
        EventCorrected(entry="e2", fields={"when": "2018-06-02"}),
        EventCorrected(entry="e2", void=True),
        EventOccurred(event="e", known="2018-06-03"),
    ):
        log.append([Draft(f"e{len(seen) + 1}", body)])
        seen.append(sequence(project(log, "2018-12-04")))
    assert seen == [0, 1, 2, 3, 4]


def sequence(view: View) -> int:
    (read,) = with_icalendar(exported(IcsExporter(), view)[0]).values()
    return read.sequence


# --- what is off ----------------------------------------------------------------------------------------------

OFF = (
    event("off", "2018-07-06", title="Off", phase="scheduled"),
    EventCancelled(event="off", known="2018-06-27"),
    event("rumour", "2018-07-07", title="Rumour"),
    EventRetracted(event="rumour", known="2018-07-08"),
    event("on", "2018-07-08", title="On"),
)


@pytest.mark.parametrize(
    ("cancelled", "expected"),
    [
        ("keep", {("Off", "CANCELLED"), ("RETRACTED: Rumour", "CANCELLED"), ("On", "CONFIRMED")}),
        ("omit", {("On", "CONFIRMED")}),
        ("prefix", {("CANCELLED: Off", "CANCELLED"), ("RETRACTED: Rumour", "CANCELLED"), ("On", "CONFIRMED")}),
    ],
)
def test_what_becomes_of_events_that_are_off(cancelled: str, expected: set[tuple[str, str]]) -> None:
    data, notes = exported(IcsExporter(cancelled=cancelled), small_view(*OFF))
    assert {(read.summary, read.status) for read in with_icalendar(data).values()} == expected
    cost = "2 events are off and left out: a program that had them from an earlier calendar goes on to show them"
    assert notes == ([f"{cost}: off, rumour."] if cancelled == "omit" else [])


# --- what a calendar cannot carry -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "note"),
    [
        (None, "1 event has no date and is left out: e."),
        ("Y10000", "1 event has no known day in the years 1 to 9999 and is left out: e."),
        ("-0044-03-15", "1 event has no known day in the years 1 to 9999 and is left out: e."),
        ("../..", "1 event has no known day in the years 1 to 9999 and is left out: e."),
        ("9999-12-31T23:59:59-05:00", "1 event has no known day in the years 1 to 9999 and is left out: e."),
        ("0001-01-01T00:00+05:30", "1 event has no known day in the years 1 to 9999 and is left out: e."),
    ],
)
def test_an_event_without_a_day_is_left_out_and_named(when: str | None, note: str) -> None:
    data, notes = exported(IcsExporter(), small_view(event("e", when, phase="scheduled")))
    assert with_icalendar(data) == {}
    assert notes == [note]


@pytest.mark.parametrize(
    ("when", "day", "words"),
    [
        ("2018-05-02/..", "2018-05-02", "from 2 May 2018, no end"),
        ("../2018-05-02", "2018-05-02", "to 2 May 2018, no start"),
        ("[2018-10-04..]", "2018-10-04", "after 3 October 2018"),
        ("2018-05-02T10:00/..", "2018-05-02", "from 2018-05-02 10:00, no end"),
        ("1000-01-01/9999-12-31", "1000-01-01", "from 1 January 1000 to 31 December 9999"),
        ("-0500/1000-01-01", "1000-01-01", "from 501 BC to 1 January 1000"),
    ],
)
@pytest.mark.parametrize("reader", READERS)
def test_an_open_end_leaves_the_known_day(reader: Reader, when: str, day: str, words: str) -> None:
    data, notes = exported(IcsExporter(), small_view(event("e", when)))
    status = "TENTATIVE" if when == "[2018-10-04..]" else "CONFIRMED"  # that one may yet be ahead
    assert reader(data) == {"e@india-us": Read(*days(day, day), status, 0, f"e ({words})")}
    assert f"DESCRIPTION:When: {escaped(words)} (open\\; shown on its one known day)\\n" in unfold(data)
    assert notes == [
        "1 event has an end that is open or not in the days 0001-01-01 to 9999-12-30, and is shown on one day: e."
    ]


def test_many_that_are_left_out_are_counted() -> None:
    _, notes = exported(IcsExporter(), small_view(*(event(f"e{number:02}", phase="scheduled") for number in range(12))))
    named = ", ".join(f"e{number:02}" for number in range(10))
    assert notes == [f"12 events have no date and are left out: {named} and 2 more."]


def test_the_first_and_last_days_there_are() -> None:
    ends = (event("first", "0001-01-01"), event("last", "9999-12-30"), event("very-last", "9999-12-31"))
    text = written(*ends, as_of="9999-12-31")
    assert "\r\nDTSTART;VALUE=DATE:00010101\r\nDTEND;VALUE=DATE:00010102\r\n" in text
    assert "\r\nDTSTART;VALUE=DATE:99991230\r\nDTEND;VALUE=DATE:99991231\r\n" in text
    assert "\r\nDTSTART;VALUE=DATE:99991231\r\nDTSTAMP:" in text, "a day without DTEND lasts that day (§3.6.1)"


def test_control_characters_are_dropped_and_named() -> None:
    bodies = (event("bell", "2018-01-01", title="a\x00b\x07c"), event("fine", "2018-01-02", title="a\tb\r\nc"))
    data, notes = exported(IcsExporter(), small_view(*bodies))
    assert [read.summary for read in with_icalendar(data).values()] == ["abc", "a\tb c"]
    assert notes == ["1 event had control characters in its text, which are dropped: bell."]


def test_an_id_with_control_characters_keeps_its_identity() -> None:
    assert "\r\nUID:a%07%0D%0Ab@india-us\r\n" in written(event("a\x07\r\nb", "2018-01-01"))


@settings(deadline=None)  # the first example pays for what the readers import
@given(st.text())
def test_any_title_comes_back(title: str) -> None:
    data, _ = exported(IcsExporter(), small_view(event("e", "2018-01-01", title=title)))
    expected = marked(printable(one_line(title))) if printable(title).strip() else "e"
    for reader in (with_icalendar, with_ical, with_vobject):
        assert [read.summary for read in reader(data).values()] == [expected]


@pytest.mark.parametrize("url", ["see page 3", "http://a b", "//voa.example", "http:", "javascript\n:x"])
def test_what_is_no_uri_is_no_url(url: str) -> None:
    text = written(event("e", "2018-01-01", sources=(report("VOA", "2018-01-01", url=url),)))
    assert "\r\nURL" not in text
    assert "VOA (2018-01-01)" in text


# --- reminders and methods ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "fields", "reminded"),
    [
        ("2018-12-20", {"kind": "deadline", "phase": "scheduled"}, True),
        ("2018-12", {"kind": "deadline", "phase": "scheduled"}, True),  # due
        ("2018-12-20", {"kind": "meeting", "phase": "scheduled"}, False),
        ("2018-12-20", {"kind": "deadline", "phase": "occurred"}, False),
        ("2018-12-01", {"kind": "deadline", "phase": "scheduled"}, False),  # overdue
    ],
)
def test_deadlines_ahead_have_a_reminder(when: str, fields: dict[str, str], reminded: bool) -> None:
    text = written(event("e", when, title="Waiver ends", **fields))
    alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:{}\r\nTRIGGER:-P1D\r\nUID:alarm-e@india-us\r\nEND:VALARM"
    summary = "Waiver ends" if when.count("-") == 2 else f"Waiver ends ({when})"
    assert (alarm.format(summary) in text) is reminded
    assert ("VALARM" in text) is reminded


def test_a_deadline_without_a_title_goes_by_its_id() -> None:
    text = written(event("e", "2018-12-20", title=" ", kind="deadline", phase="scheduled"))
    assert "\r\nSUMMARY:e\r\n" in text
    assert "\r\nACTION:DISPLAY\r\nDESCRIPTION:e\r\n" in text


def test_a_cancelled_deadline_has_no_reminder() -> None:
    deadline = event("e", "2018-12-20", kind="deadline", phase="scheduled")
    assert "VALARM" not in written(deadline, EventCancelled(event="e", known="2018-06-27"))


@pytest.mark.parametrize("reader", READERS)
def test_a_method_brings_the_organizer_it_needs(reader: Reader) -> None:
    view = small_view(event("e", "2018-01-01"), title='The "S-400", and\nmore')
    data, _ = exported(IcsExporter(method="PUBLISH"), view)
    assert set(reader(data)) == {"e@india-us"}
    assert "\r\nMETHOD:PUBLISH\r\n" in unfold(data)
    assert "\r\nORGANIZER;CN=\"The ^'S-400^', and more\":invalid:nomail\r\n" in unfold(data)


def test_without_a_method_there_is_no_organizer() -> None:
    text = written(event("e", "2018-01-01"))
    assert "METHOD" not in text
    assert "ORGANIZER" not in text


@pytest.mark.parametrize("options", [{"cancelled": "hide"}, {"cancelled": ""}, {"method": "REQUEST"}])
def test_options_that_make_no_sense_are_refused(options: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        IcsExporter(**options)


def test_is_an_exporter() -> None:
    assert isinstance(IcsExporter(), Exporter)
    assert IcsExporter.suffix == ".ics"


class Counting(BytesIO):
    """A stream that notes how long each write is."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[int] = []

    def write(self, data: Any) -> int:
        self.sizes.append(len(data))
        return super().write(data)


def test_is_written_event_by_event() -> None:
    out = Counting()
    IcsExporter().export(small_view(*VARIED), out)
    assert len(out.sizes) >= len(EXPECTED) + 2
    assert max(out.sizes) < 4096


def test_what_was_taken_back_had_been_claimed() -> None:
    rumour = event("rumour", "2018-09-01", claims=(status("granted"),))
    back = EventRetracted(event="rumour", sources=(report("Jornal X", "2018-09-09"),))
    text = unfold(exported(IcsExporter(), small_view(rumour, back))[0])
    assert "Retracted by its sources.\\nRetracted: known 2018-09-09\\, Jornal X\\nHad claimed:\\n- caatsa" in text
