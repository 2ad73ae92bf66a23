"""What stands in the folder of a log: only there are these names taken."""

import os
from pathlib import Path

from .keeping import SIDECAR
from .segments import SETTINGS, is_segment

HEADS = "heads"
"""The folder of the signed heads."""
ASIDE = "before-repair-"
"""What there was before a repair is kept in the log's folder, in a folder of this name and a number."""
TOKENS = "serve-tokens.json"
"""The tokens of `timeline serve`."""
_OTHERS = (SETTINGS, HEADS, TOKENS, ".lock", "index.duckdb")  # the last from an earlier version


def is_taken(name: str) -> bool:
    """Is a name in the folder of a log that of something which is kept there, be it a part of the log or not?"""
    return name in _OTHERS or is_segment(name) or name.endswith(".torn") or name.startswith((ASIDE, SIDECAR))


def log_of(file: Path) -> Path | None:
    """The folder of the log in which a file, or what it links to, is one of those kept there; None if there is none."""
    linked = Path(os.path.realpath(file))  # which, other than Path.resolve, takes a link to itself
    named = [path for one in (file, linked) for path in (one, one.parent)]
    return next((path.parent for path in named if is_taken(path.name) and (path.parent / SETTINGS).exists()), None)
