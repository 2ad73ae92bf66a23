"""The rule about one event entered twice, without comparing every event with every other.

Two entries of one event have much the same title, and a time and an issue in common, or the same date and publisher. Of
these only such are compared as share a stretch of time and one of the rarer words, or a half, of their titles. Or the
second has the same title, publisher and issue for a day close to that of the first: it may have been moved.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import chain
from math import ceil

from msgspec import Struct

from ...dates import Zone
from ...dates.civil import DAY
from ...dates.reading import plain_day
from ...history import Revision
from ...model import Source
from ..words.phrases import when_words
from .context import Ground
from .finding import Fault

WORDS_ALIKE = 0.7
"""Titles are alike if so much of their words is the same (twice those in common, by those of both)..."""
LETTERS_ALIKE = 0.85
"""...or so much of their letters, as `difflib` counts it."""
CROWD = 50
"""How many events of one time and word are compared: more of a kind are a series, not one event entered twice."""

MOVED = 7
"""So many days at most are between the dates of an event that is entered again because its date was changed."""

_OPEN = 10**15  # days: further than any date goes

Stretch = tuple[int, int]
"""A stretch of 2**level days: the level, and the how-manieth of that length it is."""


class Titled(Struct, frozen=True):
    """An event, with its title in plain words, those with figures, its issues and the days on which it may be."""

    revision: Revision
    title: str
    words: frozenset[str]
    figures: frozenset[str]
    issues: frozenset[str]
    first: int
    last: int

    @property
    def publishers(self) -> frozenset[str | None]:
        """Who reported it; None stands for our own notes (R4.2)."""
        return frozenset(source.publisher for source in self.revision.sources) or frozenset((None,))

    @property
    def level(self) -> int:
        """The level whose stretches are as long as the event's time or longer, so that it lies in two at most."""
        return (self.last - self.first).bit_length()

    def stretches(self, level: int) -> Iterator[Stretch]:
        """The stretches of a level, not below its own, in which it lies."""
        return ((level, number) for number in range(self.first >> level, (self.last >> level) + 1))


def same_events(ground: Ground) -> Iterator[Fault]:
    """An event that looks like one entered before."""
    for earlier, again in twins(_titled(ground), _are_two):
        yield _fault(earlier, again, ground.zone)


def twins(events: Iterable[Titled], both: Callable[[Revision, Revision], bool]) -> list[tuple[Revision, Revision]]:
    """Each event that looks like one entered before, after the first that it looks like; in the order of the log.

    ``both`` tells of two of different days whether there is reason to take each for an event of its own.
    """
    told = sorted(events, key=lambda event: event.revision.seq)
    found: dict[int, tuple[Revision, Revision]] = {}
    for one, other in chain(_near(told), _of_a_pair(told)):
        first, later = sorted((one, other), key=lambda event: event.revision.seq)
        known = found.get(later.revision.seq)
        if known is not None and known[0].seq <= first.revision.seq:
            continue
        if _alike(first, later) or (_may_be_moved(first, later) and not both(first.revision, later.revision)):
            found[later.revision.seq] = first.revision, later.revision
    return [found[seq] for seq in sorted(found)]


def _titled(ground: Ground) -> Iterator[Titled]:
    return titled(event.revision for event in ground.events)


def titled(revisions: Iterable[Revision]) -> Iterator[Titled]:
    """Events as they are compared; those without title or date, and those that are off, are not."""
    day = cache(_day)
    for revision in revisions:
        when = revision.when
        if when and revision.outcome in ("occurred", "scheduled") and (title := _plain(revision.body.title)):
            first, last = day(when.earliest, -_OPEN, when.starts), day(when.latest, _OPEN, when.ends)
            words = frozenset(title.split())
            figures = frozenset(word for word in words if not word.isalpha())
            yield Titled(revision, title, words, figures, frozenset(revision.issues), first, last)


def _day(text: str | None, unbounded: int, instant: int) -> int:
    """A day as a number: as written, so that "the same day" needs no time zone."""
    if text is None:
        return unbounded
    day = plain_day(text)
    return instant // DAY if day is None else day


def _plain(title: str) -> str:
    """A title without case, accents and punctuation."""
    if not title.isascii():
        title = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", title.casefold()))


def _near(events: Sequence[Titled]) -> Iterator[tuple[Titled, Titled]]:
    """The pairs that share a stretch of time and a mark of their titles."""
    marks = _marks(events)
    held: dict[Stretch, list[Titled]] = {}
    for event in events:
        for stretch in event.stretches(event.level):
            held.setdefault(stretch, []).append(event)
    levels = sorted({level for level, _ in held})
    within: dict[Stretch, list[Titled]] = {}
    for event in events:
        for level in levels[bisect_left(levels, event.level) :]:
            for stretch in event.stretches(level):
                if stretch in held:
                    within.setdefault(stretch, []).append(event)
    for stretch, shorter in within.items():
        if len(shorter) > 1:
            yield from _sharing_marks(held[stretch], shorter, marks)


