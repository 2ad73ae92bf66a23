"""The rule about one event entered twice, without comparing every event with every other.

Two entries of one event have much the same title, and a time and an issue in common, or the same date and publisher. Of
these only such are compared as share a stretch of time and one of the rarer words, or a half, of their titles. Or the
second has the same title, publisher and issue for a day close to that of the first: it may have been moved.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from ...dates import Zone
from ...history import Base, Revision
from ...model import Source
from ..words.phrases import date_words
from .context import Ground
from .finding import Fault
from .titled import Titled, titled
from .titles import Marks, Title, are_alike, marks_of

CROWD = 50
"""How many events of one time and word are compared: more of a kind are a series, not one event entered twice."""

MOVED = 7
"""So many days at most are between the dates of an event that is entered again because its date was changed."""

_TITLES = 1 << 16  # pairs of them that are remembered


Pair = tuple[Titled, Titled]
"""An event, and a later one that looks like it."""

_SEQ = attrgetter("seq")


def same_events(ground: Ground) -> Iterator[Fault]:
    """An event that looks like one entered before."""

    def are_two(earlier: Titled, again: Titled) -> bool:
        return _are_two(earlier.revision(ground.zone), again.revision(ground.zone))

    for earlier, again in twins(_titled(ground), are_two):
        yield _fault(earlier, again, ground.zone)


def twins(events: Iterable[Titled], both: Callable[[Titled, Titled], bool]) -> list[Pair]:
    """Each event that looks like one entered before, after the first that it looks like; in the order of the log.

    ``both`` tells of two of different days whether there is reason to take each for an event of its own.
    """
    told = sorted(events, key=_SEQ)

    def is_same(first: Titled, later: Titled) -> bool:
        """Of two with titles alike."""
        return _of_one_time(first, later) or (_may_be_moved(first, later) and not both(first, later))

    titles = {event.title.plain: event.title for event in told}
    marks = marks_of(event.title for event in told)
    alike = lru_cache(_TITLES)(lambda one, other: are_alike(titles[one], titles[other]))
    found = _Found(is_same, alike)
    for level in sorted({event.level for event in told}):
        for held, within in _stretches(told, level):
            found.look_over(_Held(held, marks), within, level)
    for first, later in _of_a_pair(told):
        found.take(first, later)
    return [found.pairs[seq] for seq in sorted(found.pairs)]


class _Held:
    """The events as long as a stretch, to be found by what their titles have in common with others."""

    def __init__(self, held: Iterable[Titled], marks: Marks) -> None:
        self._marks = marks
        self._having = defaultdict[tuple[Hashable, frozenset[str]], list[Titled]](list)
        crowd = Counter[Hashable]()
        for event in held:
            for mark in marks[event.title.plain]:
                if crowd[mark] < CROWD:
                    crowd[mark] += 1
                    self._having[mark, event.title.figures].append(event)  # those with others are not alike

    def near(self, title: Title) -> list[Titled]:
        """Those whose titles have something in common with this, in the order of the log."""
        marks = self._marks[title.plain]
        found = [having for mark in marks if (having := self._having.get((mark, title.figures)))]
        return sorted({other.seq: other for having in found for other in having}.values(), key=_SEQ)


class _Found:
    """The pairs found so far, by the later event, each with the first event that it looks like.

    Whether letters are ``alike`` may depend on which of two titles is the first.
    """

    def __init__(self, is_same: Callable[[Titled, Titled], bool], alike: Callable[[str, str], bool]) -> None:
        self.pairs: dict[int, Pair] = {}
        self._is_same, self._alike = is_same, alike

    def take(self, first: Titled, later: Titled) -> bool:
        """Take a pair with titles alike, if it is one. Whether a later event is settled, as far as this goes on."""
        known = self.pairs.get(later.seq)
        if known is not None and known[0].seq <= first.seq:
            return True
        if self._is_same(first, later):
            self.pairs[later.seq] = first, later
            return True
        return False

    def look_over(self, held: _Held, within: Iterable[Titled], level: int) -> None:
        """Compare the events within a stretch of a level, in the order of the log, with those as long as it."""
        earlier, left = dict[str, list[Titled]](), dict[str, list[Titled]]()
        for event in within:
            title = event.title.plain
            if title not in earlier:
                earlier[title] = [other for other in held.near(event.title) if self._alike(other.title.plain, title)]
            for first in earlier[title]:
                if first.seq >= event.seq or self.take(first, event):
                    break
            if event.level < level:  # of two as long as the stretch the later finds the first
                if title not in left:
                    left[title] = [other for other in held.near(event.title) if self._alike(title, other.title.plain)]
                if left[title]:
                    later = [other for other in left[title] if other.seq > event.seq]
                    left[title] = [other for other in later if not self.take(event, other)]


def _stretches(events: Sequence[Titled], level: int) -> Iterator[tuple[list[Titled], list[Titled]]]:
    """The events as long as each stretch of a level, and those, as long or shorter, that lie within it; in order."""
    held, within = defaultdict[int, list[Titled]](list), defaultdict[int, list[Titled]](list)
    for event in events:
        if event.level == level:
            for stretch in event.stretches(level):
                held[stretch].append(event)
    for event in events:
        if event.level <= level:
            for stretch in event.stretches(level):
                if stretch in held:
                    within[stretch].append(event)
    return ((some, within[stretch]) for stretch, some in held.items() if len(within[stretch]) > 1)


def _of_a_pair(events: Iterable[Titled]) -> Iterator[Pair]:
    """The two events that alone have a title; more are a series."""
    called: dict[str, list[Titled]] = {}
    for event in events:
        called.setdefault(event.title.plain, []).append(event)
    yield from ((same[0], same[1]) for same in called.values() if len(same) == 2)


def _titled(ground: Ground) -> Iterator[Titled]:
    told = (event for event in ground.history.events.values() if isinstance(event, Base))
    return titled(chain(told, ground.several), ground.zone)


def _may_be_moved(one: Titled, other: Titled) -> bool:
    """May these be one event, whose date was changed?"""
    return (
        one.title.plain == other.title.plain
        and 0 < max(one.first, other.first) - min(one.last, other.last) <= MOVED
        and not one.publishers.isdisjoint(other.publishers)
        and (one.issues == other.issues or _share(one.issues, other.issues))
    )


def _are_two(earlier: Revision, again: Revision) -> bool:
    """Were they recorded at once, or did the first occur before the second was reported on another day?"""
    anew = earlier.outcome == "occurred" and _days_given(earlier) != _days_given(again)
    return anew or earlier.created == again.created


def _days_given(revision: Revision) -> set[str | None]:
    """When it was known, as was said."""
    return {source.published or revision.body.known for source in revision.sources or (Source(),)}


def _of_one_time(one: Titled, other: Titled) -> bool:
    """Have they a time in common, and somebody or something that says they are of one matter?

    That is an issue, or publisher and date, and no places that differ.
    """
    if one.last < other.first or other.last < one.first:
        return False
    if _share(one.issues, other.issues):
        return True
    if one.place and other.place and one.place != other.place:
        return False
    return (one.first, one.last) == (other.first, other.last) and not one.publishers.isdisjoint(other.publishers)


def _share(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return any(issue in others for issue in some)


def _fault(earlier: Titled, again: Titled, zone: Zone) -> Fault:
    issue = next((issue for issue in again.issues if issue in earlier.issues), None)
    when = " and ".join(dict.fromkeys(date_words(event.date, zone) for event in (earlier, again)))
    title = earlier.said.title
    said = f"event {again.event!r} may be event {earlier.event!r} entered again: {title!r}, {when}"
    return Fault(again.seq, again.told.base.id, said, again.event, issue)
