"""``timeline repair``: shown, asked for, done; and how a log comes back from a backup with all that was made since."""

import shutil
from pathlib import Path

import pytest

from timeline_engine.entries import Draft, IssueDefined
from timeline_engine.log import open_log

from .running import Cli, contents, error_of
from .test_meta import damage

SAID = ("--by", "Foo", "--source", "Daily Example", "--published")


@pytest.fixture
def backup(cli: Cli) -> Cli:
    """A copy of the log, to which two entries were added since."""
    assert cli.log is not None
    copy = Cli(Path(shutil.copytree(cli.log, cli.log.with_name("backup"))))
    cli.now += 1_000_000
    cli.ok("record", "Deal struck", "--on", "2018-12-03", "--set", "deal=struck", *SAID, "2018-12-04")
    cli.now += 1_000_000
    cli.ok("occurred", "talks", "--on", "2018-11-20", *SAID[2:], "2018-11-21")
    return copy


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_nothing_to_repair(cli: Cli) -> None:
    before = contents(cli.log)
    assert cli.ok("repair") == "the chain is intact: there is nothing to repair\n"
    assert cli.ok("repair", "--yes") == "the chain is intact: there is nothing to repair\n"
    assert contents(cli.log) == before


def test_it_shows_asks_and_keeps_what_there_was(cli: Cli) -> None:
    damage(cli, 1, b"deal", b"dear")
    assert cli.log is not None
    (cli.log / "notes.txt").touch()
    broken = (cli.log / "000001.jsonl").read_bytes()
    shown = cli.ok("repair", "--dry-run")
    assert shown.startswith("000001.jsonl, line 3 (byte 566): its prev is not the SHA-256 of the line before:\n")
    for sentence in (
        "saved byte for byte as written: 1 entry",
        "cannot be saved: entry 2",
        "`timeline repair --backup PATH` puts back what a backup has of it",
        "linked anew, as entry 2: 1 entry, with all that was said, ids and times;",
        "left out: 1 piece of text that is no entry, or has no place among them",
        "written anew: 000001.jsonl; as they are now they are kept in before-repair-1",
        "no part of the log, and left as it is: notes.txt",
    ):
        assert sentence in one_line(shown)
    refused = cli.run("repair", typed="n\n")
    assert (refused.exit_code, refused.stdout.startswith(shown)) == (1, True)
    assert "nothing was touched" in refused.stderr
    assert (cli.log / "000001.jsonl").read_bytes() == broken
    done = cli.ok("repair", typed="y\n")
    assert f"repaired: the log has 2 entries; what there was is kept in {cli.log}/before-repair-1" in one_line(done)
    assert (cli.log / "before-repair-1" / "000001.jsonl").read_bytes() == broken
    assert cli.ok("verify").startswith("2 entries in 1 segment: the chain is intact")


def test_where_nobody_can_answer_nothing_is_touched(cli: Cli) -> None:
    damage(cli, 1, b"deal", b"dear")
    before = contents(cli.log)
    result = cli.run("repair", typed="")
    assert (result.exit_code, "nothing was touched" in result.stderr) == (1, True)
    assert contents(cli.log) == before


