"""`timeline check` as typed: clickable lines, a summary last, and the exit code that scripts rely on."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from support import NOON_2026, recorded
from timeline_engine.entries import Draft, IssueDefined
from timeline_engine.log import create_log, open_log
from timeline_engine.view.check import RULES

from .running import SHIPPED, Cli

pytestmark = pytest.mark.any_log

OVERDUE = recorded("deadline", "2018-11-04", published="2018-09-05", phase="scheduled", issues=("oil",))
UNDEFINED = recorded("talks", "2018-10-01", published="2018-10-02", issues=("gas",))


def run(path: Path, *args: str, **options: Any) -> Result:
    return Cli(path, NOON_2026).run("check", *args, **options)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    log = create_log("events", title="A log", zone="UTC", clock=lambda: NOON_2026)
    log.append([Draft("define", IssueDefined(issue="oil", title="Oil"))])
    return Path("events")


def add(path: Path, *bodies: Any) -> None:
    log = open_log(path, clock=lambda: NOON_2026)
    log.append([Draft(f"entry-{body.event}", body) for body in bodies])


def test_nothing_found(path: Path) -> None:
    result = run(path, "--strict")
    assert (result.exit_code, result.output) == (0, "0 errors, 0 warnings in 1 entry, as of 2026-01-01\n")


def test_warnings_fail_only_when_strict(path: Path) -> None:
    add(path, OVERDUE)
    result = run(path)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"{Path('events', '000001.jsonl')}:2: warning: overdue: event 'deadline' was set for 2018-11-04, "
        "no outcome is reported [entry-deadline]",
        "0 errors, 1 warning in 2 entries, as of 2026-01-01",
    ]
    assert run(path, "--strict").exit_code == 1
    assert run(path, "--strict", "--as-of", "2018-10-01").exit_code == 0
    assert run(path, "--strict", "--as-of", "4 Nov 2018").exit_code == 0


def test_errors_fail(path: Path) -> None:
    add(path, OVERDUE, UNDEFINED)
    result = run(path)
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "1 error, 1 warning in 3 entries, as of 2026-01-01"
    assert ":3: error: unknown-issue: issue 'gas' is named here but never defined [entry-talks]" in result.output
    assert result.stderr == ""


def test_the_severity_has_a_colour_on_a_terminal(path: Path) -> None:
    add(path, OVERDUE)
    assert "\x1b[" not in run(path).output
    assert "\x1b[33m\x1b[1mwarning\x1b[0m" in run(path, color=True).output


def test_as_json(path: Path) -> None:
    add(path, OVERDUE, UNDEFINED)
    result = run(path, "--json")
    assert result.exit_code == 1
    data = json.loads(result.output)
    assert (data["errors"], data["warnings"], data["entries"]) == (1, 1, 3)
    assert [(finding["code"], finding["line"]) for finding in data["findings"]] == [
        ("overdue", 2),
        ("unknown-issue", 3),
    ]
    assert all(Path(finding["file"]).is_file() for finding in data["findings"])


def test_the_path_is_as_the_log_was_named(path: Path) -> None:
    add(path, OVERDUE)
    named = Cli(None, NOON_2026).run("check", "--log", str(path.resolve()))
    assert named.output.startswith(f"{path.resolve() / '000001.jsonl'}:2: warning")


def test_a_damaged_log_is_told_in_a_sentence(path: Path) -> None:
    add(path, OVERDUE, UNDEFINED)
    segment = path / "000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"deadline", b"deadlime"))
    result = run(path)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: the log is damaged: 000001.jsonl, line 3")


def test_the_help_names_every_rule_under_its_severity() -> None:
    result = Cli(None).run("check", "--help")
    errors, warnings = result.output.partition("  Errors\n")[2].split("  Warnings\n")
    for rule in RULES:
        assert re.search(rf"^ +{rule.code}  ", errors if rule.severity == "error" else warnings, re.M)
    assert len(re.findall(r"^    [a-z-]+  ", errors + warnings, re.M)) == len(RULES)


def test_the_shipped_log_has_no_errors() -> None:
    result = run(SHIPPED)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1].startswith("0 errors, ")
