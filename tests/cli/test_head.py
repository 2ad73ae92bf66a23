"""``timeline head``, and ``timeline verify`` of what was kept or signed; signatures are made by the real ssh-keygen."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from click.shell_completion import ShellComplete
from jsonschema import Draft202012Validator

from timeline_engine.cli import main
from timeline_engine.view.json.schemas import SCHEMAS

from .running import Cli, contents, error_of
from .test_meta import damage

pytestmark = pytest.mark.any_log

RECORDED = "2018-12-31T20:00:00.000002Z"  # of the third entry: the clock of these tests stands still


def kept(cli: Cli, name: str = "kept.json") -> str:
    Path(name).write_text(cli.ok("head"))
    return name


def verified(cli: Cli, *args: str, code: int = 0) -> Any:
    result = cli.run("verify", "--json", *args)
    assert result.exit_code == code, result.stderr
    answer = json.loads(result.stdout)
    Draft202012Validator(SCHEMAS["verify"]).validate(answer)
    return answer["vouchers"]


def failed(cli: Cli, *args: str) -> str:
    """What `verify` says on stderr of a log whose chain it calls intact."""
    result = cli.run("verify", *args)
    assert result.exit_code == 1
    assert "the chain is intact" in result.stdout
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1
    return result.stderr


def change_last(cli: Cli, old: bytes, new: bytes) -> None:
    damage(cli, -1, old, new)


def test_a_head_says_of_which_log_how_many_entries_until_when(cli: Cli) -> None:
    head = cli.json("head")
    assert list(head) == ["format", "log", "timezone", "entries", "hash", "recorded"]
    assert (head["format"], head["entries"], head["recorded"]) == (1, 3, RECORDED)
    assert head["hash"] == json.loads(cli.ok("verify", "--json"))["head"]
    assert cli.ok("head") == cli.ok("head", "--json")


@pytest.mark.in_folder("signed heads are kept beside the log")
@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is missing: apt-get install openssh-client")
def test_a_signed_head_that_cannot_be_kept_is_told_as_such(cli: Cli, tmp_path: Path) -> None:
    Path(cli.log, "heads").write_text("a file", encoding="utf-8")
    key = tmp_path / "a key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    assert cli.refused("head", "--sign", str(key)).endswith("/heads: File exists; the head was signed, but is not kept")


@pytest.mark.in_folder("its file is damaged")
def test_a_damaged_log_has_no_head_to_keep(cli: Cli) -> None:
    damage(cli, 1, b"deal", b"dear")
    assert "the log is damaged: 000001.jsonl" in cli.refused("head")


class TestAgainst:
    def test_the_same_log_and_what_was_added(self, cli: Cli) -> None:
        file = kept(cli)
        assert cli.ok("verify", "--against", file).splitlines()[-1] == (
            "kept.json: the log begins with its 3 entries, unchanged; 0 entries added since"
        )
        cli.ok("record", "Later", "--on", "2018-11", "--known", "2018-11-30")
        assert "its 3 entries, unchanged; 1 entry added since" in cli.ok("verify", "--against", file)
        assert verified(cli, "--against", file) == [
            {"file": "kept.json", "entries": 3, "signed": [], "fault": None, "added": 1}
        ]

    @pytest.mark.in_folder("its file is changed")
    def test_a_changed_last_line(self, cli: Cli) -> None:
        file = kept(cli)
        change_last(cli, b"Talks", b"Walks")
        assert "the chain is intact" in cli.ok("verify")
        assert "entry 3 is not the one that was kept" in failed(cli, "--against", file)
        (found,) = verified(cli, "--against", file, code=1)
        assert (found["added"], "entry 3" in found["fault"]) == (None, True)

    @pytest.mark.in_folder("its file is changed")
    def test_a_shortened_log(self, cli: Cli) -> None:
        file = kept(cli)
        assert cli.log is not None
        path = cli.log / "000001.jsonl"
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
        assert "cut short: it had 3 entries, it has 2" in failed(cli, "--against", file)

    @pytest.mark.in_folder("a database leaves no line unfinished")
    def test_a_torn_last_line(self, cli: Cli) -> None:
        file = kept(cli)
        change_last(cli, b"}\n", b"} ")
        said = cli.run("verify", "--against", file)
        assert said.exit_code == 1
        assert "it had 3 entries, it has 2, and behind them is an unfinished last line" in said.stderr

    def test_another_log(self, cli: Cli, shipped: Cli) -> None:
        assert "it is of another log, '" in failed(cli, "--against", kept(shipped))

    def test_what_is_no_head(self, cli: Cli) -> None:
        Path("notes.txt").write_text("nothing")
        assert "notes.txt is no head of a log" in cli.refused("verify", "--against", "notes.txt")
        assert "cannot read nowhere" in cli.refused("verify", "--against", "nowhere")
        assert "--against is given empty" in cli.refused("verify", "--against", "", code=2)


@frozen
class Keys:
    """SSH keys, and the lines by which a file of allowed signers names them."""

    folder: Path

    def made(self, name: str) -> str:
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", name], cwd=self.folder, check=True
        )
        return str(self.folder / name)

    def allow(self, *lines: str) -> str:
        """A file of allowed signers: of each line the last word is replaced by that key."""
        file = self.folder / "allowed_signers"
        parted = [line.rpartition(" ") for line in lines]
        file.write_text("".join(f"{who} {Path(f'{key}.pub').read_text()}" for who, _, key in parted))
        return str(file)


@pytest.mark.in_folder("signed heads are kept beside the log")
@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is missing: apt-get install openssh-client")
class TestSigned:
    @pytest.fixture
    def keys(self, tmp_path_factory: pytest.TempPathFactory) -> Keys:
        return Keys(tmp_path_factory.mktemp("keys"))

    def sign(self, cli: Cli, key: str) -> Path:
        """The file of the newest signed head."""
        result = cli.run("head", "--sign", key)
        assert result.exit_code == 0, result.stderr
        file = Path(result.stderr.removeprefix("signed: ").strip())
        assert file.read_text() == result.stdout
        Draft202012Validator(SCHEMAS["head"]).validate(json.loads(result.stdout))
        return file

    def test_who_signed_which_head_and_how_many_entries_came_after(self, cli: Cli, keys: Keys) -> None:
        alice, bob = keys.made("alice"), keys.made("bob")
        allowed = keys.allow(f"alice@example.org {alice}", f"bob@example.org {bob}")
        first = self.sign(cli, alice)
        cli.ok("record", "Later", "--on", "2018-11", "--known", "2018-11-30")
        second = self.sign(cli, bob)
        assert cli.ok("verify", "--allowed-signers", allowed).splitlines()[-2:] == [
            f"{first}, signed by alice@example.org on 2018-12-31T20:00:00.000000Z: "
            "the log begins with its 3 entries, unchanged; 1 entry added since",
            f"{second}, signed by bob@example.org on 2018-12-31T20:00:00.000000Z: "
            "the log begins with its 4 entries, unchanged; 0 entries added since",
        ]
        assert verified(cli, "--allowed-signers", allowed)[0] == {
            "file": str(first), "entries": 3, "signed": ["alice@example.org"], "fault": None, "added": 1
        }  # fmt: skip

    def test_all_other_commands_pass_over_it(self, cli: Cli, keys: Keys) -> None:
        before = cli.ok("project")
        self.sign(cli, keys.made("alice"))
        assert cli.ok("project") == before
        cli.ok("record", "Later", "--on", "2018-11", "--known", "2018-11-30")
        assert "every reference resolves" in cli.ok("verify")

    def test_ssh_keygen_alone_can_check_it(self, cli: Cli, keys: Keys) -> None:
        alice = keys.made("alice")
        file = self.sign(cli, alice)
        command = ["ssh-keygen", "-Y", "verify", "-n", "timeline-head", "-I", "a", "-f", keys.allow(f"a {alice}")]
        subprocess.run([*command, "-s", f"{file}.sig"], input=file.read_bytes(), check=True, capture_output=True)

    def test_a_signed_head_can_be_kept_elsewhere(self, cli: Cli, keys: Keys) -> None:
        file = shutil.copy(self.sign(cli, keys.made("alice")), "kept.json")
        assert "its 3 entries, unchanged" in cli.ok("verify", "--against", file)

    def test_several_names_of_one_key(self, cli: Cli, keys: Keys) -> None:
        alice = keys.made("alice")
        self.sign(cli, alice)
        (found,) = verified(cli, "--allowed-signers", keys.allow(f"alice@example.org,editor {alice}"))
        assert found["signed"] == ["alice@example.org", "editor"]

    def test_a_changed_last_line(self, cli: Cli, keys: Keys) -> None:
        alice = keys.made("alice")
        self.sign(cli, alice)
        change_last(cli, b"Talks", b"Walks")
        assert "entry 3 is not the one" in failed(cli, "--allowed-signers", keys.allow(f"a {alice}"))

    def test_a_signer_who_is_not_allowed(self, cli: Cli, keys: Keys) -> None:
        file = self.sign(cli, keys.made("mallory"))
        said = failed(cli, "--allowed-signers", keys.allow(f"a {keys.made('alice')}"))
        assert f"{file} does NOT vouch for this log: it is signed with the ED25519 key SHA256:" in said
        assert "No principal matched" in said

    def test_one_bad_signature_among_good_ones(self, cli: Cli, keys: Keys) -> None:
        alice = keys.made("alice")
        self.sign(cli, alice)
        self.sign(cli, keys.made("mallory"))
        found = verified(cli, "--allowed-signers", keys.allow(f"a {alice}"), code=1)
        assert sorted(one["signed"] for one in found) == [[], ["a"]]

    def test_a_changed_head(self, cli: Cli, keys: Keys) -> None:
        alice = keys.made("alice")
        file = self.sign(cli, alice)
        change_last(cli, b"Talks", b"Walks")
        forged = cli.json("head") | {"signed": json.loads(file.read_text())["signed"]}
        file.write_text(json.dumps(forged))
        said = failed(cli, "--allowed-signers", keys.allow(f"a {alice}"))
        assert "the signature is not of this head: Signature verification failed" in said

    def test_converted_line_ends_of_a_head_make_no_difference(self, cli: Cli, keys: Keys) -> None:
        alice = keys.made("alice")
        file = self.sign(cli, alice)
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        assert "signed by a on" in cli.ok("verify", "--allowed-signers", keys.allow(f"a {alice}"))

    def test_a_signature_for_something_else(self, cli: Cli, keys: Keys) -> None:
        alice = keys.made("alice")
        file = self.sign(cli, alice)
        Path(f"{file}.sig").unlink()
        subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", alice, file], check=True)
        said = failed(cli, "--allowed-signers", keys.allow(f"a {alice}"))
        assert "namespace does not match" in said

    def test_a_key_that_is_allowed_for_something_else(self, cli: Cli, keys: Keys) -> None:
        alice = keys.made("alice")
        self.sign(cli, alice)
        said = failed(cli, "--allowed-signers", keys.allow(f'a namespaces="git" {alice}'))
        assert "which does not count" in said
        assert 'not permitted for use in signature namespace "timeline-head"' in said

    def test_a_revoked_key(self, cli: Cli, keys: Keys) -> None:
        alice = keys.made("alice")
        self.sign(cli, alice)
        allowed = ("--allowed-signers", keys.allow(f"a {alice}"))
        assert f"{alice}.pub has it among the revoked" in failed(cli, *allowed, "--revoked", f"{alice}.pub")
        assert cli.ok("verify", *allowed, "--revoked", f"{keys.made('bob')}.pub")

    def test_a_key_counts_at_the_time_of_signing(self, cli: Cli, keys: Keys) -> None:
        alice = keys.made("alice")
        self.sign(cli, alice)  # on 2018-12-31T20:00Z
        assert cli.ok("verify", "--allowed-signers", keys.allow(f'a valid-before="20190101Z" {alice}'))
        said = failed(cli, "--allowed-signers", keys.allow(f'a valid-before="20181231Z" {alice}'))
        assert "key has expired" in said

    @pytest.mark.parametrize("file", ["head", "signature"])
    def test_what_is_no_head_and_no_signature(self, cli: Cli, keys: Keys, file: str) -> None:
        alice = keys.made("alice")
        head = self.sign(cli, alice)
        (head if file == "head" else Path(f"{head}.sig")).write_text("nothing")
        said = failed(cli, "--allowed-signers", keys.allow(f"a {alice}"))
        assert "is no head of a log" in said or "the signature is not of this head: Couldn't parse" in said

    def test_a_head_without_its_signature(self, cli: Cli, keys: Keys) -> None:
        alice = keys.made("alice")
        Path(f"{self.sign(cli, alice)}.sig").unlink()
        assert "cannot read" in failed(cli, "--allowed-signers", keys.allow(f"a {alice}"))

    def test_a_head_that_does_not_say_when_it_was_signed(self, cli: Cli, keys: Keys) -> None:
        assert cli.log is not None
        alice = keys.made("alice")
        (cli.log / "heads").mkdir()
        file = cli.log / "heads" / "1.head"
        file.write_text(cli.ok("head"))
        subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-n", "timeline-head", "-f", alice, file], check=True)
        assert "does not say when it was signed" in failed(cli, "--allowed-signers", keys.allow(f"a {alice}"))

    def test_no_head_is_signed(self, cli: Cli, keys: Keys) -> None:
        allowed = keys.allow(f"a {keys.made('alice')}")
        said = cli.refused("verify", "--allowed-signers", allowed)
        assert said == "no head of this log is signed: `timeline head --sign KEY` signs one"

    def test_no_key_and_no_allowed_signers(self, cli: Cli, keys: Keys) -> None:
        assert "the head could not be signed with nokey: " in cli.refused("head", "--sign", "nokey")
        assert cli.refused("verify", "--allowed-signers", "nofile") == "nofile: No such file or directory"
        assert "--sign is given empty" in cli.refused("head", "--sign", "", code=2)
        assert "give --allowed-signers" in cli.refused("verify", "--revoked", "krl", code=2)

    @pytest.mark.slow
    @pytest.mark.skipif(os.name == "nt", reason="there is no pty")
    def test_a_passphrase_is_asked_for_on_the_terminal(self, cli: Cli, keys: Keys) -> None:
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "open sesame", "-f", "locked"]
        subprocess.run(command, cwd=keys.folder, check=True)
        timeline = [sys.executable, "-c", "from timeline_engine.cli import run; run()", "--log", str(cli.log)]
        inside = ["import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)", *timeline]
        typing = subprocess.Popen(
            [sys.executable, "-c", *inside, "head", "--sign", str(keys.folder / "locked")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        with typing:
            assert typing.stdin is not None
            assert typing.stdout is not None
            asked = b""
            while b"passphrase" not in asked and (read := typing.stdout.read1()):
                asked += read
            typing.stdin.write(b"open sesame\n")
            typing.stdin.flush()
            said = asked + typing.stdout.read()
        assert (typing.returncode, b"signed: " in said) == (0, True), said

    def test_where_it_cannot_be_kept(self, cli: Cli, keys: Keys) -> None:
        assert cli.log is not None
        (cli.log / "heads").touch()
        assert f"cannot write to {cli.log}/heads: File exists" in cli.refused("head", "--sign", keys.made("alice"))

    def test_nothing_is_ever_written_over(self, cli: Cli, keys: Keys) -> None:
        alice = keys.made("alice")
        first = self.sign(cli, alice)
        assert self.sign(cli, alice) == first  # the clock stands still: it is the same
        cli.now += 1
        assert self.sign(cli, alice) != first
        assert cli.log is not None
        assert len(contents(cli.log / "heads")) == 4


@pytest.mark.in_folder("signed heads are kept beside the log")
def test_without_ssh_keygen_one_sentence_says_so(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.log is not None
    (cli.log / "heads").mkdir()
    for name in ("1.head", "1.head.sig", "2.head", "2.head.sig"):
        (cli.log / "heads" / name).write_text(cli.ok("head"))
    monkeypatch.setenv("PATH", "")
    for command in (("head", "--sign", "key"), ("verify", "--allowed-signers", "timeline.toml")):
        Path("timeline.toml").touch()
        result = cli.run(*command)
        assert (result.exit_code, result.stdout) == (1, "")
        assert error_of(result).startswith("heads are signed and signatures checked by ssh-keygen, which is not")


@pytest.mark.parametrize(
    "typed", ["head --sign", "verify --against", "verify --allowed-signers", "verify --revoked", "repair --backup"]
)
def test_where_a_file_is_asked_for_the_shell_offers_files(typed: str) -> None:
    complete = ShellComplete(main, {}, "timeline", "_TIMELINE_COMPLETE")
    assert [item.type for item in complete.get_completions(typed.split(), "k")] == ["file"]
