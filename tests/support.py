"""What many tests need: a log in memory whose clock stands still, and short ways to fill it."""

import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, TypeVar

from timeline_engine.entries import Body, EventRecorded, IssueDefined
from timeline_engine.history import Revision
from timeline_engine.log import MemoryLog
from timeline_engine.log.port import LogInfo
from timeline_engine.model import Claim, Source, parse_value
from timeline_engine.recording import append, draft
from timeline_engine.view import project

STRANGERS = Path(__file__).parent / "strangers"
"""Where a package that is not ours is installed."""

T = TypeVar("T")

NOON_2026 = 1_767_268_800_000_000
"""2026-01-01T12:00Z, when the tests record."""


def memory_log(zone: str = "UTC", now: int = NOON_2026) -> MemoryLog:
    return MemoryLog(LogInfo("A test log", "test", zone, 1), clock=lambda: now)


def put(log: MemoryLog, *bodies: Body) -> list[str]:
    """Check and append each body as an entry of its own; their ids."""
    return [append(log, lambda state, body=body: [draft(state, body)])[0].id for body in bodies]


def recorded(event: str, when: str | None, *claims: str, published: str | None = None, **more: Any) -> EventRecorded:
    """An event with claims written ``issue.attribute=value``; ``published`` gives it a source."""
    return EventRecorded(
        event=event,
        title=more.pop("title", event),
        when=when,
        claims=read(claims),
        sources=sourced(published),
        **more,
    )


def known_by(log: MemoryLog, day: str) -> Revision:
    """The only event of a log, as it was known by a day."""
    (event,) = project(log, day).events
    return event.revision


def read(claims: Sequence[str], by: str | None = None) -> tuple[Claim, ...]:
    pairs = (claim.split("=", 1) for claim in claims)
    return tuple(Claim(*subject.rsplit(".", 1), parse_value(value), by) for subject, value in pairs)  # type: ignore[misc]


def sourced(published: str | None, publisher: str = "The Daily") -> tuple[Source, ...]:
    return (Source(publisher, published=published),) if published else ()


def unchecked(kind: type[T], *given: Any, **named: Any) -> T:
    """An object of a class that looks at its fields when it is called, made without: as an old log may hold it."""
    made = kind.__new__(kind)
    kind.__init__.__wrapped__(made, *given, **named)  # type: ignore[misc]
    return made


@contextmanager
def traced() -> Iterator[Callable[[], int]]:
    """Gives the most memory held at once since, in bytes; traces no longer than the block, as it slows everything."""
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def define(log: MemoryLog, *issues: str) -> None:
    put(log, *(IssueDefined(issue=issue, title=issue) for issue in issues))


def our_plugins(group: str) -> dict[str, EntryPoint]:
    """The plugins that ship, by name, whatever other packages are installed."""
    points = [point for point in entry_points(group=group) if point.dist and point.dist.name == "timeline-engine"]
    return {point.name: point for point in sorted(points) if not point.name.startswith(".")}
