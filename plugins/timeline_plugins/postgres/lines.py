"""Lines as the database gives them: whether they follow, and stand under what is their own; and what a log says of
itself. Pure.
"""

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from timeline_engine.entries import Codec, CodecError
from timeline_engine.entries.codec import Line
from timeline_engine.log import FORMAT, LogDamaged, LogError, LogInfo, LogNewer
from timeline_engine.log.chain import Block, Mark, link
from timeline_engine.log.settings import check_zone

from .statements import Row, id_key


def linked(mark: Mark, rows: Sequence[Row], codec: Codec) -> Block:
    """Rows that should follow a mark, each of them under the seq and the id that its line says."""
    raw = [line for _, _, line in rows]
    block = link("", mark, raw, codec)
    for index, (line, (seq, key, _)) in enumerate(zip(block.lines, rows, strict=False)):
        if (line.seq, id_key(line.id)) != (seq, key):
            whole = link("", mark, raw[:index], codec)
            return Block("", mark, raw, whole.lines, whole.end, "it is kept under another number or id than its own")
    return block


def mark_behind(seq: int, line: bytes, codec: Codec) -> Mark:
    """The mark behind a line. Raises LogDamaged."""
    recorded = read_line(seq, line, codec).recorded
    return Mark(line=seq, seq=seq, hash=sha256(line).hexdigest(), recorded=recorded)


def read_line(seq: int, line: bytes, codec: Codec) -> Line:
    """The envelope of a line. Raises LogDamaged."""
    try:
        return codec.envelope(line)
    except CodecError as error:
        raise LogDamaged(f"line {seq}", seq, str(error)) from error


def ids_of(raw: Sequence[bytes], codec: Codec) -> list[str]:
    """The ids of lines; none if one cannot be read, of which `copied` tells."""
    try:
        return [line.id for line in codec.envelopes(raw)]
    except CodecError:
        return []


def read_info(data: bytes | None, shown: str) -> LogInfo:
    """What the log at a place, as it is shown, says of itself. Raises LogNewer, LogError."""
    try:
        info = msgspec.json.decode(data or b"", type=LogInfo)
    except msgspec.MsgspecError as error:
        raise LogError(f"{shown}: what the log says of itself cannot be read: {error}") from error
    if info.format > FORMAT:
        said = f"format {info.format} was written by a newer timeline, this one reads {FORMAT}: upgrade"
        raise LogNewer(f"{shown}: {said}")
    check_zone(info.zone, f"{shown}: ")
    return info
