"""``timeline record --edit``: the form in the editor, opened again until it is right or emptied."""

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from timeline_engine.cli.editing import FIELDS, read_form, template

from .running import Cli

Editor = Callable[..., Callable[[], list[str]]]

SCRIPT = """\
import json, os, sys
folder, form = sys.argv[1:]
plan = json.load(open(folder + "/plan.json"))
seen = sorted(name for name in os.listdir(folder) if name.startswith("seen"))
text = open(form, encoding="utf-8").read()
open(f"{folder}/seen{len(seen)}", "w", encoding="utf-8").write(text)
step = plan[len(seen)]
if step is None:
    sys.exit()
if isinstance(step, list):
    for old, new in step:
        assert old in text, (old, text)
        text = text.replace(old, new)
else:
    text = step
open(form, "w", encoding="utf-8").write(text)
os.utime(form, (1, 1))
"""


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """An editor that does each time what it is told: replace texts, write another, or (None) leave it unsaved."""
    folder = tmp_path / "editor"
    folder.mkdir()
    script = folder / "edit.py"
    script.write_text(SCRIPT, encoding="utf-8")

    def plan(*steps: object) -> Callable[[], list[str]]:
        (folder / "plan.json").write_text(json.dumps(steps), encoding="utf-8")
        monkeypatch.setenv("EDITOR", f"{sys.executable} {script} {folder}")
        return lambda: [path.read_text(encoding="utf-8") for path in sorted(folder.glob("seen*"))]

    return plan


FILLED = [('\ntitle = ""', '\ntitle = "Imports halved"'), ('\non = ""', '\non = "4 Nov 2018"')]


def test_a_filled_form_is_recorded(cli: Cli, editor: Editor) -> None:
    editor([*FILLED, ("issues = []", 'issues = ["oil"]'), ("claims = []", 'claims = ["oil=buying"]')])
    assert "seq 4: event " in cli.ok("record", "--edit")
    assert cli.last() == {
        "event": "imports-halved", "title": "Imports halved", "when": "2018-11-04", "phase": "occurred",
        "issues": ["oil"], "claims": [{"issue": "oil", "attribute": "status", "value": "buying"}],
    }  # fmt: skip


def test_the_form_starts_with_what_is_given(cli: Cli, editor: Editor) -> None:
    seen = editor([('place = "Vienna"', 'place = "Geneva"')])
    cli.ok("record", 'The "big" talks', "--on", "2019-05", "--scheduled", "--place", "Vienna", "--actor", "Iran",
           "--source", "BBC", "--edit")  # fmt: skip
    assert 'title = "The \\"big\\" talks"' in seen()[0]
    assert 'actors = ["Iran"]' in seen()[0]
    assert (cli.last()["title"], cli.last()["place"], cli.last()["phase"]) == ('The "big" talks', "Geneva", "scheduled")
    assert cli.last()["sources"] == [{"publisher": "BBC"}]


def test_a_mistake_opens_the_form_again_with_the_error_on_top(cli: Cli, editor: Editor) -> None:
    seen = editor(
        [*FILLED, ('on = "4 Nov 2018"', 'on = "04/11/2018"')],
        [("04/11/2018", "2018-11-04"), ("issues = []", 'issues = ["oyl"]')],
        [("oyl", "oil")],
    )
    cli.ok("record", "--edit")
    _, second, third = seen()
    assert second.startswith("# Mistake: --on: '04/11/2018' can be read as 4 November 2018")
    assert 'title = "Imports halved"' in second
    assert third.startswith("# Mistake: no issue 'oyl' in the log; did you mean 'oil'?")
    assert third.count("# Mistake: ") == 1
    assert cli.last()["issues"] == ["oil"]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ('title = "', "the form cannot be read"),
        ('titel = "x"', "the form has no field 'titel'"),
        ('title = "x"\nissues = "oil"', "field issues is a list of texts"),
        ('title = "x"\nactors = [1]', "field actors is a list of texts"),
        ('title = "x"\nscheduled = "yes"', "field scheduled is true or false"),
        ('title = "x"\non = "2018"\nclaims = ["oil"]', "--set 'oil': write it as"),
        ('on = "2018"', "give the event a title"),
    ],
)
def test_each_mistake_is_named(cli: Cli, editor: Editor, wrong: str, why: str) -> None:
    seen = editor(wrong, "")
    assert cli.ok("record", "--edit") == "nothing recorded\n"
    assert why in seen()[1].splitlines()[0]


@pytest.mark.parametrize("again", [False, True])
def test_the_line_of_a_mistake_is_named_as_it_stands_in_the_form(cli: Cli, editor: Editor, again: bool) -> None:
    seen = editor('title = "x"\n' * again + "place = Vienna\n", *([[("Vienna", "Geneva")]] if again else []), "")
    cli.ok("record", "--edit")
    for form in seen()[1:]:
        (line,) = re.findall(r"at line (\d+)", form.splitlines()[0])
        assert form.splitlines()[int(line) - 1].startswith("place = ")


def test_the_same_mistake_saved_again_ends_it_and_keeps_the_form(cli: Cli, editor: Editor) -> None:
    form = 'title = "x"\nissues = "oyl"\n'
    names = set()
    editor(*2 * (form, [("oyl", "oyl")]))
    for _ in range(2):
        said, _, name = cli.refused("record", "--edit").partition("; the form is kept in ")
        assert said == 'the form\'s field issues is a list of texts, like ["one", "two"]'
        assert Path(name).read_text(encoding="utf-8") == f"# Mistake: {said}\n{form}"
        names.add(name)
    assert len(names) == len(list(Path().glob("timeline-record-*.toml"))) == 2


@pytest.mark.parametrize("emptied", ["", "# only\n\n  # comments\n", None])
def test_an_emptied_or_unsaved_form_records_nothing(cli: Cli, editor: Editor, emptied: str | None) -> None:
    before = cli.entries()
    editor(emptied)
    assert cli.ok("record", "Something", "--on", "2018", "--edit") == "nothing recorded\n"
    assert cli.entries() == before


def test_leaving_it_after_a_mistake_records_nothing(cli: Cli, editor: Editor) -> None:
    editor('titel = "x"', None)
    assert cli.ok("record", "--edit") == "nothing recorded\n"


def test_a_dry_run_of_a_form(cli: Cli, editor: Editor) -> None:
    editor(FILLED)
    assert cli.ok("record", "--edit", "--dry-run").startswith("would append event.recorded ")
    assert len(cli.entries()) == 3


def test_an_editor_that_fails_is_an_error(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", f"{sys.executable} -c 'import sys;sys.exit(3)'")
    assert "Editing failed" in cli.refused("record", "--edit")


def test_the_form_reads_back_as_it_was_written() -> None:
    start = read_form('title = "A \\"b\\" \\\\ c\\u007f"\nissues = ["a", "b\\nc"]\nscheduled = true\non = 2018-09-06')
    assert read_form(template(start)) == start
    assert start.on == "2018-09-06"


def test_the_form_has_a_line_of_help_for_each_field() -> None:
    text = template(read_form(""))
    for name, what in FIELDS:
        assert f"\n# {what}\n{name} = " in text
    assert os.linesep == "\n" or "\r\n" not in text
