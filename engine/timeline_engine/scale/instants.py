"""Instants in 64 bits, as columns have them: what is open, and what has no limit, lies at the ends."""

from ..dates import BEGINNING, FOREVER
from ..errors import TimelineError

OPEN = 1 << 62
"""Where an interval that does not end goes to. An interval holds its start, and not its end."""


def kept(instant: int) -> int:
    """An instant of the log as a column has it. Raises TimelineError: it lies beyond the years that 64 bits count."""
    if -OPEN < instant < OPEN:
        return instant
    if instant <= BEGINNING or instant >= FOREVER - 1:
        return -OPEN if instant < 0 else OPEN
    raise TimelineError(
        "a date of this log lies over 146,000 years from 1970, and such instants cannot be kept in 64 bits: "
        "ask the log itself"
    )


def asked(instant: int | None) -> int:
    """An instant of a question, None without a limit, as it is compared with what is kept."""
    return OPEN - 1 if instant is None else max(-OPEN, min(instant, OPEN - 1))
