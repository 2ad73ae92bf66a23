"""``timeline export``: which format, where to, with which options; and a file that is whole or as it was."""

import stat
import threading
from pathlib import Path

import pytest

from .running import Cli

pytestmark = pytest.mark.any_log

IN_DECEMBER = ("--as-of", "2018-12-04")


def exported(cli: Cli, *args: str) -> str:
    """What it told on stderr."""
    result = cli.run("export", *args)
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    return result.stderr


@pytest.mark.parametrize(
    ("args", "name", "begins"),
    [
        (("-o", "a.ics"), "a.ics", b"BEGIN:VCALENDAR"),
        (("-o", "A.TXT"), "A.TXT", b"US-India relations"),
        (("a.xlsx",), "a.xlsx", b"PK"),
        (("ics", "-o", "calendar"), "calendar", b"BEGIN:VCALENDAR"),
        (("text", "-o", "a.dat"), "a.dat", b"US-India relations"),
        (("json", "--output", "a"), "a", b"{"),
    ],
)
def test_the_format_is_named_or_follows_from_the_suffix(
    shipped: Cli, args: tuple[str, ...], name: str, begins: bytes
) -> None:
    said = exported(shipped, *args, *IN_DECEMBER)
    assert said.startswith(f"wrote {name}: ")
    assert "10 issues" in said
    assert Path(name).read_bytes().startswith(begins)


@pytest.mark.parametrize("args", [("text",), ("text", "-o", "-")])
def test_to_standard_output(shipped: Cli, args: tuple[str, ...]) -> None:
    assert shipped.ok("export", *args, *IN_DECEMBER).startswith("US-India relations")


def test_bytes_to_standard_output_are_those_of_the_file(shipped: Cli) -> None:
    exported(shipped, "a.ics", *IN_DECEMBER)
    assert shipped.run("export", "ics", *IN_DECEMBER).stdout_bytes == Path("a.ics").read_bytes()


def test_the_three_clocks_and_the_issues(shipped: Cli) -> None:
    def events(*args: str) -> int:
        return shipped.run("export", "ics", *args).stdout.count("BEGIN:VEVENT")

    in_december = events(*IN_DECEMBER)
    assert 0 < events(*IN_DECEMBER, "--issue", "comcasa") < in_december
    assert events(*IN_DECEMBER, "--known-by", "2018-09-05") < in_december < events(*IN_DECEMBER, "--hindsight")
    assert events(*IN_DECEMBER, "--recorded-by", "2018") == 0


def test_cancelled_events_in_a_calendar(cli: Cli) -> None:
    cli.ok("cancel", "talks", "--known", "2018-11-01")
    by_choice = {choice: cli.ok("export", "ics", "--cancelled", choice) for choice in ("keep", "prefix")}
    told = cli.run("export", "ics", "--cancelled", "omit")
    assert "1 event is off and left out" in told.stderr
    by_choice["omit"] = told.stdout
    assert "STATUS:CANCELLED" in by_choice["keep"]
    assert "talks" not in by_choice["omit"]
    assert "SUMMARY:CANCELLED" in by_choice["prefix"].upper()
    assert cli.run("export", "ics", "-O", "cancelled=omit").stdout == by_choice["omit"]


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("docx",), "no exporter 'docx'"),
        (("xlxs", "-o", "a"), "did you mean 'xlsx'?"),
        (("-o", "a.doc"), "no format is known for 'a.doc': name one of "),
        (("-o", "a.doc"), " csv (.csv), "),
        (("-o", "no-suffix"), "no format is known for 'no-suffix'"),
        (("text", "-O", "colour=red"), "'text' has no option 'colour'"),
        (("text", "-O", "colour"), "'text' has no option 'colour'"),
        (("text", "-O", "=red"), "'text' has no option ''"),
        (("text", "--cancelled", "omit"), "'text' has no option 'cancelled'"),
        (("ics", "-O", "cancelled=never"), "does not take these options"),
        (("text", "--issue", "comcaza"), "did you mean 'comcasa'?"),
        (("text", "-o", "no/such/folder.txt"), "no/such/folder.txt: No such file or directory"),
        (("text", "-o", "."), ".: Is a directory"),
        (("text", "-o", "/dev/full"), "/dev/full: No space left on device"),
    ],
)
def test_what_cannot_be_written_is_refused(shipped: Cli, args: tuple[str, ...], why: str) -> None:
    assert why in shipped.refused("export", *args)
    assert list(Path().iterdir()) == []


