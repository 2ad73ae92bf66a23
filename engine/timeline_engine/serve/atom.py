"""`/changes.atom`: what changed on each of the last days, each change with its cause, as Atom (RFC 4287)."""

from collections.abc import Iterator
from hashlib import sha256
from xml.etree import ElementTree as Xml

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from ..log.ending import Ending
from ..view.answer import Question
from ..view.words.diff import Line
from ..view.words.printable import printable
from ..visible import visible
from .addresses import event_address, issue_address
from .answers import Answers
from .days import Day
from .feeds import CACHE
from .serving import Asked, read_query, respond

MEDIA = "application/atom+xml; charset=utf-8"
DAYS = 14
ENOUGH = 1000
"""With so many changes it goes back no further: by whole days, as whoever looks has to see all of a day."""

_NAMESPACE = "http://www.w3.org/2005/Atom"


class _News(Struct, frozen=True):
    """A change: of which day, when that was told, its cause in words, and what it is."""

    day: str
    told: str
    cause: str
    line: Line


async def changes(request: Request) -> Response:
    """What changed from each of the last days to the next, as the log stood at their ends."""
    query = read_query(request, "issue", clocks=False)
    issues, question = query.all("issue"), Question(as_of=query.today, known_by=query.today)
    asked = Asked(
        kind="atom",
        media=MEDIA,
        questions=(question,),
        issues=issues,
        today=query.today,
        scope="changes",
        cache=CACHE,
    )
    return await respond(request, asked, lambda answers: _feed(answers, query.today, issues))


def _feed(answers: Answers, today: str, issues: tuple[str, ...]) -> tuple[bytes, Ending]:
    days, ending = answers.day_by_day(_days(answers, today), issues, ENOUGH)
    news = [one for day in days for one in _news(day)]
    log = answers.log.info
    feed = Xml.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "en"})
    _add(feed, "id", f"urn:timeline:{log.id}:changes")
    _add(feed, "title", f"{log.title}: what changed")
    _add(feed, "updated", max((one.told for one in news), default=days[-1].last))
    _add(_add(feed, "author"), "name", log.title)
    for one in news:
        _entry(feed, one, log.id)
    return Xml.tostring(feed, "utf-8", xml_declaration=True) + b"\n", ending


def _days(answers: Answers, today: str) -> list[str]:
    return [answers.days_before(today, ago) for ago in range(DAYS, -1, -1)]


def _news(day: Day) -> Iterator[_News]:
    for cause, lines in day.changes:
        yield from (_News(day.day, day.when(line), cause, line) for line in lines)


def _entry(feed: Xml.Element, news: _News, log: str) -> None:
    line = news.line
    entry = _add(feed, "entry")
    about = ("", line.event) if line.event else (line.issue, line.what)  # whichever issues it is told for
    digest = sha256("\n".join((news.cause, *about)).encode()).hexdigest()[:16]
    _add(entry, "id", f"urn:timeline:{log}:{news.day}:{digest}")
    issues = ", ".join((line.issue, *line.also))
    _add(entry, "title", f"{issues}{': ' * bool(issues)}{line.what}: {line.change}")
    _add(entry, "updated", news.told)
    address = event_address(line.event) if line.event else issue_address(line.issue)
    _add(entry, "link", rel="alternate", href=f"{address}?as-of={news.day}")
    _add(entry, "category", term=news.cause)
    _add(entry, "content", "\n".join((f"{news.cause}.", *(f"By {event}" for event in line.because))), type="text")


def _add(parent: Xml.Element, name: str, text: str | None = None, **attributes: str) -> Xml.Element:
    found = Xml.SubElement(parent, name, attributes)
    found.text = None if text is None else visible(printable(text))
    return found
