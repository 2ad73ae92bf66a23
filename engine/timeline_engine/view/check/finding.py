"""A fault: what a rule finds wrong, or doubtful, with one entry."""

from msgspec import Struct

from ...entries import Entry
from ...visible import quote


class Fault(Struct, frozen=True):
    """Which entry, what about it in one sentence, and the event and issue that it concerns, if any.

    ``mend`` are the options with which `timeline correct ENTRY` puts it right; in capitals what a person has to know.
    """

    seq: int
    entry: str
    sentence: str
    event: str | None = None
    issue: str | None = None
    mend: str | None = None


def fault(entry: Entry, sentence: str, issue: str | None = None, mend: str | None = None) -> Fault:
    """A fault of an entry, which concerns the event that the entry is about."""
    return Fault(entry.seq, entry.id, sentence, getattr(entry.said, "event", None), issue, mend)


def set_option(issue: str, attribute: str, value: str) -> str:
    """What gives a claim its value, as a person can type it."""
    return f"--set {quote(f'{issue}.{attribute}={value}')}"


def some(texts: list[str], most: int = 3, mark: str = ",") -> str:
    """The first few of several texts, and how many more there are: ``a, b, c and 2 more``."""
    more = len(texts) - most
    return f"{mark} ".join(texts[:most]) + (f" and {more} more" if more > 0 else "")
