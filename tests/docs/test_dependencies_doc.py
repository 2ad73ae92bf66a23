"""docs/dependencies.md names what pyproject.toml names, with the same bounds."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_table_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [re.match(r"([\w-]+)>=([\w.]+)", text) for text in project["dependencies"]]
    rows = re.findall(
        r"^\| `([\w-]+)` \| ([\w.]+) \|", (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"), re.M
    )
    assert rows == [found.groups() for found in needed if found]
