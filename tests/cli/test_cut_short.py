"""Whatever is wrong with a log in the middle or at its end, no command answers from a part of it without a word."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest

from timeline_engine.cli import completing

from .running import SHIPPED, Cli

Segments = list[list[bytes]]
"""The lines of each segment."""

Change = Callable[[Segments], Segments]
"""Does damage to them."""

QUESTIONS: tuple[tuple[str, ...], ...] = (
    ("project",),
    ("project", "--json"),
    ("project", "--as-of", "2018-09-05"),
    ("project", "--recorded-by", "2026-11-20"),
    ("project", "--issue", "s-400-deal"),
    ("events",),
    ("events", "--issue", "s-400-deal"),
    ("why", "s-400-deal"),
    ("search", "sanctions"),
    ("diff", "2018-09-05", "2018-12-04"),
    ("check",),
    ("show", "first-two-plus-two"),
    ("export", "out.ics"),
    ("export", "out.csv"),
    ("record", "News", "--on", "2018-12-01", "--dry-run"),
    ("record", "News", "--on", "2018-12-01"),
    ("import", "rows.csv"),
)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The log that ships in three segments, each read in several blocks."""
    monkeypatch.setattr("timeline_engine.log.segments.CHUNK", 4000)
    folder = tmp_path / "log"
    folder.mkdir()
    (folder / "timeline.toml").write_bytes((SHIPPED / "timeline.toml").read_bytes())
    stored = (SHIPPED / "000001.jsonl").read_bytes().splitlines(keepends=True)
    write(folder, [stored[:30], stored[30:60], stored[60:]])
    Path("rows.csv").write_text("event,title,when,known\nnews,News,2018-12-01,2018-12-02\n")
    return Cli(folder)


def write(folder: Path, segments: Segments) -> None:
    for number, lines in enumerate(segments, 1):
        (folder / f"{number:06}.jsonl").write_bytes(b"".join(lines))


def read(folder: Path) -> Segments:
    return [path.read_bytes().splitlines(keepends=True) for path in sorted(folder.glob("*.jsonl"))]


def changed(segment: int, line: int, old: bytes, new: bytes) -> Change:
    """In one line, the first of a text become another."""

    def change(stored: Segments) -> Segments:
        assert old in stored[segment][line]
        stored[segment][line] = stored[segment][line].replace(old, new, 1)
        return stored

    return change


def taken_out(segment: int, lines: slice) -> Change:
    def take(stored: Segments) -> Segments:
        del stored[segment][lines]
        return stored

    return take


def swapped(stored: Segments) -> Segments:
    stored[2][-1], stored[2][-2] = stored[2][-2], stored[2][-1]
    return stored


DAMAGE: dict[str, tuple[Change, str]] = {
    "the last line claims an earlier place": (changed(2, -1, b'"seq":89', b'"seq":19'), "000003.jsonl, line 29 "),
    "the last line claims a later place": (changed(2, -1, b'"seq":89', b'"seq":99'), "000003.jsonl, line 29 "),
    "the last line claims no place": (changed(2, -1, b'"seq":89', b'"seq":0'), "000003.jsonl, line 29 "),
    "the last line follows from another": (changed(2, -1, b'"prev":"', b'"prev":"0'), "000003.jsonl, line 29 "),
    "the last line is older": (changed(2, -1, b'"recorded":"2', b'"recorded":"1'), "000003.jsonl, line 29 "),
    "the last line is no time": (changed(2, -1, b'"recorded":"2', b'"recorded":"?'), "000003.jsonl, line 29 "),
    "the line before the last": (changed(2, -2, b'"title":"', b'"title":"N'), "000003.jsonl, line 29 "),
    "the first line": (changed(0, 0, b'"title":"', b'"title":"N'), "000001.jsonl, line 2 "),
    "the first line claims a later place": (changed(0, 0, b'"seq":1', b'"seq":9'), "000001.jsonl, line 1 "),
    "a line in the middle": (changed(1, 10, b'"kind":"e', b'"kind":"f'), "000002.jsonl, line 12 "),
    "the last line of a segment": (changed(1, -1, b'"v":1', b'"v":2'), "000003.jsonl, line 1 "),
    "the first line of the last segment": (changed(2, 0, b'"seq":61', b'"seq":1'), "000003.jsonl, line 1 "),
    "the last segment is the first": (lambda s: [s[0], s[1], s[0]], "000003.jsonl, line 1 "),
    "the last segment is the one before": (lambda s: [s[0], s[1], s[1]], "000003.jsonl, line 1 "),
    "all segments are the first": (lambda s: [s[0], s[0], s[0]], "000002.jsonl, line 1 "),
    "a fourth segment is the first": (lambda s: [*s, s[0]], "000004.jsonl, line 1 "),
    "a fourth segment is the third": (lambda s: [*s, s[2]], "000004.jsonl, line 1 "),
    "the last segment lacks its first line": (taken_out(2, slice(0, 1)), "000003.jsonl, line 1 "),
    "the last segment lacks all but its last": (taken_out(2, slice(0, -1)), "000003.jsonl, line 1 "),
    "the last segment lacks some lines": (taken_out(2, slice(5, 9)), "000003.jsonl, line 6 "),
    "a segment lacks its last lines": (taken_out(1, slice(20, None)), "000003.jsonl, line 1 "),
    "a segment lacks all lines": (taken_out(1, slice(None)), "000002.jsonl: the file is empty"),
    "the last two lines are exchanged": (swapped, "000003.jsonl, line 28 "),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_no_command_answers_from_a_part(log: Cli, damage: str) -> None:
    change, place = DAMAGE[damage]
    assert log.log is not None
    write(log.log, change(read(log.log)))
    for question in QUESTIONS:
        said = " ".join(log.refused(*question).split())
        assert said.startswith("the log is damaged: "), question
        assert place in said, question
        assert not list(Path().glob("out.*"))
    verified = log.run("verify")
    assert (verified.exit_code, place in verified.stderr) == (1, True)


@pytest.mark.parametrize("damage", DAMAGE)
def test_nothing_of_a_damaged_log_is_offered_for_completion(log: Cli, damage: str) -> None:
    context = click.Context(click.Command("show"), obj=None)
    context.params["log"] = str(log.log)
    assert len(completing.complete_event(context, click.Option(["--event"]), "")) > 10
    assert log.log is not None
    write(log.log, DAMAGE[damage][0](read(log.log)))
    assert completing.complete_event(context, click.Option(["--event"]), "") == []


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_every_command_answers_from_the_whole_log(log: Cli, question: tuple[str, ...]) -> None:
    """What the others refuse is answered where nothing is wrong."""
    result = log.run(*question)
    assert result.exit_code == 0, result.stderr
