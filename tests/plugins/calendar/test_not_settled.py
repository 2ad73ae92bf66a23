"""What only its date has passed of has not occurred, and what was taken back was not called off: also without the words
of the description.
"""

import warnings
from io import BytesIO

import pytest

from builders import event, report
from plugins.calendar.test_only_the_uid import KEPT, came_in, stripped
from support import put
from timeline_engine import TimelineWarning, create_log, import_file
from timeline_engine.entries import EventCancelled, EventOccurred, EventRetracted
from timeline_engine.log import Log


def a_log() -> Log:
    log = create_log("memory:", title="Talks", zone="Asia/Kolkata")
    put(
        log,
        event("overdue", "2018-09-01", phase="scheduled", known="2018-02-01"),
        event("overdue-month", "2018-08", phase="scheduled", known="2018-02-01"),
        event("ahead", "2019-09-01", phase="scheduled", known="2018-02-01"),
        event("happened", "2018-09-02", known="2018-09-03"),
        event("happened-in-a-month", "2018-07", known="2018-09-03"),
        event("kept", "2018-06", phase="scheduled", known="2018-02-01"),
        EventOccurred(event="kept", known="2018-08-01"),
        event("reported", "2018-12", known="2018-12-02"),
        event("off", "2018-09-01", phase="scheduled", known="2018-02-01"),
        EventCancelled(event="off", known="2018-07-01"),
        event("rumour", "2018-09-05", known="2018-09-06", sources=(report("Post", "2018-09-06"),)),
        EventRetracted(event="rumour", known="2018-09-20"),
    )
    return log


@pytest.mark.parametrize("options", [{}, {"cancelled": "prefix"}])
def test_another_log_has_each_as_it_stood(options: dict[str, str]) -> None:
    found, told = came_in(stripped(a_log(), *KEPT, **options))
    assert {name: (title, when, phase) for name, (title, when, phase, _) in found.items()} == {
        "overdue": ("overdue", "2018-09-01", "scheduled"),
        "overdue-month": ("overdue-month", "2018-08", "scheduled"),
        "ahead": ("ahead", "2019-09-01", "scheduled"),
        "happened": ("happened", "2018-09-02", "occurred"),
        "happened-in-a-month": ("happened-in-a-month", "2018-07", "occurred"),
        "kept": ("kept", "2018-06", "occurred"),
        "reported": ("reported", "2018-12", "occurred"),
        "off": ("off", "2018-09-01", "cancelled"),
        "rumour": ("rumour", None, "retracted"),
    }
    (doubt,) = [one for one in told if "scheduled" in one]
    assert doubt.startswith("event 'overdue-month@")
    assert doubt.endswith(
        " (and so 2 more) is taken for scheduled, although its date has come: by its UID a timeline exported it, and "
        "what another program has left of it does not say that it occurred"
    )


def test_without_status_the_doubt_is_told() -> None:
    _, told = came_in(stripped(a_log(), *(name for name in KEPT if name != "STATUS")))
    assert [one for one in told if "no word on whether it occurred" in one]


@pytest.mark.parametrize("kept", [KEPT, (*KEPT, "DESCRIPTION")])
def test_the_log_itself_has_it_all(kept: tuple[str, ...]) -> None:
    log = a_log()
    assert not import_file(log, BytesIO(stripped(log, *kept)), format="ics").receipts


def test_a_second_import_appends_nothing() -> None:
    data = stripped(a_log(), *KEPT, "SEQUENCE", "LAST-MODIFIED")
    other = create_log("memory:", title="Fresh", zone="Europe/Lisbon")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TimelineWarning)
        assert import_file(other, BytesIO(data), format="ics").receipts
        assert not import_file(other, BytesIO(data), format="ics").receipts
