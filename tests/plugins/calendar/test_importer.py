"""What the calendar importer makes of calendars: by hand from RFC 5545, beside what its own library says of them."""

import warnings
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events

from builders import event, exported, report, small_log, status
from support import memory_log
from timeline_engine import TimelineError, open_log
from timeline_engine.entries import EventRecorded, EventSourced, IssueDefined
from timeline_engine.log import Log
from timeline_engine.model import Claim
from timeline_engine.plugins import PluginError, importer
from timeline_engine.recording import check_id, read_state
from timeline_engine.rows import import_rows, propose
from timeline_engine.view import project
from timeline_engine.view.ports import Importer, LeftOut, Row
from timeline_plugins.calendar.exporter import IcsExporter
from timeline_plugins.calendar.importer import IcsImporter

ROOT = Path(__file__).parents[3]
DATA = Path(__file__).parents[2] / "data" / "ics"
NOW = 1_767_268_800_000_000


def read(data: bytes, **options: str) -> list[Row | TimelineError]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOut)  # of which other tests are
        return list(IcsImporter(**options).rows(BytesIO(data), "c.ics"))


def sound(data: bytes, **options: str) -> list[Row]:
    """The rows of a calendar in which nothing is refused."""
    found = read(data, **options)
    rows = [row for row in found if isinstance(row, Row)]
    assert rows == found
    return rows


def refused(data: bytes, **options: str) -> list[str]:
    return [str(found) for found in read(data, **options) if isinstance(found, TimelineError)]


