"""While very many objects are made that are to stay, the garbage collector is kept back, and then goes on as before."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.generate import generate
from timeline_engine.bulk import uncollected
from timeline_engine.dates import Zone
from timeline_engine.history import read_history
from timeline_engine.log import FileLog
from timeline_engine.projection import fold


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_the_collector_goes_on_afterwards() -> None:
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        1 / 0  # noqa: B018
    assert gc.isenabled()


def test_who_had_stopped_it_keeps_it_stopped() -> None:
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()


def test_reading_and_folding_a_log_waits_for_no_collection(tmp_path: Path) -> None:
    generate(tmp_path / "log", 3000)
    zone, log = Zone("UTC"), FileLog(tmp_path / "log")
    stops = []
    gc.callbacks.append(notice := lambda phase, info: stops.append(info))
    try:
        history = read_history(log.read(), zone)
        read = len(stops)
        fold(history, zone.instant("2004-01-03"), None)
    finally:
        gc.callbacks.remove(notice)
    assert read <= 2  # one collection, a start and a stop, may come just before or just after
    assert len(stops) - read <= 4
