"""The segment files of a log, read in order and checked link by link."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from ..entries import Codec, CodecError
from .chain import Block, Mark, link
from .errors import LogDamaged, LogError, LogNotFound

SETTINGS = "timeline.toml"

CHUNK = 1 << 18  # bytes read and checked at a time
_TAIL = 1 << 14  # bytes in which the last line is looked for first
_CRLF = "it holds a carriage return: its line end was converted, as git does unless told `*.jsonl -text`"


class Torn(Struct, frozen=True):
    """The bytes of a line that was never finished, at the very end of the log: no entry, and no damage."""

    segment: str
    byte: int
    size: int

    def __str__(self) -> str:
        return f"an unfinished last line ({self.size} bytes at byte {self.byte} of {self.segment})"


OnTorn = Callable[[Torn], object]


def segment_name(number: int) -> str:
    """Return the file name of a segment, counted from 1."""
    return f"{number:06}.jsonl"


def not_found(shown: str | Path) -> LogNotFound:
    """The error that there is no log at a path, shown as the caller wrote it."""
    if (Path(shown) / "events" / SETTINGS).exists():
        return LogNotFound(f"no timeline log at {shown}: there is one in it, at {Path(shown) / 'events'}")
    quoted = f'"{shown}"' if " " in str(shown) else shown
    return LogNotFound(f"no timeline log at {shown}: make one with `timeline init {quoted}`")


def count_segments(folder: Path) -> int:
    """Return how many segments there are. Raises LogDamaged if one is missing, LogNotFound if all are."""
    try:
        names = {path.name for path in folder.iterdir()}
    except (FileNotFoundError, NotADirectoryError) as error:
        raise not_found(folder) from error
    known = [name for name in names if _is_segment(name)]
    for number in range(1, max(len(known), 1) + 1):
        if segment_name(number) not in names:
            raise LogDamaged(segment_name(number), 0, 0, "the file is missing")
    return len(known)


def _is_segment(name: str) -> bool:
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
        _check_end(name, mark, rest, number == last, on_torn)


def confirmed(blocks: Iterator[Block]) -> Iterator[Block]:
    """Hold each block back until the next is checked: only the ``prev`` after a line proves it unchanged."""
    held = None
    for block in blocks:
        if held:
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
        raise LogDamaged(name, mark.line + 1, mark.byte, "the line is unfinished, yet another segment follows")
    elif mark.byte == 0 and not is_last:
        raise LogDamaged(name, 0, 0, "the file is empty, yet another segment follows")


def start_for(folder: Path, after: int, codec: Codec) -> Mark:
    """Where to start reading for the entries behind ``after``: at the segment that holds entry ``after``.

    The link from the segment before is then taken on trust, so that catching up on a large log takes no time.
    """
    for number in range(count_segments(folder) if after > 0 else 1, 1, -1):
        try:
            first = codec.envelope(line_at(folder / segment_name(number), 0))
        except CodecError:
            continue  # empty, torn or damaged: reading on from before it will tell
        if first.seq <= after:
            return Mark(number, seq=first.seq - 1, hash=first.prev)
    return Mark()


def line_at(path: Path, byte: int) -> bytes:
    """Return the line that starts at a byte, without its newline. Raises LogError."""
    with _reading(path) as file:
        file.seek(byte)
        return file.readline().removesuffix(b"\n")


def last_line(path: Path) -> bytes | None:
    """Return the last finished line of a segment, without its newline, or None. Raises LogError."""
    with _reading(path) as file:
        size = file.seek(0, os.SEEK_END)
        length = _TAIL
        while True:
            file.seek(max(0, size - length))
            before, newline, _torn = file.read(min(size, length)).rpartition(b"\n")
            if newline and (b"\n" in before or length >= size):
                return before.rpartition(b"\n")[2]
            if length >= size:
                return None
            length *= 4
