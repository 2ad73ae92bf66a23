"""The picture is that of the page: the same marks, which look the same."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builders import event, report, small_view, status
from timeline_engine import project
from timeline_engine.entries import EventCancelled, EventRescheduled, IssueDefined
from timeline_engine.view import View
from timeline_plugins.picture import draw

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
WIDE, FIRST, LAST = 1280, 17_700, 17_900  # the days from 2018-06-18 on
SEE = """days => {
  const mark = document.createElement('i');
  mark.dataset.span = days.join(' ');
  document.getElementById('chart').append(mark);
  mark.click();
  mark.remove();
}"""

MARKS = """lanes => lanes.map(([name, lane]) => [name, [...lane.querySelectorAll('path, rect, text')]
  .filter(mark => !mark.matches('.hit, .rim')).map(mark => {
    const own = mark.querySelector('title')?.textContent ?? '';
    const words = [...mark.childNodes].filter(one => one.nodeName !== 'title');
    const said = words.map(one => one.textContent).join('').trim();
    const shape = ['class', 'd', 'x', 'y', 'width', 'height', 'rx', 'font-size', 'text-anchor']
      .map(name => mark.getAttribute(name));
    const rim = mark.previousElementSibling?.matches('.rim') ? mark.previousElementSibling : mark;
    const looks = [
      ...['fill', 'opacity', 'font-weight'].map(name => getComputedStyle(mark)[name]),
      ...['stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin'].map(name => getComputedStyle(rim)[name]),
    ].map(look => look.replace(/"?#(timeline-)?hatch"?/, 'hatch'));
    return [mark.nodeName, shape, said, own === said ? '' : own, looks];
  })])"""
PAGE = f"({MARKS})([...document.querySelectorAll('.lane')].map(one => [one.dataset.issue, one.querySelector('svg')]))"
PICTURE = f"({MARKS})([...document.querySelectorAll('svg.lane[data-issue]')].map(one => [one.dataset.issue, one]))"


def everything() -> View:
    """A log with a mark of every kind; it has an event on each side of all that is known."""
    told = {"sources": (report("Post", "2018-10-01"),)}
    gazette = (report("Gazette", "2018-10-02"),)
    return small_view(
        IssueDefined(issue="port", title="Port"),
        event("a", "2018-10", title="वज़ीर", claims=(status("open", "port", by="Post"), status("shut", "port", by="B"))),
        event("b", "2018-08-01/2018-11-20", title="وزراء يناقشون 3", claims=(status("met", "port"),)),
        event("c", "2018-11-20", title="Launch 🚢 & <b>", phase="scheduled", claims=(status("x", "port"),), **told),
        EventRescheduled(event="c", when="2018-12-20", sources=(report("Gazette", "2018-10-09"),)),
        event("d", "2018-11-25", title="Vote", phase="scheduled", claims=(status("y", "port"),), **told),
        EventCancelled(event="d", sources=gazette),
        event("e", "2018-09-03", title="Sitting", claims=(status("z", "port"),), **told),
        hindsight=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "view",
    [project(ROOT / "events", "2018-12-04"), project(ROOT / "events", "2018-12-04", hindsight=True), everything()],
    ids=["strict", "hindsight", "all"],
)
def test_it_has_the_marks_of_the_page(opened: Callable[..., Any], browser: Any, tmp_path: Path, view: View) -> None:
    size = {"width": WIDE, "height": 900}
    page = opened(view, viewport=size)
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(SEE, [FIRST, LAST + 1])
    for lane in page.locator(".lane").all():
        lane.scroll_into_view_if_needed()
        page.wait_for_timeout(50)  # until it is drawn
    file = tmp_path / "picture.svg"
    file.write_text(draw(view, WIDE, 6, FIRST, LAST).svg, encoding="utf-8")
    context = browser.new_context(viewport=size)
    picture = context.new_page()
    picture.goto(file.as_uri())
    shown, drawn = page.evaluate(PAGE), picture.evaluate(PICTURE)
    context.close()
    assert sum(len(marks) for _, marks in drawn) > 12
    assert [name for name, _ in drawn] == [name for name, _ in shown]
    for (_, marks), (_, others) in zip(drawn, shown, strict=True):
        assert [one for one in marks if one not in others] == [one for one in others if one not in marks] == []
        assert marks == others
    assert not re.search(r"undefined|NaN", file.read_text(encoding="utf-8"))
