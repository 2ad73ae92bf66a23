"""Import rows: read as reports, compared with the log, proposed as entries."""

from .backdated import backdated
from .compare import Proposal, import_rows, propose
from .put_back import PutBack, put_back
from .reading import RowError
from .reports import ReportedEvent, reports

__all__ = [
    "Proposal",
    "PutBack",
    "ReportedEvent",
    "RowError",
    "backdated",
    "import_rows",
    "propose",
    "put_back",
    "reports",
]
