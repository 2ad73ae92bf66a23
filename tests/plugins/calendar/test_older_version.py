"""An older version of a calendar's event, by its SEQUENCE, that is imported after a newer one (R8.10)."""

import warnings
from io import BytesIO

from support import NOON_2026, memory_log
from timeline_engine import TimelineWarning, import_file
from timeline_engine.log import MemoryLog
from timeline_engine.recording import read_state


def calendar(day: str, *lines: str, name: str = "X-WR-CALNAME:Court") -> bytes:
    head = f"BEGIN:VCALENDAR\n{name}\n" if name else "BEGIN:VCALENDAR\n"
    said = "\n".join((f"DTSTART;VALUE=DATE:{day}", *lines))
    return f"{head}BEGIN:VEVENT\nUID:u\nSUMMARY:Hearing\n{said}\nEND:VEVENT\nEND:VCALENDAR\n".encode()


def take(log: MemoryLog, data: bytes) -> list[str]:
    """Import a calendar; what is told of versions."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", TimelineWarning)
        import_file(log, BytesIO(data), format="ics", now=NOON_2026)
    return [str(one.message) for one in told if "version" in str(one.message)]


def when(log: MemoryLog) -> str | None:
    revision = read_state(log).revision("u")
    return revision.when.text if revision.when else None


OLDER = ["the data:3: left out version 0 of event 'u', an older one than version 2, which the log has"]


def test_without_a_stamp_the_newer_version_is_kept() -> None:
    log = memory_log()
    assert not take(log, calendar("20270601", "SEQUENCE:2"))
    assert take(log, calendar("20270501", "SEQUENCE:0")) == OLDER
    assert when(log) == "2027-06-01"
    assert not take(log, calendar("20270701", "SEQUENCE:3"))
    assert when(log) == "2027-07-01"


def test_a_stamp_that_was_not_renewed_or_is_that_of_the_download_does_not_move_it_back() -> None:
    for stamp in ("20260101T000000Z", "20260301T000000Z"):
        log = memory_log()
        take(log, calendar("20270601", "SEQUENCE:2", "DTSTAMP:20260101T000000Z"))
        assert take(log, calendar("20270501", "SEQUENCE:0", f"DTSTAMP:{stamp}")) == OLDER
        assert when(log) == "2027-06-01"


def test_an_older_version_with_its_own_stamp_is_what_was_known_before() -> None:
    log = memory_log()
    take(log, calendar("20270601", "SEQUENCE:2", "DTSTAMP:20260201T000000Z"))
    assert not take(log, calendar("20270501", "SEQUENCE:0", "DTSTAMP:20260101T000000Z"))
    before = read_state(log).events["u"].revision(read_state(log).zone, read_state(log).zone.instant("2026-01-15"))
    assert before
    assert before.when
    assert (before.when.text, when(log)) == ("2027-05-01", "2027-06-01")


def test_what_says_no_version_is_as_new_as_any_and_importing_again_appends_nothing() -> None:
    log = memory_log()
    take(log, calendar("20270601", "SEQUENCE:2", name=""))
    entries = len(list(log.read()))
    assert not take(log, calendar("20270601", "SEQUENCE:2", name=""))
    assert not take(log, calendar("20270601", "SEQUENCE:1", name=""))
    assert len(list(log.read())) == entries
    take(log, calendar("20270501", name=""))
    assert when(log) == "2027-05-01"
