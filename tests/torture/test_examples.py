"""A property test that does not hold, or is not there, is told with the seed and the command that shows it again."""

import subprocess

import pytest

from .examples import ROOT, property_tests, run

HELD = ("test_x", [f"{ROOT / 'tests' / 'dates' / 'test_civil_days.py'}::test_x"])


def test_what_does_not_run_is_wrong() -> None:
    outcome = run(HELD, 3)
    assert outcome.kind == "test_x"
    assert "seed 3, again: " in outcome.wrong
    assert outcome.wrong.endswith(f"--hypothesis-seed 3 {HELD[1][0]}")


def test_what_takes_too_long_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(command: object, timeout: float, **_: object) -> None:
        raise subprocess.TimeoutExpired("pytest", timeout)

    monkeypatch.setattr(subprocess, "run", hangs)
    assert run(HELD, 3).wrong.startswith("it took over 600 seconds; seed 3")


def test_all_property_tests_are_found_once() -> None:
    found = [(name, *where) for name, where in property_tests(ROOT / "tests")]
    assert len(set(found)) == len(found) > 70
    assert any("-k" in one for one in found)  # those that are there for others to inherit
