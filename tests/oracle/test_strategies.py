"""What the strategies draw is a valid log."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from oracle.strategies import streams


@pytest.mark.slow
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(streams())
def test_streams_are_valid(entries: list[dict[str, Any]]) -> None:
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    stamps = [entry["recorded"] for entry in entries]
    assert stamps == sorted(stamps)
    for entry in entries:
        fields = entry["data"].get("fields", {})
        assert not {"event", "issue", "entry"} & set(fields)
        titled = entry["kind"] in ("issue.defined", "event.recorded")
        assert fields.get("title", "T") or not titled
        assert None not in entry["data"].values()
