"""Names in JSON objects: one that stands twice is read as the first by one program, as the last by another."""

import json
from typing import Any


def named_twice(line: bytes) -> str | None:
    """A name that stands twice in one object of a line, which must be JSON that decodes; None: there is none.

    Decoding takes the last of them without a word, and looking for it takes as long as all else: so `verify` does.
    """
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
