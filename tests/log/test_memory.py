"""The log in memory keeps the contract."""

import pytest

from timeline_engine.log import LogInfo, MemoryLog, open_log
from timeline_engine.log.verify import verify

from .contract import LogContract, Reopen
from .samples import SetClock, event


class TestMemoryLog(LogContract):
    @pytest.fixture
    def reopen(self, clock: SetClock) -> Reopen:
        log = MemoryLog(LogInfo("A test", "test", "Asia/Kolkata", 1), clock=clock)
        return lambda: log


def test_each_one_opened_by_url_is_new() -> None:
    log = open_log("memory:")
    log.append([event(1)])
    assert open_log("memory:").head().seq == 0
    assert open_log("memory:").info.id != log.info.id


def test_can_be_verified() -> None:
    log = open_log("memory:")
    log.append([event(1)])
    kept = log.head()
    log.append([event(2)])
    report = verify(log, kept.hash)
    assert (report.entries, report.head, report.kept, report.damage) == (2, log.head(), kept, None)
