"""The pages of the documentation as things to run: fenced blocks, transcripts and examples.

A page runs from top to bottom, in a folder of its own that holds a copy of the shipped log. What counts:

    ```console          commands after "$ ", each followed by what it prints
    ```csv reports.csv  a file of that name, for the commands after it
    <!-- clock: T -->   from here on the log records at this instant
    ```python           an example; a ```text block right after it is what it prints

Output is compared as it stands, but for two things: a last line "..." leaves out the rest, and the random id of a
log made on the page is written "...". `refresh.py` rewrites all output. The pages that run are those of RUN.
"""

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from click.testing import CliRunner

from timeline_engine.cli import main
from timeline_engine.cli.session import Session
from timeline_engine.dates import utc_instant

ROOT = Path(__file__).parents[2]
RUN = (
    "README.md", "docs/recording.md", "docs/questions.md", "docs/importing.md", "docs/exporting.md", "docs/trust.md",
    "docs/library.md", "docs/plugins.md",
)  # fmt: skip
CUT = "..."

_PARTS = re.compile(
    r"^```(?P<kind>\w*)(?: (?P<name>[^\n]+))?\n(?P<body>.*?)^```$|^<!-- clock: (?P<clock>\S+) -->$", re.M | re.S
)
_LOG_ID = re.compile(r"\b(id|log) [0-9a-f]{32}\b")
_HEAD = re.compile(r"\bhead ([0-9a-f]{64})\b")


@frozen
class Block:
    """A fenced block, or a clock; ``start`` and ``end`` are where its body stands in the page."""

    kind: str
    name: str
    body: str
    line: int
    start: int
    end: int


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(page: str) -> list[Block]:
    return [_block(page, found) for found in _PARTS.finditer(page)]


def _block(page: str, found: re.Match[str]) -> Block:
    part = "clock" if found["clock"] else "body"
    line = page.count("\n", 0, found.start()) + 1
    kind = "clock" if found["clock"] else found["kind"]
    return Block(kind, found["name"] or "", found[part], line, found.start(part), found.end(part))


def workshop(folder: Path) -> Path:
    """A folder to run a page in, with the shipped log in ./events."""
    shutil.copytree(ROOT / "events", folder / "events", ignore=shutil.ignore_patterns(".lock", "*.torn"))
    return folder


@define
class Shell:
    """Runs the console blocks of a page: ``timeline``, and just enough of a shell around it."""

    folder: Path
    now: int = 0
    code: int = 0
    heads: list[str] = field(factory=list)

    def run(self, page: str) -> Iterator[tuple[Block, str]]:
        """Each console block, with what its body is when it is run now."""
        for block in blocks(page):
            if block.kind == "clock":
                self.now = utc_instant(block.body)
            elif block.kind == "console":
                yield block, "".join(self._again(*part) for part in _commands(block.body))
            elif block.name:
                (self.folder / block.name).write_text(block.body, encoding="utf-8")

    def _again(self, command: str, printed: str) -> str:
        command = re.sub(r"--head ([0-9a-f]{8,})", self._head, command)
        output = _LOG_ID.sub(_random_id, self._execute(shlex.split(command.replace("\\\n", " "))))
        self.heads += _HEAD.findall(output)
        return f"$ {command}{_cut(output, printed)}"

    def _head(self, found: re.Match[str]) -> str:
        """A head that was printed before stays as it is written; any other becomes the last one printed."""
        if not self.heads or any(head.startswith(found[1]) for head in self.heads):
            return found[0]
        return f"--head {self.heads[-1][: len(found[1])]}"

    def _execute(self, words: list[str]) -> str:
        match words:
            case ["timeline", *arguments]:
                return self._timeline(arguments)
            case ["mkdir", name]:
                (self.folder / name).mkdir()
            case ["cd", name]:
                self.folder = (self.folder / name).resolve(strict=True)
            case ["echo", "$?"]:
                return f"{self.code}\n"
            case _:
                raise ValueError(f"no such command in a transcript: {shlex.join(words)}")
        return ""

    def _timeline(self, arguments: list[str]) -> str:
        with contextlib.chdir(self.folder):
            result = CliRunner().invoke(
                main, arguments, obj=Session(now=lambda: self.now), env={"TIMELINE_LOG": None}, prog_name="timeline"
            )
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.code = result.exit_code
        return result.output


def _commands(body: str) -> Iterator[tuple[str, str]]:
    """Each command, its continuation lines with it, and what is printed under it."""
    if not body.startswith("$ "):
        raise ValueError(f"a console block starts with a command: {body[:40]!r}")
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        end = re.search(r"(?<!\\)\n", part)
        assert end is not None
        yield part[: end.end()], part[end.end() :]


def _cut(output: str, printed: str) -> str:
    """The output, with as many lines as are printed now if their last is ``...``; a blank line at the end stays."""
    lines, shown = output.splitlines(keepends=True), printed.splitlines()
    if shown and shown[-1] == CUT and len(lines) >= len(shown):
        return "".join(lines[: len(shown) - 1]) + f"{CUT}\n"
    return output + ("\n" if output and not output.endswith("\n") else "")


def _random_id(found: re.Match[str]) -> str:
    shipped = (ROOT / "events" / "timeline.toml").read_text(encoding="utf-8")
    return found[0] if found[0].split()[1] in shipped else f"{found[1]} {CUT}"


def run_examples(page: str, name: str, folder: Path) -> Iterator[tuple[Block, Block | None, str]]:
    """Each python block, the text block right after it if there is one, and what the example prints now."""
    parts = [block for block in blocks(page) if block.kind in ("python", "text")]
    namespace: dict[str, Any] = {"__name__": "example"}
    for block, after in zip_longest(parts, parts[1:]):
        if block.kind != "python":
            continue
        shown = after if after and re.fullmatch(r"```\s*```text\n", page[block.end : after.start]) else None
        code = compile("\n" * block.line + block.body, name, "exec")
        with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()) as out:
            exec(code, namespace)
        yield block, shown, out.getvalue()


def rewritten(page: str, changes: list[tuple[Block, str]]) -> str:
    """The page with new bodies for some of its blocks."""
    for block, body in sorted(changes, key=lambda change: change[0].start, reverse=True):
        page = page[: block.start] + body + page[block.end :]
    return page
