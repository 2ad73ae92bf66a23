"""Into another log, by a program that leaves little more than UID, title and days: the title says what is vague."""

import re
import warnings
from io import BytesIO

import pytest
from icalendar import Calendar

from builders import event, report
from support import put
from timeline_engine import TimelineWarning, create_log, export, import_file, project
from timeline_engine.entries import EventCancelled, EventCorrected, EventRescheduled, IssueDefined
from timeline_engine.log import Log

KEPT = ("UID", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "STATUS", "CATEGORIES")


def a_log() -> Log:
    log = create_log("memory:", title="Talks", zone="Asia/Kolkata")
    put(
        log,
        IssueDefined(issue="deal", title="Deal"),
        event("signed", "[2018-10-04..2018-12-03]", title="Signed (again)"),
        event("spring", "2018-21", issues=("deal",)),
        event("about", "2018-05~"),
        event("month", "2018-07", known="2018-07-20"),
        event("open-end", "2018-05~/..", title="War"),
        event("day", "2018-08-01", title="One (2018-08-02)"),
        event("lasts", "2018-08-01/2018-08-03"),
        event("timed", "2018-11-01T10:00/2018-11-01T12:00"),
        event("off", "2018-09-01", phase="scheduled", known="2018-02-01"),
        EventCancelled(event="off", known="2018-07-01"),
        event("put-off", "2018-08-02", phase="scheduled", known="2018-02-01", title="Put (off)"),
        EventRescheduled(event="put-off", known="2018-07-15"),
    )
    (voided,) = put(log, event("void", "2018-08-09", sources=(report("Post", "2018-08-10"),)))
    put(log, EventCorrected(entry=voided, void=True))
    return log


def stripped(log: Log, *kept: str, **options: str) -> bytes:
    out = BytesIO()
    export(project(log, "2018-12-04"), "ics", out, **options)
    made = Calendar()
    made.add("prodid", "-//Another//Program//EN")
    for component in Calendar.from_ical(out.getvalue()).walk("VEVENT"):
        for name in [name for name in component if name not in kept]:
            del component[name]
        made.add_component(component)
    return bytes(made.to_ical())


def came_in(data: bytes) -> tuple[dict[str, tuple[str, str | None, str, tuple[str, ...]]], list[str]]:
    log = create_log("memory:", title="Fresh", zone="Europe/Lisbon")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", TimelineWarning)
        import_file(log, BytesIO(data), format="ics")
    found = {
        one.revision.event.partition("@")[0]: (
            one.revision.body.title, one.when, one.revision.outcome, one.revision.issues,
        )
        for one in project(log, "2026-12-01", hindsight=True).events
    }  # fmt: skip
    return found, [str(one.message) for one in told]


@pytest.mark.parametrize("options", [{}, {"cancelled": "prefix"}])
def test_the_title_says_what_is_vague_and_what_has_no_date(options: dict[str, str]) -> None:
    found, told = came_in(stripped(a_log(), *KEPT, **options))
    whens = {name: (title, when) for name, (title, when, _, _) in found.items()}
    assert whens == {
        "signed": ("Signed (again)", "[2018-10-04..2018-12-03]"),
        "spring": ("spring", "2018-21"),
        "about": ("about", "2018-05~"),
        "month": ("month", "2018-07"),
        "open-end": ("War", "2018-05~/.."),
        "day": ("One (2018-08-02)", "2018-08-01"),
        "lasts": ("lasts", "2018-08-01/2018-08-03"),
        "timed": ("timed", "2018-11-01T04:30Z/2018-11-01T06:30Z"),
        "off": ("off", "2018-09-01"),
        "put-off": ("Put (off)", None),
    }
    assert (found["off"][2], found["put-off"][2], found["spring"][3]) == ("cancelled", "scheduled", ("deal",))
    (doubt,) = [one for one in told if "lasts all the days" in one]
    assert re.fullmatch(r"event 'lasts@[0-9a-f]+' is taken for what lasts .* whether its date is only vague", doubt)


def test_a_mark_counts_without_the_status() -> None:
    found, _ = came_in(stripped(a_log(), *KEPT[:-2], cancelled="prefix"))
    assert (found["off"][0], found["off"][2]) == ("off", "cancelled")
    assert found["put-off"][:2] == ("Put (off)", None)
    assert "void" not in found


def test_a_title_of_another_calendar_is_as_it_stands() -> None:
    data = stripped(a_log(), *KEPT).replace(b"@", b"@example.org-")
    found, _ = came_in(data)
    assert found["spring"][:2] == ("spring (spring 2018)", "2018-03-01/2018-05-31")
