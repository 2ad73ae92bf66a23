"""The one base of every error a person can cause: one clear sentence, no traceback."""


class TimelineError(Exception):
    """Bad input or a damaged log; the message says what, where, and what to do about it."""
