"""Which events look like others, found pair by pair: the naive way, that the fast one is held to."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from timeline_engine.view.check import duplicates
from timeline_engine.view.check.titled import Titled
from timeline_engine.view.check.titles import are_alike, marks_of


def by_pairs(events: Iterable[Titled], both: Callable[[Titled, Titled], bool]) -> list[tuple[Titled, Titled]]:
    """Each event that looks like one entered before, after the first that it looks like; in the order of the log."""
    told = sorted(events, key=lambda event: event.seq)
    found: dict[int, tuple[Titled, Titled]] = {}
    for one, other in (*_near(told), *_of_a_pair(told)):
        first, later = sorted((one, other), key=lambda event: event.seq)
        is_same = alike(first, later) or (_may_be_moved(first, later) and not both(first, later))
        if is_same and (later.seq not in found or found[later.seq][0].seq > first.seq):
            found[later.seq] = first, later
    return [found[seq] for seq in sorted(found)]


def alike(one: Titled, other: Titled) -> bool:
    """Have they a time in common, alike titles, and an issue; or publisher and date, and no places that differ?"""
    if one.last < other.first or other.last < one.first or not are_alike(one.title, other.title):
        return False
    if set(one.issues) & set(other.issues):
        return True
    here, there = one.place, other.place
    if here and there and here != there:
        return False
    return (one.first, one.last) == (other.first, other.last) and bool(one.publishers & other.publishers)


def _may_be_moved(one: Titled, other: Titled) -> bool:
    return (
        one.title == other.title
        and 0 < max(one.first, other.first) - min(one.last, other.last) <= duplicates.MOVED
        and bool(one.publishers & other.publishers)
        and (set(one.issues) == set(other.issues) or bool(set(one.issues) & set(other.issues)))
    )


def _near(events: Sequence[Titled]) -> Iterator[tuple[Titled, Titled]]:
    """The pairs that share a stretch of time and a mark of their titles: of each mark the first few."""
    marks = marks_of(event.title for event in events)
    for level in {event.level for event in events}:
        held = [event for event in events if event.level == level]
        for stretch in {number for event in held for number in event.stretches(level)}:
            having: dict[Hashable, list[Titled]] = {}
            for event in held:
                for mark in marks[event.title.plain] if stretch in event.stretches(level) else ():
                    having.setdefault(mark, []).append(event)
            for event in events:
                if event.level <= level and stretch in event.stretches(level):
                    for mark in marks[event.title.plain]:
                        crowd = having.get(mark, [])[: duplicates.CROWD]
                        yield from ((event, other) for other in crowd if other is not event)


def _of_a_pair(events: Iterable[Titled]) -> Iterator[tuple[Titled, Titled]]:
    """The two events that alone have a title; more are a series."""
    called: dict[str, list[Titled]] = {}
    for event in events:
        called.setdefault(event.title.plain, []).append(event)
    yield from ((same[0], same[1]) for same in called.values() if len(same) == 2)