def test_interrupted_amid_it_says_how_to_go_on(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    damage(cli, 1, b"deal", b"dear")
    with monkeypatch.context() as patch:
        patch.setattr("timeline_engine.log.repair._write", stop)
        result = cli.run("repair", "--yes")
    assert (result.exit_code, error_of(result)) == (1, "interrupted: `timeline repair` tells how the log stands now")
    assert "kept in before-repair-2" in one_line(cli.ok("repair", "--dry-run"))


def test_what_will_refer_to_nothing_is_told(cli: Cli) -> None:
    cli.ok("cancel", "talks", "--known", "2018-11-01")
    damage(cli, 2, b"Talks", b"Walks")
    assert "is about event 'talks', which no entry records" in one_line(cli.ok("repair", "--dry-run"))


def test_an_entry_for_which_nothing_vouches_is_named(cli: Cli) -> None:
    ids = [entry["id"][:8] for entry in cli.entries()]
    damage(cli, 1, b'{"seq"', b"?")
    assert f"nothing vouches any more for entry {ids[0]}, {ids[2]}: look at what it" in one_line(
        cli.ok("repair", "--dry-run")
    )


def test_all_that_is_to_do_is_shown_and_no_more(cli: Cli) -> None:
    assert cli.log is not None
    path = cli.log / "000001.jsonl"
    stored = path.read_bytes().replace(b'"issue.defined","v":1', b'"issue.dreamt","v":1')  # by a newer timeline
    path.write_bytes(stored.replace(b"\n", b"\r\n"))
    path.write_bytes(path.read_bytes().splitlines()[0] + b"\r\n")
    assert one_line(cli.ok("repair", "--dry-run")).partition("-text` ")[2] == (
        "saved byte for byte as written: 1 entry written anew: 000001.jsonl; as they are now they are kept in "
        "before-repair-1"
    )


def test_what_cannot_be_repaired_is_said(cli: Cli) -> None:
    assert cli.log is not None
    (cli.log / "000001.jsonl").write_bytes(b"?\n")
    assert "that cannot be repaired: restore the log from a backup" in cli.refused("repair", "--yes")


@pytest.mark.parametrize(("old", "new"), [(b'"2018-11-20"', b'"2018-1x-20"'), (b'"2018-10-01"', b'"2018-10-0O"')])
def test_a_last_entry_that_keeps_all_commands_from_answering_is_cut_off(cli: Cli, old: bytes, new: bytes) -> None:
    damage(cli, -1, old, new)
    cli.refused("project")
    ids = [entry["id"] for entry in cli.entries()]
    shown = one_line(cli.ok("repair", "--yes"))
    assert "000001.jsonl, line 3 (byte 566): no command can read it, and nothing vouches for it: the date in" in shown
    assert "saved byte for byte as written: 2 entries" in shown
    assert cli.ok("project")
    assert [entry["id"] for entry in cli.entries()] == ids[:2]
    assert cli.log is not None
    assert new in (cli.log / "000001.jsonl.566.torn").read_bytes()


def test_another_entry_that_keeps_all_commands_from_answering_was_written_so(cli: Cli) -> None:
    damage(cli, -1, b'"2018-11-20"', b'"2018-1x-20"')
    log = cli.log
    assert log is not None
    open_log(log).append([Draft("one", IssueDefined(issue="one", title="One"))])
    assert cli.ok("repair", "--yes") == "the chain is intact: there is nothing to repair\n"


def test_an_unfinished_line_is_cut_off(cli: Cli) -> None:
    assert cli.log is not None
    path = cli.log / "000001.jsonl"
    stored = path.read_bytes()
    path.write_bytes(stored + b'{"seq":')
    shown = one_line(cli.ok("repair", "--yes"))
    assert shown.startswith("the last line is unfinished saved byte for byte as written: 3 entries")
    assert (
        f"000001.jsonl is cut off at byte {len(stored)}; what is behind goes to 000001.jsonl.{len(stored)}.torn"
        in shown
    )
    assert path.read_bytes() == stored


def test_a_damaged_log_says_that_it_can_be_repaired(cli: Cli) -> None:
    damage(cli, 1, b"deal", b"dear")
    assert f"`timeline --log {cli.log} repair` what can be saved" in cli.refused("--log", str(cli.log), "project")


def test_a_log_without_its_settings_cannot_be_made_up(cli: Cli) -> None:
    assert cli.log is not None
    (cli.log / "timeline.toml").unlink()
    assert "there are entries, but no timeline.toml beside them" in cli.refused("repair")


def test_a_log_in_memory_is_in_no_folder() -> None:
    assert "this log is in no folder" in Cli(None).run("--log", "memory:", "repair").stderr


class TestRecovery:
    """What docs/trust.md describes."""

    def test_a_backup_gives_what_is_damaged_and_what_was_made_since_stays(self, cli: Cli, backup: Cli) -> None:
        head, answer = cli.ok("head"), cli.ok("project", "--hindsight")
        Path("kept.json").write_text(head)
        damage(cli, 1, b"deal", b"dear")
        assert backup.log is not None
        shown = one_line(cli.ok("repair", "--yes", "--backup", str(backup.log)))
        assert "saved byte for byte as written: 5 entries" in shown
        assert "of these from the backup, as hashes prove: 1 entry" in shown
        assert (cli.ok("head"), cli.ok("project", "--hindsight")) == (head, answer)
        assert "its 5 entries, unchanged" in cli.ok("verify", "--against", "kept.json")

    def test_a_restored_backup_takes_what_was_made_since_from_another_copy(self, cli: Cli, backup: Cli) -> None:
        assert backup.ok("project", "--hindsight") != cli.ok("project", "--hindsight")
        assert "appended 2 entries" in backup.ok("import", str(cli.log))
        assert backup.ok("project", "--hindsight") == cli.ok("project", "--hindsight")
        assert "nothing to append" in backup.ok("import", str(cli.log))

    def test_a_restored_backup_takes_what_was_made_since_from_the_damaged_log(self, cli: Cli, backup: Cli) -> None:
        answer = cli.ok("project", "--hindsight")
        damage(cli, 1, b"deal", b"dear")
        refused = backup.refused("import", str(cli.log))
        assert "is damaged" in refused
        assert f"`timeline --log {cli.log} repair` tells what can be saved" in refused, (
            "it is the other that is damaged"
        )
        cli.ok("repair", "--yes")
        assert "appended 2 entries" in backup.ok("import", str(cli.log))
        assert backup.ok("project", "--hindsight") == answer

    def test_a_repaired_log_takes_what_was_lost_from_a_backup(self, cli: Cli, backup: Cli) -> None:
        answer = cli.ok("project", "--hindsight")
        damage(cli, 1, b"deal", b"dear")
        cli.ok("repair", "--yes")
        assert "appended 1 entry: 1 issue.defined" in cli.ok("import", str(backup.log))
        assert cli.ok("project", "--hindsight") == answer
