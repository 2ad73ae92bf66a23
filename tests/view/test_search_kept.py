"""`timeline search` of a large log, by the words that its sidecar keeps: it finds what is found without it."""

import os
import sqlite3
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.by_engine import entry_of
from oracle.strategies import Data, streams
from support import recorded, sourced
from timeline_engine.entries import Body, Draft, EventCorrected, EventOccurred, EventSourced, IssueDefined
from timeline_engine.log import FileLog, LogDamaged, create_log, kept_of, writing
from timeline_engine.log.keeping import SIDECAR
from timeline_engine.model import Attribute
from timeline_engine.view.asking import answer, ask_for
from timeline_engine.view.search import kept as module
from timeline_engine.view.search import search, search_json, search_log

QUESTION = ask_for("2018-12-01", hindsight=True)
ASKED = ("title", "another OR will", "open OR closed", "pti", '"status closed"', "alpha OR bravo OR waiver", "tilte")


def large(folder: Path) -> FileLog:
    """A log that has a sidecar from the beginning."""
    create_log(folder, title="Deals", zone="UTC")
    return FileLog(folder, large=0)


def put(log: FileLog, *bodies: Body) -> None:
    first = log.head().seq
    log.append([Draft(f"entry-{seq}", body) for seq, body in enumerate(bodies, first + 1)])


def found(log: FileLog, text: str) -> tuple[Any, str]:
    """What is found by way of the sidecar: without it no view is made."""
    got = search_log(log, QUESTION, text)
    return search_json(got), got.hint


def by_view(log: FileLog, text: str) -> tuple[Any, str]:
    got = search(answer(log, QUESTION), text)
    return search_json(got), got.hint


def events(log: FileLog, text: str) -> list[str]:
    return [hit["event"] for hit in found(log, text)[0]["events"]]


def without_views(patched: pytest.MonkeyPatch) -> None:
    """From here on no search may read the whole log."""

    def refuse(*_: object) -> None:
        raise AssertionError("the whole log is read")

    patched.setattr("timeline_engine.view.search.answer", refuse)


# ---- It finds the same ----


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(streams(correct_corrections=True), st.data())
def test_it_finds_the_same_at_each_step(lines: list[Data], data: st.DataObject) -> None:
    drafts = [Draft(entry.id, entry.body) for entry in map(entry_of, lines)]
    if data.draw(st.booleans()):
        drafts = data.draw(st.permutations(drafts))
    steps = sorted({0, *data.draw(st.sets(st.integers(1, len(drafts)), max_size=4)), len(drafts)})
    with TemporaryDirectory() as folder, large(Path(folder, "log")) as log:
        found(log, "title")
        for start, stop in pairwise(steps):
            log.append(drafts[start:stop])
            text = data.draw(st.sampled_from(ASKED))
            with pytest.MonkeyPatch.context() as patched:
                without_views(patched)
                got = found(log, text)
            assert got == by_view(log, text)
        assert [found(log, text) for text in ASKED] == [by_view(log, text) for text in ASKED]


def sample(folder: Path) -> FileLog:
    log = large(folder)
    put(
        log,
        IssueDefined(issue="oil", title="Oil", question="Who buys?", attributes={"price": Attribute()}),
        recorded("visit", "2018-06-10", "oil.price=5", published="2018-06-11", title="A visit"),
        recorded("talks", "2018-06-12", published="2018-06-13", title="Talks on gas", issues=("gas",)),
    )
    assert events(log, "visit") == ["visit"]
    return log


