"""History: from entries to what each event was known to be."""

from .base import Base, dated
from .corrections import Corrected, HistoryError, apply_corrections
from .folding import Event, EventHistory, Fold
from .reading import History, estimates, read_history
from .references import dangling
from .revisions import Known, Outcome, Revision, Stated, Statement, Step
from .stating import known_of, named_issues

__all__ = [
    "Base",
    "Corrected",
    "Event",
    "EventHistory",
    "Fold",
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
]
