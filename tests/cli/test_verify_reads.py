"""`verify` calls no log sound that other commands cannot answer from."""

from pathlib import Path

import msgspec
import pytest

from log.test_damage import forge, lines_of
from timeline_engine.log import FileLog
from timeline_engine.log.verify import verify

from .running import Cli

BAD = "2018-13-99"


@pytest.mark.parametrize(
    "changes",
    [
        {"data": {"event": "x", "title": "X", "when": BAD}},
        {"data": {"event": "x", "title": "X", "known": BAD}},
        {"data": {"event": "x", "title": "X", "sources": [{"publisher": "a", "published": "2018/.."}]}},
        {"kind": "event.rescheduled", "data": {"event": "istanbul", "when": BAD}},
        {"kind": "event.corrected", "data": {"entry": "FIRST", "fields": {"when": BAD}}},
        {"kind": "event.corrected", "data": {"entry": "FIRST", "fields": {"when": 5}}},
    ],
)
def test_what_no_command_can_read_is_told(cli: Cli, changes: dict[str, object]) -> None:
    assert cli.log is not None
    cli.ok("record", "A first one", "--on", "2018-11", "--known", "2018-11")
    first = cli.entries()[-1]["id"]
    data = changes["data"]
    assert isinstance(data, dict)
    forge(cli.log, **changes | {"data": {name: first if said == "FIRST" else said for name, said in data.items()}})
    assert cli.run("project").exit_code == 1
    result = cli.run("verify")
    assert result.exit_code == 1
    assert "entry forged (seq 5) keeps all commands from answering" in result.stderr
    assert "every reference resolves" not in result.stdout
    assert len(msgspec.json.decode(cli.run("verify", "--json").stdout)["unreadable"]) == 1


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        (b'"v":1', b'"v":1,"v":1', "v"),
        (b'"event":', b'"title":"Other","event":', "title"),
        (b'"claims":[{', b'"claims":[{"value":"x",', "value"),
    ],
)
def test_a_name_that_stands_twice_is_damage(tmp_path: Path, old: bytes, new: bytes, name: str) -> None:
    log = Cli(tmp_path)
    log.ok("init", str(tmp_path), "--title", "T")
    log.ok("define", "oil")
    log.ok("record", "One", "--on", "2018-11", "--known", "2018-11", "--issue", "oil", "--set", "oil=up")
    log.ok("record", "Two", "--on", "2018-11", "--known", "2018-11", "--issue", "oil", "--set", "oil=down")
    assert verify(tmp_path).damage is None
    path = tmp_path / "000001.jsonl"
    *before, last = lines_of(path)
    assert old in last
    path.write_bytes(b"".join(line + b"\n" for line in (*before, last.replace(old, new, 1))))
    damage = verify(tmp_path).damage
    assert damage is not None
    assert (damage.seq, f"gives {name!r} twice" in damage.reason) == (len(before) + 1, True)


def test_numbers_of_any_length_are_no_names(tmp_path: Path) -> None:
    """What is looked through for names may hold whatever readers pass over."""
    log = Cli(tmp_path)
    log.ok("init", str(tmp_path), "--title", "T")
    log.ok("record", "One", "--on", "2018-11", "--known", "2018-11")
    path = tmp_path / "000001.jsonl"
    line = path.read_bytes().replace(b'"data":{', b'"data":{"more":[%s,1e999,{"more":1}],' % (b"9" * 5000))
    path.write_bytes(line)
    assert verify(FileLog(tmp_path)).damage is None
