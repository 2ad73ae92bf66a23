"""Reading what a log says, to check what is to be appended."""

from contextlib import suppress

from ..dates import Zone
from ..log import Log, Unusable, kept_of
from .state import State


def read_state(log: Log) -> State:
    """What a log says: of a large one as far as it is asked for, so to be used before anybody appends."""
    if kept := kept_of(log):
        from .kept_state import KeptState  # and SQLite: for large logs alone

        with suppress(Unusable):
            return KeptState.of_log(log, kept)
    return State.of(log.read(), Zone(log.info.zone))
