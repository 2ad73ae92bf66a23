"""What the engine's import of rows appends, in the oracle's terms."""

import re
from typing import Any

import msgspec

from oracle.importing import Proposal
from timeline_engine.dates import Zone, utc_instant
from timeline_engine.entries import Codec, Entry, to_data
from timeline_engine.recording.state import State
from timeline_engine.rows import propose
from timeline_plugins.rows.row_of_cells import read_row

Data = dict[str, Any]
CODEC = Codec()


def entry_of(line: Data) -> Entry:
    """An entry as the log would read it."""
    return CODEC.entry(CODEC.envelope(msgspec.json.encode({"v": 1, "prev": ""} | line)))


def propose_by_engine(
    entries: list[Data], rows: list[Data], recorded: str, zone: str = "UTC", *, only_changes: bool = False
) -> Proposal:
    """What an import at the instant ``recorded`` appends to the entries; what contradicts itself is left out."""
    state = State.of(map(entry_of, entries), Zone(zone))
    made = [read_row({name: value for name, value in row.items() if value is not None}, f"row {number}")
            for number, row in enumerate(rows, 2)]  # fmt: skip
    stamp = f"{recorded.removesuffix('Z')}.000000Z"
    found = propose(made, state, utc_instant(stamp), skip_bad=True, only_changes=only_changes)
    notes = [sentence for sentence in found.warnings if "left out" in sentence]
    bodies = [{"kind": draft.body.KIND, "data": to_data(draft.body)} for draft in found.drafts]
    return Proposal(_numbered(bodies, found, entries), [_pair(str(error)) for error in found.refused], notes)


def _numbered(bodies: list[Data], found: Any, entries: list[Data]) -> list[Data]:
    """The bodies, entries that are corrected called as `appended` calls them: by their number."""
    called = {draft.id: f"e{number}" for number, draft in enumerate(found.drafts, len(entries) + 1)}
    for body in bodies:
        if body["kind"] == "event.corrected":
            body["data"]["entry"] = called.get(body["data"]["entry"], body["data"]["entry"])
    return bodies


def _pair(sentence: str) -> tuple[str, str]:
    """The two that a refusal names: rows, or an entry and a row."""
    row = sentence.partition(":")[0]
    other = re.search(r"but (?:entry )?((?:row )?\w+)", sentence)
    return other[1] if other else "", row
