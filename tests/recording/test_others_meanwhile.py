"""A lock may be lost with the connection that holds it: what others append then is not overlooked."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import pytest

from timeline_engine.entries import Draft, EventRecorded
from timeline_engine.log import Head, LogConflict, LogError, LogInfo, LogUncertain, MemoryLog, Receipt
from timeline_engine.log.chain import START, Block, Mark
from timeline_engine.log.segments import OnTorn, unheard
from timeline_engine.recording import append, record


class Lossy(MemoryLog):
    """A log of which the lock is lost, in whose place ``others`` append so often."""

    others = 0
    read_from: list[int]

    def exclusive(self) -> AbstractContextManager[object]:
        return self._lost()

    @contextmanager
    def _lost(self) -> Iterator[None]:
        yield

    def blocks(self, after: Mark = START, on_torn: OnTorn = unheard) -> Iterator[Block]:
        self.read_from.append(after.seq)
        yield from super().blocks(after, on_torn)
        if self.others:
            self.others -= 1
            other = MemoryLog(self.info)
            other.take(self._lines)
            record(other, "Talks", on=f"2018-10-{10 + self.others}", known="2018-11-20")
            self.take(other._lines[self.head().seq :])


@pytest.fixture
def log() -> Lossy:
    made = Lossy(LogInfo("A log", "x", "UTC", 1))
    made.read_from = []
    return made


def test_an_event_gets_an_id_that_nobody_took_meanwhile(log: Lossy) -> None:
    log.others = 2
    assert record(log, "Talks", on="2018-11-20", known="2018-11-20").event == "talks-3"
    bodies = [entry.body for entry in log.read()]
    assert [body.event for body in bodies if isinstance(body, EventRecorded)] == ["talks", "talks-2", "talks-3"]


def test_who_is_overtaken_again_and_again_is_told(log: Lossy) -> None:
    log.others = 10
    with pytest.raises(LogConflict):
        record(log, "Talks", on="2018-11-20", known="2018-11-20")
    assert log.head().seq == 4


def test_a_log_elsewhere_is_read_once_and_then_what_is_new(log: Lossy) -> None:
    for number in range(4):
        record(log, EventRecorded(event=f"e{number}", title="E", when="2018", known="2018-12-01"))
    log.append([])
    assert log.read_from == [0, 0, 1, 2]


def test_what_was_read_is_forgotten_where_the_log_is_another(log: Lossy) -> None:
    record(log, "Talks", on="2018-11-20", known="2018-11-20")
    append(log, lambda state: [])
    append(log, lambda state: [])
    log.__init__(log.info)  # type: ignore[misc]
    append(log, lambda state: [] if not state.events else pytest.fail("the events of the other log"))
    assert log.read_from == [0, 0, 1, 0]


class Cut(MemoryLog):
    """A log whose first append is not heard of: it was ``stored`` or not; and others may have come ``after`` it."""

    stored = after = gone = False
    heard = True

    def append(self, drafts: Sequence[Draft], expected_head: Head | str | None = None) -> list[Receipt]:
        if not self.heard:
            if self.gone:
                raise LogError("cannot reach the log")
            return super().append(drafts, expected_head)
        self.heard = False
        if self.stored:
            super().append(drafts, expected_head)
        if self.after:
            super().append([Draft("other", EventRecorded(event="talks", title="T", when="2017", known="2018-01-01"))])
        raise LogUncertain("the connection was lost")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("stored", [False, True])
def test_what_nobody_heard_of_is_recorded_once(stored: bool, after: bool) -> None:
    log = Cut(LogInfo("A log", "x", "UTC", 1))
    log.stored, log.after = stored, after
    receipt = record(log, "Talks", on="2018-11-20", known="2018-11-20")
    assert (receipt.seq, receipt.new) == (2 if after and not stored else 1, True)
    assert receipt.event == ("talks-2" if after and not stored else "talks")
    assert log.head().seq == 1 + after


def test_it_is_told_where_that_cannot_be_found_out() -> None:
    log = Cut(LogInfo("A log", "x", "UTC", 1))
    log.gone = True
    with pytest.raises(LogUncertain):
        record(log, "Talks", on="2018-11-20", known="2018-11-20")
