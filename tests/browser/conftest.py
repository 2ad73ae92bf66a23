"""A browser without a window, that opens a page from disk and tells of every error and request."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from timeline_engine.view import View
from timeline_plugins.html.exporter import HtmlExporter

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("There is no browser to open the page in: install chromium.")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not there: install the test extra.")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens the page of a view; at the end there must have been no error and no request."""
    wrong: list[str] = []
    contexts = []

    def open_page(view: View, address: str = "", **context: Any) -> Any:
        file = tmp_path / "timeline.html"
        with file.open("wb") as out:
            HtmlExporter().export(view, out)
        contexts.append(browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | context)))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda said: wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda request: None if request.url.startswith("file:") else wrong.append(request.url))
        page.goto(file.as_uri() + address)
        settle(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def settle(page: Any) -> None:
    """Wait until all of the page shows what was asked."""
    page.wait_for_selector("main[aria-busy=false]")
