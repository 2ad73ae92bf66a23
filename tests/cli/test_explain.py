"""``why`` and ``diff`` as a person reads them."""

from pathlib import Path

import pytest

from .running import Cli

pytestmark = pytest.mark.any_log

EXPECTED = ("record", "Meeting", "--on", "2018-03-01", "--scheduled", "--set", "talks=held")


@pytest.fixture
def talks(cli: Cli) -> Cli:
    cli.ok("define", "talks", "--title", "Talks")
    cli.ok(*EXPECTED, "--source", "Reuters", "--published", "2018-02-01")
    cli.ok("occurred", "meeting", "--source", "PTI", "--published", "2018-03-02")
    return cli


def test_why_names_who_said_that_it_happened_and_who_expected_it(talks: Cli) -> None:
    assert talks.ok("why", "talks", "--as-of", "2018-03-02").splitlines()[:10] == [
        "talks.status: held since 2018-03-01",
        "  as of 2018-03-02, as known by 2018-03-02",
        "",
        "It rests on:",
        "  held, says PTI",
        "    Meeting [meeting]",
        "    It happened on 2018-03-01, which became known on 2018-03-02.",
        "    The event was first reported on 2018-02-01.",
        "    The date is given by Reuters (2018-02-01).",
        "    source: PTI (2018-03-02)",
    ]


def test_why_lists_what_was_taken_back_and_what_it_was_a_day_before(talks: Cli) -> None:
    talks.ok("retract", "meeting", "--known", "2018-03-10")  # without a source: nothing is left of it (R4.5)
    told = talks.ok("why", "talks", "--as-of", "2018-03-10")
    assert told.startswith("talks.status: nothing known\n")
    assert "Taken back:\n  held, said PTI\n    Meeting [meeting]\n" in told
    assert "    It became known on 2018-03-02; it was taken back, which became known on\n      2018-03-10.\n" in told
    assert told.rstrip().endswith("as known by 2018-03-09, the answer was: held.")


def test_who_takes_back_its_own_report_leaves_what_others_said(talks: Cli) -> None:
    talks.ok("retract", "meeting", "--source", "PTI", "--published", "2018-03-10")
    told = talks.ok("why", "talks", "--as-of", "2018-03-10")
    assert told.startswith("talks.status: nothing known\n")
    assert "Expected, or not sure yet:\n  held, says Reuters\n" in told


def test_what_is_open_on_the_side_of_the_past_holds_since_the_beginning(talks: Cli) -> None:
    talks.ok(
        "record", "Ice", "--on", "../2006", "--set", "talks=frozen", "--published", "2018-01-01", "--source", "PTI"
    )
    assert "talks.status: frozen since the beginning" in talks.ok("why", "talks", "--as-of", "2018-01-02")
    assert "status: frozen (since the beginning)" in talks.ok("project", "--issue", "talks", "--as-of", "2018-01-02")


@pytest.fixture
def busy(cli: Cli) -> Cli:
    """Of one issue fifteen values that replaced each other, twelve that are expected, and three that were retracted."""
    happened = [f"b{n},2018-03-{n:02},occurred,v{n},2018-03-{n:02}" for n in range(1, 16)]
    expected = [f"e{n},2019-03-{n:02},scheduled,w{n},2018-03-01" for n in range(1, 13)]
    doubtful = [f"d{n},2018-02-{n:02},occurred,x{n},2018-02-{n:02}" for n in range(1, 4)]
    said = (row.replace(",", ",E,", 1) + ",talks,PTI" for row in (*happened, *expected, *doubtful))
    Path("busy.csv").write_text("\n".join(("event,title,when,phase,value,published,issue,publisher", *said)))
    cli.run("import", "busy.csv")
    for number in (3, 1, 2):
        cli.ok("retract", f"d{number}", "--source", "PTI", "--published", f"2018-04-0{number}")
    return cli


def values(told: str, heading: str) -> list[str]:
    """What stands under a heading: of each claim its value, and the line that says how many more there are."""
    part = told.partition(f"\n{heading}:\n")[2].partition("\n\n")[0]
    return [line.strip().split(",")[0] for line in part.splitlines() if line[:3].strip()]


