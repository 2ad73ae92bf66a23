"""The pages of a server in a real browser: under its policy they run, say nothing of errors, and tell of news."""

import shutil
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
        for path in PAGES:
            page.goto(f"http://127.0.0.1:{port}/{path}")
            page.add_script_tag(path=AXE)
            found = page.evaluate("axe.run()")["violations"]
            serious = [
                (one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")
            ]
            assert serious == [], path
        page.context.close()
