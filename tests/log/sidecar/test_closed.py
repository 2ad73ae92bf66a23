"""A log that was closed, or that nobody has any more, keeps nothing of its sidecar open."""

import gc
import sys
from pathlib import Path

import pytest

from log.samples import event, new_log
from log.sidecar.asked import log_with
from log.test_closing import open_in
from timeline_engine.log import FileLog

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux which files are open")


def used(folder: Path) -> FileLog:
    log = log_with(folder)
    assert not log.append([event(2)])[0].new  # which reads a line by way of the sidecar
    log.append([event("more")])
    return log


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with new_log(tmp_path / "log", 3) as log:
        assert log.keeper.kept(make=True)
    return tmp_path / "log"


def test_no_file_stays_open(folder: Path) -> None:
    log = used(folder)
    assert str(folder / "index.sqlite") in open_in(folder)
    log.close()
    assert open_in(folder) == []
    assert log.append([event("again")])[0].seq == 5
    log.close()
    assert open_in(folder) == []


def test_nor_of_one_that_nobody_has(folder: Path) -> None:
    """At once, not when cycles are looked for."""
    gc.disable()
    try:
        log = used(folder)
        del log
        assert open_in(folder) == []
    finally:
        gc.enable()
