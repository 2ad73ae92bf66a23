"""``why`` and ``diff`` as a person reads them."""

import pytest

from .running import Cli

EXPECTED = ("record", "Meeting", "--on", "2018-03-01", "--scheduled", "--set", "talks=held")


@pytest.fixture
def talks(cli: Cli) -> Cli:
    cli.ok("define", "talks", "--title", "Talks")
    cli.ok(*EXPECTED, "--source", "Reuters", "--published", "2018-02-01")
    cli.ok("occurred", "meeting", "--source", "PTI", "--published", "2018-03-02")
    return cli


def test_why_names_who_said_that_it_happened_and_who_expected_it(talks: Cli) -> None:
    assert talks.ok("why", "talks", "--as-of", "2018-03-02").splitlines()[:8] == [
        "talks.status: held since 2018-03-01",
        "  as of 2018-03-02, as known by 2018-03-02",
        "",
        "It rests on:",
        "  held, says PTI",
        "    Meeting [meeting]",
        "    happened 2018-03-01, known 2018-03-02; the event itself since 2018-02-01",
        "    source: PTI (2018-03-02)",
    ]


def test_why_lists_what_was_taken_back_and_what_it_was_a_day_before(talks: Cli) -> None:
    talks.ok("retract", "meeting", "--source", "PTI", "--published", "2018-03-10")
    told = talks.ok("why", "talks", "--as-of", "2018-03-10")
    assert told.startswith("talks.status: nothing known\n")
    assert "Taken back:\n  held, said PTI\n    Meeting [meeting]\n" in told
    assert "    known 2018-03-02; retracted, known 2018-03-10\n" in told
    assert told.rstrip().endswith("A day before, as of 2018-03-09, as known by 2018-03-09: held.")


def test_what_is_open_on_the_side_of_the_past_holds_since_the_beginning(talks: Cli) -> None:
    talks.ok(
        "record", "Ice", "--on", "../2006", "--set", "talks=frozen", "--published", "2018-01-01", "--source", "PTI"
    )
    assert "talks.status: frozen since the beginning" in talks.ok("why", "talks", "--as-of", "2018-01-02")
    assert "status: frozen (since the beginning)" in talks.ok("project", "--issue", "talks", "--as-of", "2018-01-02")


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
    assert "      by Meeting [meeting]: retracted, known 2018-03-10\n" in told


def test_why_of_a_status_that_nobody_claims_names_what_can_be_asked(cli: Cli) -> None:
    claims = ("--set", "deal.value=5bn USD", "--set", "deal.place=Delhi")
    cli.ok("record", "Report", "--on", "2018-12-01", *claims, "--source", "PTI", "--published", "2018-12-01")
    assert "  ask about deal.place or deal.value\n" in cli.ok("why", "deal", "--as-of", "2018-12-04")
    assert "; ask about place, value" in cli.refused("why", "deal.mood", "--as-of", "2018-12-04")
