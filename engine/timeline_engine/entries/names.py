"""Names in JSON objects: one that stands twice is read as the first by one program, as the last by another."""

import json
from typing import Any

import msgspec


def named_twice(line: bytes) -> str | None:
    """A name that stands twice in one object of a line, which must be JSON that decodes; None: there is none.

    Decoding takes the last of them without a word, and looking for it takes as long as all else: so `verify` does.
    """
    if is_whole(line):
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


def is_whole(line: bytes) -> bool:
    """Whether a line, read and written again, is the same: then none of its names was lost. Most are so written."""
    try:
        return msgspec.json.encode(msgspec.json.decode(line)) == line
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return False
