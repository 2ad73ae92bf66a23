"""``timeline export`` of a picture: how wide it is, and the days that are seen, by options of their own."""

from pathlib import Path

import pytest

from timeline_plugins.picture import is_installed

from .running import Cli

pytestmark = pytest.mark.skipif(not is_installed(), reason="the extra picture is not installed")


@pytest.fixture(autouse=True)
def recorded(cli: Cli) -> None:
    cli.ok("define", "oil", "--title", "Oil")
    for day in ("2018-01-04", "2018-06-05", "2018-11-04"):
        cli.ok("record", f"Talks of {day}", "--on", day, "--issue", "oil")


def test_they_say_the_same_as_options_of_the_exporter(cli: Cli) -> None:
    cli.warned("export", "a.svg", "--width", "800", "--from", "May 2018", "--until", "2018-07-01")
    cli.warned("export", "b.svg", "-O", "width=800", "-O", "start=May 2018", "-O", "end=2018-07-01")
    cli.warned("export", "c.svg")
    first, second, whole = (Path(name).read_bytes() for name in ("a.svg", "b.svg", "c.svg"))
    assert first == second != whole
    assert b'width="800"' in first


def test_one_that_is_given_both_ways_is_refused(cli: Cli) -> None:
    said = cli.refused("export", "a.svg", "--from", "2018", "-O", "start=2017", code=2)
    assert "--from and --option start say the same" in said
    assert "has no option 'width'" in cli.refused("export", "a.ics", "--width", "800")
    assert not Path("a.svg").exists()
