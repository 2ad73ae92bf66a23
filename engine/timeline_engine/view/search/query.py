"""What a person types, as an expression of SQLite's FTS5: whatever was typed, it is one that can be read."""

import re
import unicodedata

from msgspec import Struct

from ...errors import TimelineError

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_UNHEARD = "[\0\ud800-\udfff]"  # what SQLite takes for the end of the text, or cannot take at all


class Term(Struct, frozen=True):
    """A word or a phrase to find; of one that ``goes_on`` only the beginning was typed."""

    text: str
    goes_on: bool = False

    @property
    def expression(self) -> str:
        """The term as FTS5 reads it. In quotes nothing has a meaning of its own, and ``S-400`` is a phrase."""
        quoted = self.text.replace('"', '""')
        return f'"{quoted}"{"*" if self.goes_on else ""}'


class Alternative(Struct, frozen=True):
    """What must be there, all of it, and what must not."""

    wanted: list[Term]
    unwanted: list[Term]

    @property
    def expression(self) -> str:
        """The alternative as FTS5 reads it."""
        wanted = _joined("AND", self.wanted)
        return f"({wanted} NOT {_joined('OR', self.unwanted)})" if self.unwanted else wanted


class Query(Struct, frozen=True):
    """What to find, as typed: alternatives, of which at least one must hold."""

    text: str
    alternatives: tuple[Alternative, ...]

    @property
    def expression(self) -> str:
        """The query as FTS5 reads it."""
        return " OR ".join(alternative.expression for alternative in self.alternatives)

    @property
    def wanted(self) -> tuple[Term, ...]:
        """Every term that is to be found."""
        return tuple(term for alternative in self.alternatives for term in alternative.wanted)


def read_query(text: str) -> Query:
    """Read words, ``"phrases"``, ``OR`` and ``NOT``; the last word may be the beginning of one, as may ``word*``.

    Raises TimelineError if there is nothing to find in it.
    """
    alternatives = [Alternative([], [])]
    negated = False
    typed = re.findall(r'"([^"]*)"?|([^\s"]+)', re.sub(_UNHEARD, " ", text).translate(_QUOTES))
    for place, (phrase, word) in enumerate(typed, 1):
        if word == "OR":
            alternatives.append(Alternative([], []))
        elif word == "NOT":
            negated = True
            continue
        elif word != "AND" and _has_words(phrase or word):
            goes_on = bool(word) and (word.endswith("*") or (place == len(typed) and not negated))
            terms = alternatives[-1].unwanted if negated else alternatives[-1].wanted
            terms.append(Term(phrase or word, goes_on))
        negated = negated and word == "AND"
    found = tuple(alternative for alternative in alternatives if alternative.wanted)
    if not found:
        raise TimelineError(f"nothing to search for in {text!r}: give a word that is to be found")
    return Query(text, found)


def _has_words(text: str) -> bool:
    """Whether anything is left of it when only letters and digits count."""
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def _joined(operator: str, terms: list[Term]) -> str:
    expressions = dict.fromkeys(term.expression for term in terms)
    return f"({f' {operator} '.join(expressions)})"
