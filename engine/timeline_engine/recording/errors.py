"""What recording refuses."""

from ..errors import TimelineError


class RecordError(TimelineError):
    """What was to be recorded does not fit the log; the message says why and what to do."""
