"""What cog writes into the pages: help of commands, modules with their docstrings, files as they are.

cog -r -I tests/docs docs/cli.md docs/ARCHITECTURE.md docs/plugins.md docs/log-format.md
"""

import ast
import re
from hashlib import sha256
from importlib.metadata import entry_points
from inspect import signature
from pathlib import Path

import click
from attrs import fields
from click.testing import CliRunner

from timeline_engine.cli import COMMANDS, main
from timeline_engine.plugins import Plugin, plugins
from timeline_plugins.limits import Limits

ROOT = Path(__file__).parents[2]
PAGES = ("docs/cli.md", "docs/ARCHITECTURE.md", "docs/plugins.md", "docs/log-format.md")
WIDTH = 78  # what click fills of a terminal with 80 columns


def help_text(*command: str) -> str:
    result = CliRunner().invoke(main, [*command, "--help"], terminal_width=WIDTH, prog_name="timeline")
    assert result.exit_code == 0, result.output
    return result.output


def help_block(*command: str) -> None:
    """A command's help, as the terminal shows it."""
    _out("```text", help_text(*command).rstrip(), "```")


def command_list() -> None:
    """A link to each command's section, with the first sentence of its help."""
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        _out(f"- [`{name}`](#timeline-{name}): {_first_sentence(command.help or '')}")


def module_list(package: str) -> None:
    """Each module of a package in a line, with the first sentence of its docstring."""
    folder = ROOT / package
    for path in sorted(folder.rglob("*.py"), key=lambda path: (path.parent != folder, path.parent, path.stem)):
        _out(f"- `{path.relative_to(folder.parent).as_posix()}`: {_purpose(path)}")


def file_block(path: str, language: str) -> None:
    """A file of the repository, whole."""
    _out(f"```{language}", (ROOT / path).read_text(encoding="utf-8").rstrip(), "```")


def plugin_table() -> None:
    """The plugins that ship, as ``timeline plugins`` lists them, each with its options."""
    _out("| kind | name | suffix | what | options |", "|---|---|---|---|---|")
    for plugin in plugins():
        if plugin.distribution.startswith("timeline-engine "):
            kind = plugin.group.rpartition(".")[2][:-1]
            options = ", ".join(f"`{option}`" for option in signature(_class_of(plugin)).parameters)
            _out(f"| {kind} | `{plugin.name}` | `{plugin.suffix}` | {plugin.title} | {options} |")


def limit_table() -> None:
    """What importers take at most."""
    _out("| limit | default | counts |", "|---|--:|---|")
    for one in fields(Limits):
        _out(f"| `{one.name}` | {one.default:,} | {one.metadata['of']} |")


def _class_of(plugin: Plugin) -> type:
    named = entry_points(group=plugin.group, name=plugin.name)
    (point,) = (one for one in named if one.dist and plugin.distribution.startswith(f"{one.dist.name} "))
    made: type = point.load()
    return made


def log_lines(*numbers: int) -> None:
    """Lines of the log that ships, by their seq."""
    _out("```json", *(_log_line(number) for number in numbers), "```")


def log_head(number: int) -> None:
    """The head of the log that ships, when it had so many lines."""
    _out("```text", f"{number}:{sha256(_log_line(number).encode()).hexdigest()}", "```")


def _log_line(number: int) -> str:
    return (ROOT / "events" / "000001.jsonl").read_text(encoding="utf-8").split("\n")[number - 1]


def _purpose(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return _first_sentence(docstring).replace("``", "`")


def _first_sentence(text: str) -> str:
    """The first paragraph up to the first full stop that ends a sentence, on one line."""
    first = " ".join(text.replace("\b", "").strip().split("\n\n")[0].split())
    head, stop, rest = first.partition(". ")
    return head + "." if stop and re.match(r"[A-Z(]", rest) else first


def _out(*lines: str) -> None:
    import cog  # there only while cog runs

    for line in lines:
        cog.outl(line)
