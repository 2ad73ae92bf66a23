"""An exporter in a package of its own: the events as an outline for Emacs' Org mode, with its agenda's dates."""

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar, TextIO

from timeline_engine import View
from timeline_engine.view.words.phrases import counted, source_words

_KEYWORDS = {
    "overdue": "TODO", "due": "TODO", "upcoming": "TODO", "postponed": "WAITING",
    "cancelled": "CANCELLED", "retracted": "CANCELLED",
}  # fmt: skip
_DAYS = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:/([0-9]{4}-[0-9]{2}-[0-9]{2}))?")
_HEAD = "#+TITLE: {title}\n#+SUBTITLE: as of {as_of}\n#+TODO: TODO WAITING | DONE CANCELLED\n"


class OrgExporter:
    """Writes a heading an event: TODO what is to come, DONE what happened; its sources are a list below.

    Options:
        level: the stars of a heading, 1 if not given.
    """

    title: ClassVar[str] = "Outline for Org mode, a heading an event"
    suffix: ClassVar[str] = ".org"
    binary: ClassVar[bool] = False
    text: ClassVar[bool] = True

    def __init__(self, level: str = "1") -> None:
        self.level = int(level)

    def export(self, view: View, out: TextIO) -> Sequence[str]:
        """Write the outline. Returns a sentence on the dates that are no days, which Org cannot hold."""
        out.write(_HEAD.format(title=_line(view.log.title), as_of=view.question.as_of))
        vague = 0
        for event in view.events:
            said = event.revision.body
            stamp = _stamp(str(event.date) if event.date else event.when or "")
            vague += bool(event.when and not stamp)
            out.write(f"\n{'*' * self.level} {_KEYWORDS.get(event.phase, 'DONE')} {_line(said.title)}\n")
            if stamp:
                out.write(f"  {'SCHEDULED: ' if event.phase in _KEYWORDS else ''}{stamp}\n")
            out.writelines(_drawer({"ID": event.id, "WHEN": event.when, "PLACE": said.place, "KIND": said.kind}))
            out.writelines(f"  {line}\n" for line in (said.summary or "").splitlines() if _line(line))
            out.writelines(f"  - {_line(source_words(source, view.zone))}\n" for source in event.revision.sources)
        told = f"Org has no dates but days: of {counted(vague, 'event')} the date is in the property WHEN."
        return [told] if vague else []


def _stamp(when: str) -> str:
    """A day, or from one day to another, as Org writes them; empty for what is neither."""
    days = _DAYS.fullmatch(when)
    return "--".join(f"<{day}>" for day in days.groups() if day) if days else ""


def _drawer(properties: dict[str, str | None]) -> Iterator[str]:
    yield "  :PROPERTIES:\n"
    yield from (f"  :{name}: {_line(text)}\n" for name, text in properties.items() if text)
    yield "  :END:\n"


def _line(text: str) -> str:
    """A text as one line, without what no line can hold."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
