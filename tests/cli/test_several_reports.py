"""Events that several publishers report, in every order: commands name the report that said it, and none fails."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from timeline_engine.entries import (
    Body,
    Draft,
    EventCancelled,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    IssueDefined,
)
from timeline_engine.log import create_log
from timeline_engine.model import Claim, Source

from .running import NOW, Cli

FORMATS = ("csv", "ics", "json", "jsonl", "markdown", "text", "xlsx")


def by(publisher: str | None, day: str | None) -> Source:
    return Source(publisher, published=f"2018-{day}" if day else None)


def first(phase: str, when: str | None, *sources: Source, known: str | None = None) -> EventRecorded:
    return EventRecorded(event="e", title="Talks", issues=("i",), phase=phase, when=when, sources=sources, known=known)  # type: ignore[arg-type]


def source(*sources: Source, when: str | None = None, phase: str | None = None) -> EventSourced:
    return EventSourced(event="e", sources=sources, when=when, phase=phase)  # type: ignore[arg-type]


PLAN = first("scheduled", "2018-03-01", by("A", "01-10"))
ODD: dict[str, Sequence[Body]] = {
    "a source gives the date": [first("scheduled", None, by("A", "01-05")),
                                source(by("B", "01-06"), when="2018-01-08", phase="scheduled")],
    "nothing but a source with a phase": [source(by("B", "01-06"), when="2018-01-08", phase="scheduled")],
    "nothing but a bare source": [source(by("B", "01-06"))],
    "nothing but a retraction": [EventRetracted(event="e", sources=(by("B", "01-06"),))],
    "an outcome and no record": [EventOccurred(event="e", sources=(by("B", "01-06"),))],
    "a source from before": [PLAN, source(by("B", "01-05"))],
    "one of two known earlier": [first("scheduled", "2018-03-01", by("A", "01-10"), Source("B"), known="2018-01-05")],
    "all is taken back": [PLAN, EventRetracted(event="e", known="2018-02-01")],
    "reported in two entries": [PLAN, first("occurred", "2018-03-02", by("B", "03-03")),
                                EventRetracted(event="e", sources=(by("B", "03-05"),))],
}  # fmt: skip


def log_of(*bodies: Body) -> Cli:
    log = create_log("log", title="A log", zone="UTC", clock=lambda: NOW)
    log.append([Draft("i", IssueDefined(issue="i", title="I")), *(Draft(f"e-{n}", b) for n, b in enumerate(bodies))])
    return Cli(Path("log"))


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("bodies", ODD.values(), ids=ODD)
def test_no_command_fails_on_them(bodies: Sequence[Body]) -> None:
    cli = log_of(*bodies)
    asked = ("project", "project --json", "project --issue i", "events", "show e", "show e --json", "why i", "check",
             "diff 2018-01-07 2018-06-01", "search talks")  # fmt: skip
    for command in asked:
        for clock in ((), ("--as-of", "2018-01-07")):
            if clock and command.startswith("diff"):
                continue
            assert cli.run(*command.split(), *clock).exit_code in (0, 1), command
    for name in FORMATS:
        cli.run("export", name, "-o", f"out.{name}", "--hindsight")
    rows = "event,title,when,phase,publisher,published\n"
    for number, row in enumerate(("e,T,2018-04-01,scheduled,C,2018-01-06", "e,,2018-01-04,occurred,C,2018-01-06")):
        Path(f"{number}.csv").write_text(f"{rows}{row}\n")
        assert cli.run("import", f"{number}.csv", "--dry-run").exit_code in (0, 1)


def test_the_number_of_a_revision_is_none_below_nought() -> None:
    cli = log_of(*ODD["one of two known earlier"])
    (event,) = cli.json("events", "--as-of", "2018-01-07")
    assert (event["revision"], event["known"], [s["publisher"] for s in event["sources"]]) == (0, "2018-01-05", ["B"])
    (line,) = (line for line in cli.ok("show", "e", "--as-of", "2018-01-07").splitlines() if line.startswith("e-0 "))
    assert line.split()[1:5] == ["scheduled", "2018-03-01", "B", "2018-01-05"]


def test_who_cancelled_is_whoever_had_said_so_by_then() -> None:
    cli = log_of(PLAN, EventCancelled(event="e", sources=(by("A", "01-20"), by("B", "01-12"))))
    assert "cancelled: known 2018-01-12, B" in cli.ok("show", "e", "--as-of", "2018-01-15")


def test_a_retraction_is_no_further_report() -> None:
    cli = log_of(first("occurred", "2018-01-09", by("A", "01-10"), by("B", "01-11")),
                 EventRetracted(event="e", sources=(by("A", "01-20"),)))  # fmt: skip
    told = cli.ok("diff", "2018-01-16", "2018-01-21")
    assert "taken back by A" in told
    assert "also reported by A" not in told


def test_a_listing_that_says_nothing_is_no_move() -> None:
    cli = log_of(first("occurred", "2018-01-09", by("A", "01-10")),
                 EventRescheduled(event="e", when="2018-01-08", sources=(by("A", "01-15"),)))  # fmt: skip
    assert "oved" not in cli.ok("project", "--issue", "i", "--as-of", "2018-02-01")


def test_overdue_names_the_report_whose_date_holds() -> None:
    cli = log_of(*ODD["reported in two entries"])
    (line,) = [line for line in cli.run("check", "--as-of", "2018-05-01").stdout.splitlines() if "overdue" in line]
    assert line.startswith("log/000001.jsonl:2:")


def test_a_withdrawn_event_stays_on_its_issue() -> None:
    cli = log_of(EventRecorded(event="e", title="T", when="2018-01-09", sources=(by("A", "01-10"),)))
    cli.ok("source", "e", "--source", "B", "--published", "2018-01-11", "--set", "i=on")
    cli.ok("retract", "e", "--source", "B", "--published", "2018-01-12")
    assert cli.json("events", "--issue", "i")[0]["event"] == "e"


def test_any_title_of_an_event_finds_it() -> None:
    other = EventRecorded(event="e", title="Beta gamma", when="2018-03-01", sources=(by("B", "01-12"),))
    cli = log_of(PLAN, other)
    for word in ("beta", "talks"):
        assert "did you mean 'e'" in cli.refused("show", word)


def test_each_report_of_an_entry_is_a_step_of_its_own() -> None:
    cli = log_of(first("occurred", "2018-01-09", by("A", "01-10"), by("B", "01-15")))
    rows = cli.ok("show", "e").partition("RECORDED\n")[2].splitlines()
    assert [row.split()[3:5] for row in rows] == [["A", "2018-01-10"], ["B", "2018-01-15"]]
    before = cli.ok("show", "e", "--as-of", "2018-01-12")
    assert "B" not in before.partition("RECORDED\n")[2]
    assert "not known yet" not in before, "the entry is"
    (change,) = cli.json("diff", "2018-01-12", "2018-01-20")["changes"]["learned"]
    assert [(one["by"], one["known"]) for one in change["because"]] == [("B", "2018-01-15")]


def test_a_date_is_of_the_report_that_brought_it_whatever_came_after() -> None:
    cli = log_of(PLAN, EventRescheduled(event="e", when="2018-04-01", sources=(by("B", "01-15"),)),
                 EventRescheduled(event="e", when="2018-04-01", sources=(by("C", "01-20"),)))  # fmt: skip
    (change,) = cli.json("diff", "2018-01-12", "2018-01-25")["changes"]["learned"]
    assert [(one["how"], one["by"], one["known"]) for one in change["because"]] == [("moved", "B", "2018-01-15")]


def test_a_second_paper_that_takes_its_report_back_is_no_source() -> None:
    cli = log_of(first("occurred", "2018-01-09", by("A", "01-10"), by("B", "01-11")),
                 EventRetracted(event="e", sources=(by("B", "01-20"), by("A", "01-25"))))  # fmt: skip
    (change,) = cli.json("diff", "2018-01-21", "2018-01-26")["changes"]["learned"]
    assert [(one["how"], one["by"], one["known"]) for one in change["because"]] == [("retracted", "A", "2018-01-25")]


def test_overdue_names_no_entry_that_was_taken_back() -> None:
    again = EventRescheduled(event="e", when="2018-03-01", sources=(by("B", "01-15"),))
    cli = log_of(PLAN, again, EventRetracted(event="e", sources=(by("B", "01-20"),)))
    (line,) = [line for line in cli.run("check", "--as-of", "2018-05-01").stdout.splitlines() if "overdue" in line]
    assert line.startswith("log/000001.jsonl:2:")


def test_unheard_goes_by_the_report() -> None:
    twice = first("occurred", "2018-01-09", by("A", "01-10"), by("B", "01-15"))
    cli = log_of(twice, EventRetracted(event="e", sources=(by("B", "01-12"),)))
    told = cli.run("check", "--as-of", "2018-05-01").stdout
    assert "is taken back by B, but A said so, whose report stands" in told
    cli = Cli(Path("log"))
    cli.ok("retract", "e", "--source", "A", "--published", "2018-01-20")
    told = cli.warned("retract", "e", "--source", "C", "--published", "2018-01-21")
    assert "is taken back by C, but B said so, whose report stands" in told


def test_what_was_taken_back_names_no_source_from_after_the_question() -> None:
    claim = Claim("i", "status", "on")
    cli = log_of(first("occurred", "2018-01-09", by("B", "01-10")),
                 EventSourced(event="e", sources=(by("A", "01-11"), by("A", "01-30")), claims=(claim,)),
                 EventRetracted(event="e", sources=(by("A", "01-15"),)))  # fmt: skip
    for clock, days in ((("--as-of", "2018-01-20"), ["2018-01-11"]), (("--hindsight",), ["2018-01-11", "2018-01-30"])):
        (gone,) = cli.json("why", "i", *clock)["taken_back"]
        assert [source["published"] for source in gone["sources"]] == days


def test_check_tells_of_an_entry_once_however_many_report_it() -> None:
    twice = (by("A", "01-10"), by("B", "01-10"), by("C", "01-12"))
    cli = log_of(first("occurred", "2018-02-09", *twice),
                 EventRecorded(event="l", title="L", phase="scheduled", when="2018-01-05", sources=twice))  # fmt: skip
    told = cli.run("check", "--as-of", "2018-05-01").stdout
    assert told.count("impossible-date") == told.count("known-late") == 1
