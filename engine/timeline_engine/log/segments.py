"""The segment files of a log, read in order and checked link by link."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from ..entries import Codec, CodecError
from ..visible import quote
from .chain import Block, Mark, link
from .errors import LogDamaged, LogError, LogNotFound

SETTINGS = "timeline.toml"

CHUNK = 1 << 18  # bytes read and checked at a time
_TAIL = 1 << 14  # bytes in which the last line is looked for first
_CRLF = "it holds a carriage return: its line end was converted, as git does unless told `*.jsonl -text`"
_CR = "its lines end in carriage returns: the line ends were converted, and converting them back mends it"


class Torn(Struct, frozen=True):
    """The bytes of a line that was never finished, at the very end of the log: no entry, and no damage."""

    segment: str
    byte: int
    size: int

    def __str__(self) -> str:
        return f"an unfinished last line ({self.size} bytes at byte {self.byte} of {self.segment})"


OnTorn = Callable[[Torn], object]


def unheard(torn: Torn) -> None:
    """Take word of an unfinished last line, and do nothing with it."""


def segment_name(number: int) -> str:
    """Return the file name of a segment, counted from 1."""
    return f"{number:06}.jsonl"


def damaged_at(mark: Mark, reason: str) -> LogDamaged:
    """The error that something is wrong with the line behind a mark."""
    place = f"{segment_name(mark.segment)}, line {mark.line + 1} (byte {mark.byte})"
    return LogDamaged(place, mark.seq + 1, reason, in_folder=True)


def not_found(shown: str | Path) -> LogNotFound:
    """The error that there is no log at a path, shown as the caller wrote it."""
    if (Path(shown) / "events" / SETTINGS).exists():
        return LogNotFound(f"no timeline log at {shown}: there is one in it, at {Path(shown) / 'events'}")
    if Path(shown).exists() and not Path(shown).is_dir():
        parent = Path(shown).parent
        instead = f"the folder {parent} is one" if (parent / SETTINGS).exists() else "a log is a folder"
        return LogNotFound(f"no timeline log at {shown}: that is a file, and {instead}")
    if (Path(shown) / segment_name(1)).exists():
        return LogNotFound(
            f"no timeline log at {shown}: there are entries, but no {SETTINGS} beside them, which no entry tells; "
            "restore that file from a backup"
        )
    return LogNotFound(f"no timeline log at {shown}: make one with `timeline init {quote(str(shown))}`")


def count_segments(folder: Path) -> int:
    """Return how many segments there are. Raises LogDamaged if one is missing, LogNotFound if all are."""
    try:
        names = {path.name for path in folder.iterdir()}
    except (FileNotFoundError, NotADirectoryError) as error:
        raise not_found(folder) from error
    known = [name for name in names if is_segment(name)]
    for number in range(1, max(len(known), 1) + 1):
        if segment_name(number) not in names:
            raise LogDamaged(segment_name(number), None, "the file is missing", in_folder=True)
    return len(known)


def is_segment(name: str) -> bool:
    """Is a file name that of a segment?"""
    number = name.removesuffix(".jsonl")
    return number.isascii() and number.isdigit() and int(number) > 0 and segment_name(int(number)) == name


def walk(folder: Path, mark: Mark, codec: Codec, on_torn: OnTorn) -> Iterator[Block]:
    """Read on from a mark: block by block, each checked, to the end of the log as it stands.

    The intact lines before a fault are yielded, then LogDamaged is raised. The last line of a block is not
    yet proven: see `confirmed`.
    """
    last = count_segments(folder)
    for number in range(mark.segment, last + 1):
        if number != mark.segment:
            mark = mark.at_segment(number)
        name, rest = segment_name(number), b""
        for chunk in _chunks(folder / name, mark.byte):
            whole, newline, rest = (rest + chunk).rpartition(b"\n")
            if newline:
                block = _block(name, mark, whole, codec)
                yield block
                if block.fault:
                    raise block.damaged(len(block.lines), block.fault)
                mark = block.end
        if b"\r" in rest and _is_entry(rest.partition(b"\r")[0], codec):
            raise damaged_at(mark, _CR)
        _check_end(name, mark, rest, number == last, on_torn)


def confirmed(blocks: Iterator[Block]) -> Iterator[Block]:
    """Hold each block back until the next is checked: only the ``prev`` after a line proves it unchanged."""
    held = None
    for block in blocks:
        if held and (block.lines or not block.fault):  # or it is the last line held that the next does not follow
            yield held
        held = block
    if held:
        yield held


def _block(name: str, mark: Mark, whole: bytes, codec: Codec) -> Block:
    # Not splitlines(), which also splits at carriage returns. JSON has none: within a text they are escaped.
    raw = whole.split(b"\n")
    foreign = whole.find(b"\r")
    if foreign < 0:
        return link(name, mark, raw, codec)
    block = link(name, mark, raw[: whole.count(b"\n", 0, foreign)], codec)
    return Block(name, mark, raw, block.lines, block.end, block.fault or _CRLF)


def _chunks(path: Path, start: int) -> Iterator[bytes]:
    """The bytes of a file from ``start`` on, as long as it is now: a reader does not chase a writer."""
    with _reading(path) as file:
        left = os.fstat(file.fileno()).st_size - start
        file.seek(start)
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


@contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise LogError(f"cannot read {path}: {error.strerror or error}") from error


def _check_end(name: str, mark: Mark, rest: bytes, is_last: bool, on_torn: OnTorn) -> None:
    if rest and is_last:
        on_torn(Torn(name, mark.byte, len(rest)))
    elif rest:
        raise damaged_at(mark, "the line is unfinished, yet another segment follows")
    elif mark.byte == 0 and not is_last:
        raise LogDamaged(name, None, "the file is empty, yet another segment follows", in_folder=True)


def start_for(folder: Path, after: int, codec: Codec) -> Mark:
    """Where to start reading for the entries behind ``after``: at the segment that holds entry ``after``.

    What the segments before it hold is taken on trust, so that catching up on a large log takes no time; that each
    goes on from the one before is not. Where one does not, reading starts before it, and will tell.
    """
    start = Mark()
    for number in range(2, count_segments(folder) + 1 if after > 0 else 2):
        mark = _mark_behind(last_lines(folder / segment_name(number - 1), 1), codec)
        if mark is None or mark.seq >= after:
            break
        name = segment_name(number)
        if _block(name, mark, line_at(folder / name, 0), codec).fault:
            break
        start = mark.at_segment(number)
    return start


def end_of(folder: Path, codec: Codec) -> Mark:
    """The end of the log, if its last line and each of its segments go on from what is before; else reading tells.

    Raises LogDamaged, LogNotFound, LogError.
    """
    start = start_for(folder, sys.maxsize, codec)
    if start.segment == count_segments(folder):
        name = segment_name(start.segment)
        *before, last = last_lines(folder / name, 2) or [b""]
        mark = _mark_behind(before, codec) if before else start
        block = _block(name, mark, last, codec) if mark else None
        if block and not block.fault:
            return block.end
    end = start
    for block in walk(folder, start, codec, lambda torn: None):
        end = block.end
    return end


def _is_entry(line: bytes, codec: Codec) -> bool:
    """Whether a line is whole: one that was cut short is none."""
    try:
        codec.envelope(line)
    except CodecError:
        return False
    return True


def _mark_behind(lines: Sequence[bytes], codec: Codec) -> Mark | None:
    """What must follow the last of these lines, if it is one."""
    try:
        last = codec.envelope(lines[-1])
    except (CodecError, LookupError):
        return None
    return Mark(seq=last.seq, hash=sha256(lines[-1]).hexdigest(), recorded=last.recorded)


def line_at(path: Path, byte: int) -> bytes:
    """Return the line that starts at a byte, without its newline. Raises LogError."""
    with _reading(path) as file:
        file.seek(byte)
        return file.readline().removesuffix(b"\n")


def line_before(path: Path, byte: int) -> bytes:
    """Return the line that ends just before a byte, without its newline; nothing if none does. Raises LogError."""
    line = b""
    with _reading(path) as file:
        for start in (max(byte - _TAIL, 0), 0):  # the second time for a long line
            file.seek(start)
            _, newline, line = file.read(byte - start).removesuffix(b"\n").rpartition(b"\n")
            if newline:
                break
        file.seek(byte - 1)
        return line if file.read(1) == b"\n" else b""


def last_lines(path: Path, count: int) -> list[bytes]:
    """Return the last finished lines of a segment, at most so many, without their newlines. Raises LogError."""
    with _reading(path) as file:
        size, length = file.seek(0, os.SEEK_END), _TAIL
        while True:
            length = min(length, size)
            file.seek(size - length)
            lines = file.read(length).split(b"\n")[:-1]  # what follows the last newline is unfinished
            if length == size or len(lines) > count:  # the first of them may lack its beginning
                return lines[-count:]
            length *= 4
