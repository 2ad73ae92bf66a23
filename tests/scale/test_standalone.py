"""A master and two workers of Spark on this machine, one of which is killed at its work: the same answers come out."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from oracle.test_against_oracle import entry
from scale.asked import NEEDS_SPARK, ReadLog, by_fold, digests, question_of, summarised, write_log
from timeline_engine.scale.asking import summaries
from timeline_engine.scale.opening import open_layout

pytestmark = NEEDS_SPARK
SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.executor.memory": "512m",
    "spark.executor.cores": "1",
    "spark.sql.shuffle.partitions": "16",
    "spark.sql.adaptive.enabled": "false",  # or few rows make but one task
}
PATIENCE = 300  # seconds


class Cluster:
    """A master and workers, each in a process group of its own, with the executors that it starts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._settings = folder / "conf"
        self._settings.mkdir()
        (self._settings / "spark-defaults.conf").write_text("".join(f"{k} {v}\n" for k, v in SETTINGS.items()))
        self.running: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ, "SPARK_CONF_DIR": str(self._settings), "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_NO_DAEMONIZE": "1", "PYSPARK_PYTHON": sys.executable,
        }  # fmt: skip
        self._start("master", "deploy.master.Master", "--port", "0")
        self.url = self._said("master", r"Starting Spark master at (spark://\S+)")
        self.workers = []
        for name in ("one", "other"):
            work = ("--cores", "1", "--memory", "600m", "--work-dir", str(folder / name))
            self.workers.append(self._start(name, "deploy.worker.Worker", *work, self.url))
            self._said(name, "(Successfully registered)")

    def _start(self, name: str, kind: str, *more: str) -> "subprocess.Popen[bytes]":
        import pyspark

        program = Path(pyspark.__file__).parent / "bin" / "spark-class"
        address = ("--host", "127.0.0.1", "--webui-port", "0")
        with (self._folder / f"{name}.log").open("wb") as out:
            command = [str(program), f"org.apache.spark.{kind}", *address, *more]
            started = subprocess.Popen(
                command, stdout=out, stderr=out, env=self.environment, start_new_session=True, cwd=self._folder
            )
        self.running.append(started)
        return started

    def _said(self, name: str, pattern: str) -> str:
        file = self._folder / f"{name}.log"
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := re.search(pattern, file.read_text(errors="replace")):
                return found[1]
            time.sleep(0.2)
        raise AssertionError(file.read_text(errors="replace"))

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """At once, with all that it started."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.running.remove(process)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder)
    yield made
    for process in list(made.running):
        made.kill(process)


def lines_of(count: int) -> list[dict[str, Any]]:
    """Entries about events of twelve issues, of which every third is told of again."""
    random, begin = Random(7), date(2026, 1, 1)
    lines: list[dict[str, Any]] = []
    for seq in range(1, count + 1):
        day = begin + timedelta(days=seq // 50)
        told = {"known": str(day), "claims": [{"issue": f"issue-{random.randrange(12)}", "attribute": "status",
                                              "value": random.choice(("open", "closed", "disputed"))}]}  # fmt: skip
        again = seq > 10 and seq % 3 == 0
        event = f"event-{random.randrange(1, seq) if again else seq}"
        if again:
            kind = "event.occurred"
            told["when"] = str(day)
        else:
            kind = "event.recorded"
            phase = random.choice(("occurred", "scheduled"))
            told |= {
                "title": event,
                "phase": phase,
                "when": str(day + timedelta(days=9 if phase == "scheduled" else 0)),
            }
        stamp = f"{day}T12:00:00.{seq % 50:06}Z"
        lines.append({"seq": seq, "id": f"e{seq}", "recorded": stamp, "kind": kind, "data": {"event": event, **told}})
    return lines


def test_a_worker_that_is_killed_changes_no_answer(cluster: Cluster, tmp_path: Path) -> None:
    lines = lines_of(4_000)
    write_log(lines, "UTC", tmp_path / "log")
    layout = tmp_path / "layout"
    command = ["-c", "from timeline_engine.cli import run; run()", "--log", str(tmp_path / "log"), "scale", "derive"]
    working = subprocess.Popen(
        [sys.executable, *command, "--to", str(layout), "--master", cluster.url],
        env=cluster.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    end = time.monotonic() + PATIENCE
    while not list(layout.glob("rows-*/staging/_temporary/**/*.parquet")):
        assert working.poll() is None, working.communicate()[0]
        assert time.monotonic() < end
        time.sleep(0.02)
    assert not (layout / "manifest.json").exists()
    cluster.kill(cluster.workers[0])
    out, _ = working.communicate(timeout=PATIENCE)
    assert working.returncode == 0, out
    log = ReadLog(list(map(entry, lines)), "UTC")
    with open_layout(str(layout)) as opened:
        for asked in (
            ("2026-03-31", None, None),
            ("2026-02-01", "2026-02-01", None),
            ("2026-02-01", None, "2026-01-20"),
        ):
            question = question_of(asked)
            assert digests(summaries(opened, question)) == digests(summarised(by_fold(log, question)))
