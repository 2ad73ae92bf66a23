"""The one base of every error a person can cause: one clear sentence, no traceback."""

from collections.abc import Iterable


class TimelineError(Exception):
    """Bad input or a damaged log; the message says what, where, and what to do about it."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``; did you mean 'comcasa'?`` or nothing, to end a sentence with."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), 3, 0.6)
    return f"; did you mean {' or '.join(repr(match) for match in close)}?" if close else ""
