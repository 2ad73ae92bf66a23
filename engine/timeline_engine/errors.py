"""The one base of every error a person can cause, and help with ids that are not quite right."""

import re
from collections.abc import Collection, Iterable

_QUOTE = (
    r"""`[^`\n]*+`|(?<!\w)(?:'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+")"""
    r"""|(?<!\S)\S{300,}+"""
)
"""A command in a message; a text in quotes as ``repr`` writes them (an apostrophe of ours follows a letter); or a word
without an end."""

_LONGEST_QUOTE = 202  # an id has up to 200 characters, and stands whole
_KEPT = 60
_STOPS = ".,:;)"  # of the sentence in which a word stands, and not of the word
_LONGEST_LINE = 1_200
_HEAD, _TAIL = 700, 400  # of a longer line: where and what, and what to do about it


def concise(message: str) -> str:
    """A message in which no quoted text and no line is longer than anybody reads, whatever was quoted."""
    if len(message) <= _LONGEST_QUOTE:
        return message
    lines = re.sub(_QUOTE, _cut_quote, message).split("\n")
    return "\n".join(line if len(line) <= _LONGEST_LINE else _cut_line(line) for line in lines)


def _cut_quote(found: re.Match[str]) -> str:
    quote = found[0]
    if quote[0] == "`" or len(quote) <= _LONGEST_QUOTE:
        return quote
    if quote[0] in "'\"":
        return f"{quote[: _KEPT + 1]}…{quote[0]} ({len(quote) - 2:,} characters)"
    word = quote.rstrip(_STOPS)
    return f"{quote[: _KEPT + 1]}… ({len(word):,} characters){quote[len(word) :]}"


def _cut_line(line: str) -> str:
    return f"{line[:_HEAD]}… ({len(line) - _HEAD - _TAIL:,} characters more) …{line[-_TAIL:]}"


class TimelineError(Exception):
    """Bad input or a damaged log; the message says what, where, and what to do about it, and quotes no more of a long
    text than its beginning.
    """

    def __init__(self, *said: object) -> None:
        super().__init__(*(concise(one) if isinstance(one, str) else one for one in said))


class FieldError(TimelineError):
    """What a field or an argument was given is nothing that it takes; the message names it, and says what it takes."""


class NotInstalled(TimelineError):
    """A library is missing that only some uses need; the message says what installs it."""


class TimelineWarning(UserWarning):
    """What a person should look at in what was done all the same, in a sentence."""

    def __init__(self, *said: object) -> None:
        super().__init__(*(concise(one) if isinstance(one, str) else one for one in said))


def shortened(thing: object) -> str:
    """What was given instead of what was expected, for a message."""
    from reprlib import repr as short

    try:
        return short(thing)
    except Exception:  # a whole number of over 4,300 digits, or a class that fails
        return f"a {type(thing).__name__} too long to show"


_MANY, _ALIKE = 5_000, 3
"""Of more names only those are compared that begin with the same characters: each comparison takes 30 microseconds."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``; did you mean 'comcasa'?`` or nothing, to end a sentence with."""
    from difflib import get_close_matches

    names = list(known)
    if len(names) > _MANY:
        names = [name for name in names if name[:_ALIKE] == word[:_ALIKE]]
    close = get_close_matches(word, names, 3, 0.6)
    return f"; did you mean {' or '.join(repr(match) for match in close)}?" if close else ""


SHORTEST = 4
"""Characters that may stand for an id: less is a typing error sooner than a short form."""


class UnknownId(TimelineError, KeyError):
    """The log has nothing by that id, or several things whose ids begin so."""

    def __str__(self) -> str:
        """The sentence, which a KeyError would show in quotes."""
        return Exception.__str__(self)


def pick(text: str, known: Collection[str], what: str, advice: str = "") -> str:
    """The id that was meant: itself, or the only one that begins so, with four characters or more.

    ``what`` it is, and the ``advice`` to give if there is none. Raises UnknownId, with the ids it may have been.
    """
    if not isinstance(text, str):
        raise UnknownId(f"{what} {shortened(text)}: write its id as text")
    if text in known:
        return text
    begun = [name for name in known if len(text) >= SHORTEST and name.startswith(text)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        some = ", ".join(sorted(begun)[:5]) + (", ..." if len(begun) > 5 else "")
        raise UnknownId(f"{what} {text!r} may be {some}: give more of it")
    raise UnknownId(f"no {what} {text!r} in the log{did_you_mean(text, known) or advice}")