def _sharing_marks(
    held: Sequence[Titled], within: Sequence[Titled], marks: Mapping[str, Sequence[Hashable]]
) -> Iterator[tuple[Titled, Titled]]:
    """The pairs of those as long as a stretch and those, as long or shorter, that lie within it."""
    having: dict[Hashable, list[Titled]] = {}
    for event in held:
        for mark in marks[event.title]:
            having.setdefault(mark, []).append(event)
    for event in within:
        found = (other for mark in marks[event.title] for other in having.get(mark, ())[:CROWD])
        near = {other.revision.seq: other for other in found if other is not event}
        yield from ((event, other) for other in near.values())


def _marks(events: Iterable[Titled]) -> dict[str, list[Hashable]]:
    """Of each title what it has in common with one alike: one of its rarer words or, if a letter differs, a half."""
    rare = _rare_words(events)
    return {event.title: [*rare[event.words], *_halves(event)] for event in events}


def _halves(event: Titled) -> set[Hashable]:
    """The halves of a title, also without its middle letter, so that one letter more leaves one of them as it is."""
    title, figures = event.title, event.figures
    lengths = {len(title) // 2, (len(title) - 1) // 2} - {0}
    return {(figures, part, half) for part in lengths for half in (title[:part], title[-part:])}


def _rare_words(events: Iterable[Titled]) -> dict[frozenset[str], list[str]]:
    """Of each title so many of its rarest words that two titles with words alike have one of them in common."""
    count = Counter(word for event in events for word in event.words)
    # Twice the common words are at least WORDS_ALIKE of both: of one title's words, at least this share is common.
    share = WORDS_ALIKE / (2 - WORDS_ALIKE)
    return {
        words: sorted(words, key=lambda word: (count[word], word))[: len(words) - ceil(share * len(words)) + 1]
        for words in {event.words for event in events}
    }


def _of_a_pair(events: Iterable[Titled]) -> Iterator[tuple[Titled, Titled]]:
    """The two events that alone have a title; more are a series."""
    called: dict[str, list[Titled]] = {}
    for event in events:
        called.setdefault(event.title, []).append(event)
    yield from ((same[0], same[1]) for same in called.values() if len(same) == 2)


def _may_be_moved(one: Titled, other: Titled) -> bool:
    """May these be one event, whose date was changed?"""
    return (
        one.title == other.title
        and 0 < max(one.first, other.first) - min(one.last, other.last) <= MOVED
        and not one.publishers.isdisjoint(other.publishers)
        and (one.issues == other.issues or not one.issues.isdisjoint(other.issues))
    )


def _are_two(earlier: Revision, again: Revision) -> bool:
    """Were they recorded at once, or did the first occur before the second was reported on another day?"""
    anew = earlier.outcome == "occurred" and _days_given(earlier) != _days_given(again)
    return anew or earlier.created == again.created


def _days_given(revision: Revision) -> set[str | None]:
    """When it was known, as was said."""
    return {source.published or revision.body.known for source in revision.sources or (Source(),)}


def _alike(one: Titled, other: Titled) -> bool:
    """Have they a time in common, somebody or something that says they are of one matter, and alike titles?"""
    if one.last < other.first or other.last < one.first or not _of_one_matter(one, other):
        return False
    if one.figures != other.figures:
        return False  # the fourth round of talks is not the fifth
    common = len(one.words & other.words)
    if 2 * common >= WORDS_ALIKE * (len(one.words) + len(other.words)):
        return True
    letters = SequenceMatcher(None, one.title, other.title, autojunk=False)
    return letters.real_quick_ratio() >= LETTERS_ALIKE and letters.quick_ratio() >= LETTERS_ALIKE <= letters.ratio()


def _of_one_matter(one: Titled, other: Titled) -> bool:
    """Have they an issue in common, or publisher and date, and no places that differ?"""
    if not one.issues.isdisjoint(other.issues):
        return True
    here, there = one.revision.body.place, other.revision.body.place
    if here and there and here != there:
        return False
    return (one.first, one.last) == (other.first, other.last) and not one.publishers.isdisjoint(other.publishers)


def _fault(earlier: Revision, again: Revision, zone: Zone) -> Fault:
    issue = next((issue for issue in again.issues if issue in earlier.issues), None)
    when = " and ".join(dict.fromkeys(when_words(revision, zone) for revision in (earlier, again) if revision.when))
    said = f"event {again.event!r} may be event {earlier.event!r} entered again: {earlier.body.title!r}, {when}"
    return Fault(again.seq, again.base.id, said, again.event, issue)
