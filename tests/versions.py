"""Run the tests with other versions: the lowest that pyproject.toml allows, and each other Python from 3.11 on.

The lowest versions are tried on the oldest Python that is found, every other Python with the newest versions. Arguments
go to pytest, like ``-m "not slow"``. Environments are kept in ``.venv-versions/``. What a browser shows is left to
`make test`: it takes long, and its pages are the same. Of each property test a fifth of the examples is drawn.
"""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENVIRONMENTS = ROOT / ".venv-versions"
Version = tuple[int, int]
OLDEST: Version = (3, 11)
OPTIONS = ("-q", "-n", "logical", "--dist", "worksteal", "--few", "--ignore=tests/browser")


def main(arguments: list[str]) -> int:
    """The exit code: 1 if any of them failed."""
    pythons = found_pythons()
    oldest = min(pythons)
    print("Pythons found:", ", ".join(name(version) for version in sorted(pythons)), flush=True)
    failed = [] if tried("lowest", pythons[oldest], lowest(), arguments) else ["lowest"]
    for version in sorted(pythons.keys() - {sys.version_info[:2]}):
        if not tried(name(version), pythons[version], [], arguments):
            failed.append(name(version))
    if failed:
        print("The tests failed with:", ", ".join(failed))
    return 1 if failed else 0


def name(version: Version) -> str:
    return ".".join(map(str, version))


def found_pythons() -> dict[Version, str]:
    """An interpreter for each version: this one, those on the path, and those that pyenv has installed."""
    found: dict[Version, str] = {}
    for program in candidates():
        asked = [program, "-c", "import sys; print(*sys.version_info[:2], sys.implementation.name)"]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        if done.returncode == 0 and done.stdout.endswith(" cpython\n"):
            major, minor, _ = done.stdout.split()
            found.setdefault((int(major), int(minor)), program)
    return {version: program for version, program in found.items() if version >= OLDEST}


def candidates() -> Iterator[str]:
    """This interpreter itself, not that of its environment, which knows its packages."""
    yield str(Path(sys.base_prefix, "bin", "python3"))
    folders = [Path(folder) for folder in os.get_exec_path()]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    for folder in [*folders, *sorted(pyenv.glob("versions/*/bin"))]:
        yield from (str(path) for path in sorted(folder.glob("python3.*")) if re.fullmatch(r"python3\.\d+", path.name))


def lowest() -> list[str]:
    """The requirements of pyproject.toml, each held to the version it begins with."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    required = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    return [re.sub(r"\[.*?\]", "", requirement).replace(">=", "==") for requirement in required]


def tried(called: str, python: str, constraints: list[str], arguments: list[str]) -> bool:
    """Whether the tests pass in an environment of its own."""
    environment = ENVIRONMENTS / called
    held = ENVIRONMENTS / f"{called}.txt"
    held.parent.mkdir(exist_ok=True)
    held.write_text("\n".join([*constraints, ""]))
    print(f"--- {called}: {python}", flush=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    steps = [
        [python, "-m", "venv", str(environment)],
        [*pip, "install", "--constraint", str(held), "--editable", ".[test]"],
        [str(environment / "bin" / "pytest"), *OPTIONS, *arguments],
    ]
    return all(subprocess.run(step, cwd=ROOT, check=False).returncode == 0 for step in steps)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
