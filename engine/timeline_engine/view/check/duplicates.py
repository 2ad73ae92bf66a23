"""The rule about one event entered twice, without comparing every event with every other.

Two entries of one event have a time in common, an issue in common and much the same title. Only events that
share a stretch of time and one of the rarer words of their titles are compared.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from math import ceil

from msgspec import Struct

from ...dates import Zone
from ...dates.civil import DAY
from ...dates.reading import plain_day
from ...history import Revision
from ..words.phrases import when_words
from .context import Ground
from .finding import Fault

WORDS_ALIKE = 0.7
"""Titles are alike if so much of their words is the same (twice those in common, by those of both)..."""
LETTERS_ALIKE = 0.85
"""...or so much of their letters, as `difflib` counts it."""
CROWD = 50
"""How many events of one time and word are compared: more of a kind are a series, not one event entered twice."""

_OPEN = 10**15  # days: further than any date goes

Stretch = tuple[int, int]
"""A stretch of 2**level days: the level, and the how-manieth of that length it is."""


class _Titled(Struct, frozen=True):
    """An event, with its title in plain words and the days on which it may be."""

    revision: Revision
    title: str
    words: frozenset[str]
    first: int
    last: int

    @property
    def level(self) -> int:
        """The level whose stretches are as long as the event's time or longer, so that it lies in two at most."""
        return (self.last - self.first).bit_length()

    def stretches(self, level: int) -> Iterator[Stretch]:
        """The stretches of a level, not below its own, in which it lies."""
        return ((level, number) for number in range(self.first >> level, (self.last >> level) + 1))


def same_events(ground: Ground) -> Iterator[Fault]:
    """An event that looks like one entered before."""
    twins: dict[int, tuple[Revision, Revision]] = {}
    for one, other in _near(sorted(_titled(ground), key=lambda event: event.revision.seq)):
        first, later = sorted((one, other), key=lambda event: event.revision.seq)
        known = twins.get(later.revision.seq)
        if (known is None or first.revision.seq < known[0].seq) and _alike(first, later):
            twins[later.revision.seq] = first.revision, later.revision
    for earlier, again in twins.values():
        yield _fault(earlier, again, ground.zone)


def _titled(ground: Ground) -> Iterator[_Titled]:
    day = cache(_day)
    for event in ground.events:
        revision, when = event.revision, event.revision.when
        if when and revision.outcome in ("occurred", "scheduled") and (title := _plain(revision.body.title)):
            first, last = day(when.earliest, -_OPEN, when.starts), day(when.latest, _OPEN, when.ends)
            yield _Titled(revision, title, frozenset(title.split()), first, last)


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


def _near(events: Sequence[_Titled]) -> Iterator[tuple[_Titled, _Titled]]:
    """The pairs that share a stretch of time and a rare word of their titles."""
    rare = _rare_words(events)
    held: dict[Stretch, list[_Titled]] = {}
    for event in events:
        for stretch in event.stretches(event.level):
            held.setdefault(stretch, []).append(event)
    levels = sorted({level for level, _ in held})
    within: dict[Stretch, list[_Titled]] = {}
    for event in events:
        for level in levels[bisect_left(levels, event.level) :]:
            for stretch in event.stretches(level):
                if stretch in held:
                    within.setdefault(stretch, []).append(event)
    for stretch, shorter in within.items():
        if len(shorter) > 1:
            yield from _sharing_words(held[stretch], shorter, rare)


def _sharing_words(
    held: Sequence[_Titled], within: Sequence[_Titled], rare: Mapping[frozenset[str], Sequence[str]]
) -> Iterator[tuple[_Titled, _Titled]]:
    """The pairs of those as long as a stretch and those, as long or shorter, that lie within it."""
    having: dict[str, list[_Titled]] = {}
    for event in held:
        for word in rare[event.words]:
            having.setdefault(word, []).append(event)
    for event in within:
        found = (other for word in rare[event.words] for other in having.get(word, ())[:CROWD])
        near = {other.revision.seq: other for other in found if other is not event}
        yield from ((event, other) for other in near.values())


def _rare_words(events: Iterable[_Titled]) -> dict[frozenset[str], list[str]]:
    """Of each title so many of its rarest words that two titles with words alike have one of them in common."""
    count = Counter(word for event in events for word in event.words)
    # Twice the common words are at least WORDS_ALIKE of both: of one title's words, at least this share is common.
    share = WORDS_ALIKE / (2 - WORDS_ALIKE)
    return {
        words: sorted(words, key=lambda word: (count[word], word))[: len(words) - ceil(share * len(words)) + 1]
        for words in {event.words for event in events}
    }


def _alike(one: _Titled, other: _Titled) -> bool:
    if one.last < other.first or other.last < one.first or set(one.revision.issues).isdisjoint(other.revision.issues):
        return False
    if _figures(one) != _figures(other):
        return False  # the fourth round of talks is not the fifth
    common = len(one.words & other.words)
    if 2 * common >= WORDS_ALIKE * (len(one.words) + len(other.words)):
        return True
    letters = SequenceMatcher(None, one.title, other.title, autojunk=False)
    return letters.real_quick_ratio() >= LETTERS_ALIKE and letters.quick_ratio() >= LETTERS_ALIKE <= letters.ratio()


def _figures(event: _Titled) -> set[str]:
    return {word for word in event.words if not word.isalpha()}


def _fault(earlier: Revision, again: Revision, zone: Zone) -> Fault:
    issue = next(issue for issue in again.issues if issue in earlier.issues)
    when = " and ".join(dict.fromkeys(when_words(revision, zone) for revision in (earlier, again) if revision.when))
    said = f"event {again.event!r} may be event {earlier.event!r} entered again: {earlier.body.title!r}, {when}"
    return Fault(again.seq, again.base.id, said, again.event, issue)
