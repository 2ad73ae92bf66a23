"""History: from entries to what each event was known to be."""

from .alone import dated, value_in
from .corrections import Corrected, HistoryError, apply_corrections
from .folding import EventHistory
from .reading import History, estimates, read_history
from .references import dangling
from .revisions import Known, Outcome, Revision, Stated, Statement, Step
from .stating import known_of, named_issues

__all__ = [
    "Corrected",
    "EventHistory",
    "History",
    "HistoryError",
    "Known",
    "Outcome",
    "Revision",
    "Stated",
    "Statement",
    "Step",
    "apply_corrections",
    "dangling",
    "dated",
    "estimates",
    "known_of",
    "named_issues",
    "read_history",
    "value_in",
]
