"""The sheet of a diff: one row for each thing that changed between two questions."""

from timeline_engine.view.diff import Diff
from timeline_engine.view.words.diff import backwards_words, told_by_cause
from timeline_engine.view.words.phrases import clocks_words, sentence

from .layout import Column, Mark, Sheet

SINCE = "What changed since"
"""The sheet of what changed from an earlier answer to the one of which the workbook is."""


def changes(found: Diff, title: str = "Changes") -> Sheet:
    """What changed, sorted by cause, with the events responsible."""
    return Sheet(
        title=title,
        heading=(
            f"{found.after.log.title}: what changed",
            f"{sentence(between_words(found))}{'' if found.changes else ' Nothing changed.'}",
            *(sentence(words) for words in filter(None, [backwards_words(found)])),
        ),
        columns=(
            Column("Cause", 24, "wrapped"),
            Column("Issue", 26, "wrapped"),
            Column("What", 40, "wrapped"),
            Column("Change", 50, "wrapped"),
            Column("Because of", 60, "wrapped"),
        ),
        rows=(
            (cause, line.issue, line.what, line.change, "\n".join(line.because))
            for cause, lines in told_by_cause(found)
            for line in lines
        ),
        marks=(
            Mark("Cause", "corrected", "notice", on=("Cause",)),
            Mark("Cause", "overdue", "alarm", on=("Cause",)),
        ),
    )


def between_words(found: Diff) -> str:
    """Which answers are compared: ``from the answer as of D, as known by D to that as of E, as known by E``."""
    before, after = (clocks_words(view.question) for view in (found.before, found.after))
    return f"from the answer {before} to that {after}"
