"""The sheet of a diff: one row for each thing that changed between two questions."""

from timeline_engine.view.diff import Diff
from timeline_engine.view.words.diff import backwards_words, told_by_cause
from timeline_engine.view.words.phrases import clocks_words

from .layout import Column, Mark, Sheet


def changes(found: Diff) -> Sheet:
    """What changed, sorted by cause, with the events responsible."""
    return Sheet(
        title="Changes",
        heading=(
            f"{found.after.log.title}: what changed",
            f"From {clocks_words(found.before.question)}",
            f"to {clocks_words(found.after.question)}.",
            *filter(None, [backwards_words(found).capitalize()]),
        ),
        columns=(
            Column("Cause", 24),
            Column("Issue", 26),
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
