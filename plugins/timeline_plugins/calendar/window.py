"""The days of which a calendar is to show the events."""

from attrs import frozen

from timeline_engine.dates import DateError, Instant, When, read_when
from timeline_engine.errors import TimelineError
from timeline_engine.view import View


@frozen
class Window:
    """From one instant to another, both within it; None: no limit on that side."""

    first: Instant | None = None
    last: Instant | None = None

    @classmethod
    def of(cls, start: str | None, end: str | None, view: View) -> "Window":
        """The days that two dates name, as a person types them. Raises TimelineError naming the option."""
        begin, until = _when("start", start, view), _when("end", end, view)
        found = cls(begin.starts if begin else None, until.ends if until else None)
        if found.first is not None and found.last is not None and found.first > found.last:
            raise TimelineError(f"start {start} is later than end {end}: no day lies between them")
        return found

    def has(self, when: When | None) -> bool:
        """Whether a date may be in it; what has none is in the window without limits alone."""
        if when is None or self == Window():
            return self == Window()
        return (self.first is None or when.ends >= self.first) and (self.last is None or when.starts <= self.last)


def _when(name: str, text: str | None, view: View) -> When | None:
    """A date as a person types it, counted from the day of the question. Raises TimelineError."""
    try:
        return view.zone.when(read_when(text, view.zone, view.zone.day(view.as_of))) if text else None
    except DateError as error:
        raise TimelineError(f"option {name}: {error}") from error
