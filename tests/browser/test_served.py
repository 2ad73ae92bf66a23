"""The pages of a server in a real browser: under its policy they run, say nothing of errors, and tell of news."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.running import SHIPPED, Cli
from serve.running import running

from .conftest import settle
from .test_access import AXE

PAGES = [
    "issues?as-of=2018-12-04",
    "issues/iran-oil?as-of=2018-12-04",
    "events/first-two-plus-two",
    "diff?from=2018-12-04&to=2019-06-25",
]


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens pages of a server of the log that ships; at the end there must have been no error."""
    wrong: list[str] = []
    contexts = []
    with running(SHIPPED) as (port, _):

        def open_page(path: str, **context: Any) -> Any:
            contexts.append(browser.new_context(**context))
            page = contexts[-1].new_page()
            page.on("console", lambda said: wrong.append(said.text))
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("requestfailed", lambda request: wrong.append(request.url))
            page.goto(f"http://127.0.0.1:{port}/{path}")
            return page

        yield open_page
        for context in contexts:
            context.close()
    assert wrong == []


@pytest.mark.slow
def test_the_clock_and_the_addresses_of_a_served_page_work_under_its_policy(opened: Callable[..., Any]) -> None:
    page = opened("?as-of=2018-12-04")
    settle(page)
    page.locator("#chart").focus()
    page.keyboard.press(".")
    assert page.locator("#date").input_value() == "2018-12-05"
    settle(page)
    page.locator("#by-issue").select_option("comcasa")
    settle(page)
    here, lanes = page.url, page.locator(".lane").count()
    assert ("comcasa" in here, lanes) == (True, 1)
    page.reload()
    settle(page)
    assert (page.locator("#date").input_value(), page.locator(".lane").count()) == ("2018-12-05", 1)
    page.evaluate("location.hash = '#issue=iran-oil&as-of=2018-11-01'")
    settle(page)
    assert page.locator("#date").input_value() == "2018-11-01"
    page.go_back()
    settle(page)
    assert page.locator("#date").input_value() == "2018-12-05"


@pytest.mark.slow
@pytest.mark.parametrize("scripts", [True, False])
def test_forms_and_links_ask_also_without_a_script(opened: Callable[..., Any], scripts: bool) -> None:
    page = opened("issues", java_script_enabled=scripts)
    page.fill("input[name=as-of]", "4 Dec 2018")
    page.click("text=Show")
    assert "as of 2018-12-04" in page.locator("h1").inner_text()
    page.click("text=Link to this answer")
    assert page.url.endswith("?as-of=2018-12-04")
    page.click("table a >> text=iran-oil")
    assert page.locator("h1").inner_text() == "Iranian oil [iran-oil]"
    page.click("a[href^='/events/'] >> nth=0")
    assert page.locator("h2 >> text=Reports").count() == 1
    page.check("input[name=hindsight]")
    page.click("text=Show")
    assert "hindsight=yes" in page.url
    page.click("nav >> text=What changed")
    page.fill("input[name=from]", "2018-12-04")
    page.fill("input[name=to]", "2019-06-25")
    page.click("text=Compare")
    assert "We learned" in page.inner_text("main") or "The world moved" in page.inner_text("main")


@pytest.mark.slow
def test_without_a_script_everything_reads(opened: Callable[..., Any]) -> None:
    """What a script adds is more comfortable, and nothing that is not there without."""
    for path in ("?as-of=2018-12-04", *PAGES):
        page = opened(path, java_script_enabled=False)
        text = page.inner_text("body")
        assert len(text) > 300, path
        assert page.locator("h1").is_visible()
        assert page.locator("nav a").first.is_visible()
    page = opened("?as-of=2018-12-04", java_script_enabled=False)
    shown = page.inner_text("body")
    assert all(issue in shown for issue in ("iran-oil", "comcasa"))
    page.click("nav >> text=Issues")
    assert page.locator("table tbody tr").count() > 5


@pytest.mark.slow
def test_a_picture_that_is_opened_is_shown_as_it_is_made(opened: Callable[..., Any]) -> None:
    page = opened("summary.svg?as-of=2018-12-04")
    assert page.locator("svg text").count() > 20


@pytest.mark.slow
def test_pages_run_under_the_policy_and_tell_of_news(browser: Any, tmp_path: Path) -> None:
    cli = Cli(Path(shutil.copytree(SHIPPED, tmp_path / "log")))
    assert cli.log
    wrong: list[str] = []
    with running(cli.log) as (port, _):
        page = browser.new_context().new_page()
        page.on("console", lambda said: wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("requestfailed", lambda request: wrong.append(request.url))
        for path in PAGES:
            page.goto(f"http://127.0.0.1:{port}/{path}")
            assert page.locator("h1").inner_text()
        page.goto(f"http://127.0.0.1:{port}/?as-of=2018-12-04")
        settle(page)
        assert page.locator("#lanes svg").count()
        assert page.locator("#news").inner_text() == ""
        cli.run("record", "Parley", "--on", "2018-12-01", "--issue", "iran-oil", "--known", "2018-12-01")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.wait_for_selector("#news a")
        page.click("#news a")
        settle(page)
        assert page.locator("#news").inner_text() == ""
        page.context.close()
    assert wrong == []


@pytest.mark.slow
@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there: make page.")
def test_axe_finds_nothing_serious(browser: Any) -> None:
    with running(SHIPPED) as (port, _):
        page = browser.new_context(bypass_csp=True).new_page()  # else axe itself could not be put in
        for path in ("?as-of=2018-12-04", *PAGES):
            page.goto(f"http://127.0.0.1:{port}/{path}")
            page.add_script_tag(path=AXE)
            found = page.evaluate("axe.run()")["violations"]
            serious = [
                (one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")
            ]
            assert serious == [], path
        page.context.close()