def calendar(*lines: str, of: Iterable[str] = ()) -> bytes:
    """A calendar of one event with these lines; ``of``: the calendar's own."""
    return "\r\n".join(
        ["BEGIN:VCALENDAR", *of, "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""],
    ).encode()


def one(*lines: str, of: Iterable[str] = (), **options: str) -> Row:
    (row,) = sound(calendar("UID:u", "DTSTART:20180906T100000Z", *lines, of=of), **options)
    return row


def test_dates_become_edtf() -> None:
    found = {row.event: row.when for row in sound((DATA / "dates.ics").read_bytes())}
    assert found == {
        "day": "2018-09-06",
        "day-without-end": "2018-09-06",
        "day-that-ends-itself": "2018-09-06",
        "days": "2018-09-06/2018-09-08",
        "days-by-duration": "2018-09-06/2018-09-07",
        "utc": "2018-12-04T03:52Z",
        "seconds": "2018-12-04T03:52:30Z",
        "iana": "2018-12-04T09:22+05:30/2018-12-04T10:22+05:30",
        "windows": "2018-12-04T09:22+05:30/2018-12-04T10:22+05:30",
        "vtimezone": "2018-12-04T09:22+05:30",
        "floating": "2018-12-04T09:22",
        "nobody-knows": "2018-12-04T09:22",
        "day-to-time": "2018-09-06T00:00Z/2018-09-06T10:00Z",
        "spring-forward": "2019-03-31T02:30+01:00",
        "before-zones": "1850-01-01T12:00+05:53:28",
    }


def test_every_date_is_one_the_engine_reads() -> None:
    log = memory_log()
    rows = sound((DATA / "dates.ics").read_bytes())
    assert len(import_rows(log, rows, NOW)) == len(rows)


def test_the_zone_of_the_calendar_is_for_utc_and_for_times_without_zone() -> None:
    of = ["X-WR-TIMEZONE:Asia/Kolkata"]
    assert one(of=of).when == "2018-09-06T15:30+05:30"
    assert [row.when for row in sound(calendar("UID:u", "DTSTART:20180906T100000", of=of))] == [
        "2018-09-06T10:00+05:30"
    ]
    assert one(of=["X-WR-TIMEZONE:India Standard Time"]).when == "2018-09-06T15:30+05:30"


def test_the_option_zone_comes_before_the_zone_of_the_calendar() -> None:
    data = calendar("UID:u", "DTSTART;TZID=Nowhere:20180906T100000", of=["X-WR-TIMEZONE:Middle Earth"])
    assert [row.when for row in sound(data, zone="Europe/Paris")] == ["2018-09-06T10:00+02:00"]
    assert [row.when for row in sound(data)] == ["2018-09-06T10:00"]
    assert sound(calendar("UID:u", "DTSTART;VALUE=DATE:20180906", of=["X-WR-TIMEZONE:Middle Earth"]))


def test_a_zone_of_one_file_is_not_that_of_another() -> None:
    zone = "BEGIN:VTIMEZONE TZID:Ours BEGIN:STANDARD DTSTART:19700101T000000 TZOFFSETFROM:+0{0}00 TZOFFSETTO:+0{0}00"
    for hours in (1, 2):
        of = [*zone.format(hours).split(), "END:STANDARD", "END:VTIMEZONE"]
        (row,) = sound(calendar("UID:u", "DTSTART;TZID=Ours:20180906T100000", of=of))
        assert row.when == f"2018-09-06T10:00+0{hours}:00"


def test_recurring_events_are_an_event_an_occurrence() -> None:
    found = [(row.event, row.when, row.phase) for row in sound((DATA / "recurring.ics").read_bytes(), end="2019-01-01")]
    assert found == [
        ("weekly/2018-10-01T03:30Z", "2018-10-01T09:00+05:30/2018-10-01T10:00+05:30", "confirmed"),
        ("weekly/2018-10-03T09:30Z", "2018-10-03T15:00+05:30/2018-10-03T16:00+05:30", "confirmed"),
        ("weekly/2018-10-15T03:30Z", "2018-10-16T09:00+05:30/2018-10-16T10:00+05:30", "confirmed"),
        ("weekly/2018-10-22T03:30Z", "2018-10-22T09:00+05:30/2018-10-22T10:00+05:30", "cancelled"),
        ("weekly/2018-10-29T03:30Z", "2018-10-29T09:00+05:30/2018-10-29T10:00+05:30", "confirmed"),
        ("later-from-now-on/2018-10-01T09:00Z", "2018-10-01T09:00Z/2018-10-01T09:15Z", "confirmed"),
        ("later-from-now-on/2018-10-02T09:00Z", "2018-10-02T09:00Z/2018-10-02T09:15Z", "confirmed"),
        ("later-from-now-on/2018-10-03T09:00Z", "2018-10-03T11:00Z/2018-10-03T11:30Z", "confirmed"),
        ("later-from-now-on/2018-10-04T09:00Z", "2018-10-04T11:00Z/2018-10-04T11:30Z", "confirmed"),
        ("periods/2018-10-01T09:00Z", "2018-10-01T09:00Z/2018-10-01T10:00Z", "confirmed"),
        ("periods/2018-11-05T09:00Z", "2018-11-05T09:00Z/2018-11-05T12:00Z", "confirmed"),
        ("periods/2018-11-06T09:00Z", "2018-11-06T09:00Z/2018-11-06T09:30Z", "confirmed"),
        ("no-master/2018-10-10T09:00Z", "2018-10-11T09:00Z", "confirmed"),
        ("holiday/2018-01-26", "2018-01-26", "confirmed"),
    ]


def test_without_end_rules_are_followed_to_the_end_of_the_year_after_the_newest_stamp() -> None:
    data = calendar("UID:u", "DTSTAMP:20180901T000000Z", "DTSTART;VALUE=DATE:20160126", "RRULE:FREQ=YEARLY")
    assert [row.when for row in sound(data)] == ["2016-01-26", "2017-01-26", "2018-01-26", "2019-01-26"]
    assert [row.when for row in sound(data, start="2017-06-01", end="2018-06-01")] == ["2018-01-26"]
    late = calendar("UID:u", "DTSTAMP:20180901T000000Z", "DTSTART;VALUE=DATE:20300126", "RRULE:FREQ=YEARLY")
    assert [row.when for row in sound(late)] == ["2030-01-26", "2031-01-26"]


def test_an_occurrence_that_is_taken_out_can_be_a_cancelled_one() -> None:
    data = calendar("UID:u", "DTSTART;VALUE=DATE:20180101", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20180102")
    assert [(row.when, row.phase) for row in sound(data, excluded="cancelled")] == [
        ("2018-01-01", "confirmed"), ("2018-01-02", "cancelled"), ("2018-01-03", "confirmed"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["dates", "recurring", "briefings.1", "briefings.2"])
@pytest.mark.parametrize("end_of_line", [b"\n", b"\r\n"])
def test_occurrences_are_those_of_the_library(name: str, end_of_line: bytes) -> None:
    data = (DATA / f"{name}.ics").read_bytes().replace(b"\n", end_of_line)
    rows = sound(data, start="2010-01-01", end="2025-01-01")
    theirs = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(date(2010, 1, 1), date(2025, 1, 1))
    starts = Counter(instant((row.when or "").split("/")[0]) for row in rows)
    assert starts == Counter(instant(each["DTSTART"].dt.isoformat()) for each in theirs)


def instant(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()


@cache
def refused_file() -> tuple[Row | TimelineError, ...]:
    """A file with much to refuse, read once: some of it shows only after thousands of occurrences."""
    return tuple(read((DATA / "refused.ics").read_bytes()))


@pytest.mark.slow
def test_what_is_refused_is_named_with_line_component_and_property() -> None:
    found = refused_file()
    events = [row.event for row in found if isinstance(row, Row)]
    assert [event for event in events if "exrule" not in str(event)] == ["good", "rival"]
    assert len(events) == 10, "EXRULE takes out two of ten"
    named = [str(error).removeprefix("c.ics:") for error in found if isinstance(error, TimelineError)]
    assert [error.split(": ")[1:3] for error in named] == [
        ["VEVENT 'no-start'", "field DTSTART"],
        ["VEVENT 'broken-start'", "field DTSTART"],
        ["VEVENT 'unreadable-start'", "field DTSTART"],
        ["VEVENT 'two-starts'", "field DTSTART"],
        ["VEVENT 'text-start'", "field DTSTART"],
        ["VEVENT 'ends-first'", "field DTEND"],
        ["VEVENT 'negative'", "field DURATION"],
        ["VEVENT 'no-rule'", "field RRULE"],
        ["VEVENT 'no-steps'", "field RRULE"],
        ["VEVENT 'every-second'", "field RRULE"],
        ["VEVENT 'every-minute'", "field RRULE"],
        ["VEVENT 'every-second-of-a-year'", "field RRULE"],
        ["VEVENT 'never'", "field RRULE"],
        ["VEVENT 'never-the-fifth'", "field RRULE"],
        ["VEVENT 'rival'", "field UID"],
        ["VEVENT 'last-second-of-all'", "field DTSTART"],
    ]
    lines = (DATA / "refused.ics").read_text().splitlines()
    assert {lines[int(error.split(":")[0]) - 1] for error in named} == {"BEGIN:VEVENT"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no calendar"),
        (b"\xef\xbb\xbf", "no calendar"),
        (b"when,title\n2018-09-06,Dialogue\n", "no calendar in it"),
        (b"\x00\xff" * 50, "no calendar in it"),
    ],
)
def test_what_is_no_calendar_is_refused_as_a_whole(data: bytes, words: str) -> None:
    with pytest.raises(TimelineError, match=rf"^c\.ics: .*{words}"):
        read(data)


def test_files_are_read_as_they_come() -> None:
    plain = calendar("UID:u", "DTSTART;VALUE=DATE:20180906", "SUMMARY:Café")
    split = plain.replace("Café".encode(), b"Caf\xc3\r\n \xa9")  # §3.1: a fold may go through a character
    others = (
        b"\xef\xbb\xbf" + plain,
        plain.replace(b"\r\n", b"\n"),
        plain.replace(b"\r\n", b"\r"),
        plain.replace(b"\r\n", b"\n\n"),
        plain.decode().encode("latin-1"),
        plain.decode().encode("utf-16"),
        plain.replace(b"BEGIN:VEVENT", b"begin:vevent"),
        b"\r\n".join(plain.splitlines()[1:-1]),
        split,
    )
    for data in (plain, *others):
        assert [(row.event, row.title, row.when) for row in sound(data)] == [("u", "Café", "2018-09-06")]


def test_the_fields_of_a_row() -> None:
    row = one(
        "SUMMARY:Talks\\nin Delhi",
        "LOCATION:Room 4\\, South Block",
        "DESCRIPTION:First line\\nsecond line",
        'ORGANIZER;CN="Sitharaman, Nirmala":mailto:rm@example.com',
        "ATTENDEE;CN=Mattis:mailto:jm@example.com",
        "ATTENDEE:mailto:nobody@example.com",
        "ATTENDEE;CUTYPE=ROOM;CN=Room 4:mailto:room4@example.com",
        "CATEGORIES:MEETING",
        "URL:https://example.com/talks",
        "DTSTAMP:20180903T120000Z",
        "LAST-MODIFIED:20180902T120000Z",
        "CREATED:20180901T120000Z",
        of=["X-WR-CALNAME:Press office"],
        issue="comcasa",
    )
    assert row.source is not None
    assert (row.title, row.place, row.summary) == ("Talks in Delhi", "Room 4, South Block", "First line\nsecond line")
    assert row.actors == ("Sitharaman, Nirmala", "Mattis", "nobody@example.com")
    assert (row.issue, row.known, row.at) == ("comcasa", "2018-09-02T12:00Z", "c.ics:3")
    assert (row.source.publisher, row.source.url) == ("Press office", "https://example.com/talks")
    assert row.source.published is None, "a new stamp would be a new source"


def test_what_a_calendar_does_not_say() -> None:
    row = one()
    assert (row.title, row.known, row.source, row.phase) == ("(untitled)", None, None, "confirmed")
    row = one(publisher="Ministry", phase="occurred")
    assert (row.source and row.source.publisher, row.phase) == ("Ministry", "occurred")
    assert one("DTSTAMP:00000000T000000Z", "CREATED:20180901T120000Z").known == "2018-09-01T12:00Z"
    assert len(one(f"DESCRIPTION:{'x ' * 5_000}").summary or "") == 2_000


@pytest.mark.parametrize("uid", ["x" * 201, "a\tb", " ü ", "wide\u2028line", "a,b;c:d@é", "x" * 175])
def test_any_uid_makes_an_id(uid: str) -> None:
    rows = sound(calendar(f"UID:{uid}", "DTSTART:20180906T100001Z", "RRULE:FREQ=DAILY;COUNT=3"))
    assert len({row.event for row in rows}) == 3
    for row in rows:
        check_id(row.event or "", "event")


def test_without_uid_title_and_start_tell_events_apart() -> None:
    data = calendar("SUMMARY:First dialogue", "DTSTART;VALUE=DATE:20180906")
    assert [row.event for row in sound(data)] == ["first-dialogue/2018-09-06"]


def test_the_greatest_sequence_holds() -> None:
    def version(sequence: int, day: int, stamp: int = 1) -> list[str]:
        said = [f"DTSTART;VALUE=DATE:201809{day:02}", f"SEQUENCE:{sequence}", f"DTSTAMP:201808{stamp:02}T000000Z"]
        return ["BEGIN:VEVENT", "UID:u", *said, "END:VEVENT"]

    def days(*versions: list[str]) -> list[str | None]:
        return [row.when for row in sound("\n".join(["BEGIN:VCALENDAR", *chain(*versions), "END:VCALENDAR"]).encode())]

    assert days(version(2, 6), version(1, 7)) == ["2018-09-06"]
    assert days(version(1, 6), version(2, 7)) == ["2018-09-07"]
    assert days(version(1, 6, stamp=1), version(1, 7, stamp=2)) == ["2018-09-07"]
    assert days(version(1, 6), version(1, 6)) == ["2018-09-06"]
    between = ["END:VCALENDAR", "BEGIN:VCALENDAR"]
    assert days(version(2, 6), between, version(1, 7)) == ["2018-09-06"]
    assert days(version(1, 6), between, version(2, 7)) == ["2018-09-07"]


def test_methods() -> None:
    assert one(of=["METHOD:PUBLISH"]).phase == "confirmed"
    assert one(of=["METHOD:CANCEL"]).phase == "cancelled"
    data = calendar("UID:u", "RECURRENCE-ID:20180906T100000Z", of=["METHOD:CANCEL"])
    assert [(row.event, row.when, row.phase) for row in sound(data)] == [("u/2018-09-06T10:00Z", None, "cancelled")]
    assert "field UID" in refused(calendar("SUMMARY:x", of=["METHOD:CANCEL"]))[0]
    assert "field METHOD: REPLY" in refused(calendar("UID:u", "DTSTART:20180906T100000Z", of=["METHOD:REPLY"]))[0]
    assert "field CALSCALE" in refused(calendar("UID:u", "DTSTART:20180906T100000Z", of=["CALSCALE:HEBREW"]))[0]


def test_todos_and_journals_are_left_out() -> None:
    data = b"BEGIN:VCALENDAR\nBEGIN:VTODO\nnothing\nEND:VTODO\nBEGIN:VJOURNAL\nUID:j\nEND:VJOURNAL\nEND:VCALENDAR\n"
    assert sound(data) == []


def kinds(log: Log, seq: int) -> list[tuple[str, str]]:
    """What was appended after an entry: kind and event, in the order of the events."""
    return sorted((entry.kind, getattr(entry.body, "event", "")) for entry in log.read(seq))


def test_the_next_version_of_a_calendar_brings_what_changed() -> None:
    log = memory_log("Asia/Kolkata")
    first, second = (DATA / f"briefings.{number}.ics" for number in (1, 2))
    assert len(import_rows(log, read(first.read_bytes()), NOW)) == 6
    assert import_rows(log, read(first.read_bytes()), NOW) == []
    fetched_again = first.read_bytes().replace(b"DTSTAMP:20180905", b"DTSTAMP:20180930")
    assert import_rows(log, read(fetched_again), NOW) == []
    head = log.head().seq
    import_rows(log, read(second.read_bytes(), excluded="cancelled"), NOW)
    assert kinds(log, head) == [
        ("event.cancelled", "dinner@press.example"),
        ("event.cancelled", "weekly@press.example/2018-10-22T03:30Z"),
        ("event.recorded", "talks@press.example"),
        ("event.recorded", "visit@press.example"),
        ("event.recorded", "weekly@press.example/2018-10-15T03:30Z"),
    ]
    moved = next(e.body for e in log.read(head) if isinstance(e.body, EventRecorded) and "weekly" in e.body.event)
    assert (moved.when, moved.known) == ("2018-10-16T09:00+05:30/2018-10-16T10:00+05:30", "2018-10-04T00:00Z")
    assert import_rows(log, read(second.read_bytes(), excluded="cancelled"), NOW) == []


@pytest.mark.slow
def test_refused_events_stop_an_import_by_name() -> None:
    log = memory_log()
    with pytest.raises(TimelineError, match="field DTSTART"):
        import_rows(log, refused_file(), NOW)
    found = propose(refused_file(), read_state(log), NOW, skip_bad=True)
    events = {getattr(draft.body, "event", "").partition("/")[0] for draft in found.drafts}
    assert events == {"good", "exrule", "rival"}
    assert len(found.refused) == 16


def our_log() -> Log:
    vague = event(
        "comcasa-signed", "[2018-10-04..2018-12-03]", title="COMCASA (signed)", summary="In two\n\nparagraphs"
    )
    return small_log(
        IssueDefined(issue="caatsa-waiver", title="Waiver"),
        vague,
        event("two  blanks", "2018-09-06", place="Delhi", actors=("US, India", "x"), claims=(status("open"),)),
        event("open-end", "2018-11/..", phase="scheduled", sources=(report("Daily", "2018-03-01", "T", "https://x"),)),
        event("talks", "2018-12-01T10:00+05:30/2018-12-01T12:00+05:30", phase="scheduled", kind="deadline"),
        event("no-date", phase="scheduled"),
    )


@pytest.mark.parametrize("options", [{}, {"cancelled": "prefix"}, {"method": "PUBLISH"}])
@pytest.mark.parametrize("as_of", ["2018-10-01", "2018-12-04", "2030-01-01"])
def test_our_own_calendar_comes_back_and_appends_nothing(as_of: str, options: dict[str, str]) -> None:
    log = our_log()
    data, _ = exported(IcsExporter(**options), project(log, as_of))
    rows = sound(data)
    assert {row.event for row in rows} == {"comcasa-signed", "two  blanks", "open-end", "talks"}
    assert {row.title for row in rows} == {"COMCASA (signed)", "two  blanks", "open-end", "talks"}
    assert import_rows(log, rows, NOW) == []


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2018-09-06T10:00+05:30/2018-09-06T12:00+05:30", b"2018-09-06 10:00-12:00"),
        ("2018-09-06T10:00/..", b"from 2018-09-06 10:00\\, no end"),
    ],
)
def test_times_that_people_read_in_words_come_back_as_the_log_has_them(when: str, words: bytes) -> None:
    log = small_log(event("talks", when, known="2018-09-01T08:00+00:00"))
    data, _ = exported(IcsExporter(), project(log, "2018-12-04"))
    assert b"\r\nDESCRIPTION:When: " + words in data
    (row,) = sound(data)
    assert (row.title, row.when, row.known) == ("talks", when, "2018-09-01T08:00+00:00")
    assert import_rows(log, [row], NOW) == []


def test_our_own_calendar_moved_by_hand_is_a_new_date() -> None:
    log = our_log()
    data, _ = exported(IcsExporter(), project(log, "2018-11-20"))
    moved = data.replace(b"DTSTART:20181201T043000Z", b"DTSTART:20181202T043000Z")
    moved = moved.replace(b"DTEND:20181201T063000Z", b"DTEND:20181202T063000Z")
    head = log.head().seq
    import_rows(log, sound(moved), NOW)
    (appended,) = log.read(head)
    assert isinstance(appended.body, EventRecorded)
    told, when = appended.body, "2018-12-02T10:00+05:30/2018-12-02T12:00+05:30"
    assert (told.event, told.phase, told.when) == ("talks", "scheduled", when)
    assert told.known is None, "known from the day of import: its stamp was not renewed"
    assert import_rows(log, sound(moved), NOW) == []


def test_the_shipped_log_comes_back_from_its_calendar() -> None:
    log = open_log(ROOT / "events")
    for as_of in ("2018-12-04", "2019-06-25"):
        data, _ = exported(IcsExporter(), project(log, as_of))
        assert propose(sound(data), read_state(log), NOW).drafts == ()


@pytest.mark.parametrize("named", [("school",), ()])
def test_an_issue_of_which_more_was_claimed_later_comes_back_and_appends_nothing(named: tuple[str, ...]) -> None:
    cost = Claim("school", "cost", 79)
    log = small_log(
        event("tunnel", "2024-02-15", issues=named, sources=(report("Post", "2024-02-16"),)),
        EventSourced(event="tunnel", sources=(report("Gazette", "2024-03-16"),), claims=(cost,)),
    )
    for as_of in ("2024-03-01", "2024-04-01"):
        data, _ = exported(IcsExporter(), project(log, as_of))
        assert import_rows(log, sound(data), NOW) == []


def test_another_log_takes_in_our_calendar() -> None:
    data, _ = exported(IcsExporter(), project(our_log(), "2018-12-04"))
    log = memory_log("Asia/Kolkata")
    import_rows(log, sound(data), NOW)
    found = {event.revision.event: event for event in project(log, "2018-12-04").events}
    assert {name: found[name].phase for name in found} == {
        "comcasa-signed": "occurred", "two  blanks": "occurred", "open-end": "due", "talks": "overdue",
    }  # fmt: skip
    assert found["two  blanks"].revision.issues == ("caatsa-waiver",)
    assert found["comcasa-signed"].revision.known.text == "2018-01-01"


def test_the_plugin_is_found_and_says_what_is_wrong_with_its_options() -> None:
    assert isinstance(importer("ics", {"start": "2018-01-01"}), Importer)
    bad = {"start": "soon", "phase": "maybe", "zone": "Middle Earth", "excluded": "perhaps", "colour": "red"}
    for name, value in bad.items():
        with pytest.raises(PluginError, match=name):
            importer("ics", {name: value})


def test_a_date_that_its_report_bounds_comes_back_as_it_is_written() -> None:
    """What is reported on the 24th as of November had happened by then (R4.20): a shorter span, and the same date."""
    log = small_log(event("found", "2018-11", issues=("deal",), sources=(report("Post", "2018-11-24"),)))
    data, _ = exported(IcsExporter(), project(log, "2018-11-25"))
    assert b"DTEND;VALUE=DATE:20181125" in data
    assert import_rows(log, sound(data), NOW) == []
    fresh = small_log()
    import_rows(fresh, sound(data), NOW)
    (found,) = project(fresh, "2018-11-25").events
    assert found.when == "2018-11"
