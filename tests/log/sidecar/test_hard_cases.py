"""Logs of which it is hard to tell the same with a sidecar as without."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cli.running import Cli
from cli.test_completing import offered
from log.samples import SetClock, event, first_segment
from log.sidecar.asked import NEVER, differing, lines_of, log_with, printed, without
from timeline_engine.dates.civil import DAY
from timeline_engine.entries import Draft, EventCorrected, EventRecorded, IssueDefined
from timeline_engine.log import FileLog, create_log
from timeline_engine.log.sidecar import Kept

DAYS = ["2018-12-10", "2018-12-01"]
OIL = Draft("i", IssueDefined(issue="oil", title="Oil"))
GAS = Draft("g", IssueDefined(issue="gas", title="Gas"))


def on(issue: str, name: str | int, day: str = "2018-12-01") -> Draft:
    return event(name, issues=(issue,), when=day, known=day)


def called(event_id: str) -> Draft:
    """An event of this id, and so the entry."""
    return Draft(event_id, EventRecorded(event=event_id, title="T", when="2018-12-01"))


def correct(entry_id: str, target: str, void: bool = False, **fields: object) -> Draft:
    return Draft(entry_id, EventCorrected(entry=target, void=void, fields=fields))


BEFORE_ITS_TARGET = correct("c1", "e0", title="Corrected", when="2018-11-01")
CASES: dict[str, tuple[Sequence[Draft], Sequence[Draft]]] = {
    "the only event of an issue is void": ([OIL, on("oil", 0), on("gas", 9)], [correct("v", "e0", void=True)]),
    "it bears on another issue": ([OIL, on("oil", 0), on("gas", 9)], [correct("v", "e0", issues=["gas"])]),
    "of two issues only one loses it": ([OIL, GAS, on("oil", 0), on("gas", 9)], [correct("v", "e9", void=True)]),
    "a correction before its target moves it": (
        [correct("c", "e0", issues=["gas"]), on("oil", 0), GAS],
        [on("gas", 1)],
    ),
    "such a correction is void": (
        [BEFORE_ITS_TARGET, on("oil", 0), on("oil", 1, "2018-11-15")],
        [correct("c2", "c1", void=True)],
    ),
    "such a correction says something else": (
        [BEFORE_ITS_TARGET, on("oil", 0), on("oil", 1, "2018-11-15")],
        [correct("c2", "c1", title="First of all")],
    ),
    "two correct each other": ([correct("c1", "c2"), correct("c2", "c1"), on("oil", 0)], [on("oil", 1)]),
    "one corrects itself": ([correct("c1", "c1"), on("oil", 0)], [on("oil", 1)]),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_log(tmp_path / "log", title="Hard", zone="UTC", log_id="hard").append([])
    return tmp_path / "log"


def grown(folder: Path, before: Sequence[Draft], after: Sequence[Draft]) -> None:
    """A log whose sidecar knows the lines and words of some entries when others come."""
    log = log_with(folder, clock=SetClock())
    log.append(before)
    assert log.keeper.kept(make=True)
    lines_of(folder, DAYS)
    Cli(folder).run("search", "event")
    log.append(after)
    log.close()


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("is_busy", [False, True])
def test_the_same_is_told(folder: Path, before: Sequence[Draft], after: Sequence[Draft], is_busy: bool) -> None:
    grown(folder, before, after)
    searches = [("search", word) for word in ("event", "corrected", "first", "oil")]
    expected = printed(without(folder), searches)
    if is_busy:  # and so nothing can be made anew
        with FileLog(folder, large=NEVER).exclusive():
            assert differing(folder, DAYS) == ""
            assert printed(folder, searches) == expected
    assert differing(folder, DAYS) == ""
    assert printed(folder, searches) == expected


@pytest.mark.parametrize("text", ["begin", "begin-a", "begin-a1", "begin-x", "begun", "\udcffbegin"])
@pytest.mark.parametrize("others", [3, 7, 70])
def test_of_what_begins_so_that_is_found_which_is_seen(folder: Path, text: str, others: int) -> None:
    clock = SetClock()
    log = log_with(folder, clock=clock)
    log.append([called("begin-zz")])
    clock.now += 10 * DAY
    some = [called(f"begin-a{number}") for number in range(others)]
    log.append(some)
    assert log.keeper.kept(make=True)
    asked = [(verb, text, *at) for verb in ("show", "why") for at in ((), ("--recorded-by", "2018-12-05"))]
    assert printed(folder, asked) == printed(without(folder), asked)
    log.append([correct(f"v{one.id}", one.id, void=True) for one in some])
    assert printed(folder, asked) == printed(without(folder), asked)


def test_another_time_zone_is_another_log(folder: Path) -> None:
    grown(folder, [on("oil", n, f"2018-12-0{n}T23:30Z") for n in range(1, 6)], [])
    settings = folder / "timeline.toml"
    settings.write_text(settings.read_text().replace('"UTC"', '"Pacific/Auckland"'))
    assert differing(folder, ["2018-12-03", "2018-12-04"]) == ""


def test_a_long_chain_of_corrections(folder: Path) -> None:
    """Each is filed with the event, however far that is."""
    chain = [correct(f"k{n}", f"k{n - 1}" if n else "e0") for n in range(sys.getrecursionlimit() + 100)]
    log = log_with(folder)
    log.append([on("oil", 0), *chain])
    kept = log.keeper.kept(make=True)
    assert kept
    assert kept.filed("event", "event-0") == list(range(1, len(chain) + 2))


@pytest.mark.parametrize("entry_id", ["0xabcdef", "0xABCDEF", "12345678", "abcdef01", "1234_678", "+1234567", "abc"])
def test_an_entry_is_found_by_its_id(folder: Path, entry_id: str) -> None:
    log = log_with(folder)
    log.append([Draft(entry_id, on("oil", 0).body), on("oil", 1)])
    kept = log.keeper.kept(make=True)
    assert kept
    assert kept.seq(entry_id) == 1
    assert [entry.id for entry in kept.beginning(entry_id[:3])] == [entry_id]


def test_of_very_many_publishers_and_issues_an_append_knows_its_own(folder: Path) -> None:
    log = log_with(folder)
    log.append([on(f"issue-{n}", n) for n in range(300)])
    assert log.keeper.kept(make=True)
    asked = list[str]()
    log.append([on("issue-7", "more")])
    kept = log.keeper.kept()
    assert kept
    kept.connection.set_trace_callback(asked.append)
    assert kept.units() == {}
    assert len(asked) == 1
    assert list(kept.naming("issue-7")) == [8, 301]
    assert kept.given_by([None]) == list(range(1, 302))


def test_a_damaged_line_completes_nothing(folder: Path) -> None:
    grown(folder, [on("oil", n) for n in range(9)], [])
    first = first_segment(folder)
    first.write_bytes(first.read_bytes().replace(b"Event 5", b"Evelt 5"))
    assert set(offered("show event-6", folder)) == {"event-6"}
    assert offered("show event-5", folder) == offered("why oil.", folder) == {}


def test_nothing_is_written_for_an_unfinished_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grown(folder, [on("oil", n) for n in range(9)], [])
    with first_segment(folder).open("ab") as file:
        file.write(b'{"seq"')
    monkeypatch.setattr(Kept, "learn_segments", lambda _: pytest.fail("it is taken in"))
    warned = list[str]()
    for _ in range(3):
        log = log_with(folder, warn=warned.append)
        assert log.keeper.kept()
        assert log.keeper.kept()
    assert len(warned) == 3