def test_something_to_write_must_be_named(shipped: Cli) -> None:
    assert "name a format" in shipped.refused("export", code=2)
    assert "'keep', 'omit', 'prefix'" in shipped.refused("export", "ics", "--cancelled", "never", code=2)


@pytest.mark.usefixtures("fakes")
class TestOther:
    """Formats of another package."""

    def test_formats_are_found(self, cli: Cli) -> None:
        assert cli.run("export", "plain", "-O", "end=!").stdout == "A log!"
        assert cli.warned("export", "a.plain").endswith("Warning: 1 thing was left out.")

    @pytest.mark.parametrize(
        ("name", "why"),
        [
            ("failing", "exporter 'failing' of fake-formats 1.0 failed: ZeroDivisionError: division by zero"),
            ("full", "No space left on device"),
            ("picky", "'picky' "),
            ("untitled", "exporter 'untitled' of fake-formats 1.0 is not what an exporter must be"),
            ("half", "exporter 'half' of fake-formats 1.0 is not what an exporter must be"),
            ("absent", "exporter 'absent' of fake-formats 1.0 (fake_formats:Absent) cannot be loaded"),
            ("lost", "(lost_formats:Lost) cannot be loaded: No module named 'a_library_that"),
        ],
    )
    def test_formats_that_fail_are_named_and_leave_the_file_as_it_was(self, cli: Cli, name: str, why: str) -> None:
        Path("a.out").write_text("from before")
        assert why in cli.refused("export", name, "-o", "a.out")
        assert Path("a.out").read_text() == "from before"
        assert not list(Path().glob(".a.out*"))
        assert cli.run("export", "plain").stdout == "A log."

    def test_importers_that_fail_are_named(self, cli: Cli) -> None:
        Path("a.plain").write_text("x")
        assert cli.refused("import", "a.plain") == "importer 'plain' of fake-formats 1.0 failed: KeyError: 'colour'"
        said = cli.refused("import", "a.plain", "--format", "half")
        assert "importer 'half' of fake-formats 1.0 is not what an importer must be" in said


def test_an_existing_file_keeps_its_permissions(shipped: Cli) -> None:
    path = Path("a.txt")
    path.write_text("from before")
    path.chmod(0o640)
    exported(shipped, "a.txt")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert "US-India" in path.read_text(encoding="utf-8")


def test_a_link_is_followed(shipped: Cli) -> None:
    Path("link.txt").symlink_to("real.txt")
    exported(shipped, "link.txt")
    assert Path("link.txt").is_symlink()
    assert "US-India" in Path("real.txt").read_text(encoding="utf-8")


def test_a_device_or_pipe_stays_what_it_is(shipped: Cli, tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.txt")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(Path("pipe.txt").read_text(encoding="utf-8")))
    reader.start()
    exported(shipped, "pipe.txt")
    reader.join()
    assert read[0].startswith("US-India")
    exported(shipped, "text", "-o", os.devnull)
    assert Path(os.devnull).is_char_device()


def test_a_file_cannot_pass_for_one_of_another_format(cli: Cli) -> None:
    assert cli.refused("export", "ics", "-o", "o.xlsx") == (
        "o.xlsx ends like xlsx, not ics: call it o.ics, or leave out the format"
    )
    assert not Path("o.xlsx").exists()
    for name in ("o.ICS", "o.dat", "o"):
        assert "wrote" in exported(cli, "ics", "-o", name)


def test_an_option_without_a_value_is_a_yes(cli: Cli) -> None:
    cli.ok("record", "Talks", "--on", "2018-09-06")
    assert cli.run("export", "csv", "-O", "bom").stdout == cli.run("export", "csv", "-O", "bom=yes").stdout
    assert "gantt" in cli.run("export", "markdown", "-O", "mermaid").stdout
    assert "'yes' is not an EDTF date" in cli.refused("export", "xlsx", "-o", "a.xlsx", "-O", "since")
