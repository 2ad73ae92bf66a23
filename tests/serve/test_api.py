"""The API gives what the commands print, and files what they export; both as they are described."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate
from openpyxl import load_workbook
from starlette.testclient import TestClient

from cli.running import SHIPPED, Cli
from timeline_engine.serve.openapi import document
from timeline_engine.view.json.schemas import SCHEMAS

DAY = ["--as-of", "2018-12-04"]
ASKED = [
    ("/api/project?as-of=2018-12-04", ["project", *DAY]),
    ("/api/project?as-of=2018-12-04&issue=iran-oil", ["project", *DAY, "--issue", "iran-oil"]),
    ("/api/project?as-of=2018-12-04&hindsight=yes", ["project", *DAY, "--hindsight"]),
    ("/api/project?as-of=2018-12-04&known-by=2018-10-01", ["project", *DAY, "--known-by", "2018-10-01"]),
    ("/api/project?as-of=2018-12-04&recorded-by=2026-11-21", ["project", *DAY, "--recorded-by", "2026-11-21"]),
    ("/api/project", ["project"]),
    ("/api/why?subject=iran-oil&as-of=2018-12-04", ["why", "iran-oil", *DAY]),
    ("/api/why?subject=s-400-deal.value&as-of=2018-12-04&limit=1", ["why", "s-400-deal.value", *DAY, "--limit", "1"]),
    ("/api/why?subject=first-two-plus-two&as-of=2018-12-04&event=yes", ["why", "first-two-plus-two", *DAY, "--event"]),
    ("/api/diff?from=2018-12-04&to=2019-06-25", ["diff", "2018-12-04", "2019-06-25"]),
    (
        "/api/diff?from=2018-12-04&to=2018-12-04@hindsight&issue=iran-oil",
        ["diff", "2018-12-04", "2018-12-04@hindsight", "--issue", "iran-oil"],
    ),
    (
        "/api/diff?from=2018-12-04&to=2018-12-04&recorded-by=2026-11-21",
        ["diff", "2018-12-04", "2018-12-04", "--recorded-by", "2026-11-21"],
    ),
    (
        "/api/events?as-of=2018-12-04&phase=upcoming&phase=due",
        ["events", *DAY, "--phase", "upcoming", "--phase", "due"],
    ),
    (
        "/api/events?as-of=2018-12-04&from=2018-09&to=2018-09&text=pompeo",
        ["events", *DAY, "--from", "2018-09", "--to", "2018-09", "--text", "pompeo"],
    ),
]


@pytest.mark.parametrize(("address", "command"), ASKED)
def test_it_is_what_the_command_prints(client: TestClient, address: str, command: list[str]) -> None:
    answer = client.get(address)
    assert answer.headers["content-type"] == "application/json"
    assert answer.text == Cli(SHIPPED).run(*command, "--json").stdout
    jsonschema.validate(answer.json(), SCHEMAS[command[0]])
    assert client.get(address, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/api/why", 400, "subject is missing"),
        ("/api/why?subject=nothing", 404, "no issue and no event 'nothing'"),
        ("/api/why?subject=iran-oil&limit=0", 400, "whole number"),
        ("/api/diff?from=2018-12-04", 400, "to: "),
        ("/api/diff?from=2018&to=2018-12-04", 400, "from: '2018' is no day"),
        ("/api/diff?from=2018-12-04@&to=2018-12-04", 400, "DATE@DATE"),
        ("/api/events?phase=gone", 400, "one of occurred"),
        ("/api/events?from=2018-12-04&to=2018-12-01", 400, "later than"),
        ("/api/project?issue=nothing", 404, "no issue 'nothing'"),
        ("/api/why?subject=nothing.status", 404, "no issue and no event 'nothing.status'"),
        ("/events/nothing", 404, "no event 'nothing'"),
        ("/api/nothing", 404, "nothing at this address"),
        ("/summary.exe", 404, "nothing at this address"),
    ],
)
def test_what_cannot_be_answered_is_told(client: TestClient, address: str, status: int, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]


@pytest.mark.parametrize(
    ("suffix", "media"),
    [("csv", "text/csv; charset=utf-8"), ("md", "text/markdown; charset=utf-8"), ("svg", "image/svg+xml")],
)
def test_files_are_what_is_exported(client: TestClient, tmp_path: Path, suffix: str, media: str) -> None:
    file = tmp_path / f"summary.{suffix}"
    Cli(SHIPPED).run("export", "-o", str(file), *DAY, "--issue", "iran-oil")
    answer = client.get(f"/summary.{suffix}?as-of=2018-12-04&issue=iran-oil")
    assert answer.headers["content-type"] == media
    assert answer.headers["content-disposition"] == f'inline; filename="summary.{suffix}"'
    assert answer.content == file.read_bytes()


@pytest.mark.parametrize("suffix", ["csv", "md", "svg", "xlsx"])
def test_an_issue_that_is_named_twice_is_told_of_once(client: TestClient, suffix: str) -> None:
    once, twice = (f"issue=iran-oil{more}" for more in ("", "&issue=iran-o"))
    answers = [client.get(f"/summary.{suffix}?as-of=2018-12-04&{one}") for one in (once, twice)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].content == answers[1].content


def test_the_workbook_opens(client: TestClient) -> None:
    answer = client.get("/summary.xlsx?as-of=2018-12-04&issue=iran-oil")
    assert "content-encoding" not in answer.headers
    assert load_workbook(BytesIO(answer.content)).sheetnames


def test_the_head_tells_how_far_the_log_goes(client: TestClient) -> None:
    told = client.get("/api/project?as-of=2018-12-04").json()["log"]
    assert client.get("/api/head").json() == {"entries": told["entries"], "head": told["head"]}


def described() -> dict[str, Any]:
    return document()["paths"]


def test_the_description_is_valid_and_served(client: TestClient) -> None:
    validate(document())
    assert client.get("/openapi.json").json() == document()


def test_what_is_described_is_there_and_takes_these_parameters(client: TestClient) -> None:
    given = {"subject": "iran-oil", "limit": "1", "phase": "due", "issue": "iran-oil", "hindsight": "no", "event": "no"}
    given["recorded-by"] = "2027-01-01"
    for path, found in described().items():
        asked = {
            one["name"]: given.get(one["name"], "2018-12-04")
            for one in found["get"]["parameters"]
            if one["in"] == "query"
        }
        answer = client.get(path.replace("{issue}", "iran-oil"), params=asked)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"].partition(";")[0] in found["get"]["responses"]["200"]["content"]


def test_answers_and_refusals_are_as_described(client: TestClient) -> None:
    schemas = document()["components"]["schemas"]
    whole = json.loads(json.dumps({"components": {"schemas": schemas}}))
    for path in (
        "project?as-of=2018-12-04",
        "events?as-of=2018-12-04",
        "why?subject=iran-oil",
        "diff?from=2018-01-01&to=2019-01-01",
        "why",
    ):
        name = path.partition("?")[0] if "?" in path else "problem"
        jsonschema.validate(client.get(f"/api/{path}").json(), whole | {"$ref": f"#/components/schemas/{name}"})