def test_why_tells_the_first_few_of_each_kind_and_how_many_more_there_are(busy: Cli) -> None:
    told = busy.ok("why", "talks", "--as-of", "2018-12-04")
    assert values(told, "It rests on") == ["v15"]
    assert values(told, "It replaced") == [*(f"v{n}" for n in range(14, 4, -1)), "and 4 more (--limit)"]
    assert values(told, "Expected, or not sure yet") == [*(f"w{n}" for n in range(1, 11)), "and 2 more (--limit)"]
    assert values(told, "Taken back") == ["x3", "x2", "x1"]
    told = busy.ok("why", "talks", "--as-of", "2018-12-04", "--limit", "1")
    assert values(told, "It rests on") == ["v15"]
    assert values(told, "It replaced") == ["v14", "and 13 more (--limit)"]
    assert values(told, "Taken back") == ["x3", "and 2 more (--limit)"]
    assert "(--limit)" not in busy.ok("why", "talks", "--as-of", "2018-12-04", "--limit", "14")
    assert "--limit" in busy.refused("why", "talks", "--limit", "0", code=2)


def test_the_json_of_why_is_whole_unless_a_limit_is_asked_for(busy: Cli) -> None:
    lists = ("replaced", "waiting", "taken_back", "corrections")
    whole = busy.json("why", "talks", "--as-of", "2018-12-04")
    assert [(len(whole[name]), whole[f"{name}_in_all"]) for name in lists] == [(14, 14), (12, 12), (3, 3), (0, 0)]
    some = busy.json("why", "talks", "--as-of", "2018-12-04", "--limit", "2")
    assert some == whole | {name: whole[name][:2] for name in lists}


def test_why_limits_our_corrections_to_the_newest(talks: Cli) -> None:
    for place in ("Delhi", "Goa", "Pune"):
        talks.ok("correct", "meeting", "--place", place, "--note", place)
    told = talks.ok("why", "talks", "--as-of", "2018-03-05", "--limit", "2")
    told = told.partition("We corrected the record:\n")[2]
    assert [line.split()[-1] for line in told.splitlines()] == ["Pune", "Goa", "(--limit)"]


@pytest.mark.parametrize(
    "args",
    [
        ("why", "iran-oil", "--as-of", "2019-06-25"),
        ("why", "caatsa-waiver.us-stance", "--as-of", "2019-06-25"),
        ("diff", "2018-12-04", "2019-06-25"),
        ("diff", "2019-06-25", "2018-09-05"),
    ],
)
def test_no_line_is_wider_than_the_screen(shipped: Cli, args: tuple[str, ...]) -> None:
    lines = shipped.ok(*args).splitlines()
    assert len(lines) > 10
    assert max(map(len, lines)) <= 80


def test_a_diff_names_the_retraction_and_tells_causes_alike_once(talks: Cli) -> None:
    talks.ok("retract", "meeting", "--source", "PTI", "--published", "2018-03-10")
    told = talks.ok("diff", "2018-03-05", "2018-03-12")
    assert "We learned\n  talks\n    status: held -> nothing known\n" in told
    assert "      by Meeting [meeting]: taken back by PTI, known 2018-03-10\n" in told


def test_why_of_a_status_that_nobody_claims_names_what_can_be_asked(cli: Cli) -> None:
    claims = ("--set", "deal.value=5bn USD", "--set", "deal.place=Delhi")
    cli.ok("record", "Report", "--on", "2018-12-01", *claims, "--source", "PTI", "--published", "2018-12-01")
    assert "  ask about deal.place or deal.value\n" in cli.ok("why", "deal", "--as-of", "2018-12-04")
    assert "; ask about place, value" in cli.refused("why", "deal.mood", "--as-of", "2018-12-04")


def test_a_format_that_writes_no_changes_is_refused_before_the_work(
    talks: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline_engine.cli.commands.explain.diff_questions", None)
    told = talks.refused("diff", "2018-02-01", "2018-03-02", "-o", "changes.csv")
    assert told.startswith("no format that writes changes is known for 'changes.csv'")
