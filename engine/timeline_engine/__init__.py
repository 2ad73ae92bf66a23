"""An event-sourced timeline: what was the state of each issue, as a reader could know it that day, and why.

    from timeline_engine import project

    view = project("events", "2018-12-04")
    for issue in view:
        print(issue.id, issue.status.value if issue.status else "-")

Supported are the names here and, of the modules below, those that docs/library.md lists: the entries that
``record`` takes are in ``timeline_engine.entries``.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import TimelineError, TimelineWarning
    from .log import create_log, open_log
    from .log.verify import verify
    from .model import Claim, Quantity, Source
    from .plugins import export
    from .plugins.importing import import_file
    from .recording import record
    from .rows import import_rows
    from .view import LogHistory, Question, View, project, read
    from .view.diff import diff
    from .view.ports import Row

__all__ = [
    "Claim",
    "LogHistory",
    "Quantity",
    "Question",
    "Row",
    "Source",
    "TimelineError",
    "TimelineWarning",
    "View",
    "create_log",
    "diff",
    "export",
    "import_file",
    "import_rows",
    "open_log",
    "project",
    "read",
    "record",
    "verify",
]

_HOME = {
    "TimelineError": "errors",
    "TimelineWarning": "errors",
    "Claim": "model",
    "Quantity": "model",
    "Source": "model",
    "create_log": "log",
    "open_log": "log",
    "verify": "log.verify",
    "export": "plugins",
    "import_file": "plugins.importing",
    "record": "recording",
    "import_rows": "rows",
    "LogHistory": "view",
    "Question": "view",
    "Row": "view.ports",
    "View": "view",
    "diff": "view.diff",
    "project": "view",
    "read": "view",
}


def __dir__() -> list[str]:
    """The names of the module, those not yet imported too."""
    return sorted({*globals(), *_HOME})


def __getattr__(name: str) -> object:
    """Import a name's module when it is first used: a command pays for what it needs."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
