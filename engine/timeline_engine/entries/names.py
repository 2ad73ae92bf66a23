"""Names in JSON objects: one that stands twice is read as the first by one program, as the last by another."""

import json
from collections.abc import Sequence
from typing import Any

import msgspec


def named_twice(line: bytes) -> str | None:
    """A name that stands twice in one object of a line, which must be JSON that decodes; None: there is none.

    Decoding takes the last of them without a word, and looking for it takes as long as all else: so `verify` does.
    """
    if _is_whole(line):
        return None
    found: list[str] = []

    def look(pairs: list[tuple[str, Any]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            found.extend(name for place, name in enumerate(names) if name in names[:place])

    try:
        json.loads(line, object_pairs_hook=look, parse_int=str, parse_float=str)
    except RecursionError:
        return None  # within what readers pass over: of what they read, none is so deep
    return found[0] if found else None


def are_whole(lines: Sequence[bytes]) -> bool:
    """Whether lines, read and written again, are the same: then none of their names was lost. Most are so written.

    Each must be JSON.
    """
    return _is_whole(b"[%b]" % b",".join(lines))


def _is_whole(text: bytes) -> bool:
    try:
        return msgspec.json.encode(msgspec.json.decode(text)) == text
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return False
