"""Logs in a folder made of entries as the oracle's strategies draw them, and what an index of one holds."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
from msgspec.structs import replace

from timeline_engine.cli.commands.project import summary_rows
from timeline_engine.index import store
from timeline_engine.index.ask import Asker
from timeline_engine.log import GENESIS, FileLog, create_log
from timeline_engine.projection import fold
from timeline_engine.view import View, project
from timeline_engine.view.answer import ask_for, instants
from timeline_engine.view.json.contract import to_json
from timeline_engine.view.summary import summarise

Data = dict[str, Any]


def new_log(folder: Path, zone: str = "UTC") -> FileLog:
    return create_log(folder, title="A log", zone=zone, log_id="log")


def write(log: FileLog, entries: Sequence[Data], after: int = 0, segment: int = 1) -> None:
    """Append the entries whose seq is behind ``after``, with their stamps, to a segment."""
    prev = log.head().hash if after else GENESIS
    with (log.path / f"{segment:06}.jsonl").open("ab") as file:
        for entry in entries[after:]:
            text = json.dumps({**entry, "v": 1, "prev": prev}, ensure_ascii=False).encode()
            prev = sha256(text).hexdigest()
            file.write(text + b"\n")


def asker(log: FileLog) -> Asker:
    index = store.opened(store.path_of(log))
    assert index is not None
    assert store.freshness(index, log) == "fresh"
    return Asker(log, index)


def compare(
    log: FileLog, asked: Asker, as_of: str, known_by: str | None, recorded_by: str | None, every: int = 1
) -> None:
    """The index must answer as the fold does: the table, and each issue in full, or one of ``every`` so many."""
    clocks: Any = {"as_of": as_of, "known_by": known_by, "hindsight": known_by is None, "recorded_by": recorded_by}
    view = project(log, **clocks)
    assert summary_rows(asked.summary(ask_for(**clocks))) == summary_rows(summarise(view))
    for issue in list(view.history.issues)[::every]:
        narrow = project(log, **clocks, issues=[issue], about=asked.about)
        assert to_json(narrow) == to_json(of_one_issue(view, issue))


def of_one_issue(view: View, issue: str) -> View:
    """The same question put about one issue, without reading the log again."""
    _, known, _ = instants(view.question, view.zone)
    answer = fold(view.history, view.as_of, known, [issue])
    return replace(view, issues=answer.issues, events=answer.events)


_WORDS = {"claims": ("issue", "attribute", "value", "claimant"), "events": ("issue",), "named": ("issue",)}


def contents(log: FileLog) -> dict[str, list[tuple[Any, ...]]]:
    """The tables of an index, sorted, with texts for numbers of words."""
    with duckdb.connect(str(store.path_of(log)), read_only=True) as base:
        words = dict(base.execute("SELECT word, text FROM words").fetchall())
        assert len(words) == len(set(words.values()))
        found = {}
        for table in ("claims", "events", "named", "entries", "places"):
            cursor = base.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            texts = [name in _WORDS.get(table, ()) for name in names]
            rows = [
                tuple(words.get(cell) if text else cell for cell, text in zip(row, texts, strict=True))
                for row in cursor.fetchall()
            ]
            found[table] = sorted(rows, key=repr)
        return found
