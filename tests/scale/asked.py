"""What every path has to give, the sidecar of a log and each engine that asks a layout: what the fold finds."""

from collections.abc import Iterable
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import pytest

from timeline_engine.cli.commands.project import summary_rows
from timeline_engine.dates import Zone
from timeline_engine.entries import Entry
from timeline_engine.history import History, read_history
from timeline_engine.log import FileLog, Head, LogInfo, create_log
from timeline_engine.log.port import GENESIS, Reading
from timeline_engine.projection import IssueState
from timeline_engine.scale.asking import AttributeLine, IssueSummary, texts
from timeline_engine.scale.spark.session import has_java
from timeline_engine.view import Question, View
from timeline_engine.view.answering import answer_of, instants
from timeline_engine.view.asking import answer
from timeline_engine.view.choosing import choose_issues
from timeline_engine.view.summary import keep_lines_of, kept_summary_of
from timeline_engine.view.words.phrases import attribute_words, flags_words
from timeline_engine.view.words.short_dates import short_date

FAR = ("1800-01-01", None, None), ("2018-12-31", None, None), ("9000-01-01", "2018-12-01", None)
"""Questions of before and after everything."""


NEEDS_SPARK = [
    pytest.mark.spark,
    pytest.mark.skipif(
        find_spec("pyspark") is None or not has_java(), reason="needs the extra spark and a Java: make test-spark"
    ),
]


class ReadLog:
    """A log whose entries were read: all that an export asks of one."""

    def __init__(self, entries: list[Entry], zone: str, title: str = "random") -> None:
        self.info = LogInfo(title, title, zone, 1)
        self.entries = entries

    def read(self, after: int = 0) -> Reading:
        return Reading([(self.entries[after:], self.head())])

    def head(self) -> Head:
        last = self.entries[-1].seq
        return Head(last, f"{last:064x}")


def question_of(asked: tuple[str, str | None, str | None]) -> Question:
    as_of, known_by, recorded_by = asked
    return Question(as_of=as_of, known_by=known_by, recorded_by=recorded_by)


def by_fold(log: ReadLog, question: Question) -> View:
    zone = Zone(log.info.zone)
    history: History = read_history(log.entries, zone, instants(question, zone)[2])
    return answer_of(log.info, log.head(), history, question, None)


def by_sidecar(log: FileLog, question: Question, issues: Iterable[str]) -> list[IssueSummary]:
    """Each of these issues by itself, by way of the sidecar of a log, at any clocks."""
    found = list[IssueSummary]()
    for issue in issues:
        view = choose_issues(log, question, [issue])
        assert view, f"the sidecar does not know {issue}"
        found += summarised(view)
    return found


def by_lines(log: FileLog, question: Question) -> list[tuple[str, ...]] | None:
    """The table of all issues from the lines that a sidecar keeps. None: it does not answer such a question."""
    if kept_summary_of(log, question) is None:
        keep_lines_of(log, answer(log, question))
    summary = kept_summary_of(log, question)
    return summary and list(summary_rows(summary))


def summarised(view: View) -> list[IssueSummary]:
    """The same of the fold's answer."""
    return [_summarised(issue, view.zone) for issue in view.issues]


def _summarised(state: IssueState, zone: Zone) -> IssueSummary:
    def date(revision: Any) -> str | None:
        return short_date(revision.when, revision.effective, zone) if revision else None

    status, last, following = state.status, state.last, state.next
    return IssueSummary(
        issue=state.issue,
        attributes={
            name: AttributeLine(attribute_words(attribute), attribute.contested)
            for name, attribute in state.attributes.items()
        },
        since=date(status.first.revision) if status else None,
        last=date(last.revision) if last else None,
        next=date(following.revision) if following else None,
        flags=flags_words(state),
    )


def write_log(lines: list[dict[str, Any]], zone: str, folder: Path) -> FileLog:
    """A log in a folder with these very entries, stamps and all; what is there of it is gone on with.

    It has a sidecar, however small it is, as soon as somebody asks.
    """
    if not folder.exists():
        create_log(folder, title="random", zone=zone, log_id="random")
    prev, written = GENESIS, list[bytes]()
    for line in lines:
        written.append(msgspec.json.encode({**line, "v": 1, "prev": prev}))
        prev = sha256(written[-1]).hexdigest()
    (folder / "000001.jsonl").write_bytes(b"".join(line + b"\n" for line in written))
    return FileLog(folder, large=0)


def digests(found: Iterable[IssueSummary]) -> dict[str, str]:
    """By issue what tells whether two answers are the same."""
    return {one.issue: sha256(text).hexdigest() for one in found for text in texts([one])}


def dates_around(entries: Iterable[dict[str, Any]]) -> list[tuple[str, str | None, str | None]]:
    """Questions at the stamps of the entries, where spans begin and end."""
    stamps = [entry["recorded"] for entry in entries]
    return [("2018-12-31", None, stamp) for stamp in stamps[:6]]
