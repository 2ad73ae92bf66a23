"""Exporter: the machine-readable answer, the same that ``timeline project --json`` prints."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, ClassVar

from attrs import frozen
from msgspec.structs import replace

from timeline_engine.view import View
from timeline_engine.view.json.contract import event_json, issue_json, json_text, to_json

_EMPTY = "[]"


@frozen
class JsonExporter:
    """Writes the answer as one JSON object in the shape that ``timeline schema`` publishes, indented by two."""

    title: ClassVar[str] = "The machine-readable answer, as timeline project --json prints it"
    suffix: ClassVar[str] = ".json"
    binary: ClassVar[bool] = False

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the answer, an issue and an event at a time. It carries everything: there is nothing to say of it."""
        frame = json_text(to_json(replace(view, issues=(), events=view.events.phase())))
        head, between, tail = frame.rsplit(_EMPTY, 2)  # its two lists come last
        out.write(head.encode())
        _write_list((issue_json(issue, view) for issue in view.issues), out)
        out.write(between.encode())
        _write_list(map(event_json, view.events.stray()), out)
        out.write(f"{tail}\n".encode())
        return []


def _write_list(items: Iterable[dict[str, Any]], out: BinaryIO) -> None:
    """Write a list that stands one level deep, without ever having it whole."""
    end = _EMPTY
    for number, item in enumerate(items):
        text = json_text(item).replace("\n", "\n    ")
        out.write(f"{',' if number else '['}\n    {text}".encode())
        end = "\n  ]"
    out.write(end.encode())
