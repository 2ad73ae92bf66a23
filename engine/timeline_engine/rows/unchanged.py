"""Reports that the log has word for word: of most rows of a file that is imported again nothing else has to be asked.

What a report says is written as bytes, and what an entry says as the same. Of an index they may be digests.
"""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from operator import attrgetter
from typing import Any

from msgspec.json import encode

from ..entries import Entry, EventBody, EventCorrected, IssueDefined
from ..history.reports import phase_in
from ..model import Source
from .reports import FileReport
from .sources import cells_of
from .stream import key_of

_claim = attrgetter("issue", "attribute", "value", "by")


def are_known(reports: Sequence[FileReport], known: Container[bytes]) -> bool:
    """Has the log all reports of an event word for word, so that nothing is to be done? ``known`` are its `sayings`.

    Reports that name an entry and others may be meant for the same: they have to be looked at together.
    """
    if len(reports) > 1 and len({report.entry is None for report in reports}) > 1:
        return False
    return all(_saying_of(report) in known for report in reports)


def are_said(reports: Sequence[FileReport], entries: Sequence[Entry]) -> bool:
    """The same, of the entries about the event, in the order of the log."""
    if len(reports) == len(entries) == 1:  # as most
        (report,), (entry,), said = reports, entries, entries[0].said
        if report.entry not in (None, entry.id) or isinstance(said, IssueDefined | EventCorrected):
            return False
        text = _text_of(report)
        return text is not None and text == _text(said.event, phase_in(said), said, said.claims)
    return bool(entries) and are_known(reports, frozenset(sayings(entries)))


def sayings(entries: Sequence[Entry]) -> Iterator[bytes]:
    """What reports say that change nothing, as entries about one event, in the order of the log, say just that.

    Each entry gives one for a report that names it, and one for a report that does not. None where something was
    corrected, as what was said before counts, too (R8.5). A report that names no entry is found by its publisher and
    day (R8.4): there is none for it where several entries have these.
    """
    told = [(entry.id, said) for entry in entries if not isinstance(said := entry.said, IssueDefined)]
    if any(isinstance(said, EventCorrected) for _, said in told):
        return
    keys = [set(_keys(said)) for _, said in told if not isinstance(said, EventCorrected)]
    count = Counter(key for some in keys for key in some)
    for (entry, said), own in zip(told, keys, strict=True):
        assert not isinstance(said, EventCorrected)
        if text := _text(said.event, phase_in(said), said, said.claims):
            yield _saying(text, entry)
            if own and all(count[key] == 1 for key in own):
                yield _saying(text, "")


def _saying_of(report: FileReport) -> bytes | None:
    text = _text_of(report)
    return text and _saying(text, report.entry or "")


def _text_of(report: FileReport) -> bytes | None:
    """None for a report of which other reports decide, or what is so now."""
    if report.is_state or not (report.entry or report.is_dated):
        return None
    return _text(report.event, report.phase, report, [one.claim for one in report.claims])


def _keys(said: EventBody) -> Iterator[object]:
    """By what reports that name no entry are found (R8.4)."""
    days = [(source, source.published or said.known) for source in said.sources or (Source(),)]
    return (key_of(source, day) for source, day in days if day)


def _text(event: str, phase: str | None, words: Any, claims: Sequence[Any]) -> bytes | None:
    """All that a report says of its event; of an entry everything but our note. None for what is no Unicode."""
    said = words.when, words.known, words.title or "", words.kind, words.place, words.summary, words.actors
    try:
        return encode((event, phase, said, words.issues, list(map(_claim, claims)), list(map(cells_of, words.sources))))
    except UnicodeEncodeError:
        return None


def _saying(text: bytes, entry: str) -> bytes:
    return b"%b %b" % (text, entry.encode())
