"""The page for all: axe finds nothing serious, it prints on two pages, it is quick."""

from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from bench.generate import generate
from timeline_engine import project

from .conftest import settle

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
AXE = ROOT / "page" / "node_modules" / "axe-core" / "axe.min.js"
Opened = Callable[..., Any]

STEP = """async () => {
  const slider = document.getElementById('slider'), took = [];
  for (let step = 0; step < 10; step++) {
    slider.value = Number(slider.value) - 1;
    const begun = performance.now();
    slider.dispatchEvent(new Event('input'));
    await new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)));
    took.push(performance.now() - begun);
    while (document.getElementById('main').getAttribute('aria-busy') !== 'false') await new Promise(r => setTimeout(r, 20));
  }
  return took.sort((one, other) => one - other);
}"""  # noqa: E501


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there: make page.")
@pytest.mark.parametrize(
    ("context", "asked"),
    [
        ({"color_scheme": "light"}, {}),
        ({"color_scheme": "dark"}, {"issues": ["iran-oil"]}),
        ({"viewport": {"width": 400, "height": 800}}, {"issues": ["iran-oil"]}),
    ],
    ids=["light", "dark", "400px"],
)
def test_axe_finds_nothing_serious(opened: Opened, context: Any, asked: Any) -> None:
    page = opened(project(ROOT / "events", "2018-12-04", **asked), **context)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for _ in range(2):
        found = page.evaluate("axe.run()")["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []
        page.evaluate("document.querySelector('.lane li button').click()")


def test_it_is_no_wider_than_a_phone(opened: Opened) -> None:
    page = opened(project(ROOT / "events", "2018-12-04"), viewport={"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_a_lane_is_a_heading_with_a_list_of_its_events(opened: Opened) -> None:
    page = opened(project(ROOT / "events", "2018-12-04"))
    heading = page.get_by_role("heading", name="Iranian oil")
    assert heading.count() == 1
    items = page.locator(".lane[data-issue=iran-oil]").get_by_role("listitem")
    assert "2018-11-04, overdue: Sanctions on buyers of Iranian oil take effect" in items.all_text_contents()


@pytest.mark.parametrize("day", ["2018-12-04", "2019-07-01"])
def test_it_prints_on_two_pages_with_title_clocks_lanes_and_table(opened: Opened, day: str) -> None:
    page = opened(project(ROOT / "events", day))
    made = page.pdf(prefer_css_page_size=True)
    assert made.count(b"/Type /Page\n") == 2
    page.emulate_media(media="print")
    for wanted in ("h1", "#clocks", ".lane-picture", "table"):
        assert page.locator(wanted).first.is_visible()
    assert page.locator(".clock").is_hidden()
    assert BytesIO(made).read(5) == b"%PDF-"


def test_the_printed_table_takes_the_room_of_its_page(opened: Opened) -> None:
    made = opened(project(ROOT / "events", "2019-07-01")).pdf(prefer_css_page_size=True)
    table = PdfReader(BytesIO(made)).pages[1]
    sizes: Counter[float] = Counter()

    def read(text: str, outer: list[float], inner: list[float], _: Any, size: float) -> None:
        sizes[abs(size * inner[3] * outer[3])] += len(text)

    table.extract_text(visitor_text=read)
    assert sizes.most_common(1)[0][0] > 6, "what most of it is printed in, in points"


@pytest.mark.long
def test_a_step_of_the_slider_at_5000_events(opened: Opened, tmp_path: Path) -> None:
    generate(tmp_path / "log", 6040)
    page = opened(project(tmp_path / "log", "2004-02-01"))
    settle(page)
    took = page.evaluate(STEP)
    assert len(took) == 10
    print(f"a step of the slider at 5,000 events: {took[5]:.0f} ms (the middle one of ten)")
