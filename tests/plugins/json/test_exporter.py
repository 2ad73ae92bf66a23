"""The JSON file is the answer of `timeline project --json`, and keeps its published schema."""

import json
from pathlib import Path

import jsonschema
from click.testing import CliRunner

from builders import event, exported, report, small_view, status
from timeline_engine.cli import main
from timeline_engine.entries import IssueDefined
from timeline_engine.log import open_log
from timeline_engine.plugins import EXPORTERS, by_suffix, exporter
from timeline_engine.view import View, project
from timeline_engine.view.json.contract import to_json
from timeline_engine.view.json.schema import SCHEMA
from timeline_engine.view.ports import Exporter
from timeline_plugins.json.exporter import JsonExporter

EVENTS = str(Path(__file__).parents[3] / "events")


def view() -> View:
    return small_view(
        IssueDefined(issue="deal", title="The «deal»\n", question="At what price?"),
        event("signed", "2018-10-05", claims=(status("signed", "deal"),), sources=(report("PTI", "2018-10-05"),)),
        event("delivery", "2020", phase="scheduled", issues=("deal",)),
    )


def test_the_file_is_the_answer_and_keeps_the_schema() -> None:
    asked = view()
    data, notes = exported(JsonExporter(), asked)
    answer = json.loads(data)
    assert answer == to_json(asked)
    jsonschema.validate(answer, SCHEMA)
    assert notes == []


def test_the_file_is_what_the_command_line_prints() -> None:
    printed = CliRunner().invoke(main, ["project", "--json", "--as-of", "2018-12-04", "--log", EVENTS])
    data, _ = exported(JsonExporter(), project(open_log(EVENTS), "2018-12-04"))
    assert data.decode() == printed.stdout


def test_it_is_indented_and_unicode_stays() -> None:
    data, _ = exported(JsonExporter(), view())
    assert data.startswith(b'{\n  "log": {\n    "title": "India-US watch",\n')
    assert "The «deal»\\n" in data.decode()
    assert data.endswith(b"}\n")


def test_events_that_bear_on_no_issue_are_in_the_answer() -> None:
    one, two = event("stray", "2018-10-05"), event("other", "2018-10-05")
    for events in ((one,), (one, two)):
        view = small_view(*events)
        data, notes = exported(JsonExporter(), view)
        assert json.loads(data) == to_json(view)
        assert [stray["event"] for stray in json.loads(data)["stray"]] == [body.event for body in events]
        assert notes == []


def test_the_same_answer_gives_the_same_bytes() -> None:
    assert exported(JsonExporter(), view()) == exported(JsonExporter(), view())


def test_is_an_exporter() -> None:
    made = exporter("json")
    assert isinstance(made, JsonExporter)
    assert isinstance(made, Exporter)
    assert not made.binary
    assert by_suffix(EXPORTERS, "answer.json") == "json"