@pytest.mark.parametrize(
    ("bodies", "text", "issues", "seen"),
    [
        ([recorded("summit", "2018-07-01", title="A summit", known="2018-07-02", issues=("new",))],
         "summit OR new", ["new"], ["summit"]),
        ([EventSourced(event="visit", sources=sourced("2018-06-09", "Gazette"))], "gazette", [], ["visit"]),
        ([EventOccurred(event="visit", sources=sourced("2018-06-12"), note="haggling")], "haggling", [], ["visit"]),
        ([EventCorrected(entry="entry-2", fields={"title": "A journey"})], "journey", [], ["visit"]),
        ([EventCorrected(entry="entry-2", fields={"title": "A journey"})], "visit NOT journey", [], []),
        ([EventCorrected(entry="entry-3", void=True)], "gas OR visit", [], ["visit"]),
        ([EventCorrected(entry="entry-1", void=True)], "buys OR oil", ["oil"], ["visit"]),
        ([IssueDefined(issue="oil", title="Petrol")], "petrol OR buys", ["oil"], []),
        ([IssueDefined(issue="gas", title="Natural", question="When?")], "natural", ["gas"], []),
        ([IssueDefined(issue="coal", title="Coal")], "coal", ["coal"], []),
        ([IssueDefined(issue="coal", title="Coal"), EventSourced(event="rumour", issues=("coal",), known="2018-01-01")],
         "coal", [], []),
        ([EventCorrected(entry="entry-5", void=True), recorded("late", None, title="Late", known="2018-01-01")],
         "late", [], []),
    ],
)  # fmt: skip
def test_news_are_taken_in(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    bodies: Iterable[Body],
    text: str,
    issues: list[str],
    seen: list[str],
) -> None:
    log = sample(tmp_path / "log")
    put(log, *bodies)
    expected = by_view(log, text)
    without_views(monkeypatch)
    got, _ = found(log, text)
    assert ([hit["issue"] for hit in got["issues"]], sorted(hit["event"] for hit in got["events"])) == (issues, seen)
    assert (got, _) == expected


def test_corrections_that_come_before_definitions_are_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = sample(tmp_path / "log")
    put(
        log,
        EventCorrected(entry="entry-5", void=True),
        EventCorrected(entry="entry-6", fields={"title": "Wrong"}),
        EventCorrected(entry="entry-7", fields={"title": "Right"}),
        IssueDefined(issue="coal", title="Coal"),
    )
    expected = [by_view(log, text) for text in ("coal", "right", "wrong")]
    without_views(monkeypatch)
    assert [found(log, text) for text in ("coal", "right", "wrong")] == expected


def test_what_becomes_an_estimate_is_found_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = sample(tmp_path / "log")
    said = recorded("visit", "2018-06-10", "oil.price=7", published="2018-06-12", title="A visit")
    put(log, said, IssueDefined(issue="oil", title="Oil", attributes={"price": Attribute(kind="estimate")}))
    found(log, "visit")
    put(log, IssueDefined(issue="oil", title="Oil"))
    expected = [by_view(log, text) for text in ("price 5", "price 7")]
    without_views(monkeypatch)
    assert [found(log, text) for text in ("price 5", "price 7")] == expected


def test_only_words_that_are_there_are_hinted_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = sample(tmp_path / "log")
    put(log, EventCorrected(entry="entry-2", fields={"title": "A journey by zeppelin"}))
    without_views(monkeypatch)
    assert [found(log, text)[1] for text in ("journy", "zepelin")] == [
        "; did you mean 'journey'?",
        "; did you mean 'zeppelin'?",
    ]
    put(log, EventCorrected(entry="entry-2", fields={"title": "A journey by train"}))
    assert [found(log, text)[1] for text in ("tain", "zepelin", "2081")] == [
        "; did you mean 'train'?",
        "",
        "; did you mean '2018'?",
    ]


def test_with_very_many_news_it_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = sample(tmp_path / "log")
    put(log, *(recorded(f"e{n}", "2018-07-01", title="Many", known="2018-07-02") for n in range(20)))
    monkeypatch.setattr(module, "NEWS", 10)
    told = list[float]()
    assert search_log(log, QUESTION, "many", tell=told.append).events_in_all == 20
    assert told[0] == 0
    without_views(monkeypatch)
    assert len(events(log, "many")) == 20


def test_other_questions_are_answered_from_the_log(tmp_path: Path) -> None:
    log = sample(tmp_path / "log")
    then = ask_for("2018-06-12")
    assert [hit.event.id for hit in search_log(log, then, "visit OR talks").events] == ["visit"]


