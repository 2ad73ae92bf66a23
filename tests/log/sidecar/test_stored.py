"""Lines of a log, found by their numbers, however many are asked for."""

import random
import sqlite3
from pathlib import Path

import pytest

from log.samples import event, new_log
from timeline_engine.log import Unusable
from timeline_engine.log.keeping import SIDECAR
from timeline_engine.log.sidecar.stored import MOST, among, portions

COUNT = 1100
"""Over two questions for lines, and several segments."""


def test_very_many_are_found_in_order(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log", segment_bytes=40_000)
    log.append([event(number) for number in range(COUNT)])
    kept = log.keeper.kept(make=True)
    assert kept
    entries = list(log.read())
    for count in (0, 1, 31, 32, 33, MOST - 1, MOST, MOST + 1, COUNT):
        seqs = random.Random(count).sample(range(1, COUNT + 1), count)
        assert kept.entries(seqs * 2) == [entries[seq - 1] for seq in sorted(seqs)]
        names = [entries[seq - 1].body.event for seq in seqs]
        assert kept.filed("event", *names, "nothing") == sorted(seqs)


@pytest.mark.parametrize("seq", [0, 13, 33, 10**6])
def test_what_it_does_not_tell_cannot_be_used(tmp_path: Path, seq: int) -> None:
    log = new_log(tmp_path / "log", 12)
    kept = log.keeper.kept(make=True)
    assert kept
    with pytest.raises(Unusable, match=f"where entry {seq} stands"):
        kept.entries([5, seq])


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (MOST, [MOST]), (MOST + 1, [MOST, 1])])
def test_a_question_has_not_too_many_placeholders(count: int, sizes: list[int]) -> None:
    some = portions(range(count))
    assert [len(part) for part in some] == sizes
    assert [value for part in some for value in part] == list(range(count))


def test_what_is_asked_for_goes_by_placeholders(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / SIDECAR) as found:
        found.execute("CREATE TABLE t (name TEXT)")
        found.executemany("INSERT INTO t VALUES (?)", [("a",), ("b');--",), ("c",)])
        asked = f"SELECT name FROM t WHERE {among('name', ['b', 'x'])} ORDER BY name"
        assert found.execute(asked, ("b');--", "c")).fetchall() == [("b');--",), ("c",)]
    found.close()
