"""Calendars that are subscribed to: what they hold, and that who has them is told so."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from cli.running import NOW, SHIPPED, Cli
from timeline_engine.log import open_log
from timeline_engine.log.ending import ending_of

from .conftest import Asking

DAY = {"as-of": "2018-12-04"}
LATER = 1_798_804_800_000_000
"""2027-01-01T12:00Z, when the log that ships had been recorded."""


def events(text: str) -> "dict[str, Calendar]":
    return {str(one["uid"]).partition("@")[0]: one for one in Calendar.from_ical(text).walk("VEVENT")}


def expected(cli: Cli, title: str) -> None:
    day, known = ("--on", "2019-03-01"), ("--known", "2018-12-01")
    assert cli.run("record", title, *day, "--scheduled", "--issue", "iran-oil", *known).exit_code == 0


def titled(text: str, part: str) -> Calendar:
    (found,) = [one for one in events(text).values() if part in one["summary"]]
    return found


def test_it_is_the_calendar_of_the_day_that_tells_to_come_back(client: TestClient) -> None:
    answer = client.get("/calendar.ics", params=DAY)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, max-age=300"
    assert answer.headers["referrer-policy"] == "no-referrer"
    calendar = Calendar.from_ical(answer.text)
    assert calendar["x-wr-calname"].replace("\\", "") == "US-India relations, 2018-2019"
    assert calendar["refresh-interval"].to_ical() == calendar["x-published-ttl"].to_ical() == b"PT1H"
    assert "as of 2018-12-04" in calendar["description"]


def test_it_is_what_the_command_exports_but_for_when_to_come_back(client: TestClient, tmp_path) -> None:
    file = tmp_path / "out.ics"
    Cli(SHIPPED).run("export", "-o", str(file), "--as-of", "2018-12-04", "-O", "refresh=1")
    assert client.get("/calendar.ics", params=DAY).content == file.read_bytes()


def test_of_an_issue_it_has_the_events_that_bear_on_it(client: TestClient) -> None:
    whole, issue = (client.get(path, params=DAY) for path in ("/calendar.ics", "/issues/iran-oil.ics"))
    assert set() < set(events(issue.text)) < set(events(whole.text))
    assert client.get("/calendar.ics", params=DAY | {"issue": "iran-oil"}).content == issue.content


def test_from_and_until_limit_the_days(client: TestClient) -> None:
    whole = events(client.get("/calendar.ics", params=DAY).text)
    found = events(client.get("/calendar.ics", params=DAY | {"from": "2018-09-01", "until": "2018-09-30"}).text)
    listed = Cli(SHIPPED).ok("events", "--as-of", "2018-12-04", "--from", "2018-09-01", "--to", "2018-09-30", "--json")
    assert set(found) == {event["event"] for event in json.loads(listed)}
    assert 5 < len(found) < len(whole)
    refused = client.get("/calendar.ics", params=DAY | {"from": "2018-10", "until": "2018-09"})
    assert refused.status_code == 400
    assert "later than" in refused.json()["detail"]


def test_without_a_day_it_is_as_of_today_in_the_zone_of_the_log(client: TestClient) -> None:
    """It is 20:00 in London on New Year's Eve, and so New Year's Day in India."""
    assert "as of 2019-01-01" in Calendar.from_ical(client.get("/calendar.ics").text)["description"]


def test_who_has_it_is_told_so_by_its_tag(client: TestClient) -> None:
    first = client.get("/calendar.ics", params=DAY)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    again = client.get("/calendar.ics", params=DAY, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/calendar.ics", params=DAY, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_tag_is_of_the_question_and_of_the_log(cli: Cli, asking: Asking) -> None:
    client = asking(cli.log)
    asked = [
        DAY,
        {"as-of": "2018-12-05"},
        DAY | {"hindsight": "yes"},
        DAY | {"from": "2018"},
        DAY | {"issue": "iran-oil"},
    ]
    tags = {client.get("/calendar.ics", params=params).headers["etag"] for params in asked}
    assert len(tags) == len(asked)
    cli.run("record", "Talks", "--on", "2018-12-01", "--issue", "iran-oil", "--known", "2018-12-01")
    assert client.get("/calendar.ics", params=DAY).headers["etag"] not in tags


def test_a_new_day_has_a_new_tag_and_no_other_instant_of_it_has(asking: Asking) -> None:
    now = [LATER]
    client = asking(clock=lambda: now[0])
    tags, dates = [], []
    for hours in (0, 3, 24):
        now[0] = LATER + hours * 3_600_000_000
        answer = client.get("/calendar.ics")
        tags.append(answer.headers["etag"])
        dates.append(parsedate_to_datetime(answer.headers["last-modified"]))
    assert tags[0] == tags[1] != tags[2]
    day = datetime(2026, 12, 31, 18, 30, tzinfo=UTC)  # in India it begins so
    assert dates == [day, day, day + timedelta(days=1)]


def test_a_day_that_is_named_is_of_the_last_entry(asking: Asking) -> None:
    """In the next whole second, as HTTP knows no parts of one; and not before that is there."""
    recorded = datetime.fromisoformat(ending_of(open_log(SHIPPED)).recorded or "").replace(microsecond=0)
    told = asking(clock=lambda: LATER).get("/calendar.ics", params=DAY).headers["last-modified"]
    assert parsedate_to_datetime(told) == recorded + timedelta(seconds=1)
    assert "last-modified" not in asking(clock=lambda: NOW).get("/calendar.ics", params=DAY).headers


def test_a_day_later_who_asks_by_date_gets_the_new_day(asking: Asking) -> None:
    """A calendar as of today changes with the day: an older copy of it is no longer what there is."""
    now = [datetime(2027, 1, 1, 12, tzinfo=UTC)]
    client = asking(clock=lambda: int(now[0].timestamp()) * 1_000_000)
    had = client.get("/calendar.ics").headers["last-modified"]
    assert client.get("/calendar.ics", headers={"If-Modified-Since": had}).status_code == 304
    now[0] = datetime(2027, 1, 2, 12, tzinfo=UTC)
    assert client.get("/calendar.ics", headers={"If-Modified-Since": had}).status_code == 200


def test_who_asks_by_date_is_told_whether_it_changed(cli: Cli, asking: Asking) -> None:
    client = asking(cli.log, clock=lambda: LATER)
    modified = client.get("/calendar.ics", params=DAY).headers["last-modified"]
    for since, status in ((modified, 304), (format_datetime(datetime(2020, 1, 1, tzinfo=UTC), True), 200), ("?", 200)):
        assert client.get("/calendar.ics", params=DAY, headers={"If-Modified-Since": since}).status_code == status
    both = {"If-Modified-Since": modified, "If-None-Match": '"other"'}
    assert client.get("/calendar.ics", params=DAY, headers=both).status_code == 200  # tags count (RFC 9110 §13.1.3)


def test_what_is_appended_in_the_same_second_is_news_for_who_asks_by_date(cli: Cli, asking: Asking) -> None:
    """The date of a first answer within that second would be that of the second answer as well."""
    second, now = 1_798_804_800, [0]
    client = asking(cli.log, clock=lambda: now[0])
    dates = [format_datetime(datetime.fromtimestamp(second + more, UTC), True) for more in (0, 1)]
    for tenths, name in ((2, "First"), (8, "Second")):
        cli.now = second * 1_000_000 + tenths * 100_000
        expected(cli, f"{name} parley")
        now[0] = cli.now + 50_000
        answer = client.get("/calendar.ics", params=DAY, headers={"If-Modified-Since": dates[0]})
        assert (answer.status_code, "last-modified" in answer.headers) == (200, False)
    now[0] = (second + 1) * 1_000_000
    assert client.get("/calendar.ics", params=DAY).headers["last-modified"] == dates[1]
    for date, status in zip(dates, (200, 304), strict=True):
        assert client.get("/calendar.ics", params=DAY, headers={"If-Modified-Since": date}).status_code == status


@pytest.mark.parametrize(
    ("named", "accepted", "status"),
    [
        ("{plain}", "identity", 304),
        ("{plain}", "gzip", 304),  # which they can take as well
        ("{zipped}", "gzip", 304),
        ("{zipped}", "identity", 200),  # what they name they can no longer read
        ("W/{zipped}", "x-gzip", 304),  # compared weakly (RFC 9110 §13.1.2)
        ('"a", {zipped} , "b"', "*;q=0, gzip", 304),
        ("*", "identity", 304),
        ("{bare}", "gzip", 200),
        ('"', "gzip", 200),
        ("", "gzip", 200),
    ],
)
def test_a_tag_that_is_named_is_of_the_form_that_is_taken(
    client: TestClient, named: str, accepted: str, status: int
) -> None:
    plain, zipped = (
        client.get("/calendar.ics", params=DAY, headers={"Accept-Encoding": one}).headers["etag"]
        for one in ("identity", "gzip")
    )
    given = named.format(plain=plain, zipped=zipped, bare=plain.strip('"'))
    answer = client.get("/calendar.ics", params=DAY, headers={"If-None-Match": given, "Accept-Encoding": accepted})
    assert answer.status_code == status
    if status == 304:
        assert answer.headers["etag"] in (plain, zipped)
        assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "zips"),
    [("gzip", True), ("*", True), ("br, gzip;q=0.1", True), ("*;q=0, gzip", True), ("gzip;q=0, *", False),
     ("gzip; q=0.000", False), ("br", False), ("*;q=0", False), ("", False)],
)  # fmt: skip
def test_gzip_is_for_who_takes_it(client: TestClient, accepted: str, zips: bool) -> None:
    answer = client.get("/calendar.ics", params=DAY, headers={"Accept-Encoding": accepted})
    assert ("content-encoding" in answer.headers) == zips


def test_a_file_is_called_like_what_it_is_of(client: TestClient) -> None:
    found = client.get("/issues/iran-oil.ics", params=DAY).headers["content-disposition"]
    assert found == 'inline; filename="iran-oil.ics"'
    assert client.get("/calendar.ics", params=DAY).headers["content-disposition"] == 'inline; filename="calendar.ics"'


def test_head_has_the_headers_alone(client: TestClient) -> None:
    get, head = client.get("/calendar.ics", params=DAY), client.head("/calendar.ics", params=DAY)
    assert head.content == b""
    assert dict(head.headers) == dict(get.headers)


def test_it_is_compressed_for_who_takes_that_under_a_tag_of_its_own(client: TestClient) -> None:
    plain = client.get("/calendar.ics", params=DAY, headers={"Accept-Encoding": "identity"})
    zipped = client.get("/calendar.ics", params=DAY, headers={"Accept-Encoding": "br, gzip;q=0.8"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.content == plain.content
    assert int(zipped.headers["content-length"]) < int(plain.headers["content-length"]) / 3
    assert zipped.headers["etag"] != plain.headers["etag"]
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == zipped.headers["vary"] == "Accept-Encoding"
    none = client.get("/calendar.ics", params=DAY, headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in none.headers
    for answer in (plain, zipped):
        had = {"If-None-Match": answer.headers["etag"], "Accept-Encoding": "gzip"}
        assert client.get("/calendar.ics", params=DAY, headers=had).status_code == 304


def test_what_became_of_events_is_in_the_next_answer(cli: Cli, asking: Asking) -> None:
    """One is moved, one called off, one left without a date; none is gone, none is there twice."""
    client = asking(cli.log)
    for name in ("First", "Second", "Third"):
        expected(cli, f"{name} parley")
    before = client.get("/calendar.ics").text
    cli.run("reschedule", "first-parley", "--on", "2019-04-01", "--known", "2018-12-20")
    cli.run("cancel", "second-parley", "--known", "2018-12-20")
    cli.run("postpone", "third-parley", "--known", "2018-12-20")
    after = client.get("/calendar.ics").text
    assert set(events(before)) == set(events(after))
    assert str(titled(after, "First parley").decoded("dtstart")) == "2019-04-01"
    assert [titled(after, f"{name} parley")["status"] for name in ("Second", "Third")] == ["CANCELLED"] * 2
    assert titled(after, "First parley")["sequence"] > titled(before, "First parley")["sequence"]


def test_what_has_no_date_any_more_stays_in_the_days_that_it_was_in(cli: Cli, asking: Asking) -> None:
    expected(cli, "Parley")
    cli.run("postpone", "parley", "--known", "2018-12-20")
    days = {"from": "2019-02-20", "until": "2019-03-10"}
    assert titled(asking(cli.log).get("/calendar.ics", params=days).text, "Parley")["status"] == "CANCELLED"


def test_an_issue_that_nobody_knows_is_not_found(client: TestClient) -> None:
    answer = client.get("/issues/iran-oill.ics")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "did you mean 'iran-oil'" in answer.json()["detail"]


def test_a_log_without_entries_has_a_calendar(asking: Asking) -> None:
    answer = asking(None).get("/calendar.ics")
    assert answer.status_code == 200
    assert "last-modified" not in answer.headers
