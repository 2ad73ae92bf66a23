"""An exporter in a package of its own: what is still open, one line an event."""

from collections.abc import Sequence
from typing import ClassVar, TextIO

from timeline_engine import View


class AgendaExporter:
    """Writes the events that are to come, or of which no outcome is reported.

    Options:
        width: the characters of the date column, 12 if not given.
    """

    title: ClassVar[str] = "Agenda: what is overdue, due, to come or postponed"
    suffix: ClassVar[str] = ".agenda"
    binary: ClassVar[bool] = False
    text: ClassVar[bool] = True

    def __init__(self, width: str = "12") -> None:
        self.width = int(width)

    def export(self, view: View, out: TextIO) -> Sequence[str]:
        """Write one line for each open event, in the order of the view."""
        out.write(f"{view.log.title}, as of {view.question.as_of}\n")
        for event in view.phase("overdue", "due", "upcoming", "postponed"):
            when = event.revision.when.text if event.revision.when else "no date"
            out.write(f"{when:{self.width}} {event.phase:9} {event.revision.body.title}\n")
        return ()
