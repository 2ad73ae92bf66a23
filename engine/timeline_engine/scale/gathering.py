"""The entries of a log by what they are about: each event, and each issue that is defined, with their corrections."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from ..dates import Zone, utc_instant
from ..entries import Entry, EventCorrected, IssueDefined, said_in
from ..history import read_history

Declared = Mapping[str, Sequence[tuple[int, frozenset[str]]]]
"""Of issues that had an estimate at any time: from which recorded instants on which attributes are estimates."""


class Gathered(Struct, frozen=True):
    """Entries in the order of the log, by the id of the event or issue."""

    events: Mapping[str, Sequence[Entry]]
    definitions: Mapping[str, Sequence[Entry]]


def gather(entries: Iterable[Entry]) -> Gathered:
    """Put entries together by what they are about. A correction is about what the entry is about that it corrects."""
    events, definitions = defaultdict[str, list[Entry]](list), defaultdict[str, list[Entry]](list)
    corrections: list[Entry] = []
    for entry in entries:
        if entry.gist is not None:  # as most
            events[entry.gist.event].append(entry)
        elif isinstance(entry.data, EventCorrected):
            corrections.append(entry)
        elif isinstance(entry.data, IssueDefined):
            definitions[entry.data.issue].append(entry)
        else:
            events[said_in(entry.data).event].append(entry)
    _put_corrections(corrections, [*events.values(), *definitions.values()])
    return Gathered(events, definitions)


def roots_of(corrections: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What corrections correct in the end, by their ids; each is given with what it names, which may be another."""
    named = dict(corrections)
    return {name: _root(name, named) for name in named}


def _root(name: str, named: Mapping[str, str]) -> str:
    passed = set[str]()
    while name in named and name not in passed:
        passed.add(name)
        name = named[name]
    return name


def _put_corrections(corrections: Sequence[Entry], groups: Iterable[list[Entry]]) -> None:
    if not corrections:
        return
    roots = roots_of((entry.id, entry.data.entry) for entry in corrections if isinstance(entry.data, EventCorrected))
    of_root = defaultdict[str, list[Entry]](list)
    for entry in corrections:
        of_root[roots[entry.id]].append(entry)
    for group in groups:
        found = [entry for told in group for entry in of_root.get(told.id, ())]
        if found:
            group.extend(found)
            group.sort(key=lambda entry: entry.seq)


def declared(definitions: Mapping[str, Sequence[Entry]], zone: Zone) -> Declared:
    """Which attributes were estimates as of when, by what was recorded of each issue. Raises HistoryError."""
    found: dict[str, list[tuple[int, frozenset[str]]]] = {}
    for issue, entries in definitions.items():
        over_time = [
            (instant, frozenset(name for _, name in read_history(entries, zone, instant).estimates))
            for instant in recorded_instants(entries)
        ]
        if any(names for _, names in over_time):
            found[issue] = over_time
    return found


def recorded_instants(entries: Iterable[Entry]) -> list[int]:
    """The instants at which entries were recorded, in order, each once."""
    return sorted({utc_instant(entry.recorded) for entry in entries})
