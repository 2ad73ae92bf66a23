"""The rows of many groups, written to files: by this process, or by several at once where there are very many.

Run as a program it is one of these: ``python -m timeline_engine.index.deriving JOB ROWS``.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..bulk import uncollected
from ..dates import Zone
from ..entries import Codec
from .derive import derive
from .lines import Lines, Place
from .rows import Rows
from .versions import declared_by

Progress = Callable[[float], None]
"""Told how much is done, from 0 to 1."""

MANY = 20_000
"""Groups from which it pays to start other processes."""

_SIZE = 700  # bytes that the rows of a group come to, about


class Job(Struct, frozen=True):
    """Groups of a log, each with its entries, and what it takes to read these."""

    log: str
    zone: str
    firsts: list[int]
    places: dict[int, Place]
    definitions: list[int]
    groups: Sequence[tuple[int, list[int]]]

    def rows(self) -> Iterator[Rows]:
        """What each group comes to. Raises HistoryError, DateError, Unindexable, NotThere."""
        zone = Zone(self.zone)
        with closing(Lines(Path(self.log), Codec(), self.firsts)) as lines:
            declared = declared_by(list(lines.entries(self.definitions, self.places)), zone)
            for event, seqs in self.groups:
                yield derive(event, list(lines.entries(seqs, self.places)), zone, declared)

    def write(self, path: Path, progress: Progress = lambda done: None) -> None:
        """Write the rows, those of a group in a line. Raises what `rows` raises."""
        with uncollected(), path.open("wb", buffering=1 << 20) as file:
            for count, rows in enumerate(self.rows()):
                file.write(msgspec.json.encode(rows) + b"\n")
                if count % 1000 == 0:
                    progress(count / len(self.groups))


class Work:
    """A job under way: begun when it is made, in other processes where it is a large one."""

    def __init__(self, job: Job, folder: Path) -> None:
        self._job = job
        count = min(os.cpu_count() or 1, 8) if len(job.groups) >= MANY and sys.executable else 1
        self.paths: list[Path] = [folder / f"rows-{number}.jsonl" for number in range(count)]
        self._processes = [self._start(place, path) for place, path in enumerate(self.paths)] if count > 1 else []

    def _start(self, place: int, path: Path) -> subprocess.Popen[bytes]:
        share = path.with_suffix(".job")
        share.write_bytes(msgspec.json.encode(replace(self._job, groups=self._job.groups[place :: len(self.paths)])))
        command = [sys.executable, "-m", __name__, str(share), str(path)]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def finish(self, progress: Progress) -> None:
        """Wait until all is written. Raises what `Job.rows` raises."""
        while any(process.poll() is None for process in self._processes):
            written = sum(path.stat().st_size for path in self.paths if path.exists())
            progress(min(written / (len(self._job.groups) * _SIZE), 1.0))
            time.sleep(0.02)
        if not self._processes or any(process.returncode for process in self._processes):
            self.paths = self.paths[:1]
            self._job.write(self.paths[0], progress)  # and if others could not, this will say why

    def stop(self) -> None:
        """End what is still under way."""
        for process in self._processes:
            process.kill()
            process.wait()


if __name__ == "__main__":
    msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Job).write(Path(sys.argv[2]))
