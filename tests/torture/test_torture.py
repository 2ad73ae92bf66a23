"""The first of each part of the torture, for everybody; `make torture` goes on with other seeds."""

import random
from itertools import islice

import pytest

from . import PARTS

FIRST = {
    "changed bytes": 200,
    "kills at calls": 3,
    "failing disks": 3,
    "the index": 3,
    "eight writers": 1,
    "odd files": 10,
    "any sequence": 1,
    "other examples": 1,
}
"""How many of each part."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long if name == "other examples" else ()) for name in PARTS]
)
def test_nothing_is_lost_wrong_or_unhandled(name: str) -> None:
    outcomes = list(islice(PARTS[name](random.Random(name)), FIRST[name]))
    assert [outcome for outcome in outcomes if not outcome.is_fine] == []
