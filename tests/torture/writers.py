"""Eight writers at once, some of which are killed at a call of theirs, and holders of the lock that are killed."""

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from attrs import evolve

from log.samples import ids, new_log
from timeline_engine.log import FileLog
from timeline_engine.log.verify import verify

from .index import unlike
from .outcome import Outcome
from .shim import Fault, environment, shim

WRITER = Path(__file__).parents[1] / "log" / "writer.py"
WRITERS = 8
HOLDER = """
import os, signal, sys, time
from timeline_engine.log import FileLog
with FileLog(sys.argv[1]).exclusive():
    time.sleep(float(sys.argv[2]))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def part(dice: random.Random) -> Iterator[Outcome]:
    """Let eight write to one log, round after round."""
    if shim() is None:
        print("torture: writers that are killed at a call need Linux and a C compiler: left out")
        return
    while True:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made) / "log"
            log = new_log(folder, segment_bytes=dice.choice([2_000, 1 << 20]))
            log.keeper.kept(make=dice.random() < 0.5)
            log.close()
            acknowledged = list[str]()
            for number in range(3):
                outcome = _round(folder, dice, number, acknowledged)
                yield outcome if not outcome.is_fine else evolve(outcome, wrong=unlike(folder, dice))


def _round(folder: Path, dice: random.Random, number: int, acknowledged: list[str]) -> Outcome:
    """Start all, wait for all, and look for what they were told is there. ``acknowledged`` grows."""
    count, batch = dice.choice([(30, 1), (60, 20), (400, 200)])
    processes = [_writer(folder, f"r{number}w{n}", count, batch, _fault(dice)) for n in range(WRITERS)]
    holders = [_holder(folder, dice.uniform(0, 0.3)) for _ in range(dice.randint(0, 2))]
    kind = f"{WRITERS} writers, batches of {batch}" + (", lock holders killed" if holders else "")
    errors = list[str]()
    for process in [*processes, *holders]:
        try:
            out, err = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
            return Outcome(kind, wrong="a writer waited for two minutes")
        acknowledged += [line for line in out.split("\n")[:-1] if line]  # an id that is cut short is another's
        if process.returncode not in (0, -9):
            errors.append(err[-400:])
    return _looked_at(folder, kind, acknowledged, errors)


def _looked_at(folder: Path, kind: str, acknowledged: list[str], errors: list[str]) -> Outcome:
    report, stored = verify(folder), ids(FileLog(folder))
    lost = sorted(set(acknowledged) - set(stored))
    wrong = str(report.damage or "") or ("an entry is there twice" if len(stored) != len(set(stored)) else "")
    return Outcome(kind, lost=", ".join(lost[:5]), wrong=wrong, traceback="; ".join(errors))


def _fault(dice: random.Random) -> Fault:
    """Each second is killed, at some call."""
    return Fault(dice.randint(1, 60), dice.choice(["kill", "killed", "half"])) if dice.random() < 0.5 else Fault()


def _writer(folder: Path, name: str, count: int, batch: int, fault: Fault) -> "subprocess.Popen[str]":
    command = [sys.executable, str(WRITER), str(folder), name, str(count), str(batch)]
    return _start(command, environment(folder, fault))


def _holder(folder: Path, seconds: float) -> "subprocess.Popen[str]":
    return _start([sys.executable, "-c", HOLDER, str(folder), str(seconds)], environment(folder, Fault()))


def _start(command: list[str], env: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
