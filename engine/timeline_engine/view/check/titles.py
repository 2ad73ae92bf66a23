"""Titles of events as they are compared: when two are alike, and by which marks those alike are found."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from difflib import SequenceMatcher
from math import ceil

from msgspec import Struct

WORDS_ALIKE = 0.7
"""Titles are alike if so much of their words is the same (twice those in common, by those of both)..."""
LETTERS_ALIKE = 0.85
"""...or so much of their letters, as `difflib` counts it."""


class Title(Struct, frozen=True):
    """A title in plain words, those of them, and those with figures."""

    plain: str
    words: frozenset[str]
    figures: frozenset[str]


Marks = Mapping[str, list[Hashable]]
"""Of each title, by its plain words, what it has in common with one alike."""


def titling() -> Callable[[str], Title | None]:
    """What tells the plain words of a title, each once; None if it has none."""
    read: dict[str, Title | None] = {}

    def titled(said: str) -> Title | None:
        if said not in read:
            read[said] = _title(said)
        return read[said]

    return titled


def _title(said: str) -> Title | None:
    plain = _plain(said)
    words = frozenset(plain.split())
    return Title(plain, words, frozenset([word for word in words if not word.isalpha()])) if plain else None


def _plain(title: str) -> str:
    """A title without case, accents and punctuation."""
    if not title.isascii():
        title = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", title.casefold()))


def are_alike(one: Title, other: Title) -> bool:
    """Have titles much the same words, or letters?"""
    if one.figures != other.figures:
        return False  # the fourth round of talks is not the fifth
    common = len(one.words & other.words)
    if 2 * common >= WORDS_ALIKE * (len(one.words) + len(other.words)):
        return True
    letters = SequenceMatcher(None, one.plain, other.plain, autojunk=False)
    return letters.real_quick_ratio() >= LETTERS_ALIKE and letters.quick_ratio() >= LETTERS_ALIKE <= letters.ratio()


def marks_of(titles: Iterable[Title]) -> Marks:
    """Of the titles of events what each has in common with one alike: a rarer word or, if a letter differs, a half."""
    count = Counter(titles)
    rare = _rare_words(count)
    return {title.plain: [*rare[title.words], *_halves(title)] for title in count}


def _halves(title: Title) -> set[Hashable]:
    """The halves of a title, also without its middle letter, so that one letter more leaves one of them as it is."""
    plain = title.plain
    lengths = {len(plain) // 2, (len(plain) - 1) // 2} - {0}
    return {(title.figures, part, half) for part in lengths for half in (plain[:part], plain[-part:])}


def _rare_words(titles: Mapping[Title, int]) -> dict[frozenset[str], list[str]]:
    """Of each title so many of its rarest words that two titles with words alike have one of them in common."""
    count = Counter[str]()
    for title, number in titles.items():
        for word in title.words:
            count[word] += number
    # Twice the common words are at least WORDS_ALIKE of both: of one title's words, at least this share is common.
    share = WORDS_ALIKE / (2 - WORDS_ALIKE)
    return {
        words: sorted(words, key=lambda word: (count[word], word))[: len(words) - ceil(share * len(words)) + 1]
        for words in {title.words for title in titles}
    }
