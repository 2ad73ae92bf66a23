"""Every command in the README prints what the README says it prints."""

from pathlib import Path

import pytest
from pages import ROOT, Block, Shell, blocks, rewritten, workshop

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = [block for block in blocks(README) if block.kind == "console"]


@pytest.fixture(scope="module")
def run_now(tmp_path_factory: pytest.TempPathFactory) -> dict[Block, str]:
    return dict(Shell(workshop(tmp_path_factory.mktemp("readme"))).run(README))


@pytest.mark.parametrize("block", CONSOLE, ids=lambda block: f"README.md:{block.line}")
def test_a_transcript_is_true(block: Block, run_now: dict[Block, str]) -> None:
    assert run_now[block] == block.body, "if this is what it should print now: python tests/docs/refresh.py"


def test_the_first_commands_are_those_of_make_and_the_first_transcript_is_of_the_shipped_log() -> None:
    first = next(block for block in blocks(README) if block.kind == "sh")
    assert [line.split("#")[0].strip() for line in first.body.splitlines()] == ["make project", "make test"]
    assert first.line < CONSOLE[0].line < 20
    assert CONSOLE[0].body.startswith("$ timeline project --as-of 2018-12-04\n")


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
