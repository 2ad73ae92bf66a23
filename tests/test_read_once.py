"""An answer that is made of several is made of one reading of the log: what is appended meanwhile changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline_engine.entries import Draft, EventRecorded
from timeline_engine.log import FileLog, create_log
from timeline_engine.model import Claim
from timeline_engine.view.diff import diff_json, read_question
from timeline_engine.view.diff import diff_questions as diff
from timeline_engine.view.why import why


def told(name: str, value: str) -> Draft:
    claim = Claim("deal", "status", value)
    body = EventRecorded(event=name, title=name, when="2018-06-01", known="2018-06-02", claims=(claim,))
    return Draft(name, body)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileLog:
    """A log to which another process appends whenever somebody has read it."""
    create_log(tmp_path, title="A log", zone="UTC", log_id="log").append([told("first", "open")])
    read, names = FileLog.read, iter(range(100))

    def appended_to(self: FileLog, after: int = 0) -> Iterator[object]:
        yield from (reading := read(self, after))
        heads.append(reading.head)
        FileLog(tmp_path).append([told(f"late-{next(names)}", "closed")])

    heads: list[object] = []

    class Growing:
        def __init__(self, log: FileLog, after: int) -> None:
            self._entries = appended_to(log, after)

        def __iter__(self) -> Iterator[object]:
            return self._entries

        @property
        def head(self) -> object:
            return heads[-1]

    monkeypatch.setattr(FileLog, "read", lambda self, after=0: Growing(self, after))
    return FileLog(tmp_path)


def test_a_diff_of_a_log_that_grows_meanwhile(log: FileLog) -> None:
    """Between these days nothing happened and nothing became known."""
    found = diff(log, read_question("2018-07-01"), read_question("2018-08-01"))
    assert diff_json(found)["changes"] == {}
    assert found.before.head == found.after.head


def test_the_day_before_of_a_log_that_grows_meanwhile(log: FileLog) -> None:
    found = why(log, "deal", "2018-07-01")
    assert found.before is not None
    assert found.state is not None
    assert found.before.value == found.state.value == "open"
