"""A small log with something of everything that an exporter may meet."""

from collections.abc import Iterator
from itertools import count

from ..entries import (
    Body,
    Draft,
    EventCancelled,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventSourced,
    IssueDefined,
)
from ..log import FORMAT, Log, LogInfo, MemoryLog
from ..model import Claim, Quantity, Source, Value

AS_OF = "2019-02-01"
"""A day on which the log has events of every phase."""
_RECORDED = 1_546_300_800_000_000  # 2019-01-01T00:00Z
_MINUTE = 60_000_000
_ODD = 'comma, "quote"; <b>&amp; | back\\slash\ttab\nline\r\nend {x} [y] #z %d \u202e\u200fעברית 漢字 🚢 =1+1'
_SCHEDULED = {"overdue": "2018-12-01", "coming": "2030-01-01", "held": "2018-12-05", "off": "2019-05-01",
              "moved": "2019-06-01", "later": "2019-07-01", "some-day": None}  # fmt: skip
_DATES = ("2018-09-06", "2018-09", "2018", "2018-05~", "2017?", "[2018-10-04..2018-12-03]", "2018-09-06/2018-09-08",
          "2018-09-06T10:30", "2018-09-06T10:30:15Z", "1985-04-12/", "1815-12-10", "-0043", "2018-21")  # fmt: skip


def sample_log() -> Log:
    """The log, in memory, always with the same entries."""
    log = MemoryLog(LogInfo(_ODD, "sample", "Asia/Kolkata", FORMAT), clock=count(_RECORDED, _MINUTE).__next__)
    for number, body in enumerate(_bodies(), 1):
        log.append([Draft(f"e{number}", body)])
    return log


def _bodies() -> Iterator[Body]:
    yield IssueDefined(issue="port", title="The port", question="Will it be built?")
    yield IssueDefined(issue="odd", title=_ODD)
    yield IssueDefined(issue="silent", title="No event bears on it")
    for number, when in enumerate(_DATES):
        yield _event(f"dated-{number}", when)
    yield _event("odd\tid", "2018-11-04", title=_ODD, kind=_ODD, place=_ODD, actors=(_ODD, "B"), summary=_ODD * 20)
    yield from _of_every_phase()
    values: tuple[Value, ...] = ("open", 5, 2.5, Quantity(6_000_000_000, "USD", "about"), _ODD)
    for number, value in enumerate(values):
        claims = (Claim("port", f"a{number}", value), Claim("port", "status", f"s{number}", "The minister"))
        yield _event(f"claims-{number}", f"2018-10-{10 + number}", claims=claims)
    yield EventSourced(event="claims-0", sources=(Source(_ODD, _ODD, "2018-12-01", "https://a.example/?a=1&b=(2)"),))


def _of_every_phase() -> Iterator[Body]:
    for name, when in _SCHEDULED.items():
        yield _event(name, when, phase="scheduled", issues=("port",))
    yield EventOccurred(event="held", when="2018-12-06", sources=(_source("2018-12-07"),))
    yield EventCancelled(event="off", sources=(_source("2018-12-08"),))
    yield EventRescheduled(event="moved", when="2019-06-15", sources=(_source("2018-12-09"),))
    yield EventRescheduled(event="later", when=None, sources=(_source("2018-12-10"),))


def _event(name: str, when: str | None, **said: object) -> EventRecorded:
    fields: dict[str, object] = {"title": f"Event {name}", "when": when, "sources": (_source("2018-11-30"),)}
    return EventRecorded(event=name, **(fields | said))  # type: ignore[arg-type]


def _source(published: str) -> Source:
    return Source("The Harbour Post", "A report", published, "https://a.example/report")
