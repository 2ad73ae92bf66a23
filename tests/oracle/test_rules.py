"""Each rule of docs/semantics.md: its examples, worked out by hand, on the oracle and on the engine."""

import re
from pathlib import Path

import pytest

from oracle import evidence
from oracle.examples import cases, claims, dates, edges, reports
from oracle.examples.building import Ask, Data, Example, look
from oracle.test_against_oracle import engine

EXAMPLES = [*reports.EXAMPLES, *dates.EXAMPLES, *claims.EXAMPLES, *cases.EXAMPLES, *edges.EXAMPLES]
RULES = Path(__file__).parents[2] / "docs" / "semantics.md"


EACH = pytest.mark.parametrize("one", EXAMPLES, ids=[f"{one.rule} {one.name}" for one in EXAMPLES])


def says(issues: list[Data], ask: Ask) -> Data:
    return {path: look(issues, path) for path in ask.says}


def known_by(ask: Ask) -> str | None:
    return ask.D if ask.K == "D" else ask.K


@EACH
def test_the_oracle_follows_the_rule(one: Example) -> None:
    for ask in one.asks:
        answer = evidence.answer(one.entries, ask.D, known_by(ask), ask.R, one.zone)
        assert says(answer["issues"], ask) == ask.says


@EACH
def test_the_engine_follows_the_rule(one: Example) -> None:
    for ask in one.asks:
        assert says(engine(one.entries, ask.D, known_by(ask), ask.R, one.zone), ask) == ask.says


def test_every_rule_has_an_example_and_every_example_a_rule() -> None:
    rules = {rule for rule in re.findall(r"\*\*([RP][\d.]+)\*\*", RULES.read_text()) if not rule.startswith("R8")}
    shown = {one.rule for one in EXAMPLES}
    assert shown <= rules
    of_answers, of_texts = {"P2", "P3"}, {"R1.7", "R1.8", "R1.9"}  # test_properties.py, tests/dates
    assert rules - shown == of_answers | of_texts
