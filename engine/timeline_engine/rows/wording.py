"""What a file cannot carry of a text: rows that lack only that say what the log says."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from attrs import evolve
from msgspec.structs import replace

from ..history import Event
from ..model import Source
from ..view.words.printable import printable
from .reports import ReportedEvent
from .told import Told

T = TypeVar("T", Source, str)


def plain(text: str) -> str:
    """A text as files bring it back: without control characters, with one kind of line break, no blanks at its ends."""
    return text.strip() if text.isprintable() else printable(text).strip()


def as_named(report: ReportedEvent, history: Event) -> ReportedEvent:
    """The report with its sources and claimants called as the log calls them, where a file could not say so."""
    bodies = [entry.body for entry in history.statements]
    sources = _unsayable((source for body in bodies for source in body.sources), _plain_source)
    claimants = _unsayable((c.by for body in bodies for c in getattr(body, "claims", ()) if c.by), plain)
    if not sources and not claimants:
        return report  # as nearly always

    def told(item: Told) -> Told:
        by = item.claim.by and claimants.get(item.claim.by, item.claim.by)
        source = item.source and sources.get(item.source, item.source)
        return replace(item, claim=evolve(item.claim, by=by), source=source)

    return replace(
        report,
        told=tuple(told(item) for item in report.told),
        sources=tuple(sources.get(source, source) for source in report.sources),
    )


def _unsayable(held: Iterable[T], as_read: Callable[[T], T]) -> dict[T, T]:
    """What of it comes back as something that the log does not have: by that, what it was."""
    held = set(held)
    return {read: one for one in held if (read := as_read(one)) not in held}


def _plain_source(source: Source) -> Source:
    texts = (source.publisher, source.title, source.published, source.url)
    return Source(*((plain(text) or None) if text else None for text in texts))
