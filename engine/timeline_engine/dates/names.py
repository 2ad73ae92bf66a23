"""Names of months and weekdays: the English ones, and by way of `babel` those of the languages of the CLDR.

A language that is told may be any of these. Else a name is looked for in all that are an official language somewhere,
also of a region. A short one is then taken only if a large language has it: "now", "few", "any" and "vol" are months of
others, and words of English; that it may be another month in any of the others still counts.
`babel` is the extra `languages`. Reading so many names takes half a second; so that is done once, when a word is met
that is no English name.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal

from .civil import MONTHS, WEEKDAYS
from .errors import DateError, quoted
from .patterns import NAME

_EXTRA = 'pip install "timeline-engine[languages]"'
_SHORTEST = 3  # letters of a name that is read without its language being told
_SURE = 5  # letters of a name that is taken from any language, as hardly a word of English is the same
_LARGE = ("de", "es", "fr", "id", "it", "nl", "pl", "pt", "tr")  # written by most of those with Latin letters
_BEFORE_NAMES = ("de ", "di ", "d'", "d’")  # some languages have it with the name

_What = Literal["months", "days"]
_Widths = dict[str, dict[str, set[int]]]  # "wide" and "abbreviated": name to the numbers that it may stand for


def month_of(text: str, name: str, language: str | None) -> int:
    """The month (1 to 12) that a word names: in the language or, if that is None, in English or any other.

    Raises:
        DateError: it names none, or not the same in all languages; or `babel` is missing. `text` is what is quoted.
    """
    found = _months(name, language)
    if not found:
        _ask_for_language(text, name, language)
        where = f" in English or {language}" if language else ""
        raise DateError(f"{quoted(text)} names no month{where}; write one such as Nov or November.{_without_babel()}")
    if len(found) > 1:
        readings = " or ".join(MONTHS[month - 1] for month in sorted(found))
        raise DateError(
            f"{quoted(text)} names {readings}, by the language that {name!r} is of; write the month in English or as a "
            "number.",
            tuple(f"language={one}" for one in _spoken(name)),
        )
    return min(found)


def _ask_for_language(text: str, name: str, language: str | None) -> None:
    """Refuse a word that is a month only in languages in which it has to be told. Raises DateError."""
    if language is None and len(name) >= _SHORTEST and not has_no_languages() and (spoken := _spoken(name)):
        raise DateError(
            f"{quoted(text)} has {name!r}, which names a month only in the language {' or '.join(spoken)}; say so, or "
            "write the month in English or as a number.",
            tuple(f"language={one}" for one in spoken),
        )


def is_month(name: str, language: str | None) -> bool:
    """Whether a word names a month."""
    return bool(_months(name, language))


def names_month(text: str, language: str | None) -> bool:
    """Whether a word of a text names a month."""
    return any(is_month(word, language) for word in re.findall(NAME, text))


def weekdays_of(name: str, language: str | None) -> set[int]:
    """The weekdays (Monday is 0) that a word may name."""
    if (place := place_of(WEEKDAYS, name)) is not None:
        return {place}
    if language is None:
        return _in_any("days", name)
    return set() if has_no_languages() else _numbers(_said("days", language), name)


def months_elsewhere(name: str) -> list[str]:
    """One language for each month that a word names which is no English weekday."""
    if place_of(WEEKDAYS, name) is not None or has_no_languages():
        return []
    return _spoken(name)


def check_language(language: str) -> None:
    """Refuse what is no locale of the CLDR. Raises DateError, also if `babel` is missing."""
    if has_no_languages():
        raise DateError(f"the names of months in other languages need babel: {_EXTRA}")
    from babel import localedata

    if not localedata.exists(_cldr(language)):
        raise DateError(f"there is no language {quoted(language)}; write a CLDR locale such as fr or pt_BR.")


@cache
def has_no_languages() -> bool:
    """Whether the extra `languages` is missing."""
    from importlib.util import find_spec

    return find_spec("babel") is None


def place_of(names: tuple[str, ...], word: str) -> int | None:
    """Return the place of the name that a word of three letters or more ("Sept", "Thurs") begins, if any."""
    matches = (place for place, name in enumerate(names) if name.casefold().startswith(word.casefold()))
    return next(matches, None) if len(word) >= _SHORTEST else None


def _months(name: str, language: str | None) -> set[int]:
    if language is not None:
        check_language(language)
        if found := _numbers(_said("months", language), name):
            return found
    if (place := place_of(MONTHS, name)) is not None:
        return {place + 1}
    return set() if language else _in_any("months", name)


def _in_any(what: _What, name: str) -> set[int]:
    """What a name stands for where no language is told."""
    folded = _folded(name)
    if has_no_languages() or (len(name) < _SHORTEST and folded.isascii()):
        return set()
    found = _numbers(_said(what, None), name)
    is_sure = len(folded) >= _SURE or not folded.isascii()
    return found if is_sure or any(_numbers(_said(what, large), name) for large in _LARGE) else set()


def _without_babel() -> str:
    return f" Names of other languages need babel: {_EXTRA}" if has_no_languages() else ""


def _numbers(said: _Widths, name: str) -> set[int]:
    """What a name stands for: as a whole name, before it is taken for one that is cut short in another language."""
    name = _folded(name)
    return said["wide"].get(name) or said["abbreviated"].get(name) or set()


@cache
def _said(what: _What, language: str | None) -> _Widths:
    """The names of one language, or of all."""
    said: _Widths = {"wide": defaultdict(set), "abbreviated": defaultdict(set)}
    for one in _of_all() if language is None else _of(language):
        for width, number, name in _names(one[what]):
            said[width][name].add(number)
    return {width: dict(names) for width, names in said.items()}


def _names(contexts: dict[str, Any]) -> Iterator[tuple[str, int, str]]:
    """The names as (width, number, name) in CLDR's tree: context (format, stand-alone) to width to number to name."""
    for widths in contexts.values():
        for width in ("wide", "abbreviated"):
            names = widths.get(width) if isinstance(widths, dict) else None  # others say where names are to be found
            for number, name in names.items() if isinstance(names, dict) else ():
                yield width, number, _folded(name)


