"""What leaves the picture leaves the calendar: programs that had an event from an earlier file hear that it is off."""

from io import BytesIO

import pytest
from icalendar import Calendar, Component

from builders import event, exported, report, small_log, status
from timeline_engine.entries import Body, EventCancelled, EventCorrected, EventOccurred, EventRescheduled
from timeline_engine.view import View, project
from timeline_plugins.calendar.exporter import IcsExporter

PLAN = event("talks", "2018-12-20", phase="scheduled", title="Talks", issues=("deal",))


def view_of(*bodies: Body, as_of: str = "2018-12-04", **question: str) -> View:
    return project(small_log(*bodies), as_of, **question)


def events(view: View, **options: str) -> dict[str, Component]:
    data, _ = exported(IcsExporter(**options), view)
    return {str(one["UID"]).partition("@")[0]: one for one in Calendar.from_ical(data).walk("VEVENT")}


def shown(component: Component) -> tuple[str, str, str, int]:
    said = component["SUMMARY"], component["DTSTART"].dt, component.get("STATUS"), component["SEQUENCE"]
    return str(said[0]), str(said[1]), str(said[2]), int(said[3])


def test_what_is_postponed_stays_on_its_last_day_as_cancelled() -> None:
    before, after = view_of(PLAN), view_of(PLAN, EventRescheduled(event="talks", known="2018-11-01"))
    assert shown(events(before)["talks"]) == ("Talks", "2018-12-20", "TENTATIVE", 0)
    found = events(after)["talks"]
    assert shown(found) == ("POSTPONED: Talks", "2018-12-20", "CANCELLED", 1)
    assert "When: no date (shown on the last it had, 2018-12-20)\nPostponed, no date." in str(found["DESCRIPTION"])
    _, notes = exported(IcsExporter(), after)
    assert notes == ["1 event has no date any more: it stays on the last it had, as cancelled: talks."]


def test_what_was_postponed_and_has_a_new_date_is_on() -> None:
    moved = EventRescheduled(event="talks", when="2019-02-01", known="2018-11-15")
    found = events(view_of(PLAN, EventRescheduled(event="talks", known="2018-11-01"), moved))["talks"]
    assert shown(found) == ("Talks", "2019-02-01", "TENTATIVE", 2)


def test_a_vague_last_date_is_shown_as_it_was() -> None:
    vague = event("talks", "2018-12", phase="scheduled")
    found = events(view_of(vague, EventRescheduled(event="talks", known="2018-11-01")))["talks"]
    assert (found["DTSTART"].dt.isoformat(), found["DTEND"].dt.isoformat()) == ("2018-12-01", "2019-01-01")


VOID = EventCorrected(entry="e1", void=True)


def test_what_was_taken_out_of_the_record_stays_as_cancelled() -> None:
    found = events(view_of(PLAN, VOID))["talks"]
    assert shown(found) == ("VOID: Talks", "2018-12-20", "CANCELLED", 1)
    moved = EventRescheduled(event="talks", when="2019-02-01", known="2018-11-15")
    both = events(view_of(PLAN, moved, VOID, EventCorrected(entry="e2", void=True)))["talks"]
    assert shown(both) == ("VOID: Talks", "2019-02-01", "CANCELLED", 3)
    data, notes = exported(IcsExporter(), view_of(PLAN, VOID))
    assert notes == [
        "1 event was taken out of the record, and stays as cancelled for programs that had it from an earlier calendar."
    ]
    assert exported(IcsExporter(), view_of(PLAN, VOID))[0] == data


def test_what_is_back_in_the_record_is_on_again_with_a_higher_sequence() -> None:
    assert shown(events(view_of(PLAN, VOID, EventCorrected(entry="e2", void=True)))["talks"])[2:] == ("TENTATIVE", 2)


def test_what_nobody_could_have_had_is_not_told_of() -> None:
    assert events(view_of(PLAN, VOID, as_of="2017-12-31")) == {}, "it was not known by then"
    assert events(view_of(PLAN, VOID, recorded_by="2018-12-31")) == {}
    assert events(view_of(event("talks", phase="scheduled"), VOID)) == {}, "it never had a day"
    log = small_log(PLAN, VOID, *(event(one, "2018-05-01", issues=(one,)) for one in ("trade", "deal")))
    assert set(events(project(log, "2018-12-04", issues=["trade"]))) == {"trade"}
    assert set(events(project(log, "2018-12-04", issues=["deal"]))) == {"talks", "deal"}


def test_what_is_omitted_is_told_with_what_that_costs() -> None:
    off = EventCancelled(event="talks", known="2018-11-01")
    view = view_of(PLAN, off, event("gone", "2018-05-01"), EventCorrected(entry="e3", void=True))
    data, notes = exported(IcsExporter(cancelled="omit"), view)
    assert b"BEGIN:VEVENT" not in data
    assert notes == [
        "1 event is off and left out: a program that had it from an earlier calendar goes on to show it: talks."
    ]


def test_the_count_is_of_what_the_file_holds() -> None:
    view = view_of(
        PLAN, event("undated", phase="scheduled"), event("gone", "2018-05-01"), EventCorrected(entry="e3", void=True)
    )
    for options, holds in (({}, "2 events"), ({"cancelled": "omit"}, "1 event")):
        out = BytesIO()
        assert IcsExporter(**options).export(view, out).holds == holds
        assert out.getvalue().count(b"BEGIN:VEVENT") == int(holds[0])


def test_links_to_sources_and_the_colour_of_the_first_issue() -> None:
    sources = (
        report("Post", "2018-09-07", 'A "title", it is', "https://x.org/a?b=c,d;e"),
        report("Post", "2018-09-08", "Again", "https://x.org/a?b=c,d;e"),
        report("Gazette", "2018-09-07", url="no address"),
        report("", "2018-09-09", url="https://y.org/é"),
    )
    found = events(view_of(event("visit", "2018-09-06", sources=sources, claims=(status("open", "deal"),))))["visit"]
    links = found["LINK"]
    assert [str(link) for link in links] == ["https://x.org/a?b=c,d;e", "https://y.org/%C3%A9"]
    assert links[0].params["LABEL"] == 'Post, A "title", it is'
    assert {link.params["LINKREL"] for link in links} == {"describedby"}
    same = events(view_of(event("other", "2018-01-01", issues=("deal", "trade"))))["other"]
    assert found["COLOR"] == same["COLOR"]
    assert "COLOR" not in events(view_of(event("none", "2018-01-01")))["none"]


def test_a_published_calendar_names_its_address() -> None:
    data, _ = exported(IcsExporter(feed="https://example.org/t.ics?a=1"), view_of(PLAN))
    assert b"\r\nSOURCE;VALUE=URI:https://example.org/t.ics?a=1\r\n" in data
    with pytest.raises(ValueError, match="feed is 'nowhere', it must be an address"):
        IcsExporter(feed="nowhere")


def test_no_calendar_has_a_uid() -> None:
    calendar = Calendar.from_ical(exported(IcsExporter(), view_of(PLAN))[0])
    assert "UID" not in calendar
    assert str(calendar["X-TIMELINE-LOG"]) == "india-us"


def test_an_outcome_without_a_date_after_a_plan_that_was_put_off_has_none() -> None:
    put_off = EventRescheduled(event="talks", known="2018-11-01")
    done = EventOccurred(event="talks", known="2018-12-01")
    assert shown(events(view_of(PLAN, put_off, done))["talks"])[:3] == ("NO DATE: Talks", "2018-12-20", "CANCELLED")
