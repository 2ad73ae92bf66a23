"""History: from entries to what each event was known to be."""

from .corrections import Corrected, HistoryError, apply_corrections
from .folding import EventHistory
from .reading import History, known_of, named_issues, read_history
from .references import dangling
from .revisions import Change, Known, Revision, Stated, Statement

__all__ = [
    "Change",
    "Corrected",
    "EventHistory",
    "History",
    "HistoryError",
    "Known",
    "Revision",
    "Stated",
    "Statement",
    "apply_corrections",
    "dangling",
    "known_of",
    "named_issues",
    "read_history",
]
