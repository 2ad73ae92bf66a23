"""Every link between the pages leads somewhere, and every module and path that they name is there."""

import re
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name

import pytest
from pages import ROOT

FOLDERS = [ROOT, ROOT / "engine", ROOT / "engine" / "timeline_engine", ROOT / "plugins"]
PATH = re.compile(r"(?:[a-z]\w*/)+[\w.-]*|\w+\.py")
NAME = re.compile(r"timeline_(?:engine|plugins)(?:\.\w+)*")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_resolve(page: Path) -> None:
    assert [target for target in links(page) if not leads_somewhere(page, target)] == []


def links(page: Path) -> Iterator[str]:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            yield target


def leads_somewhere(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    found = page.parent / path if path else page
    return found.exists() and (not anchor or anchor in anchors(found))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are commonly made: lower case, blanks as hyphens."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_of_ours_are_there(page: Path) -> None:
    paths = [text for text in quoted(page) if PATH.fullmatch(text)]
    assert [path for path in paths if not any((folder / path).exists() for folder in FOLDERS)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_names_of_ours_are_there(page: Path) -> None:
    for text in quoted(page):
        if NAME.fullmatch(text):
            resolve_name(text)


def quoted(page: Path) -> list[str]:
    """What stands in backticks."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    return re.findall(r"`([^`\n]+)`", text)
