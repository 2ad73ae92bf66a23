"""Random, valid entry streams and questions: few distinct dates, so that ties and boundaries are common."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]
Question = tuple[str, str | None, str | None]

ISSUES = ("waiver", "talks", "oil", "deal")
EVENTS = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot")
ATTRIBUTES = ("status", "price", "mood")
PEOPLE = ("Pentagon", "MEA", "PTI")  # PTI is a publisher, too: one claimant in two guises

# Twelve days over the end of a month, so that the month 2018-11 ends amid them.
DAYS = tuple((date(2018, 11, 25) + timedelta(days=n)).isoformat() for n in range(12))
TIMES = ("00:00", "00:15", "05:30", "12:00", "18:30", "19:00", "23:59:59")
OFFSETS = ("", "Z", "+05:30", "-05:00")
ZONES = ("UTC", "Asia/Kolkata", "America/New_York")
STAMP_GAPS = tuple(
    timedelta(**gap)
    for gap in (
        {"hours": 0},
        {"hours": 0},
        {"days": 1},
        {"microseconds": 1},
        {"minutes": 31},
        {"hours": 5},
        {"days": 3},
    )
)
FIRST_STAMPS = (
    datetime(2018, 11, 24, 18, 29, 59, 999999, tzinfo=UTC),  # the last moment of a day in Asia/Kolkata
    datetime(2018, 11, 26, 4, 59, 59, 999999, tzinfo=UTC),  # and in New York
    datetime(2018, 11, 28, 22, 58, 0, 123456, tzinfo=UTC),
)


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# --- Dates ---------------------------------------------------------------------------------------
# Choices are small lists of small lists: Hypothesis draws mostly from the beginning of a long one.


def weighted(*choices: tuple[int, Any]) -> st.SearchStrategy[Any]:
    """One of several choices (strategies, or tuples to sample from), each taken about so often."""
    flat = [
        choice if isinstance(choice, st.SearchStrategy) else st.sampled_from(choice)
        for weight, choice in choices
        for n in range(weight)
    ]
    return st.sampled_from(flat).flatmap(lambda choice: choice)


IMPRECISE = ("2018-11", "2018-12", "2018-10", "2018-11~", "2018-12?", "2018-11%", "2018", "2018~")
PAIRS = tuple((DAYS[first], DAYS[last]) for last in range(1, 12) for first in range(max(0, last - 4), last))

plain_days = st.sampled_from(DAYS)
date_times = st.builds("{}T{}{}".format, plain_days, st.sampled_from(TIMES), st.sampled_from(OFFSETS))
imprecise = st.sampled_from(IMPRECISE)
doubtful = st.builds("{}{}".format, plain_days, st.sampled_from("~?%"))
pairs = st.sampled_from(PAIRS)
extended = pairs.map("/".join)
opened = st.builds(str.format, st.sampled_from(("{}/..", "../{}")), plain_days)
one_of = pairs.map(lambda pair: f"[{pair[0]}..{pair[1]}]")

whens = weighted(
    (8, plain_days), (2, date_times), (2, imprecise), (1, doubtful), (2, extended), (1, opened), (2, one_of)
)
"""The forms a ``when`` can take."""
knowns = weighted((7, plain_days), (3, DAYS[:5]), (2, date_times), (2, imprecise), (1, doubtful))
"""The forms a known or published date can take: points, however vague."""


# --- Bodies --------------------------------------------------------------------------------------

TEXTS = ("open", "closed", "2018-12-05", "5")
FIGURES = (
    {"amount": 6000000000, "unit": "USD", "qualifier": "about"},
    {"amount": 6000000000, "unit": "USD"},
    {"amount": 5},
    5,
    4.5,
)
VALUES = {"status": TEXTS[:2] * 3 + TEXTS, "price": FIGURES, "mood": TEXTS + FIGURES}
REPORTS = (
    {"publisher": "PTI"},
    {"publisher": "Reuters", "title": "A report", "url": "https://example.org/report"},
    {"title": "Without a publisher"},
)


def compact(**fields: Any) -> Data:
    """A body as the log writes it: what is missing is not named."""
    return {name: value for name, value in fields.items() if value is not None}


def maybe(strategy: st.SearchStrategy[Any], chance: int = 5) -> st.SearchStrategy[Any]:
    """None, or with the given chance (of ten) something."""
    return weighted((10 - chance, st.none()), (chance, strategy))


def sources(min_size: int = 0) -> st.SearchStrategy[list[Data]]:
    source = st.builds(
        lambda report, published: report | compact(published=published),
        st.sampled_from(REPORTS),
        maybe(knowns, 7),
    )
    return st.lists(source, min_size=min_size, max_size=2)


def claims(issues: tuple[str, ...]) -> st.SearchStrategy[list[Data]]:
    def claim(attribute: str) -> st.SearchStrategy[Data]:
        return st.builds(
            compact,
            issue=st.sampled_from(issues),
            attribute=st.just(attribute),
            value=st.sampled_from(VALUES[attribute]),
            by=st.sampled_from((None, None, *PEOPLE)),
        )

    return st.lists(weighted((3, claim("status")), (1, claim("price")), (1, claim("mood"))), min_size=1, max_size=3)


def attributes() -> st.SearchStrategy[dict[str, Data]]:
    return st.dictionaries(
        st.sampled_from(ATTRIBUTES),
        st.sampled_from(({"kind": "estimate"}, {"kind": "state"}, {})),
        max_size=3,
    )


@cache
def fields_of(kind: str, issues: tuple[str, ...]) -> dict[str, st.SearchStrategy[Any]]:
    """What an entry of a kind says, beyond what it is about: field by field; ``None``: missing."""
    titles = st.sampled_from(("A title", "Another title"))
    if kind == "issue.defined":
        return {
            "title": titles,
            "question": maybe(st.just("Will they?")),
            "attributes": maybe(attributes(), 8),
        }
    fields = {
        "known": maybe(knowns, 8),
        "sources": sources(min_size=1) if kind == "event.sourced" else maybe(sources()),
    }
    if kind in ("event.recorded", "event.rescheduled", "event.occurred"):
        fields["when"] = maybe(whens, 8)
    if kind in ("event.cancelled", "event.sourced"):
        fields["when"] = maybe(whens, 1)
    if kind == "event.sourced":
        fields["phase"] = maybe(st.sampled_from(("occurred", "scheduled", "cancelled", "postponed", "retracted")), 2)
    if kind in ("event.recorded", "event.occurred", "event.sourced"):
        fields["claims"] = maybe(claims(issues), 8)
    if kind in ("event.rescheduled", "event.cancelled"):
        fields["claims"] = maybe(claims(issues), 2)
    if kind == "event.recorded":
        fields |= {
            "title": titles,
            "phase": st.sampled_from(("scheduled", "occurred", None)),
            "kind": st.sampled_from((None, "meeting")),
            "issues": maybe(st.lists(st.sampled_from(issues), min_size=1, max_size=2, unique=True)),
        }
    else:
        fields |= {
            "title": maybe(titles, 1),
            "place": maybe(st.sampled_from(("New Delhi", "Vienna")), 1),
            "issues": maybe(st.lists(st.sampled_from(issues), min_size=1, max_size=2), 1),
        }
    return fields


@cache
def correctable(kind: str, issues: tuple[str, ...]) -> dict[str, st.SearchStrategy[Any]]:
    """The fields a correction may name: also some that no answer tells."""
    fields = dict(fields_of(kind, issues))
    if kind != "issue.defined":
        fields["note"] = maybe(st.just("A remark"))
    if kind == "event.recorded":
        fields["place"] = maybe(st.just("New Delhi"))
    return fields


@st.composite
def corrections(draw: st.DrawFn, target: Data, issues: tuple[str, ...], correct_corrections: bool) -> Data:
    """The body of a correction of an earlier entry: some of its fields, or void."""
    body: Data = {"entry": target["id"]}
    is_correction = target["kind"] == "event.corrected"
    void = draw(st.sampled_from((False, False, False, True)))
    if void or (is_correction and not correct_corrections):
        return body | {"void": True}
    if is_correction:
        return body | {"fields": draw(st.sampled_from(({"void": True}, {"void": None}, {"note": "A remark"})))}
    fields = correctable(target["kind"], issues)
    names = draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=3, unique=True))
    return body | {"fields": {name: draw(fields[name]) for name in names}}


# --- Streams --------------------------------------------------------------------------------------

FOLLOW_UPS = (
    "event.occurred",
    "event.rescheduled",
    "event.sourced",
    "event.cancelled",
    "event.retracted",
    "event.occurred",
    "event.sourced",
    "event.rescheduled",
    "event.recorded",  # once more
)


@st.composite
def streams(draw: st.DrawFn, max_entries: int = 24, correct_corrections: bool = False) -> list[Data]:
    """A valid log: a list of entries ``{"seq", "id", "recorded", "kind", "data"}``.

    ``correct_corrections``: also correct the fields of corrections, not just void them.
    """
    issues = ISSUES[: draw(st.sampled_from((1, 2, 1, 3, 4)))]
    events = EVENTS[: draw(st.integers(1, len(EVENTS)))]
    moment = draw(st.sampled_from(FIRST_STAMPS))
    begun: set[str] = set()
    entries: list[Data] = []
    for seq in range(1, draw(st.integers(1, max_entries)) + 1):
        entry: Data = {"seq": seq, "id": f"entry-{seq}", "recorded": stamp(moment)}
        kind, data = draw(bodies(issues, events, begun, entries, correct_corrections))
        if kind == "event.recorded":
            begun.add(data["event"])
        entries.append({**entry, "kind": kind, "data": data})
        moment += draw(st.sampled_from(STAMP_GAPS))
    return entries


@st.composite
def bodies(
    draw: st.DrawFn,
    issues: tuple[str, ...],
    events: tuple[str, ...],
    begun: set[str],
    entries: list[Data],
    correct_corrections: bool,
) -> tuple[str, Data]:
    """The kind and the body of the next entry."""
    what = draw(st.sampled_from(("event", "event", "event", "event", "event", "correct", "correct", "define")))
    if what == "correct" and entries:
        target = draw(st.sampled_from(entries))
        return "event.corrected", draw(corrections(target, issues, correct_corrections))
    if what == "define":
        kind, about = "issue.defined", {"issue": draw(st.sampled_from(issues))}
    else:
        event = draw(st.sampled_from(events))
        kind, about = draw(kinds(event in begun)), {"event": event}
    fields = {name: draw(field) for name, field in fields_of(kind, issues).items()}
    return kind, about | compact(**fields)


@cache
def kinds(begun: bool) -> st.SearchStrategy[str]:
    """The kind of the next entry about an event; seldom something else before the event is recorded."""
    return weighted((0 if begun else 7, ("event.recorded",)), (1, FOLLOW_UPS))


# --- Questions ------------------------------------------------------------------------------------

LATER = (*DAYS[5:], "2018-12-15", "2018-12-31")
EXACT = (*(f"{day}T23:59:59.999999Z" for day in DAYS), *map(stamp, FIRST_STAMPS))
question_dates = weighted((3, DAYS), (6, LATER), (1, ("2018-10-31", "2019-01-01")), (1, EXACT), (1, date_times))


@st.composite
def questions(draw: st.DrawFn, entries: list[Data] | None = None) -> Question:
    """``(D, K, R)`` as texts; K None: hindsight, R None: all. R is at times a stamp of an entry."""
    world = draw(question_dates)
    which = draw(st.sampled_from(("D", "D", "D", "hindsight", "hindsight", "other", "other")))
    knowledge = {"D": world, "hindsight": None}[which] if which != "other" else draw(question_dates)
    which = draw(st.sampled_from(("all", "all", "all", "all", "date", "stamp")))
    if which == "stamp" and entries:
        return world, knowledge, draw(st.sampled_from([entry["recorded"] for entry in entries]))
    return world, knowledge, draw(question_dates) if which == "date" else None


zones = st.sampled_from(ZONES)
"""The time zone of a log."""


@st.composite
def streams_and_questions(
    draw: st.DrawFn, max_entries: int = 24, correct_corrections: bool = False
) -> tuple[list[Data], Question]:
    """A log and a question about it."""
    entries = draw(streams(max_entries, correct_corrections))
    return entries, draw(questions(entries))
