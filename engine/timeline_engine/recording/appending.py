"""Putting something into the log: planned on what the log says, and appended before anybody else appends."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from ..entries import Body, Draft, figures_fault
from ..fields import typed
from ..log import Log, LogConflict, Receipt, keep_up, log_at, utc_now
from .checks import check, check_order
from .errors import RecordError
from .reading import read_with_head
from .state import State

Plan = Callable[[State], Sequence[Draft]]
"""Makes drafts of what a log says; asked again, it makes them of what the log says then."""

_TRIES = 4


@typed
def append(log: Log | str | Path, plan: Plan) -> list[Receipt]:
    """Append what ``plan`` makes of the log (or that at a path) as it stands, all or nothing.

    Where others append all the same, as the lock of a database is gone with its connection, ``plan`` is asked anew.
    Raises RecordError, LogError.
    """
    log = log_at(log)
    for _ in range(_TRIES - 1):
        with suppress(LogConflict):
            return _append_once(log, plan)
    return _append_once(log, plan)


def _append_once(log: Log, plan: Plan) -> list[Receipt]:
    with log.exclusive():
        state, head = read_with_head(log)
        drafts = plan(state)
        receipts = log.append(drafts, head) if drafts else []
        keep_up(log)
    return receipts


@typed
def record_bodies(log: Log | str | Path, *bodies: Body, now: int | None = None) -> list[Receipt]:
    """Check the bodies, each knowing those before it, and append all of them or none; see `record`."""
    return append(log, lambda state: [draft(state, body, now) for body in bodies])


def draft(state: State, body: Body, now: int | None = None, *, anyway: bool = False) -> Draft:
    """Check a body against the log, give it its id, and take it into ``state``. Raises RecordError, DateError.

    ``anyway``: it may undo that an event occurred, which is meant seldom.
    """
    if fault := figures_fault(body):
        raise RecordError(fault)
    if not anyway:
        check_order(body, state)
    check(body, state)
    return state.take(body, utc_now() if now is None else now)
