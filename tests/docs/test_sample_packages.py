"""The packages under docs/ pass their own tests, installed beside timeline as an installer would leave them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pages import ROOT
from test_example_plugin import install_package

PACKAGES = sorted(path.parent for path in (ROOT / "docs").glob("*/pyproject.toml"))


def test_there_are_an_exporter_and_an_importer() -> None:
    assert [package.name for package in PACKAGES] == ["example-gedcom", "example-org", "example-plugin"]


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_package_passes_its_tests(package: Path, tmp_path: Path) -> None:
    install_package(package, tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, str(package / "tests")]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
