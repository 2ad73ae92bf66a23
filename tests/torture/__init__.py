"""What happens when things go wrong: kills, failing disks, changed bytes, odd files, long sequences of commands.

`make torture` goes on for minutes and ends with a table; `tests/torture/test_torture.py` runs the first of each part.
"""

from . import changes, examples, faults, files, index, model, writers
from .outcome import Part

PARTS: dict[str, Part] = {
    "changed bytes": changes.part,
    "kills at calls": faults.kills,
    "failing disks": faults.failures,
    "the index": index.part,
    "eight writers": writers.part,
    "odd files": files.part,
    "any sequence": model.part,
    "other examples": examples.part,
}
"""The parts by name."""
SHARES: dict[str, float] = {
    "changed bytes": 1,
    "kills at calls": 2,
    "failing disks": 2,
    "the index": 2,
    "eight writers": 1,
    "odd files": 2,
    "any sequence": 2,
    "other examples": 2,
}
"""How much of the time each may take, beside the others."""
