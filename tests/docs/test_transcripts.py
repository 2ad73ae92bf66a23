"""Every command in the pages prints what its page says, and the first page is one that a stranger can begin with."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from pages import ROOT, RUN, Block, Shell, blocks, rewritten, text_of, workshop

CONSOLE = [(name, block) for name in RUN for block in blocks(text_of(name)) if block.kind == "console"]


@pytest.fixture(scope="module")
def run_now(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[Block, str]]:
    """What the transcripts of a page are when they are run now, each page once and in a folder of its own."""

    @cache
    def run(name: str) -> dict[Block, str]:
        return dict(Shell(workshop(tmp_path_factory.mktemp("page"))).run(text_of(name)))

    return run


@pytest.mark.parametrize(("name", "block"), CONSOLE, ids=[f"{name}:{block.line}" for name, block in CONSOLE])
def test_a_transcript_is_true(name: str, block: Block, run_now: Callable[[str], dict[Block, str]]) -> None:
    assert run_now(name)[block] == block.body, "if this is what it should print now: python tests/docs/refresh.py"


def test_every_page_with_something_to_run_is_run() -> None:
    pages = ["README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
    assert {name for name in pages if {"console", "python"} & {block.kind for block in blocks(text_of(name))}} == {*RUN}


# ---- The first page ----

README = text_of("README.md")
FIRST_SCREEN = README.partition("\n## ")[0]


def test_the_first_page_is_short_and_its_transcripts_fit_a_terminal() -> None:
    assert len(README.splitlines()) <= 150
    printed = [line for block in blocks(README) if block.kind == "console" for line in block.body.splitlines()]
    assert [line for line in printed if len(line) > 80] == []


def test_the_first_screen_asks_with_and_without_hindsight_and_gets_two_answers() -> None:
    asked, answered = zip(*(shown(block) for block in blocks(FIRST_SCREEN) if block.kind == "console"), strict=True)
    assert [command.removeprefix(asked[0]) for command in asked] == ["", " --hindsight"]
    assert len(set(answered)) == 2


def shown(block: Block) -> tuple[str, str]:
    command, _, printed = block.body.removeprefix("$ ").partition("\n")
    return command, next(line for line in printed.splitlines() if line.startswith("  status:"))


def test_the_commands_of_make_are_the_first_to_type() -> None:
    first = next(block for block in blocks(README) if block.kind == "sh")
    assert [line.split("#")[0].strip() for line in first.body.splitlines()] == ["make project", "make test"]


# ---- What runs the transcripts ----


def page(body: str) -> str:
    return f"```console\n{body}```\n"


def rerun(body: str, folder: Path) -> str:
    text = page(body)
    return rewritten(text, list(Shell(workshop(folder)).run(text)))


def test_a_wrong_transcript_is_noticed_and_rewritten(tmp_path: Path) -> None:
    wrong = "$ timeline --version\ntimeline, version 0\n$ cd nowhere\n"
    with pytest.raises(FileNotFoundError):
        rerun(wrong, tmp_path)
    right = rerun("$ timeline show x\nfine\n$ echo $?\n0\n", tmp_path / "2")
    assert "\nfine\n" not in right
    assert right.endswith("$ echo $?\n1\n```\n")


def test_three_dots_leave_out_the_rest_and_stay(tmp_path: Path) -> None:
    shown = rerun("$ timeline --help\nx\n...\n", tmp_path).splitlines()
    assert shown[2].startswith("Usage: timeline")
    assert shown[3:] == ["...", "```"]


def test_what_no_shell_here_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such command"):
        rerun("$ rm -rf events\n", tmp_path)
    with pytest.raises(ValueError, match="starts with a command"):
        rerun("timeline verify\n", tmp_path / "2")


def test_a_kept_head_follows_the_log(tmp_path: Path) -> None:
    shown = rerun("$ timeline verify\n...\n$ timeline verify --head 00000001\n...\n", tmp_path)
    assert "--head 00000001" not in shown
