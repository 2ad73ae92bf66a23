"""One entry recorded under a clock far ahead dates none that follow, and is told wherever it is met (R2.1)."""

from pathlib import Path

from support import NOON_2026, recorded
from timeline_engine import create_log, project
from timeline_engine.entries import Draft, EventSourced, IssueDefined
from timeline_engine.log import Log
from timeline_engine.model import Source
from timeline_engine.recording import read_state
from timeline_engine.recording import record as put
from timeline_engine.view.check import check

DAY = 86_400_000_000
YEARS = 73 * 365 * DAY


def log_of(place: str | Path, warnings: list[str], *clock: int) -> Log:
    """A log whose clock says this, each time it is looked at."""
    ticks = iter(clock)
    return create_log(place, title="T", zone="UTC", clock=lambda: next(ticks), warn=warnings.append)


def test_what_follows_is_known_from_the_day_of_the_clock(tmp_path: Path) -> None:
    for place in ("memory:", tmp_path / "log"):
        warnings: list[str] = []
        log = log_of(place, warnings, NOON_2026 + YEARS, NOON_2026, NOON_2026)
        put(log, recorded("a", "2025-12-30"), now=NOON_2026 + YEARS)
        assert warnings == []
        put(log, recorded("b", "2025-12-31"), recorded("c", "2025-12-31"), now=NOON_2026)
        put(log, EventSourced(event="b", sources=(Source("Post"),)), now=NOON_2026)
        assert [event.revision.event for event in project(log, "2026-01-01").events] == ["b", "c"]
        assert [getattr(entry.body, "known", None) for entry in log.read()] == [None, *["2026-01-01"] * 3]
        stamps = [entry.recorded for entry in log.read()]
        assert stamps == sorted(stamps)
        assert len(warnings) == 2
        assert f"its last entry is stamped {stamps[0]}, but by this computer's clock it is 2026-01-01" in warnings[0]


def test_what_says_when_it_was_known_stays_so_and_an_ordinary_log_is_not_touched() -> None:
    warnings: list[str] = []
    log = log_of("memory:", warnings, NOON_2026, NOON_2026, NOON_2026 - DAY // 48)
    put(log, recorded("a", "2025-12-30"), now=NOON_2026)
    put(log, recorded("b", "2025-12-30", known="2025-12-31"), now=NOON_2026)
    put(log, recorded("c", "2025-12-30"), now=NOON_2026 - DAY // 48)
    assert [getattr(entry.body, "known", None) for entry in log.read()] == [None, "2025-12-31", None]
    assert warnings == []


def test_a_log_is_warned_of_from_a_day_on() -> None:
    for hours, count in ((23, 0), (25, 1)):
        warnings: list[str] = []
        log = log_of("memory:", warnings, NOON_2026 + hours * DAY // 24, NOON_2026)
        for number in range(2):
            log.append([Draft(f"e{number}", IssueDefined(issue=f"i{number}", title="I"))])
        assert len(warnings) == count


def test_check_names_the_entry_that_came_first() -> None:
    log = log_of("memory:", [], NOON_2026, NOON_2026 + YEARS, NOON_2026)
    for event in "abc":
        put(log, recorded(event, "2025-12-30", known="2025-12-31"), now=NOON_2026)
    found = [one for one in check(log, "2026-01-01", now=NOON_2026).findings if one.code == "clock-ahead"]
    assert [(one.event, one.severity) for one in found] == [("b", "warning")]
    assert "recorded under a clock far ahead" in found[0].sentence
    assert not [one for one in check(log, "2026-01-01", now=NOON_2026 + YEARS).findings if one.code == "clock-ahead"]


def test_the_state_goes_on_as_the_log_does() -> None:
    log = log_of("memory:", [], NOON_2026 + YEARS)
    put(log, recorded("a", "2025-12-30"), now=NOON_2026 + YEARS)
    state = read_state(log)
    state.take(recorded("b", "2025-12-30"), NOON_2026)
    assert state.entries[-1].recorded > state.entries[0].recorded
    assert state.revision("b").known.text == "2026-01-01"
