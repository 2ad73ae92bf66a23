"""Two logs that become one, with an index of the one that takes and of the other, or of none."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from log.sidecar.asked import differing, log_with
from log.sidecar.test_grown import ZONE, begun, grow
from oracle.strategies import DAYS, streams
from timeline_engine.entries import Draft
from timeline_engine.log import FileLog, create_log, keep_up
from timeline_engine.merging import MergeError, merge
from timeline_engine.recording import read_state


def drafts(other: FileLog, here: FileLog) -> list[Draft] | str:
    """What one log lacks of another, or why they cannot be merged."""
    try:
        return merge(other, here, read_state(here)).drafts
    except MergeError as error:
        return str(error).replace(str(other.path.parent), "")


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(streams(16, correct_corrections=True), st.integers(0, 16), st.integers(0, 16), st.sampled_from(DAYS[3:]))
def test_an_index_makes_no_difference(
    tmp_path_factory: pytest.TempPathFactory, lines: list[dict[str, Any]], first: int, second: int, day: str
) -> None:
    made = tmp_path_factory.mktemp("merged")
    found = []
    for name, open_ in (("with", log_with), ("without", FileLog)):
        logs = []
        for part in (lines[:first], [*lines[:second], *lines[first:]]):
            folder = made / name / str(len(logs))
            begun(folder)
            with open_(folder) as log:
                grow(log, part)
                logs.append(log)
        there, here = logs[1], logs[0]
        found.append(drafts(there, here))
        if name == "with" and isinstance(found[0], list):
            here.append(found[0])
            keep_up(here)
            assert differing(here.path, [day, day]) == ""
            assert drafts(there, here) == []
        for log in logs:
            log.close()
    assert found[0] == found[1]


def test_a_log_of_another_zone_is_refused_alike(tmp_path: Path) -> None:
    create_log(tmp_path / "other", title="O", zone="UTC").close()
    begun(tmp_path / "here")
    with FileLog(tmp_path / "other") as other, log_with(tmp_path / "here") as here:
        assert ZONE in str(drafts(other, here))
