"""The claims of a log as flat rows: what a table of facts with two times would hold. For filling the others' stores.

Corrections, retractions and what becomes of an expected event are left out: a flat table has no place for them.
"""

import json
from collections.abc import Iterator
from pathlib import Path


def claims(folder: str) -> Iterator[tuple[str, str, str, str, str, int]]:
    """Issue, attribute, value, when it happened, when it was known, and the place in the log."""
    for path in sorted(Path(folder).glob("*.jsonl")):
        with path.open("rb") as lines:
            for line in lines:
                entry = json.loads(line)
                data = entry["data"]
                if "when" not in data or "claims" not in data:
                    continue
                known = data.get("known") or min(source["published"] for source in data["sources"])
                for claim in data["claims"]:
                    value = claim["value"]
                    text = value if isinstance(value, str) else json.dumps(value)
                    yield claim["issue"], claim["attribute"], text, data["when"][:10], known, entry["seq"]
