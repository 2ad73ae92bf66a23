"""History: from entries to what each event was known to be."""

from ..entries.subjects import named_issues
from .base import Base, dated
from .corrections import Corrected, HistoryError, apply_corrections
from .folding import Event, EventHistory
from .reading import History, estimates, read_history
from .references import dangling, records
from .revisions import Account, AttributedClaim, Evidence, Known, Outcome, Revision, Statement, Step
from .stating import known_of

__all__ = [
    "Account",
    "AttributedClaim",
    "Base",
    "Corrected",
    "Event",
    "EventHistory",
    "Evidence",
    "History",
    "HistoryError",
    "Known",
    "Outcome",
    "Revision",
    "Statement",
    "Step",
    "apply_corrections",
    "dangling",
    "dated",
    "estimates",
    "known_of",
    "named_issues",
    "read_history",
    "records",
]
