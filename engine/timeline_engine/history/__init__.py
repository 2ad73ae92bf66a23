"""History: from entries to what each event was known to be."""

from .corrections import Corrected, HistoryError, apply_corrections
from .folding import EventHistory
from .reading import History, estimates, known_of, named_issues, read_history
from .references import dangling
from .revisions import Known, Revision, Stated, Statement, Step

__all__ = [
    "Corrected",
    "EventHistory",
    "History",
    "HistoryError",
    "Known",
    "Revision",
    "Stated",
    "Statement",
    "Step",
    "apply_corrections",
    "dangling",
    "estimates",
    "known_of",
    "named_issues",
    "read_history",
]
