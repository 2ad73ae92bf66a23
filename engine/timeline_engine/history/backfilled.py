"""What is recorded long after it happened, and does not say since when it was known: no earlier question shows it."""

from ..dates import FOREVER, When
from ..entries import EventBody, EventOccurred, EventRecorded, EventRescheduled, EventSourced
from ..entries.gist import known_dates

LONG = 7 * 86_400_000_000
"""Microseconds, a week: who records what happened last weekend, or last month on the first of this, is not told."""


def is_backfilled(body: EventBody, when: When | None, recorded: int) -> bool:
    """Was what an entry reports over by a week when it was recorded, and is it known only from that day?

    ``when`` is the date of the event as the entry leaves it, ``recorded`` the instant. An entry that only adds a
    source, puts off, cancels or takes back says of nothing that it happened on that date.
    """
    says = isinstance(body, EventRecorded | EventOccurred)
    says = says or (isinstance(body, EventRescheduled) and body.when is not None)
    says = says or (isinstance(body, EventSourced) and bool(body.claims or body.when))
    if not says or when is None or when.ends == FOREVER or known_dates(body.sources, body.known):
        return False
    return when.ends + LONG < recorded
