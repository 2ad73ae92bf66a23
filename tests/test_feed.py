"""The generator of large logs: what it writes is a true log, and says all that a log can say."""

from pathlib import Path

from bench.generate import extend, generate
from timeline_engine.entries import BODIES
from timeline_engine.history import dangling
from timeline_engine.log import FileLog
from timeline_engine.log.verify import verify
from timeline_engine.view import project


def test_a_generated_log_is_whole_and_of_every_kind(tmp_path: Path) -> None:
    head = generate(tmp_path / "log", 3000)
    log = FileLog(tmp_path / "log")
    report = verify(log)
    assert (report.damage, report.head, log.head()) == (None, head, head)
    entries = list(log.read())
    assert {entry.kind for entry in entries} == set(BODIES)
    assert dangling(entries) == []
    written = b"\n".join(
        log.codec.line(e, e.seq, e.recorded, line.prev) for e, line in zip(entries, log.lines(), strict=True)
    )
    assert written + b"\n" == (log.path / "000001.jsonl").read_bytes()  # byte for byte as the engine would write it
    view = project(log, "2004-01-03")
    assert all(view.phase(phase) for phase in ("occurred", "possible", "upcoming", "due", "overdue", "postponed"))


def test_a_longer_log_begins_as_a_shorter_one(tmp_path: Path) -> None:
    generate(tmp_path / "short", 1500)
    assert extend(tmp_path / "short", 500) == generate(tmp_path / "long", 2000)
    assert generate(tmp_path / "other", 2000, seed=1) != FileLog(tmp_path / "long").head()
