"""Running the command as a person would, in this process, with a clock that stands still."""

import json
import re
from pathlib import Path
from typing import Any

from attrs import define
from click.testing import CliRunner, Result

from timeline_engine.cli import main
from timeline_engine.cli.session import Session
from timeline_engine.log import Followed, open_log

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "events"
NOW = 1_546_286_400_000_000
"""2018-12-31T20:00Z, when it is New Year's Day in India."""


@define
class Cli:
    """The command, working on one log. ``ok`` expects success, ``refused`` one sentence of an error."""

    log: Path | None
    now: int = NOW

    def run(self, *args: str, typed: str | bytes | None = None, color: bool = False) -> Result:
        session = Session(path=self.location(), now=lambda: self.now)
        result = CliRunner().invoke(main, args, obj=session, input=typed, color=color)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def ok(self, *args: str, typed: str | bytes | None = None) -> str:
        """What it printed; nothing went wrong, and nothing is to be warned of but that tests record the past."""
        result = self.run(*args, typed=typed)
        assert (result.exit_code, _but_backfilled(result.stderr)) == (0, []), result.stderr
        return result.stdout

    def warned(self, *args: str) -> str:
        """What it told on stderr although it went on; in one line, as warnings wrap."""
        result = self.run(*args)
        assert result.exit_code == 0, result.stderr
        return " ".join(result.stderr.split())

    def refused(self, *args: str, code: int = 1, typed: str | bytes | None = None) -> str:
        """The sentence of the error, which left the log as it was."""
        before = self.contents()
        result = self.run(*args, typed=typed)
        assert (result.exit_code, result.stdout) == (code, ""), result.stderr
        assert self.contents() == before
        return error_of(result)

    def contents(self) -> dict[str, bytes]:
        """Every byte of the log."""
        return contents(self.log)

    def location(self) -> str | None:
        """The log as it is named to the command."""
        return str(self.log) if self.log else None

    def json(self, *args: str) -> Any:
        return json.loads(self.ok(*args, "--json"))

    def entries(self) -> list[dict[str, Any]]:
        """The lines of the log, as they stand in the file."""
        assert self.log is not None
        text = (self.log / "000001.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def last(self) -> dict[str, Any]:
        """What the newest entry says."""
        data: dict[str, Any] = self.entries()[-1]["data"]
        return data


@define
class OnPostgres(Cli):
    """The same, working on a log in PostgreSQL."""

    url: str = ""

    def location(self) -> str:
        return self.url

    def contents(self) -> dict[str, bytes]:
        return {"lines": b"\n".join(self._lines())}

    def entries(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._lines()]

    def _lines(self) -> list[bytes]:
        with open_log(self.url) as log:
            assert isinstance(log, Followed)
            return [line for block in log.blocks() for line in block.raw]


def _but_backfilled(stderr: str) -> list[str]:
    """The warnings, but for those that nothing says when it became known."""
    told = [" ".join(warning.split()) for warning in re.split("^Warning: ", stderr, flags=re.MULTILINE)]
    late = re.compile(
        "but nothing says when that became known: no question as of|not say when that was known: no question"
    )
    return [one for one in told if one and not late.search(one)]


def contents(log: Path | None) -> dict[str, bytes]:
    """Every byte of a log; the lock file is none of it."""
    if log is None or not log.is_dir():
        return {}
    return {path.name: path.read_bytes() for path in log.iterdir() if path.name != ".lock"}


def error_of(result: Result) -> str:
    """The one sentence of an error, whatever usage stands before it."""
    assert "Traceback" not in result.stderr
    found = list(re.finditer("^Error: ", result.stderr, re.MULTILINE))
    assert len(found) == 1, result.stderr
    return result.stderr[found[0].end() :].rstrip("\n")
