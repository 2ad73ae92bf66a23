"""Exporter: the machine-readable answer, the same that ``timeline project --json`` prints."""

from collections.abc import Sequence
from typing import BinaryIO, ClassVar

import msgspec
from attrs import frozen

from timeline_engine.view import View
from timeline_engine.view.contract import to_json
from timeline_engine.view.phrases import counted


@frozen
class JsonExporter:
    """Writes the answer as one JSON object in the shape that ``timeline schema`` publishes, indented by two."""

    title: ClassVar[str] = "The machine-readable answer, as timeline project --json prints it"
    suffix: ClassVar[str] = ".json"
    binary: ClassVar[bool] = False

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the answer. Returns one sentence on the events it leaves out: those that bear on no issue."""
        out.write(msgspec.json.format(msgspec.json.encode(to_json(view)), indent=2) + b"\n")
        stray = sum(not event.revision.issues for event in view.events)
        events = counted(stray, "event bears on no issue and is", "events bear on no issue and are")
        return [f"{events} left out: the answer goes by issue."] if stray else []
