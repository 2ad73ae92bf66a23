"""Dates, days and sources of events as fields of a workbook."""

from collections.abc import Sequence
from datetime import date, datetime, time

from timeline_engine.dates import BEGINNING, FOREVER, Instant, When, Zone
from timeline_engine.history import Revision
from timeline_engine.model import Source
from timeline_engine.view import View
from timeline_engine.view.words.phrases import counted, source_words

from .cells import FIRST_DAY, OPEN, Field, Link, safe_link


def day_field(text: str | None) -> date | str:
    """A calendar day, ``YYYY-MM-DD``, as a true date; as text, for a blank, if it is open or Excel has no such."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return text or OPEN
    if day is None:
        return OPEN
    return day if day >= FIRST_DAY else day.isoformat()


def instant_field(instant: Instant, zone: Zone, *, to_the_second: bool = False) -> date | str:
    """The day of an instant in the log's zone or, to the second, its local date-time without zone."""
    if instant in (BEGINNING, FOREVER):
        return OPEN
    day = day_field(zone.day(instant))
    if not to_the_second or isinstance(day, str):
        return day
    clock = datetime.fromisoformat(zone.stamp(instant)).time()
    return datetime.combine(day, time(clock.hour, clock.minute, clock.second))


def days_between(first: Instant, last: Instant, zone: Zone) -> int | None:
    """Whole days from the day of one instant to that of another; None beyond the years 1 to 9999."""
    try:
        return (date.fromisoformat(zone.day(last)) - date.fromisoformat(zone.day(first))).days
    except ValueError:
        return None


def sort_date(revision: Revision, view: View) -> Field:
    """When it takes effect, which is what the log orders events by; without a date: when that was known."""
    exact = revision.when is not None and revision.when.kind == "time"
    return instant_field(revision.effective, view.zone, to_the_second=exact)


def bounds(when: When | None) -> tuple[Field, Field]:
    """The first and last day a date may mean, as far as they are known, in the log's zone."""
    if when is None:
        return None, None
    return day_field(when.first_day), day_field(when.last_day)


def source_link(sources: Sequence[Source], zone: Zone) -> Link | None:
    """The first source that can be linked to (a cell holds one link), and how many more there are."""
    if not sources:
        return None
    shown = next((source for source in sources if source.url and safe_link(source.url)[0]), sources[0])
    more = f" +{len(sources) - 1} more" if len(sources) > 1 else ""
    return Link(source_words(shown, zone) + more, shown.url)


def log_words(view: View) -> str:
    """Which log answered, as it stood then: ``log us-india: 16 entries, head 83b1...``, the whole hash."""
    return f"log {view.log.id}: {counted(view.head.seq, 'entry')}, head {view.head.hash}"
