"""Recording from Python: bodies as they are, or an event by its title."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, overload

from ..entries import Body
from ..errors import TimelineError
from ..log import Log, Receipt
from ..model import Quantity, Source
from .appending import record_bodies
from .new_event import EventReceipt, record_event


@overload
def record(log: Log | str | Path, *bodies: Body, now: int | None = None) -> list[Receipt]: ...
@overload
def record(
    log: Log | str | Path,
    title: str,
    /,
    *,
    on: str | date | None = None,
    scheduled: bool = False,
    id: str | None = None,
    issue: str | Iterable[str] = (),
    set: Mapping[str, str | int | float | Quantity | date] | None = None,
    by: str | None = None,
    source: str | Source | Iterable[Source] | None = None,
    source_title: str | None = None,
    published: str | date | None = None,
    url: str | None = None,
    known: str | date | None = None,
    kind: str | None = None,
    place: str | None = None,
    actors: Iterable[str] = (),
    summary: str | None = None,
    note: str | None = None,
    now: int | None = None,
) -> EventReceipt: ...
def record(log: Log | str | Path, *what: Any, **said: Any) -> list[Receipt] | EventReceipt:
    """Check what is given against the log, or that at a path, and append all of it or nothing.

    Either bodies of ``timeline_engine.entries``, each of which knows those before it: their receipts, in order. Or
    one new event by its title, as `timeline record` takes it: its receipt, with the id that the event got.

    Of an event, ``on`` is the date, in words, as EDTF or one of Python; what lies ahead is ``scheduled``. ``set`` has
    its claims by ``ISSUE`` (the status) or ``ISSUE.ATTRIBUTE``, ``by`` who makes them: text is read as it is typed,
    like ``"~40m EUR"`` (with quotes in it, as text). ``source`` is a publisher, with ``source_title``, ``published``
    and ``url`` beside it; or a Source, or several. ``known`` is since when it could be known if no source has a date.
    What is doubtful in it is kept, with a TimelineWarning.

    ``now`` is the instant of recording, in microseconds since 1970 UTC (default: the computer's time).
    Raises RecordError, DateError, UnknownId, LogError.
    """
    if not any(isinstance(one, str) for one in what):
        return record_bodies(log, *what, **said)
    if len(what) > 1:
        raise TimelineError("record: an event is given by one title, its date and all else by name: on=, issue=, set=")
    return record_event(log, what[0], **said)
