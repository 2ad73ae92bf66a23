"""Import rows: read as reports, compared with the log, proposed as entries (docs/semantics.md, section 8)."""

from .by_event import gather
from .compare import Proposal, import_rows, propose
from .reading import RowError
from .reports import FileReport

__all__ = ["FileReport", "Proposal", "RowError", "gather", "import_rows", "propose"]
