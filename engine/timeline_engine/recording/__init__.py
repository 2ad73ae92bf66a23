"""Recording: what is to be appended is checked against what the log says, and given its id."""

from ..entries.subjects import subject
from .appending import Plan, append, draft
from .checks import check
from .errors import RecordError
from .ids import check_id, entry_id, slug, takers, to_define
from .new_event import EventReceipt
from .reading import read_state
from .recorder import record
from .state import State

__all__ = [
    "EventReceipt",
    "Plan",
    "RecordError",
    "State",
    "append",
    "check",
    "check_id",
    "draft",
    "entry_id",
    "read_state",
    "record",
    "slug",
    "subject",
    "takers",
    "to_define",
]
