"""The rows of many groups, written to files: by this process, or by several at once where there are very many.

Run as a program it is one of these: ``python -m timeline_engine.index.deriving JOB``.
"""

import os
import subprocess
import sys
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..bulk import uncollected
from ..dates import Zone
from ..entries import Codec
from ..history.stating import Stating
from ..log import Head
from .derive import derive
from .lines import At, Lines, Place, kept_at, started_at
from .rows import COLUMNS, Row, Rows, Words
from .versions import Terms, declared_by

Progress = Callable[[float], None]
"""Told how much is done, from 0 to 1."""

MANY = 20_000
"""Groups from which it pays to start other processes."""

_BATCH = 100  # groups read and written at a time: what they are made of stays in the cache of the processor
_ROWS = 10_000  # in a line of JSON
_SIZE = 700  # bytes that the rows of a group come to, about


class Job(Struct, frozen=True, kw_only=True):
    """Groups of a log, each with its entries, and what it takes to read these: the places that `kept` names, or a file
    of the starts of all. The rows are written into a folder; in each of several, one ``number`` in ``step``. ``end`` as
    `Lines` has it.
    """

    log: str
    zone: str
    firsts: list[int]
    definitions: list[int]
    groups: Sequence[tuple[int, list[int]]]
    folder: str
    places: dict[int, Place] = {}
    starts: str | None = None
    end: Head | None = None
    number: int = 0
    step: int = 1

    def write(self, progress: Progress = lambda done: None) -> None:
        """Write what the groups come to. Raises HistoryError, DateError, Unindexable, NotThere."""
        zone, words, folder = Zone(self.zone), Words(self.number, self.step), Path(self.folder)
        folder.mkdir(exist_ok=True)
        at = self._at()
        with uncollected(), ExitStack() as stack:
            lines = stack.enter_context(closing(Lines(Path(self.log), Codec(), self.end)))
            files = {name: stack.enter_context((folder / f"{name}.jsonl").open("wb")) for name in COLUMNS}
            terms = Terms(zone, declared_by(lines.entries(self.definitions, at), zone), Stating(zone))
            for begin in range(0, len(self.groups), _BATCH):
                batch, rows = self.groups[begin : begin + _BATCH], Rows(words)
                entries = iter(lines.entries([seq for _, seqs in batch for seq in seqs], at))
                for event, seqs in batch:
                    derive(event, list(islice(entries, len(seqs))), terms, rows)
                for name, file in files.items():
                    file.writelines(_columns(COLUMNS[name], getattr(rows, name)))
                terms.stating.forget()
                progress(begin / len(self.groups))
        told = [msgspec.json.encode({"number": number, "text": text}) for text, number in words.items()]
        (folder / "words.jsonl").write_bytes(b"\n".join(told))

    def _at(self) -> At:
        if self.starts is None:
            return kept_at(self.places, self.firsts)
        return started_at(_starts(Path(self.starts)), self.firsts)


def _starts(path: Path) -> "array[int]":
    """Where the lines of all entries start, from a file."""
    starts = array("Q")
    starts.frombytes(path.read_bytes())
    return starts


def _columns(names: Sequence[str], rows: Sequence[Row]) -> Iterator[bytes]:
    """Rows as lines of JSON, many in each, column by column: which is read ten times as fast."""
    for begin in range(0, len(rows), _ROWS):
        columns = zip(names, zip(*rows[begin : begin + _ROWS], strict=True), strict=True)
        yield msgspec.json.encode(dict(columns)) + b"\n"


class Work:
    """A job under way: begun when it is made, in other processes where it is a large one."""

    def __init__(self, job: Job) -> None:
        self._job = job
        count = min(os.cpu_count() or 1, 8) if len(job.groups) >= MANY and sys.executable else 1
        shares = [
            replace(job, groups=job.groups[n::count], folder=f"{job.folder}-{n}", number=n, step=count)
            for n in range(count)
        ]
        self.folders: list[Path] = [Path(share.folder) for share in shares]
        self._processes = list(map(self._start, shares)) if count > 1 else []

    def _start(self, share: Job) -> subprocess.Popen[bytes]:
        path = Path(f"{share.folder}.job")
        path.write_bytes(msgspec.json.encode(share))
        command = [sys.executable, "-P", "-m", __name__, str(path)]  # -P: nothing is imported from the current folder
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def finish(self, progress: Progress) -> None:
        """Wait until all is written. Raises what `Job.write` raises."""
        while any(process.poll() is None for process in self._processes):
            written = sum(path.stat().st_size for folder in self.folders for path in folder.glob("*.jsonl"))
            progress(min(written / (len(self._job.groups) * _SIZE), 1.0))
            time.sleep(0.05)
        if not self._processes or any(process.returncode for process in self._processes):
            self.folders = [Path(self._job.folder)]
            self._job.write(progress)  # and if others could not, this will say why

    def stop(self) -> None:
        """End what is still under way."""
        for process in self._processes:
            process.kill()
            process.wait()


if __name__ == "__main__":
    msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Job).write()
