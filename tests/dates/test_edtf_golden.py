"""Every line of tests/data/edtf_golden.jsonl, on whatever path the engine reads it."""

import json
from pathlib import Path

import pytest

from timeline_engine.dates import BEGINNING, FOREVER, DateError, Zone

GOLDEN = Path(__file__).parent.parent / "data" / "edtf_golden.jsonl"
LINES = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
OTHERWISE = {"2010-24": "2011-02-28"}  # a winter lasts to the end of February (R1.5); the package ends it before
ZONES = [Zone("UTC"), Zone("Asia/Kolkata")]


def test_the_file_is_whole() -> None:
    assert len(LINES) == 107
    assert sum("error" in line for line in LINES) == 17


@pytest.mark.parametrize("zone", ZONES, ids=lambda zone: zone.name)
@pytest.mark.parametrize("line", [line for line in LINES if "error" not in line], ids=lambda line: line["id"])
def test_strict_bounds(line: dict[str, str], zone: Zone) -> None:
    when = zone.when(line["id"])
    assert (when.earliest or "-inf", when.latest or "inf") == (
        line["lower_strict"],
        OTHERWISE.get(line["id"], line["upper_strict"]),
    )
    assert (when.starts == BEGINNING) == (when.earliest is None)
    assert (when.ends == FOREVER) == (when.latest is None)
    assert when.starts <= when.effective <= when.ends
    if when.kind != "time":
        assert when.earliest is None or zone.day(when.starts) == when.earliest
        assert when.latest is None or zone.day(when.ends) == when.latest


@pytest.mark.parametrize("text", [line["id"] for line in LINES if "error" in line])
def test_refused(text: str) -> None:
    with pytest.raises(DateError):
        ZONES[0].when(text)
