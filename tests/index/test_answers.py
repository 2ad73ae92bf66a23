"""The index answers as the fold does, over random logs and random questions; and refreshed it equals one made anew."""

import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.generate import generate
from oracle.strategies import questions, streams, zones
from timeline_engine.dates import Zone, utc_instant
from timeline_engine.entries import Entry, EventCorrected, IssueDefined
from timeline_engine.history.stating import Stating
from timeline_engine.index import deriving, store, tables
from timeline_engine.index.build import build
from timeline_engine.index.derive import changing, growing
from timeline_engine.index.refresh import refresh
from timeline_engine.index.rows import Words
from timeline_engine.index.versions import Declared, Readings, Terms, grown, versions
from timeline_engine.log import FileLog

from .logs import asker, compare, contents, new_log, write


@st.composite
def cases(draw: st.DrawFn) -> tuple[Any, list[Any]]:
    entries = draw(streams(max_entries=24, correct_corrections=True))
    return entries, draw(st.lists(questions(entries), min_size=2, max_size=4))


stretches = st.sampled_from((1, 2, 3, tables.STRETCH))
"""Claims in a stretch: with few, most are earlier than what a question looks at first."""


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(cases(), zones, stretches)
def test_the_index_answers_as_the_fold_does(case: Any, zone: str, stretch: int) -> None:
    entries, asked = case
    with tempfile.TemporaryDirectory() as folder, patch.object(tables, "STRETCH", stretch):
        log = new_log(Path(folder) / "log", zone)
        write(log, entries)
        build(log)
        with closing(asker(log)) as index:
            for question in asked:
                compare(log, index, *question)


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(cases(), zones, st.lists(st.integers(0, 24), min_size=1, max_size=3).map(sorted), stretches)
def test_a_refreshed_index_equals_a_new_one(case: Any, zone: str, cuts: list[int], stretch: int) -> None:
    entries, asked = case
    with tempfile.TemporaryDirectory() as folder, patch.object(tables, "STRETCH", stretch):
        log = new_log(Path(folder) / "log", zone)
        done = min(cuts[0], len(entries))
        write(log, entries[:done])
        build(log)
        for cut in (*cuts[1:], len(entries)):
            write(log, entries[:cut], done)
            done = max(done, min(cut, len(entries)))
            found = store.opened(store.path_of(log))
            assert found is not None
            assert store.freshness(found, log) in ("fresh", "behind")
            found.base.close()
            refresh(log)
        with closing(asker(log)) as index:
            for question in asked:
                compare(log, index, *question)
        refreshed = contents(log)
        build(log)
        assert contents(log) == refreshed


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(streams(max_entries=24), zones)
def test_the_stages_of_an_event_are_what_each_version_of_the_log_told_of_it(entries: Any, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log, zone = new_log(Path(folder) / "log", name), Zone(name)
        write(log, entries)
        told: dict[str, list[Entry]] = {}
        for entry in log.read():
            said = entry.said
            if not isinstance(said, IssueDefined | EventCorrected):
                told.setdefault(said.event, []).append(entry)
    words, terms = Words(), Terms(zone, Declared([], []), Stating(zone))
    for group in told.values():
        stamps = [utc_instant(entry.recorded) for entry in group]
        event = grown(group, stamps, terms)
        if event:
            found = growing((0, 0), event, stamps, zone, words)
            of_versions = changing(
                (0, 0), versions(Readings(group, terms.stating), stamps, terms.declared), zone, words
            )
            assert [sorted(rows, key=repr) for rows in found] == [sorted(rows, key=repr) for rows in of_versions]


@pytest.mark.slow
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


_CLAIMS = [{"issue": issue, "attribute": "status", "value": "open"} for issue in ("waiver", "oil")]
_ALPHA = {"event": "alpha", "title": "A title", "phase": "occurred"}
NAMINGS = {
    "a correction changes the place": [
        [("event.recorded", _ALPHA | {"claims": _CLAIMS})],
        [("event.corrected", {"entry": "entry-1", "fields": {"claims": _CLAIMS[1:]}})],
    ],
    "what was void is so no longer": [
        [
            ("event.recorded", _ALPHA | {"issues": ["waiver"]}),
            ("event.sourced", {"event": "alpha", "sources": [{"publisher": "PTI"}], "claims": _CLAIMS}),
            ("event.corrected", {"entry": "entry-1", "void": True}),
        ],
        [("event.corrected", {"entry": "entry-3", "void": True})],
    ],
}


@pytest.mark.parametrize("days", NAMINGS.values(), ids=NAMINGS)
def test_which_entry_names_an_issue_first_changes_with_the_record(
    tmp_path: Path, days: list[list[tuple[str, Any]]]
) -> None:
    log = new_log(tmp_path / "log")
    stamps = ("2018-11-26T05:00:00.000000Z", "2018-11-27T05:00:00.000000Z")
    told = [(stamp, *body) for stamp, bodies in zip(stamps, days, strict=True) for body in bodies]
    write(
        log,
        [
            {"seq": seq, "id": f"entry-{seq}", "recorded": stamp, "kind": kind, "data": data}
            for seq, (stamp, kind, data) in enumerate(told, 1)
        ],
    )
    build(log)
    with closing(asker(log)) as index:
        for recorded_by in (None, *stamps):
            compare(log, index, "2018-12-01", None, recorded_by)
