"""Reading what a log says, to check what is to be appended."""

from contextlib import suppress
from weakref import WeakKeyDictionary

from ..dates import Zone
from ..entries import Entry
from ..log import Followed, Head, InFolder, Log, Unusable, kept_of
from ..log.chain import START, Mark
from ..log.segments import confirmed
from .state import State

_READ: WeakKeyDictionary[Followed, tuple[Mark, tuple[Entry, ...]]] = WeakKeyDictionary()
"""Of logs that are in no folder, and of which there is no mirror, as they are small or none is to be kept: how far each
was read by this process, and its entries, as to read them over a network at each record takes long."""


def read_state(log: Log) -> State:
    """What a log says: of a large one as far as it is asked for, so to be used before anybody appends."""
    return read_with_head(log)[0]


def read_with_head(log: Log, *, whole: bool = False) -> tuple[State, Head]:
    """The same, and the head of the log that says it. ``whole``: read all of it."""
    if not whole and (kept := kept_of(log)):
        from .kept_state import KeptState  # and SQLite: for large logs alone

        with suppress(Unusable):
            return KeptState.of_log(log, kept), kept.head
    if isinstance(log, Followed) and not isinstance(log, InFolder):
        mark, entries = _read_on(log)
        return State.of(entries, Zone(log.info.zone)), mark.head
    reading = log.read()
    return State.of(reading, Zone(log.info.zone)), reading.head


def _read_on(log: Followed) -> tuple[Mark, tuple[Entry, ...]]:
    """All entries of a log, of which only those are read that are new since the last time, and linked to these."""
    mark, entries = _READ.get(log, (START, ()))
    if not log.holds(mark):  # it was replaced: reading tells by what
        mark, entries = START, ()
    new: list[Entry] = []
    for block in confirmed(log.blocks(mark)):
        new += block.entries(log.codec)
        mark = block.end
    _READ[log] = mark, (*entries, *new)
    return _READ[log]
