"""Putting something into the log: planned on what the log says, and appended before anybody else appends."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from ..entries import Body, Draft, figures_fault
from ..fields import typed
from ..log import Head, Log, LogConflict, LogError, LogUncertain, Receipt, Unusable, keep_up, log_at, utc_now
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
        drafts, head = _planned(log, plan)
        try:
            receipts = log.append(drafts, head) if drafts else []
        except LogUncertain as error:
            receipts = _settled(log, drafts, head, error)
        keep_up(log)
    return receipts


def _planned(log: Log, plan: Plan) -> tuple[Sequence[Draft], Head]:
    with suppress(Unusable):  # what a sidecar tells is found out as it is asked for
        state, head = read_with_head(log)
        return plan(state), head
    state, head = read_with_head(log, whole=True)
    return plan(state), head


def _settled(log: Log, drafts: Sequence[Draft], head: Head, uncertain: LogUncertain) -> list[Receipt]:
    """What became of an append that nobody heard of, which is tried again if it came to nothing.

    Raises LogConflict if others appended instead; LogUncertain if that cannot be told now.
    """
    try:
        with suppress(LogConflict):
            return log.append(drafts, head)
        there = {entry.id for entry in log.read(head.seq)}
        if there.isdisjoint(draft.id for draft in drafts):
            return log.append(drafts, head)  # which tells of the conflict
        return [replace(receipt, new=receipt.seq > head.seq) for receipt in log.append(drafts)]
    except LogConflict:
        raise
    except LogError as error:
        raise uncertain from error


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
