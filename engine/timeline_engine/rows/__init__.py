"""Import rows: read as reports, compared with the log, proposed as entries."""

from .compare import Proposal, import_rows, propose
from .reports import ReportedEvent, RowError, reports

__all__ = ["Proposal", "ReportedEvent", "RowError", "import_rows", "propose", "reports"]
