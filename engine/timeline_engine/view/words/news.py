"""What is new about an event that is as it was, on the day it was: its words, sources and claims."""

from collections.abc import Iterator

from ...dates import Zone
from ...entries import EventRecorded
from ...history.reports import phase_in
from ...projection import EventState
from .phrases import claims_words, date_words, source_words


def _described(body: EventRecorded) -> dict[str, str | None]:
    return {"kind": body.kind, "place": body.place, "actors": ", ".join(body.actors), "summary": body.summary}


def news(old: EventState | None, new: EventState | None, zone: Zone) -> Iterator[str]:
    """What is new about an event that is as it was, on the day it was."""
    assert old is not None
    assert new is not None
    was, now = old.revision, new.revision
    if was.body.title != now.body.title:
        yield f"before called {was.body.title}"
    before, told = _described(was.body), _described(now.body)
    yield from (f"{name} now {text or 'not said'}" for name, text in told.items() if text != before[name])
    less = [source_words(source, zone) for source in was.sources if source not in now.sources]
    reports = [step.statement.body for step in now.steps]
    taking_back = {source for body in reports if phase_in(body) == "retracted" for source in body.sources}
    for source in now.sources:
        if source not in was.sources:
            verb = "taken back" if source in taking_back else "also reported"
            yield f"{verb} by {source_words(source, zone)}"
    yield from (f"no longer reported by {source}" for source in less)
    said, says = claims_words(old), claims_words(new)
    yield from (f"now says {claim}" for claim in says if claim not in said)
    yield from (f"no longer says {claim}" for claim in said if claim not in says)
    if was.known.text != now.known.text:
        yield f"known {date_words(now.known.text, zone)}, not {date_words(was.known.text, zone)}"
