"""The same entries in `eventsourcing`, as its documentation does it: what the benchmarks compare with.

python happenings.py fill DATABASE LOG | replay DATABASE | repository DATABASE | save DATABASE NAME

An event of ours is an aggregate of theirs; each entry about it, corrections too, is a domain event that carries the
same data. An aggregate keeps its phase and date, and what it was told: it folds less than our answer does.
"""

import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

Told = tuple[str, str, dict]
"""What an entry is about, its kind and its data."""


class Happening(Aggregate):
    @staticmethod
    def create_id(about: str, kind: str, data: dict) -> UUID:
        return uuid5(NAMESPACE_URL, about)

    @event("Recorded")
    def __init__(self, about: str, kind: str, data: dict) -> None:
        self.about = about
        self.phase = data.get("phase")
        self.when = data.get("when")
        self.told = [data]

    @event("Told")
    def tell(self, kind: str, data: dict) -> None:
        self.phase = kind
        self.when = data.get("when", self.when)
        self.told.append(data)


class Feed(Application[UUID]):
    def take(self, told: Iterable[Told], batch: int) -> None:
        """Save entries, ``batch`` of them at a time, in one transaction each."""
        known: dict[str, Happening] = {}
        for entries in batches(told, batch):
            touched = {}
            for about, kind, data in entries:
                happening = known.get(about)
                if happening is None:
                    happening = known[about] = Happening(about, kind, data)
                else:
                    happening.tell(kind, data)
                touched[about] = happening
            self.save(*touched.values())

    def replay(self, page: int = 1000) -> dict[UUID, Happening]:
        """All aggregates, from all events in the order in which they were recorded."""
        state: dict[UUID, Happening] = {}
        last = 0
        while notifications := self.recorder.select_notifications(last, page, inclusive_of_start=False):
            for notification in notifications:
                change = self.mapper.to_domain_event(notification)
                state[change.originator_id] = change.mutate(state.get(change.originator_id))
            last = notifications[-1].id
        return state


def feed(database: Path) -> Feed:
    return Feed(env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(database)})


def batches(items: Iterable[Told], size: int) -> Iterator[list[Told]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def told(folder: Path | str) -> Iterator[Told]:
    """What the entries of a log say. A correction is about what the corrected entry is about."""
    about: dict[str, str] = {}
    for path in sorted(Path(folder).glob("*.jsonl")):
        with path.open("rb") as lines:
            for line in map(json.loads, lines):
                data = line["data"]
                about[line["id"]] = about.get(data.get("entry", ""), data.get("event") or data.get("issue"))
                yield about[line["id"]], line["kind"], data


def ids(database: str) -> list[UUID]:
    with sqlite3.connect(database) as connection:
        return [UUID(found) for (found,) in connection.execute("SELECT DISTINCT originator_id FROM stored_events")]


def main() -> None:
    verb, database, *rest = sys.argv[1:]
    with feed(Path(database)) as app:
        if verb == "fill":
            app.take(told(rest[0]), 1000)
        elif verb == "replay":
            print(len(app.replay()))
        elif verb == "repository":
            print(len([app.repository.get(one) for one in ids(database)]))
        else:
            app.take([(rest[0], "event.recorded", {"phase": "occurred", "when": "2004-01-01"})], 1)


if __name__ == "__main__":
    main()
