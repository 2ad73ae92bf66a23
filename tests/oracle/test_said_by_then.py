"""P2 in every form of the answer: over random logs nothing names a publisher that was published after K, and every
known that is shown is that of a report named with it, or one that an entry gives (R4.23).
"""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import small_log
from oracle.strategies import DAYS, knowns, weighted, whens
from timeline_engine.cli.terminal.page import page
from timeline_engine.cli.terminal.paragraphs import wrapped
from timeline_engine.dates import Zone
from timeline_engine.entries import (
    Body,
    EventCancelled,
    EventCorrected,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    IssueDefined,
)
from timeline_engine.errors import TimelineError
from timeline_engine.log import Log, MemoryLog
from timeline_engine.model import Attribute, Claim, Source
from timeline_engine.plugins import exporter
from timeline_engine.plugins.streams import for_plugin
from timeline_engine.view import View, project
from timeline_engine.view.json.contract import to_json
from timeline_engine.view.why import why_event_json, why_event_of, why_json, why_of
from timeline_engine.view.words.why import why_event_paragraphs, why_paragraphs

PAPERS = ("Alphapost", "Betagazette", "Gammatimes", "Deltamail", "Epsilonherald", "Zetacourier")
ISSUE = IssueDefined(issue="i", title="I", attributes={"price": Attribute(kind="estimate")})

sources = st.builds(
    Source, st.sampled_from((*PAPERS, *PAPERS, None)), st.none(), weighted((5, DAYS), (1, knowns), (1, st.none()))
)
claims = st.builds(Claim, st.just("i"), st.sampled_from(("status", "price")), st.sampled_from("xy"), st.none())


@st.composite
def bodies(draw: st.DrawFn, kinds: str = "rrroommssscx") -> Body:
    """An entry about one of two events, with sources of up to three papers."""
    kind = draw(st.sampled_from(kinds))
    about: dict[str, Any] = {
        "event": draw(st.sampled_from("aab")),
        "sources": tuple(draw(st.lists(sources, min_size=kind == "s", max_size=3))),
        "known": draw(st.one_of(st.none(), st.sampled_from(DAYS))),
    }
    when, says = draw(st.one_of(st.none(), whens)), tuple(draw(st.lists(claims, max_size=2)))
    match kind:
        case "r":
            phase = draw(st.sampled_from(("occurred", "scheduled")))
            return EventRecorded(title="T", phase=phase, when=when, claims=says, issues=("i",), **about)
        case "o":
            return EventOccurred(when=when, claims=says, **about)
        case "m":
            return EventRescheduled(when=when, **about)
        case "s":
            return EventSourced(claims=says, **about)
    return (EventCancelled if kind == "c" else EventRetracted)(**about)


@st.composite
def logs(draw: st.DrawFn) -> MemoryLog:
    """Some entries, at times one of them taken out."""
    some = [draw(bodies("r")), *draw(st.lists(bodies(), min_size=1, max_size=7))]
    void = draw(st.lists(st.integers(2, len(some) + 1), max_size=1))
    return small_log(ISSUE, *some, *[EventCorrected(entry=f"e{number}", void=True) for number in void])


asked = st.sampled_from((*DAYS, *DAYS, "2018-12-31"))


def told(view: View, log: Log) -> Iterator[tuple[str, str]]:
    """Every form of the answer, by name, as text."""
    for issue in view.issues:
        yield "page", "\n".join(page(issue, view))
        for subject in (issue.issue, f"{issue.issue}.price"):
            try:
                why = why_of(view, subject)
            except TimelineError as error:
                yield "why", str(error)
            else:
                yield "why", "\n".join(wrapped(why_paragraphs(why, 99), view.zone))
                yield "why --json", str(why_json(why))
    for event in view.events:
        found = why_event_of(view, event.revision.event)
        yield "why of an event", "\n".join(wrapped(why_event_paragraphs(found, 99), view.zone))
        yield "why of an event, JSON", str(why_event_json(found))
        yield "show", str([(step.publisher, step.sources) for step in event.revision.steps])
    for name in ("ics", "json", "markdown", "text", "xlsx"):
        out = BytesIO()
        made = exporter(name)
        made.export(view, for_plugin(made, out))
        yield name, whole(name, out)


def whole(name: str, out: BytesIO) -> str:
    """What was written, as text in one piece."""
    if name == "xlsx":
        with ZipFile(out) as book:
            return "".join(book.read(part).decode() for part in book.namelist() if not part.endswith(".png"))
    return " ".join(out.getvalue().decode().replace("\r\n ", "").split())


def reported_by(log: Log, limit: int, zone: Zone) -> set[str | None]:
    """The papers of which something was published by an instant, or is undated."""
    given = [source for entry in log.read() for source in getattr(entry.body, "sources", ())]
    return {one.publisher for one in given if not one.published or zone.instant(one.published) <= limit}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(logs(), asked, asked)
def test_nothing_names_a_paper_that_had_not_written(log: MemoryLog, day: str, known_by: str) -> None:
    view = project(log, day, known_by=known_by)
    later = set(PAPERS) - reported_by(log, view.zone.instant(known_by), view.zone)
    for form, text in told(view, log):
        assert not [paper for paper in later if paper in text], form


def with_sources(thing: Any) -> Iterator[dict[str, Any]]:
    """All that has a known and sources, however deep."""
    for one in thing if isinstance(thing, list) else thing.values() if isinstance(thing, dict) else ():
        yield from with_sources(one)
    if isinstance(thing, dict) and {"known", "sources"} <= set(thing):
        yield thing


def given_by(log: Log) -> set[str | None]:
    """What can be a known without a dated source: what entries give, beside undated sources too (R4.2), or the day of
    recording.
    """
    found: set[str | None] = {"2019-01-01"}
    for entry in log.read():
        named: tuple[Source, ...] = getattr(entry.body, "sources", ())
        published = [source.published for source in named] if not all(source.published for source in named) else []
        found |= {getattr(entry.body, "known", None), *published}
    return found


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(logs(), asked, asked)
def test_each_known_is_that_of_a_report_named_or_one_that_is_given(log: MemoryLog, day: str, known_by: str) -> None:
    view = project(log, day, known_by=known_by)
    given = given_by(log)
    answers = [to_json(view), *(why_event_json(why_event_of(view, one.revision.event)) for one in view.events)]
    for name in ("status", "price"):
        with suppress(TimelineError):  # nothing was known, or is claimed of it
            answers.append(why_json(why_of(view, f"i.{name}")))
    for value in with_sources(answers):
        assert value["known"] in {source["published"] for source in value["sources"]} | given
        dates = [value["known"], *(source["published"] for source in value["sources"] if source["published"])]
        assert max(map(view.zone.instant, dates)) <= view.zone.instant(known_by)