def _of(language: str) -> Iterable[dict[str, Any]]:
    """What the CLDR has of a language: of itself, and of the one it inherits from."""
    from babel.localedata import load

    names = _cldr(language), _cldr(language).partition("_")[0]
    return [_part(load(name, merge_inherited=False)) for name in names]


def _cldr(language: str) -> str:
    """The name of a locale as `babel` has it: of ``de-AT`` as of ``de_at``, de_AT."""
    from babel.localedata import normalize_locale

    name = language.replace("-", "_")
    return normalize_locale(name) or name


@cache
def _of_all() -> list[dict[str, Any]]:
    from babel.localedata import load

    return [_part(load(name, merge_inherited=False)) for name in _official()]


def _official() -> list[str]:
    """The languages that are official in a territory or region, the shortest code first."""
    from babel.core import get_global
    from babel.localedata import exists

    spoken = (language for languages in get_global("territory_languages").values() for language in languages.items())
    official = {name.partition("_")[0] for name, facts in spoken if facts["official_status"]}
    return sorted(filter(exists, official), key=lambda name: (len(name), name))


def _part(locale: Any) -> dict[str, Any]:
    return {what: locale.get(what) or {} for what in ("months", "days")}


def _spoken(name: str) -> list[str]:
    """One language for each month that a name stands for."""
    found: dict[int, str] = {}
    for language in _official():
        for month in _numbers(_said("months", language), name):
            found.setdefault(month, language)
    return [found[month] for month in sorted(found)]


def _folded(name: str) -> str:
    """A name without case, accents, the dot of what is cut short, and the "of" that some languages have before it."""
    plain = unicodedata.normalize("NFKD", name.casefold()).rstrip(".")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return next((plain[len(before) :] for before in _BEFORE_NAMES if plain.startswith(before)), plain)
