"""Import rows: read as reports, compared with the log, proposed as entries."""

from .compare import Proposal, propose
from .reports import ReportedEvent, RowError, reports

__all__ = ["Proposal", "ReportedEvent", "RowError", "propose", "reports"]
