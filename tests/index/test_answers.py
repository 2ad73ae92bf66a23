"""The index answers as the fold does, over random logs and random questions; and refreshed it equals one made anew."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.generate import generate
from oracle.strategies import questions, streams, zones
from timeline_engine.index import deriving, store
from timeline_engine.index.build import build
from timeline_engine.index.refresh import refresh
from timeline_engine.log import FileLog

from .logs import asker, compare, contents, new_log, write


@st.composite
def cases(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    entries = draw(streams(max_entries=24, correct_corrections=True))
    return entries, draw(st.lists(questions(entries), min_size=2, max_size=4))


@settings(max_examples=20, deadline=None)
@given(cases(), zones)
def test_the_index_answers_as_the_fold_does(case: Any, zone: str) -> None:
    entries, asked = case
    with tempfile.TemporaryDirectory() as folder:
        log = new_log(Path(folder) / "log", zone)
        write(log, entries)
        build(log)
        index = asker(log)
        for question in asked:
            compare(log, index, *question)


@settings(max_examples=20, deadline=None)
@given(cases(), zones, st.lists(st.integers(0, 24), min_size=1, max_size=3).map(sorted))
def test_a_refreshed_index_equals_a_new_one(case: Any, zone: str, cuts: list[int]) -> None:
    entries, asked = case
    with tempfile.TemporaryDirectory() as folder:
        log = new_log(Path(folder) / "log", zone)
        done = min(cuts[0], len(entries))
        write(log, entries[:done])
        build(log)
        for cut in (*cuts[1:], len(entries)):
            write(log, entries[:cut], done)
            done = max(done, min(cut, len(entries)))
            index = store.opened(store.path_of(log))
            assert index is not None
            assert store.freshness(index, log) in ("fresh", "behind")
            index.base.close()
            refresh(log, index.made)
        for question in asked:
            compare(log, asker(log), *question)
        refreshed = contents(log)
        build(log)
        assert contents(log) == refreshed


def test_other_processes_derive_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate(tmp_path / "log", 3000)
    log = FileLog(tmp_path / "log")
    build(log)
    here = contents(log)
    monkeypatch.setattr(deriving, "MANY", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    build(log)
    assert contents(log) == here
    monkeypatch.setattr("sys.executable", shutil.which("false") or sys.executable)
    build(log)
    assert contents(log) == here
