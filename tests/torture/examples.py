"""The property tests with other examples: each outcome is one of them, drawn anew from a seed of its own."""

import ast
import random
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from .outcome import Outcome

ROOT = Path(__file__).parents[2]
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "hypothesis", "--hypothesis-profile", "torture")
SECONDS = 600
"""How long one may take. The longest takes a minute; what fails is made smaller for half of one."""

Named = tuple[str, Sequence[str]]
"""A test by its name, and the arguments that select it."""


def part(dice: random.Random) -> Iterator[Outcome]:
    """Run the property tests in an order that is drawn, again and again."""
    tests = list(property_tests(ROOT / "tests"))
    while True:
        dice.shuffle(tests)
        for test in tests:
            yield run(test, dice.randrange(10**6))


def property_tests(folder: Path) -> Iterator[Named]:
    """The tests below a folder that draw examples, found in their text: to import all of them takes long.

    What is in no file of tests is there for others to inherit, and is looked for beside it.
    """
    for path in sorted(folder.rglob("*.py")):
        for names in _drawing(ast.parse(path.read_text(encoding="utf-8"))):
            is_tests = path.name.startswith("test_")
            where = ["::".join((str(path), *names))] if is_tests else [str(path.parent), "-k", names[-1]]
            yield names[-1], where


def _drawing(tree: ast.Module | ast.ClassDef) -> Iterator[tuple[str, ...]]:
    """The names of the tests with @given, with that of the class they are in."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from ((node.name, *names) for names in _drawing(node))
        elif (
            isinstance(node, ast.FunctionDef)
            and node.name.startswith("test_")
            and any(map(_gives, node.decorator_list))
        ):
            yield (node.name,)


def _gives(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id == "given"


def run(test: Named, seed: int) -> Outcome:
    """Run a test with the examples of a seed. What it tells is wrong is told with the command that shows it again."""
    name, where = test
    command = (sys.executable, *PYTEST, "--hypothesis-seed", str(seed), *where)
    again = f"seed {seed}, again: {shlex.join(command)}"
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Outcome(name, wrong=f"it took over {SECONDS} seconds; {again}")
    if done.returncode == 0:
        return Outcome(name)
    last = (done.stdout.strip() or done.stderr.strip()).splitlines()[-1:]
    return Outcome(name, wrong=f"{''.join(last)}; {again}")
