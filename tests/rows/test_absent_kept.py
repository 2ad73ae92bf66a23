"""What a file does not name of its publishers' events is the same with an index of the log and without one."""

from pathlib import Path

import pytest

from timeline_engine.entries import Draft, EventCancelled, EventCorrected, EventRecorded
from timeline_engine.log import FileLog, Log, create_log
from timeline_engine.log.sidecar import tables
from timeline_engine.model import Source
from timeline_engine.recording import read_state
from timeline_engine.rows.absent import MANY, absent
from timeline_engine.rows.compare import propose
from timeline_engine.view.ports import Row

NOW = 1_546_286_400_000_000


def report(name: str, *publishers: str | None) -> Draft:
    sources = tuple(Source(publisher, published="2018-12-01") for publisher in publishers)
    return Draft(f"id-{name}", EventRecorded(event=name, title=name, when="2018-11-01", sources=sources))


def filled(folder: Path, count: int) -> None:
    create_log(folder, title="T", zone="UTC").close()
    with FileLog(folder) as log:
        log.append([report("b", "P"), report("both", "P", "Q"), report("q", "Q"), report("own"), report("a", "P")])
        log.append([report(f"many-{number}", "M") for number in range(count)])
        log.append([Draft("gone", EventCancelled(event="b", sources=(Source("Q", published="2018-12-02"),)))])
        fields = {"sources": [{"publisher": "P"}]}
        log.append([Draft("fix", EventCorrected(entry="id-own", fields=fields, note="its paper"))])


def told(log: Log, event: str, publisher: str) -> list[str]:
    """What a file does not name that has only one row, about an event of the log."""
    row = Row(
        at="1", event=event, when="2018-11-01", phase="occurred", source=Source(publisher, published="2018-12-01")
    )
    state = read_state(log)
    return list(absent(propose([row], state, NOW), [event], state))


@pytest.mark.parametrize(("event", "publisher"), [("a", "P"), ("q", "Q"), ("many-0", "M"), ("own", "P"), ("a", "new")])
@pytest.mark.parametrize("few", [2, 1024])
def test_an_index_makes_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, event: str, publisher: str, few: int
) -> None:
    filled(tmp_path / "log", MANY)
    without = told(FileLog(tmp_path / "log"), event, publisher)
    for module in ("tables", "filing", "kept"):
        monkeypatch.setattr(f"timeline_engine.log.sidecar.{module}.FEW", few)
    with FileLog(tmp_path / "log") as log:
        assert log.keeper.kept(make=True)
        assert told(log, event, publisher) == without
    expected = {
        ("a", "P"): ["both", "own"],
        ("q", "Q"): ["both"],
        ("many-0", "M"): [f"many-{n}" for n in range(1, MANY)],
    }
    assert without == expected.get((event, publisher), without)


def test_of_very_many_an_excerpt_tells_nothing(tmp_path: Path) -> None:
    filled(tmp_path / "log", MANY + 2)
    with FileLog(tmp_path / "log") as log:
        assert told(log, "many-0", "M") == []
        assert log.keeper.kept(make=True)
        assert told(log, "many-0", "M") == []
    assert tables.FEW > MANY
