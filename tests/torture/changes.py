"""A log whose bytes were changed: detected, harmless, or what docs/trust.md says of the end of a log."""

import random
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from unittest import mock

from log.samples import event, full, issue, moved, new_log
from timeline_engine.dates import Zone
from timeline_engine.errors import TimelineError
from timeline_engine.history import read_history
from timeline_engine.log import FileLog, segments
from timeline_engine.log.verify import VerifyReport, verify
from timeline_engine.view.check.context import unreadable
from timeline_engine.view.check.finding import Fault

from .outcome import Outcome

Files = dict[str, bytes]
Told = list[tuple[object, ...]]
Change = Callable[[Files, random.Random, int], None]
SEGMENT, BLOCK = 6_000, 1_000  # bytes: four segments of some six blocks
EVENTS = 30


def part(dice: random.Random) -> Iterator[Outcome]:
    """Change the files of a log of several segments and blocks at each of its bytes, and in other ways between."""
    with tempfile.TemporaryDirectory() as made, mock.patch.object(segments, "CHUNK", BLOCK):
        folder = Path(made) / "log"
        log = new_log(folder, segment_bytes=SEGMENT)
        for draft in [issue(), full(), *chain.from_iterable((event(n), moved(n, "2018-12-05")) for n in range(EVENTS))]:
            log.append([draft])
        log.close()
        stored = {path.name: path.read_bytes() for path in folder.glob("*.jsonl")}
        told, head = _told(log), log.head()
        while True:
            bytes_of = [(name, byte) for name, data in stored.items() for byte in range(len(data))]
            dice.shuffle(bytes_of)
            for number, (name, byte) in enumerate(bytes_of):
                kind = ("a byte changed", "cut off here")[number % 2] if number % 10 else dice.choice(sorted(_OTHERS))
                files = dict(stored)
                if kind in _OTHERS:
                    _OTHERS[kind](files, dice, byte)
                elif kind == "a byte changed":
                    flipped = files[name][byte] ^ dice.randrange(1, 256)
                    files[name] = files[name][:byte] + bytes([flipped]) + files[name][byte + 1 :]
                else:
                    files[name] = files[name][:byte]
                if files != stored:
                    yield _look(folder, files, kind, f"{name}, byte {byte}", told, head.hash)


def _look(folder: Path, files: Files, kind: str, where: str, told: Told, head: str) -> Outcome:
    """Put the files there, and ask."""
    for path in folder.glob("*.jsonl*"):
        path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    try:
        found, report = _answer(folder), verify(folder, head)
        is_told = bool(report.damage or report.newer or _unreadable(folder))
    except Exception as error:
        return Outcome(kind, traceback=f"{where}: {error!r}")
    came, wrong = _judged(found, told, report, is_told)
    if {path.name: path.read_bytes() for path in folder.glob("*.jsonl*")} != files:
        wrong = "the files were changed by reading them"
    return Outcome(f"{kind}: {came}", wrong=wrong and f"{where}: {wrong}")


def _judged(found: Told | None, told: Told, report: VerifyReport, is_told: bool) -> tuple[str, str]:
    """What came of it, and what is wrong with that."""
    is_kept = report.damage is None and report.kept is not None
    if found is None:
        return "refused", "" if is_told else "verify finds nothing wrong in what cannot be read"
    if found == told:
        return "harmless", "" if is_kept else "verify finds something wrong in what is read as it was"
    if is_kept:
        return "another answer", "the head that was kept is said to be there"
    is_end = found[:-1] == told[: len(found) - 1]
    return (
        "the end of the log, told by the head that was kept",
        "" if is_end else "another answer than the end explains",
    )


def _answer(folder: Path) -> Told | None:
    """The entries, of which all that is asked is answered; None: refused."""
    log = FileLog(folder)
    try:
        return _told(log)
    except TimelineError:
        return None


def _unreadable(folder: Path) -> list[Fault]:
    """What `timeline verify` tells besides, if the chain is whole."""
    log = FileLog(folder)
    return unreadable(list(log.read()), Zone(log.info.zone))[1]


def _told(log: FileLog) -> Told:
    entries = list(log.read())
    read_history(entries, Zone(log.info.zone))
    return [(entry.seq, entry.id, entry.recorded, entry.body) for entry in entries]


# --- other changes, at a byte of a segment that is drawn ---


def _drawn(files: Files, dice: random.Random) -> str:
    return dice.choice(sorted(files))


def _insert(files: Files, dice: random.Random, byte: int) -> None:
    name = _drawn(files, dice)
    byte %= len(files[name])
    files[name] = files[name][:byte] + dice.randbytes(dice.randint(1, 9)) + files[name][byte:]


def _zero(files: Files, dice: random.Random, byte: int) -> None:
    name = _drawn(files, dice)
    byte %= len(files[name])
    end = min(len(files[name]), byte + dice.choice([1, 16, 512, 4096]))
    files[name] = files[name][:byte] + bytes(end - byte) + files[name][end:]


def _lines(files: Files, dice: random.Random, change: Callable[[list[bytes]], object]) -> None:
    name = _drawn(files, dice)
    lines = files[name].splitlines(keepends=True)
    change(lines)
    files[name] = b"".join(lines)


def _drop_line(files: Files, dice: random.Random, byte: int) -> None:
    _lines(files, dice, lambda lines: lines.pop(byte % len(lines)))


def _double_line(files: Files, dice: random.Random, byte: int) -> None:
    _lines(files, dice, lambda lines: lines.insert(byte % len(lines), lines[byte % len(lines)]))


def _swap_lines(files: Files, dice: random.Random, byte: int) -> None:
    _lines(files, dice, lambda lines: lines.insert(byte % len(lines), lines.pop(dice.randrange(len(lines)))))


def _drop_segment(files: Files, dice: random.Random, byte: int) -> None:
    del files[_drawn(files, dice)]


def _swap_segments(files: Files, dice: random.Random, byte: int) -> None:
    one, other = _drawn(files, dice), _drawn(files, dice)
    files[one], files[other] = files[other], files[one]


def _ends(newline: bytes) -> Change:
    def change(files: Files, dice: random.Random, byte: int) -> None:
        name = _drawn(files, dice)
        files[name] = files[name].replace(b"\n", newline)

    return change


_OTHERS: dict[str, Change] = {
    "bytes put in": _insert,
    "bytes made zero": _zero,
    "a line dropped": _drop_line,
    "a line twice": _double_line,
    "lines in another order": _swap_lines,
    "a segment gone": _drop_segment,
    "segments exchanged": _swap_segments,
    "line ends of CR and LF": _ends(b"\r\n"),
    "line ends of CR": _ends(b"\r"),
}
