"""The events nearest to the day of the question as a chart of Mermaid, which GitHub draws: a row for each, by issue.

It is a Gantt chart: Mermaid's timeline sets a column for each date, and of a dozen nobody reads the words on a page.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from timeline_engine.dates import python_date
from timeline_engine.projection import EventState, Phase
from timeline_engine.view import View
from timeline_engine.view.words.phrases import clocks_words, counted, sentence
from timeline_engine.view.words.printable import printable
from timeline_engine.visible import visible

MOST = 30
"""How many events are drawn; the rest is counted."""

_TITLE, _SECTION = 70, 24  # signs of a name for which there is room
_TAGS: dict[Phase, str] = {"occurred": "done, ", "due": "active, ", "overdue": "crit, ", "possible": "crit, "}
# What could be a sign of its language, or of its own way to write signs; and of a text the first, with which a word
# of its language would begin.
_SIGNS = re.compile(r"^.|[!-'*+/:-@\[-`{-~ﬂ¶]")
_NO_ISSUE = "No issue"
_ROOM = "%%{init: {'gantt': {'leftPadding': 160}}}%%"  # for the names of issues, which stand over the marks else


def chart(view: View) -> Iterator[str]:
    """The lines of the chart, and a sentence on what is not drawn; none if there is no event to draw."""
    drawn = _nearest(view)
    if drawn:
        yield from ("```mermaid", *_gantt(drawn, view), "```")
    if left := len(view.events) - len(drawn):
        yield from ([""] if drawn else [])
        yield f"Not drawn: {counted(left, 'event')}, farther from that day or without a day to be drawn on."


def _gantt(events: list[EventState], view: View) -> Iterator[str]:
    yield _ROOM
    yield "gantt"
    yield f"    title {signs(sentence(clocks_words(view.question)))}"
    yield from ("    dateFormat YYYY-MM-DD", "    axisFormat %Y-%m-%d", "    todayMarker off")
    for issue, some in _by_issue(events).items():
        yield f"    section {_name(_titled(issue, view), issue or _NO_ISSUE, _SECTION)}"
        yield from map(_row, some)


def signs(text: str) -> str:
    """A text in one line, to be read by Mermaid as it is."""
    return _SIGNS.sub(lambda sign: f"#{ord(sign[0])};", " ".join(visible(printable(text)).split()))


def _nearest(view: View) -> list[EventState]:
    """The events whose days lie nearest to that of the question, in the order of the view."""
    today = python_date(view.zone.day(view.as_of))
    if today is None:
        return []
    days = [(*ends, place, event) for place, event in enumerate(view.events) if (ends := _ends(event))]
    days.sort(key=lambda found: (max(abs(found[0] - today), abs(found[1] - today)), found[2]))
    return [event for *_, event in sorted(days[:MOST], key=lambda found: found[2])]


def _ends(event: EventState) -> tuple[date, date] | None:
    """The first and the last day of an event; None: it has no date, or an end is open or in no calendar of Mermaid."""
    first, last = event.earliest, event.latest
    return (first, last) if first and last and last < date.max else None


def _by_issue(events: list[EventState]) -> dict[str, list[EventState]]:
    """Each event once, under the first issue that it bears on."""
    found: dict[str, list[EventState]] = {}
    for event in events:
        found.setdefault(event.issues[0] if event.issues else "", []).append(event)
    return found


def _titled(issue: str, view: View) -> str:
    state = view.issue(issue)
    return state.title if state else issue


def _row(event: EventState) -> str:
    """Its title, with the phase unless it occurred; and the days, of which Mermaid does not count the last."""
    first, last = event.earliest or date.min, event.latest or date.min
    phase = "" if event.phase == "occurred" else f" ({event.phase})"
    days = f"milestone, {first}, 0d" if first == last else f"{first}, {last + timedelta(1)}"
    return f"    {_name(event.title, event.id, _TITLE)}{phase} :{_TAGS.get(event.phase, '')}{days}"


def _name(text: str, otherwise: str, most: int) -> str:
    """A text cut at a word where it is longer; what else it is called, if nothing of it can be shown."""
    line = " ".join(visible(printable(text)).split()) or otherwise
    if len(line) > most:
        line = f"{line[:most].rsplit(' ', 1)[0]}…"
    return signs(line)