# ---- It is never needed ----


def test_while_another_writes_the_log_is_read(tmp_path: Path) -> None:
    log = sample(tmp_path / "log")
    put(log, recorded("summit", "2018-07-01", title="A summit", known="2018-07-02"))
    kept_of(log)
    with FileLog(log.path).exclusive():
        assert events(log, "summit") == ["summit"]
    assert events(log, "summit") == ["summit"]


def test_a_writer_that_is_stopped_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = sample(tmp_path / "log")
    put(log, EventCorrected(entry="entry-2", fields={"title": "A journey"}))
    with monkeypatch.context() as patched:
        patched.setattr(module.KeptTexts, "_put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            found(log, "journey")
    assert events(log, "journey") == ["visit"]
    assert found(log, "visit") == by_view(log, "visit")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows does not fork")
def test_nor_does_one_that_is_killed_change_an_answer(tmp_path: Path) -> None:
    log = sample(tmp_path / "log")
    put(log, EventCorrected(entry="entry-2", fields={"title": "A journey"}))
    child = os.fork()
    if not child:
        module.KeptTexts._put_words = lambda *_: os._exit(9)  # type: ignore[assignment,method-assign]
        try:
            found(FileLog(log.path, large=0), "journey")
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert [events(log, text) for text in ("journey", "a")] == [["visit"], ["visit"]]
    assert found(log, "visit") == by_view(log, "visit")


def test_what_cannot_be_written_is_found_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = sample(tmp_path / "log")
    put(log, EventCorrected(entry="entry-2", fields={"title": "A journey"}))

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(module.KeptTexts, "_put", full)
    assert events(log, "journey") == ["visit"]


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM found_data WHERE id > 10",
        "UPDATE found_data SET block = zeroblob(1) WHERE id > 10",
        "DELETE FROM found_docsize",
        "UPDATE meta SET value = 99 WHERE name = 'texts'",
        "DROP TABLE found",
        "UPDATE meta SET value = 1 WHERE name = 'texts'",
    ],
)
def test_a_damaged_index_changes_no_answer(tmp_path: Path, harm: str) -> None:
    log = sample(tmp_path / "log")
    expected = by_view(log, "visit OR oil")
    with sqlite3.connect(log.path / SIDECAR) as other:
        other.execute(harm)
    other.close()
    assert found(log, "visit OR oil") == expected
    put(log, EventCorrected(entry="entry-2", fields={"title": "A journey"}))
    assert found(log, "visit OR oil OR journey") == by_view(log, "visit OR oil OR journey")


def test_an_overwritten_sidecar_changes_no_answer(tmp_path: Path) -> None:
    log = sample(tmp_path / "log")
    file = log.path / SIDECAR
    file.write_bytes(file.read_bytes()[:8192] + bytes(file.stat().st_size - 8192))
    assert found(log, "visit OR oil") == by_view(log, "visit OR oil")


def test_a_sidecar_of_another_log_is_not_believed(tmp_path: Path) -> None:
    log, other = sample(tmp_path / "log"), large(tmp_path / "other")
    put(other, recorded("summit", "2018-07-01", title="A summit", known="2018-07-02"))
    (other.path / SIDECAR).write_bytes((log.path / SIDECAR).read_bytes())
    assert (events(other, "summit"), events(other, "visit")) == (["summit"], [])


def test_a_line_that_was_changed_is_told(tmp_path: Path) -> None:
    log = sample(tmp_path / "log")
    copytree(log.path, tmp_path / "copy")
    file = tmp_path / "copy" / "000001.jsonl"
    file.write_bytes(file.read_bytes().replace(b"A visit", b"A VISIT"))
    with pytest.raises(LogDamaged):
        found(FileLog(tmp_path / "copy", large=0), "visit")


def test_a_lock_is_needed_only_for_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = sample(tmp_path / "log")
    without_views(monkeypatch)
    with writing(FileLog(log.path)):
        assert events(log, "visit") == ["visit"]
