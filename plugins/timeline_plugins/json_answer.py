"""Exporter: the machine-readable answer, the same that ``timeline project --json`` prints."""

from collections.abc import Sequence
from typing import BinaryIO, ClassVar

from attrs import frozen

from timeline_engine.view import View
from timeline_engine.view.contract import json_text, to_json
from timeline_engine.view.phrases import counted


@frozen
class JsonExporter:
    """Writes the answer as one JSON object in the shape that ``timeline schema`` publishes, indented by two."""

    title: ClassVar[str] = "The machine-readable answer, as timeline project --json prints it"
    suffix: ClassVar[str] = ".json"
    binary: ClassVar[bool] = False

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the answer. Returns one sentence on the events it leaves out: those that bear on no issue."""
        out.write(f"{json_text(to_json(view))}\n".encode())
        stray = sum(not event.revision.issues for event in view.events)
        events = counted(stray, "event bears on no issue and is", "events bear on no issue and are")
        return [f"{events} left out: the answer goes by issue."] if stray else []
