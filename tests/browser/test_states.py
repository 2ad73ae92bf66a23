"""Every state that the page shows on a day is that of `timeline project --json` of that day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bench.generate import generate
from timeline_engine import read
from timeline_engine.model import Quantity, format_value
from timeline_engine.projection import PHASES
from timeline_engine.view import LogHistory
from timeline_engine.view.json.contract import to_json

from .conftest import settle

ROOT = Path(__file__).parents[2]

SHOWN = """() => ({
  issues: [...document.querySelectorAll('#rows tr')].map(row => row.dataset.issue),
  states: [...document.querySelectorAll('#rows tr')].flatMap(row =>
    [...row.querySelectorAll('.attribute')].map(state => [row.dataset.issue, state.dataset.attribute,
      state.dataset.contested === 'yes', [...state.querySelectorAll('.value')].map(value => value.textContent)])),
  flags: [...document.querySelectorAll('#rows tr')].map(row =>
    [...row.querySelectorAll('.flag')].map(flag => flag.textContent).join('; ')),
  events: [...document.querySelectorAll('.lane')].flatMap(lane =>
    [...lane.querySelectorAll('li')].map(item => [lane.dataset.issue, item.dataset.event, item.dataset.phase])),
})"""


def value_text(value: Any) -> str:
    return format_value(Quantity(**value) if isinstance(value, dict) else value)


def answered(log: LogHistory, day: str, hindsight: bool) -> dict[str, Any]:
    """What the page must show, from the machine-readable answer."""
    view = log.at(day, hindsight=hindsight)
    answer = to_json(view)
    states, events = [], []
    for issue in answer["issues"]:
        attributes = ({"status": issue["status"]} if issue["status"] else {}) | issue["attributes"]
        for name, state in attributes.items():
            values = [value_text(claim["value"]) for claim in state["claims"]]
            states.append([issue["issue"], name, state["contested"], values if state["contested"] else values[:1]])
        events += [[issue["issue"], event["event"], phase] for phase in PHASES for event in issue[phase]]
    events += [["", event["event"], event["phase"]] for event in answer["stray"]]
    return {"issues": [issue["issue"] for issue in answer["issues"]], "states": states, "events": sorted(events)}


def shown(page: Any, day: str, hindsight: bool) -> dict[str, Any]:
    """What the page shows once its slider stands on a day."""
    page.locator(f"label:has(#{'hindsight' if hindsight else 'strict'})").click()
    page.locator("#slider").fill(str((date.fromisoformat(day) - date(1970, 1, 1)).days))
    settle(page)
    page.evaluate("document.querySelectorAll('.figures button:not([title])').forEach(more => more.click())")
    found: dict[str, Any] = page.evaluate(SHOWN)
    del found["flags"]
    return found | {"events": sorted(found["events"])}


@pytest.mark.slow
def test_the_states_of_the_shipped_log(opened: Callable[..., Any]) -> None:
    log = read(ROOT / "events")
    page = opened(log.at("2019-07-01"))
    for day in ("2018-12-04", "2018-09-05", "2019-05-31"):
        for hindsight in (False, True):
            assert shown(page, day, hindsight) == answered(log, day, hindsight)
            assert day in page.locator("#clocks").inner_text()


@pytest.mark.slow
@pytest.mark.long
def test_the_states_of_a_feed(opened: Callable[..., Any], tmp_path: Path) -> None:
    generate(tmp_path / "log", 600, gap=36_000)
    log = read(tmp_path / "log")
    page = opened(log.at("2004-06-01"))
    for day in ("2004-02-01", "2004-04-20", "2004-06-14"):
        for hindsight in (False, True):
            assert shown(page, day, hindsight) == answered(log, day, hindsight)


@pytest.mark.slow
def test_the_table_has_the_flags_of_the_terminal(opened: Callable[..., Any]) -> None:
    from timeline_engine.view.summary import summarise

    log = read(ROOT / "events")
    for day in ("2018-09-05", "2018-12-04", "2019-06-25"):
        page = opened(log.at(day))
        assert page.evaluate(SHOWN)["flags"] == [line.flags for line in summarise(log.at(day)).lines]
