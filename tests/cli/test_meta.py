"""``timeline plugins``, ``schema`` and ``verify``."""

import json
from typing import Any

import pytest

from .running import Cli

pytestmark = pytest.mark.any_log


def test_plugins_lists_each_with_its_suffix(cli: Cli) -> None:
    found = {(plugin["group"], plugin["name"]): plugin for plugin in cli.json("plugins")}
    assert found["timeline.exporters", "ics"]["suffix"] == ".ics"
    assert found["timeline.importers", "csv"]["problem"] is None
    ours = [plugin for plugin in found.values() if plugin["distribution"].startswith("timeline-engine ")]
    assert [plugin for plugin in ours if plugin["problem"]] == []
    said = cli.ok("plugins")
    assert all(f" {name} " in said for _, name in found)


@pytest.mark.usefixtures("fakes")
def test_plugins_says_what_is_missing_for_those_that_are_broken(cli: Cli) -> None:
    fakes = [plugin for plugin in cli.json("plugins") if plugin["distribution"] == "fake-formats 1.0"]
    problems = {plugin["name"]: plugin["problem"] for plugin in fakes if plugin["problem"]}
    assert sorted(problems) == ["absent", "lost", "module", "untitled"]
    assert problems["lost"].startswith("exporter 'lost' of fake-formats 1.0 (lost_formats:Lost) cannot be loaded: No")
    said = " ".join(cli.ok("plugins").split())
    assert "broken: exporter 'lost'" in said
    assert "iCalendar" in said


def test_the_schema_is_json(cli: Cli) -> None:
    assert json.loads(cli.ok("schema"))["$schema"].endswith("2020-12/schema")


def verified(cli: Cli, *args: str) -> Any:
    return json.loads(cli.run("verify", "--json", *args).stdout)


def damage(cli: Cli, line: int, old: bytes, new: bytes) -> None:
    """Change a line of the log behind its back."""
    assert cli.log is not None
    path = cli.log / "000001.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    assert old in lines[line]
    lines[line] = lines[line].replace(old, new)
    path.write_bytes(b"".join(lines))


def test_an_intact_log(cli: Cli) -> None:
    head = verified(cli)["head"]
    assert cli.ok("verify") == f"3 entries in 1 segment: the chain is intact\nhead {head}\nevery reference resolves\n"
    assert (verified(cli)["entries"], verified(cli)["damage"], verified(cli)["references"]) == (3, None, [])


def test_the_shipped_log_is_intact(shipped: Cli) -> None:
    assert "every reference resolves" in shipped.ok("verify")


def test_a_head_that_was_kept(cli: Cli) -> None:
    head = verified(cli)["head"]
    cli.ok("record", "Later", "--on", "2018-11")
    for kept in (head, head[:8], head.upper()[:12]):
        assert cli.ok("verify", "--head", kept).endswith(f"the kept head {kept} is that of entry 3\n")
    assert verified(cli, "--head", head[:8])["kept"] == {"seq": 3, "head": head}


def test_a_head_that_is_not_in_the_log(cli: Cli) -> None:
    result = cli.run("verify", "--head", "0123456789abcdef")
    assert result.exit_code == 1
    assert "is NOT in this log" in result.stderr
    assert verified(cli, "--head", "0123456789abcdef")["kept"] is None


@pytest.mark.parametrize("head", ["zz", "123", "", "g" * 64])
def test_what_is_no_head_is_refused(cli: Cli, head: str) -> None:
    assert "is no head of a log" in cli.refused("verify", "--head", head)


@pytest.mark.in_folder("its file is damaged")
def test_a_damaged_log(cli: Cli) -> None:
    damage(cli, 1, b"deal", b"dear")
    result = cli.run("verify")
    assert result.exit_code == 1
    assert "DAMAGED: the log is damaged: 000001.jsonl, line " in result.stderr
    assert "Traceback" not in result.stderr
    named = cli.run("--log", str(cli.log), "verify").stderr
    assert f"`timeline --log {cli.log} repair` what can be saved" in named
    found = verified(cli)
    assert found["entries"] < 3
    assert "000001.jsonl" in found["damage"]


@pytest.mark.in_folder("its file is damaged")
@pytest.mark.parametrize("command", [("project",), ("events",), ("show", "talks"), ("record", "x", "--on", "2018")])
def test_a_damaged_log_answers_nothing(cli: Cli, command: tuple[str, ...]) -> None:
    damage(cli, 1, b"deal", b"dear")
    said = cli.refused(*command)
    assert "the log is damaged: 000001.jsonl, line " in said
    assert "timeline verify" in said


def test_a_reference_to_nothing(cli: Cli) -> None:
    from timeline_engine.entries import Draft, EventCancelled
    from timeline_engine.log import open_log

    open_log(str(cli.location())).append([Draft("dangling", EventCancelled(event="nowhere"))])
    result = cli.run("verify")
    assert result.exit_code == 1
    assert "entry dangling (seq 4, event.cancelled) is about event 'nowhere'" in result.stderr
    assert "the chain is intact" in result.stdout
    assert "every reference resolves" not in result.stdout


@pytest.mark.in_folder("a database leaves no line unfinished")
def test_an_unfinished_last_line_is_no_damage(cli: Cli) -> None:
    assert cli.log is not None
    with (cli.log / "000001.jsonl").open("ab") as segment:
        segment.write(b'{"seq":4,"id"')
    result = cli.run("verify")
    assert result.exit_code == 0
    assert "unfinished" in result.stderr
    assert "Warning" in cli.warned("project")
    assert "Warning" in cli.warned("record", "Later", "--on", "2018-11")
    assert cli.ok("verify").startswith("4 entries")
