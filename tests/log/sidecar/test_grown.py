"""A log that grows in any way is told of as without a sidecar, which is kept up by whoever grows it."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from log.sidecar.asked import differing, lines_of, log_with
from oracle.strategies import DAYS, streams
from oracle.test_against_oracle import entry
from timeline_engine.dates import utc_instant
from timeline_engine.entries import Draft
from timeline_engine.log import FileLog, create_log
from timeline_engine.log.keeping import SIDECAR

ZONE = "Asia/Kolkata"
days = st.lists(st.sampled_from(DAYS[3:]), min_size=2, max_size=2)


def grow(log: FileLog, lines: list[dict[str, Any]]) -> None:
    """Append entries, each stamped as it says."""
    for line in lines:
        one = entry(line)
        log._clock = lambda line=line: utc_instant(line["recorded"])
        log.append([Draft(one.id, one.body)])


def begun(folder: Path) -> None:
    create_log(folder, title="Any", zone=ZONE, log_id="any").append([])


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(streams(24, correct_corrections=True), st.lists(st.integers(0, 9), min_size=2, max_size=4), days, st.data())
def test_every_answer_is_that_without_a_sidecar(
    lines: list[dict[str, Any]], steps: list[int], asked: list[str], data: st.DataObject
) -> None:
    with TemporaryDirectory() as made:
        folder = Path(made) / "log"
        begun(folder)
        size = data.draw(st.sampled_from((300, 1500, 1 << 20)))
        writers = [log_with(folder, segment_bytes=size) for _ in range(2)]
        place = 0
        for number, step in enumerate([*steps, len(lines)]):
            grow(writers[number % 2], lines[place : place + step])
            place += step
            if data.draw(st.booleans()):
                writers[number % 2].close()
            assert differing(folder, asked) == ""
            if number == data.draw(st.integers(0, 1)):
                lines_of(folder, asked)
                assert differing(folder, asked) == ""
        assert (folder / SIDECAR).exists()
