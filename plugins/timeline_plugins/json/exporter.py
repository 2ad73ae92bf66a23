"""Exporter: the machine-readable answer, the same that ``timeline project --json`` prints."""

from collections.abc import Sequence
from typing import BinaryIO, ClassVar

from attrs import frozen
from msgspec.structs import replace

from timeline_engine.view import View
from timeline_engine.view.json.contract import issue_json, json_text, to_json
from timeline_engine.view.words.phrases import counted

_NO_ISSUES = "[]"


@frozen
class JsonExporter:
    """Writes the answer as one JSON object in the shape that ``timeline schema`` publishes, indented by two."""

    title: ClassVar[str] = "The machine-readable answer, as timeline project --json prints it"
    suffix: ClassVar[str] = ".json"
    binary: ClassVar[bool] = False

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the answer, an issue at a time. Returns one sentence on the events it leaves out: those of no issue."""
        head, tail = json_text(to_json(replace(view, issues=()))).rsplit(_NO_ISSUES, 1)
        out.write(head.encode())
        for number, issue in enumerate(view.issues):
            text = json_text(issue_json(issue, view)).replace("\n", "\n    ")
            out.write(f"{',' if number else '['}\n    {text}".encode())
        end = "\n  ]" if view.issues else _NO_ISSUES
        out.write(f"{end}{tail}\n".encode())
        stray = len(view.events.stray())
        events = counted(stray, "event bears on no issue and is", "events bear on no issue and are")
        return [f"{events} left out: the answer goes by issue."] if stray else []
