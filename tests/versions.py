"""Run the tests with other versions: the lowest that pyproject.toml allows, and each other Python from 3.11 on.

The lowest versions are tried on the oldest Python that is found, by the tests in which a version can show; the newest
Python with the newest versions, by all tests but those of the browser, whose pages are the same; those between by the
tests of the lowest and of the log, as what Python changed is in the newest, too. No test that takes over a second is
run, and of each property test a fifth of the examples; with ``--all`` everything is. Environments are kept in
``.venv-versions/``, without the tools that `make check` needs. ``--prepare`` only makes these, which can be done while
something else is.
"""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENVIRONMENTS = ROOT / ".venv-versions"
Version = tuple[int, int]
OLDEST: Version = (3, 11)
OPTIONS = ("-q", "-n", "logical", "--dist", "worksteal", "--ignore=tests/browser")
QUICK = ("-m", "not slow", "--part", "5")
MEET_OTHERS = (
    *("tests/dates", "tests/model", "tests/plugins"),  # pendulum, edtf, babel, tzdata; msgspec, attrs; the formats
    *(f"tests/log/test_{name}.py" for name in ("closing", "file", "formats", "shapes")),  # msgspec, what is left open
    "tests/docs/test_cli_reference.py",  # click
    *(
        f"tests/cli/test_{name}.py"
        for name in ("completing", "export", "import", "schemas", "table", "terminal", "wrong")
    ),
)
"""Where another version of a package can show. The rest is code of our own, which gets what these have read."""
TOOLS = ("import-linter", "mypy", "playwright", "pyright", "ruff", "types-openpyxl")


def main(arguments: list[str]) -> int:
    """The exit code: 1 if any of them failed."""
    pythons = found_pythons()
    oldest = min(pythons)
    print("Pythons found:", ", ".join(name(version) for version in sorted(pythons)), flush=True)
    others = sorted(pythons.keys() - {sys.version_info[:2]})
    if "--prepare" in arguments:
        found = [made("lowest", pythons[oldest], required()), *(made(name(one), pythons[one], []) for one in others)]
        return 0 if all(found) else 1
    everything = "--all" in arguments
    failed = [] if tried("lowest", pythons[oldest], required(), chosen(MEET_OTHERS, everything)) else ["lowest"]
    for version in others:
        tests = () if version == max(pythons) else (*MEET_OTHERS, "tests/log")
        if not tried(name(version), pythons[version], [], chosen(tests, everything)):
            failed.append(name(version))
    if failed:
        print("The tests failed with:", ", ".join(failed))
    return 1 if failed else 0


def chosen(tests: Sequence[str], everything: bool) -> Sequence[str]:
    """What pytest is given to run some tests, none: all of them, or everything there is."""
    return () if everything else (*QUICK, *tests)


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


def required() -> list[str]:
    """The requirements of pyproject.toml that tests need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    return [one for one in asked if re.split(r"[^\w-]", one)[0] not in TOOLS]


def tried(called: str, python: str, lowest: Collection[str], arguments: Sequence[str]) -> bool:
    """Whether the tests pass in an environment of its own, with these requirements each held to where it begins."""
    return made(called, python, lowest) and ran(str(ENVIRONMENTS / called / "bin" / "pytest"), *OPTIONS, *arguments)


def made(called: str, python: str, lowest: Collection[str]) -> bool:
    """Whether there is the environment. What was made for the same pyproject.toml is there already."""
    environment, asked = ENVIRONMENTS / called, (ROOT / "pyproject.toml").read_bytes()
    done = environment / "pyproject.toml"
    if done.exists() and done.read_bytes() == asked:
        return True
    held = ENVIRONMENTS / f"{called}.txt"
    held.parent.mkdir(exist_ok=True)
    held.write_text("\n".join([*(re.sub(r"\[.*?\]", "", one).replace(">=", "==") for one in lowest), ""]))  # no extras
    print(f"--- {called}: {python}", flush=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    if not ran(python, "-m", "venv", str(environment)):
        return False
    if not ran(*pip, "install", "--constraint", str(held), "--editable", ".", *required()):
        return False
    done.write_bytes(asked)
    return True


def ran(*command: str) -> bool:
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
