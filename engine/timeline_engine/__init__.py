"""An event-sourced timeline: what was the state of each issue, as a reader could know it that day, and why.

    from timeline_engine import open_log, project

    view = project(open_log("events"), "2018-12-04")
    for issue in view.issues:
        print(issue.issue, issue.status.value if issue.status else "-")

Supported are the names here and, of the modules below, those that docs/library.md lists: the entries that
``record`` takes are in ``timeline_engine.entries``.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import TimelineError
    from .log import create_log, open_log
    from .log.verify import verify
    from .model import Claim, Quantity, Source
    from .plugins import export
    from .recording import record
    from .rows import import_rows
    from .view import Question, View, project
    from .view.ports import Row

__all__ = [
    "Claim",
    "Quantity",
    "Question",
    "Row",
    "Source",
    "TimelineError",
    "View",
    "create_log",
    "export",
    "import_rows",
    "open_log",
    "project",
    "record",
    "verify",
]

_HOME = {
    "TimelineError": "errors",
    "Claim": "model",
    "Quantity": "model",
    "Source": "model",
    "create_log": "log",
    "open_log": "log",
    "verify": "log.verify",
    "export": "plugins",
    "record": "recording",
    "import_rows": "rows",
    "Question": "view",
    "Row": "view.ports",
    "View": "view",
    "project": "view",
}


def __dir__() -> list[str]:
    """The names of the module, those not yet imported too."""
    return sorted({*globals(), *_HOME})


def __getattr__(name: str) -> object:
    """Import a name's module when it is first used: a command pays for what it needs."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
