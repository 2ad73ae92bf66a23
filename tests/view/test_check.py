"""`timeline check`, rule by rule: each fires on what it is about, and on nothing like it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.strategies import streams, zones
from oracle.twins_by_pairs import alike
from support import NOON_2026, memory_log, put, read, recorded, sourced
from timeline_engine.dates import Zone
from timeline_engine.entries import (
    Body,
    Codec,
    Draft,
    Entry,
    EventCancelled,
    EventCorrected,
    EventOccurred,
    EventRescheduled,
    EventSourced,
    IssueDefined,
)
from timeline_engine.history import HistoryError, read_history
from timeline_engine.log import FileLog, Log, MemoryLog, create_log, open_log
from timeline_engine.model import Attribute, Quantity, Source
from timeline_engine.projection import fold
from timeline_engine.view.check import RULES, Finding, Rule, check, check_json
from timeline_engine.view.check import duplicates as twins
from timeline_engine.view.check.context import Ground, read_ground
from timeline_engine.view.check.duplicates import _titled, same_events
from timeline_engine.view.check.finding import Fault, fault

ROOT = Path(__file__).parents[2]
CODEC = Codec()

OIL = IssueDefined(
    issue="oil",
    title="Oil imports",
    attributes={
        "status": Attribute(allowed=("planned", "agreed", "done")),
        "imports": Attribute(kind="estimate", unit="tonnes"),
    },
)


def log_with(*bodies: Body) -> MemoryLog:
    """A log of a declared issue, one event that nothing is wrong with, and these."""
    log = memory_log()
    put(log, OIL, recorded("plan", "2018-01-01", "oil.status=planned", published="2018-01-02"), *bodies)
    return log


def raw(*bodies: Body) -> MemoryLog:
    """The same, as another program may write it: nothing is checked."""
    log = log_with()
    log.append([Draft(f"raw-{number}", body) for number, body in enumerate(bodies)])
    return log


def findings(log: Log, as_of: str = "2026-01-01") -> list[Finding]:
    return list(check(log, as_of, now=NOON_2026 + 60 * 86_400_000_000).findings)


def codes(log: Log, as_of: str = "2026-01-01") -> list[str]:
    return [finding.code for finding in findings(log, as_of)]


def only(log: Log, code: str, as_of: str = "2026-01-01") -> Finding:
    (found,) = findings(log, as_of)
    assert found.code == code
    assert found.severity == next(rule.severity for rule in RULES if rule.code == code)
    return found


def test_a_good_log_has_no_findings() -> None:
    assert findings(log_with()) == []
    assert findings(memory_log()) == []


def test_every_rule_has_a_name_of_its_own_and_says_what_it_is() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.find.__doc__ for rule in RULES)


# ---- Overdue, and known late ----

DEADLINE = recorded("deadline", "2018-11-04", published="2018-09-05", phase="scheduled", issues=("oil",))


def test_an_event_whose_date_has_passed_without_an_outcome() -> None:
    found = only(log_with(DEADLINE), "overdue")
    assert (found.seq, found.event, found.place) == (3, "deadline", "#3")
    assert "'deadline' was set for 2018-11-04" in found.sentence


@pytest.mark.parametrize(
    "outcome",
    [
        EventOccurred(event="deadline", sources=sourced("2018-11-05")),
        EventCancelled(event="deadline", sources=sourced("2018-11-01")),
        EventRescheduled(event="deadline", when="2030", sources=sourced("2018-11-01")),
        EventRescheduled(event="deadline", sources=sourced("2018-11-01")),
    ],
)
def test_with_an_outcome_it_is_fine(outcome: Body) -> None:
    assert codes(log_with(DEADLINE, outcome)) == []


def test_it_is_not_overdue_before_its_date() -> None:
    assert codes(log_with(DEADLINE), "2018-11-04") == []
    assert codes(log_with(DEADLINE), "2018-11-05") == ["overdue"]


def test_what_is_overdue_is_blamed_on_the_entry_that_set_the_date() -> None:
    moved = EventRescheduled(event="deadline", when="2018-12-01", sources=sourced("2018-10-01"))
    source = EventSourced(event="deadline", sources=sourced("2018-10-02"))
    assert only(log_with(DEADLINE, moved, source), "overdue").seq == 4


def test_an_event_known_as_scheduled_only_after_its_date() -> None:
    late = recorded("talks", "2018-04", published="2018-09-05", phase="scheduled", issues=("oil",))
    held = EventOccurred(event="talks", sources=sourced("2018-09-06"))
    assert only(log_with(late, held), "known-late").event == "talks"


def test_moved_to_a_day_that_has_passed() -> None:
    moved = EventRescheduled(event="deadline", when="2018-10-01", sources=sourced("2018-10-20"))
    cancelled = EventCancelled(event="deadline", sources=sourced("2018-10-30"))
    assert only(log_with(DEADLINE, moved, cancelled), "known-late").seq == 4


def test_history_told_afterwards_is_not_late() -> None:
    late = recorded("talks", "2018-04", published="2018-09-05", phase="scheduled", issues=("oil",))
    moved = EventRescheduled(event="talks", when="2018-09-06", sources=sourced("2018-09-05"))
    held = EventOccurred(event="talks", sources=sourced("2018-09-06"))
    told = EventOccurred(event="talks", sources=sourced("2018-09-05"))
    assert codes(log_with(late, moved, held)) == []
    assert codes(log_with(late, told)) == []


def test_known_on_the_day_is_not_late() -> None:
    today = recorded("talks", "2018-09-05", published="2018-09-05", phase="scheduled", issues=("oil",))
    assert codes(log_with(today), "2018-09-05") == []


# ---- Claims and sources ----


def test_claims_without_a_source() -> None:
    bare = recorded("report", "2018-02-01", "oil.mood=good", "oil.price=4", known="2018-02-01")
    found = only(log_with(bare), "no-source")
    assert found.sentence == "no source is given for oil.mood, oil.price"


def test_who_claims_it_is_no_source() -> None:
    bare = EventOccurred(event="deadline", known="2018-11-05", claims=read(["oil.mood=good"], by="Pentagon"))
    assert only(log_with(DEADLINE, bare), "no-source").seq == 4


def test_an_event_without_claims_needs_no_source() -> None:
    assert codes(log_with(recorded("report", "2018-02-01", known="2018-02-01", issues=("oil",)))) == []


def test_a_void_entry_needs_nothing() -> None:
    log = log_with()
    (entry,) = put(log, recorded("report", "2018-02-01", "oil.status=lost", known="2018-02-01"))
    assert codes(log) == ["undeclared-value", "no-source"]
    put(log, EventCorrected(entry=entry, void=True))
    assert codes(log) == []


def test_a_source_without_a_date() -> None:
    bare = recorded("report", "2025-12-31", issues=("oil",), known="2025-12-31")
    known = evolve(bare, sources=(Source("The Daily"), Source(title="A report")))
    assert codes(log_with(known)) == []
    undated = evolve(known, known=None)
    found = only(log_with(undated), "undated-source")
    assert found.sentence == "no published date is given for The Daily, A report"
    assert codes(log_with(evolve(bare, sources=sourced("2025-12-31")))) == []


# ---- Issues, values and units ----


def test_an_issue_that_is_never_defined_is_told_once() -> None:
    events = [recorded(f"report-{n}", f"2018-02-0{n}", "oll.mood=good", published="2018-02-05") for n in (1, 2, 3)]
    found = only(raw(*events), "unknown-issue")
    assert (found.seq, found.issue) == (3, "oll")
    assert found.sentence == "issue 'oll' is named here, and twice more, but never defined; did you mean 'oil'?"


def test_an_issue_defined_later_is_known() -> None:
    event = recorded("report", "2018-02-01", published="2018-02-05", issues=("gas",))
    assert codes(raw(event, IssueDefined(issue="gas", title="Gas"))) == []
    assert codes(raw(event)) == ["unknown-issue"]


def test_an_issue_whose_definition_is_void_is_unknown() -> None:
    log = log_with()
    (entry,) = put(log, IssueDefined(issue="gas", title="Gas"))
    put(log, recorded("report", "2018-02-01", published="2018-02-05", issues=("gas",)))
    assert codes(log) == []
    log.append([Draft("void", EventCorrected(entry=entry, void=True))])  # as an old log may have it
    assert codes(log) == ["unknown-issue"]


def test_a_value_outside_the_declared_vocabulary() -> None:
    found = only(
        log_with(recorded("deal", "2018-02-01", "oil.status=agred", published="2018-02-01")), "undeclared-value"
    )
    assert found.sentence == (
        "oil.status = agred is not among the declared planned, agreed, done; did you mean 'agreed'?"
    )
    assert (found.event, found.issue) == ("deal", "oil")
    assert codes(log_with(recorded("deal", "2018-02-01", "oil.mood=agred", published="2018-02-01"))) == []


def test_what_is_only_expected_must_be_declared_too() -> None:
    assert codes(log_with(evolve(DEADLINE, claims=read(["oil.status=finished"]))), "2018-10-01") == ["undeclared-value"]


@pytest.mark.parametrize(
    ("figure", "said"),
    [("5 barrels", "is in barrels"), ("5", "has no unit"), ("5 tonnes", None), ("~5bn tonnes", None), ("many", None)],
)
def test_a_figure_in_another_unit(figure: str, said: str | None) -> None:
    log = log_with(recorded("figure", "2018-02-01", f"oil.imports={figure}", published="2018-02-01"))
    if said is None:
        assert "other-unit" not in codes(log)
    else:
        assert only(log, "other-unit").sentence == f"oil.imports = {figure} {said}, declared is tonnes"


@pytest.mark.parametrize(
    ("claim", "near"), [("import=5 tonnes", "imports"), ("statsu=planned", "status"), ("exporter=Iran", None)]
)
def test_an_attribute_called_nearly_like_a_declared_one(claim: str, near: str | None) -> None:
    log = log_with(recorded("figure", "2018-02-01", f"oil.{claim}", published="2018-02-01"))
    if near is None:
        assert codes(log) == []
    else:
        said = f"oil.{claim.partition('=')[0]} is not declared; did you mean {near!r}?"
        assert only(log, "unknown-attribute").sentence == said


def test_an_issue_that_declares_nothing_has_any_attribute() -> None:
    log = log_with(IssueDefined(issue="gas", title="Gas"), recorded("e", "2018", "gas.statsu=5", published="2018"))
    assert codes(log) == []


@pytest.mark.parametrize("text", ["1,5m tonnes", "twelve", "12-14"])
def test_a_text_in_an_estimate(text: str) -> None:
    log = log_with(recorded("figure", "2018-02-01", f"oil.imports={text}", published="2018-02-01"))
    assert only(log, "text-in-estimate").sentence == (
        f"oil.imports = {text} is a text in an estimate: write a figure like ~1.5m tonnes"
    )


def test_words_in_an_estimate_of_words_are_none() -> None:
    stance = IssueDefined(issue="ban", title="Ban", attributes={"stance": Attribute("estimate")})
    claims = [recorded(said, "2018", f"ban.stance={said}", published="2018") for said in ("for it", "against it")]
    assert "text-in-estimate" not in codes(log_with(stance, *claims))
    more = (recorded("3 to 4", "2018", "ban.stance=3 to 4", published="2018"),)
    assert codes(log_with(stance, *claims, *more)).count("text-in-estimate") == 1
    more = (recorded("figure", "2018", "ban.stance=3", published="2018"),)
    assert codes(log_with(stance, *claims, *more)).count("text-in-estimate") == 2


def test_a_date_may_be_estimated() -> None:
    log = log_with(recorded("figure", "2018-02-01", "oil.imports=2019-05~", published="2018-02-01"))
    assert codes(log) == []


# ---- The answer ----


def test_a_status_that_goes_back() -> None:
    log = log_with(
        recorded("deal", "2018-02-01", "oil.status=agreed", published="2018-02-01"),
        recorded("doubts", "2018-03-01", "oil.status=planned", published="2018-03-01"),
        recorded("delivery", "2018-04-01", "oil.status=done", published="2018-04-01"),
    )
    found = only(log, "status-backwards")
    assert (found.seq, found.event) == (4, "doubts")
    assert found.sentence == "oil.status goes back from agreed (deal) to planned (doubts)"


def test_a_status_that_skips_a_step_or_is_reported_late_goes_forward() -> None:
    log = log_with(
        recorded("delivery", "2018-04-01", "oil.status=done", published="2018-04-01"),
        recorded("deal", "2018-02-01", "oil.status=agreed", published="2018-05-01"),
    )
    assert codes(log) == []


def test_claims_as_effective_as_each_other_are_contested_not_backward() -> None:
    log = log_with(
        recorded("deal", "2018-02-01", "oil.status=agreed", published="2018-02-01"),
        recorded("doubts", "2018-02-01", "oil.status=planned", published="2018-02-02"),
    )
    found = only(log, "contested")
    assert (found.event, found.issue) == ("doubts", "oil")
    assert found.sentence == "of oil.status is claimed planned (The Daily); agreed (The Daily)"


def test_no_order_no_way_back() -> None:
    log = log_with(
        recorded("one", "2018-02-01", "oil.mood=good", published="2018-02-01"),
        recorded("two", "2018-03-01", "oil.mood=bad", published="2018-03-01"),
        recorded("three", "2018-04-01", "oil.mood=good", published="2018-04-01"),
    )
    assert codes(log) == []


def test_figures_that_differ_are_contested() -> None:
    one = recorded("one", "2018-02-01", "oil.imports=5 tonnes", published="2018-02-01")
    other = EventSourced(event="one", claims=read(["oil.imports=6 tonnes"]), sources=sourced("2018-03-01", "Another"))
    found = only(log_with(one, other), "contested")
    assert found.sentence == "of oil.imports is claimed 6 tonnes (Another); 5 tonnes (The Daily)"
    assert codes(log_with(one, evolve(other, claims=read(["oil.imports=5 tonnes"])))) == []


# ---- Dates that cannot be ----


def test_occurred_before_it_could_have() -> None:
    found = only(log_with(recorded("visit", "2018-06-10", published="2018-06-01", issues=("oil",))), "impossible-date")
    assert (found.severity, found.event) == ("error", "visit")
    assert "2018-06-10" in found.sentence
    assert "2018-06-01" in found.sentence


@pytest.mark.parametrize(
    ("when", "published"),
    [
        ("2018-06-10", "2018-06-10"),
        ("2018-06", "2018-06-01"),
        ("[2018-05-30..2018-06-10]", "2018-06-01"),
        ("2018-06-10", "2018-06"),
        ("2018-06-10", "2018-06-09T20:00Z"),  # the tenth begins in the east while it is the ninth here
        ("2018-06-10T10:00", "2018-06-10T10:00"),
    ],
)
def test_occurred_when_it_can_have(when: str, published: str) -> None:
    assert codes(log_with(recorded("visit", when, published=published, issues=("oil",)))) == []


def test_an_exact_time_is_taken_at_its_word() -> None:
    visit = recorded("visit", "2018-06-10T10:00", published="2018-06-10T09:59", issues=("oil",))
    assert codes(log_with(visit)) == ["impossible-date"]


def test_what_is_scheduled_may_lie_ahead() -> None:
    assert codes(log_with(DEADLINE), "2018-10-01") == []


def test_an_outcome_before_its_date_is_blamed_on_the_entry_that_reports_it() -> None:
    told = EventOccurred(event="deadline", sources=sourced("2018-10-01"))
    found = only(log_with(DEADLINE, told), "impossible-date")
    assert "is said to have occurred, and was set for " in found.sentence, "nobody says that it occurred that day"
    assert found.seq == 4


def test_an_announcement_is_no_source_for_what_occurred() -> None:
    visit = recorded("visit", "2018-06-10", published="2018-06-11", issues=("oil",))
    announced = EventSourced(event="visit", sources=sourced("2018-06-01", "The Gazette"))
    assert codes(log_with(visit, announced)) == []  # R4.7: it vouches for a visit to come


@pytest.mark.parametrize(
    ("published", "words"),
    [("2026-01-02", "2026-01-02"), ("2027", "2027"), ("2026-01-01T12:01Z", "2026-01-01 12:01")],
)
def test_published_after_it_was_recorded(published: str, words: str) -> None:
    found = only(log_with(recorded("visit", "2018-06-10", published=published, issues=("oil",))), "future-known")
    assert found.sentence == f"published {words}, yet recorded here on 2026-01-01: before it could be known"


def test_known_after_it_was_recorded() -> None:
    visit = recorded("visit", "2018-06-10", issues=("oil",))
    assert codes(log_with(evolve(visit, known="2030-01-01"))) == ["future-known"]
    assert codes(log_with(evolve(visit, known="2026-01-01"))) == []
    assert codes(log_with(evolve(visit, known="2026"))) == []


def test_a_correction_may_name_a_newer_source() -> None:
    log = log_with()
    (entry,) = put(log, recorded("visit", "2018-06-10", published="2018-06-11", issues=("oil",)))
    log._clock = lambda: NOON_2026 + 30 * 86_400_000_000
    put(log, EventCorrected(entry=entry, fields={"sources": [{"publisher": "A", "published": "2026-01-20"}]}))
    assert codes(log) == []


# ---- What cannot be read ----


@pytest.mark.parametrize(
    "body",
    [
        recorded("visit", "2018-13-45", published="2018-06-11", issues=("oil",)),
        recorded("visit", "2018-06-10", published="last week", issues=("oil",)),
        recorded("visit", "2018-06-10", known="2019/..", issues=("oil",)),
        EventOccurred(event="plan", when="gone", sources=sourced("2018-06-11")),
        EventRescheduled(event="plan", when="gone", sources=sourced("2018-06-11")),
    ],
)
def test_a_date_that_cannot_be_read_is_a_finding(body: Body) -> None:
    found = only(raw(body), "bad-date")
    assert (found.seq, found.entry, found.severity) == (3, "raw-0", "error")
    assert found.event == body.event  # type: ignore[union-attr]


def test_several_are_all_told_and_the_rest_is_checked() -> None:
    bad = [recorded(f"visit-{n}", f"nonsense {n}", published="2018-06-11", issues=("oil",)) for n in range(3)]
    log = raw(bad[0], bad[1], DEADLINE, bad[2])
    assert codes(log) == ["bad-date", "bad-date", "overdue", "bad-date"]


def test_a_bad_date_is_blamed_on_the_correction_that_brought_it() -> None:
    log = log_with()
    (entry,) = put(log, recorded("visit", "2018-06-10", published="2018-06-11", issues=("oil",)))
    log.append([Draft("fix", EventCorrected(entry=entry, fields={"when": "nonsense"}))])
    assert only(log, "bad-date").entry == "fix"


def test_a_bad_date_that_was_put_right_is_fine() -> None:
    log = raw(recorded("visit", "2018-13-45", published="2018-06-11", issues=("oil",)))
    log.append([Draft("fix", EventCorrected(entry="raw-0", fields={"when": "2018-06-10"}))])
    assert codes(log) == []
    log.append([Draft("undo", EventCorrected(entry="fix", void=True))])
    assert codes(log) == ["bad-date"]
    log.append([Draft("out", EventCorrected(entry="raw-0", void=True))])
    assert codes(log) == []


def test_a_correction_that_makes_no_valid_entry_is_a_finding() -> None:
    log = raw(recorded("visit", "2018-06-10", published="2018-06-11", issues=("oil",)))
    log.append([Draft("fix", EventCorrected(entry="raw-0", fields={"claims": "none", "place": "Delhi"}))])
    log.append([Draft("good", EventCorrected(entry="raw-0", fields={"place": "Mumbai"}))])
    found = only(log, "bad-correction")
    assert (found.entry, found.seq) == ("fix", 4)
    log.append([Draft("undo", EventCorrected(entry="fix", void=True))])
    assert codes(log) == []


# ---- References ----


def test_references_to_what_is_not_there() -> None:
    log = raw(
        EventOccurred(event="nothing", sources=sourced("2018-06-11")),
        EventCorrected(entry="nowhere", void=True),
        recorded("plan", "2018-01-01", published="2018-01-02", issues=("oil",)),  # once more: a report like any other
    )
    found = findings(log)
    assert [(f.code, f.seq, f.entry) for f in found] == [("dangling", 3 + n, f"raw-{n}") for n in range(2)]
    assert found[0].sentence == "it is about event 'nothing', which no entry records"
    assert found[1].sentence == "it corrects entry 'nowhere', which is not before it in the log"


# ---- The same event twice ----

TITLES = [
    ("India stops buying Iranian oil", "India stops buying oil from Iran", True),
    ("First US-India 2+2 dialogue", "US-India 2+2 dialogue, the first", True),
    ("Mattis speaks to the press in Delhi", "Mattis speeks to the pres in Delhi", True),
    ("CAFÉ TALKS BEGIN", "Café talks begin", True),
    ("Round 4 of the talks begins", "Round 5 of the talks begins", False),
    ("Mike Pompeo meets Narendra Modi", "Mike Pompeo meets Donald Trump", False),
    ("India signs COMCASA", "India signs LEMOA", False),
    ("!!!", "!!!", False),
]


def twice(one: str, other: str, when: str = "2018-06-10", **more: Any) -> MemoryLog:
    first = recorded("one", "2018-06-10", published="2018-06-11", title=one, issues=("oil",))
    second = recorded("two", when, title=other, **({"published": "2018-06-12", "issues": ("oil",)} | more))
    return log_with(first, second)


@pytest.mark.parametrize(("one", "other", "same"), TITLES)
def test_titles_that_are_much_the_same(one: str, other: str, same: bool) -> None:
    assert codes(twice(one, other)) == (["same-event"] if same else [])


def test_it_is_told_at_the_later_entry_and_names_the_first() -> None:
    found = only(twice("Talks in Delhi", "Talks in Delhi", "2018-06"), "same-event")
    assert (found.seq, found.event, found.issue) == (4, "two", "oil")
    assert found.sentence == "event 'two' may be event 'one' entered again: 'Talks in Delhi', 2018-06-10 and 2018-06"


@pytest.mark.parametrize(
    ("when", "same"),
    [
        ("2018-06-10", True),
        ("2018-06-11", False),
        ("2018-06-10T09:00+05:30", True),
        ("2018-06", True),
        ("2018-05", False),
        ("2018", True),
        ("2001/..", True),
        ("../2018-06-09", False),
        ("[2018-06-01..2018-06-12]", True),
        ("[2018-05-01..2018-06-09]", False),
    ],
)
def test_at_a_time_in_common(when: str, same: bool) -> None:
    assert codes(twice("Talks in Delhi", "Talks in Delhi", when)) == (["same-event"] if same else [])


def test_on_an_issue_in_common() -> None:
    log = twice("Talks in Delhi", "Talks in Delhi", "2018-06", issues=())
    assert codes(log) == []


def test_what_was_taken_back_may_be_entered_again() -> None:
    log = twice("Talks in Delhi", "Talks in Delhi", phase="scheduled", published="2018-06-01")
    assert "same-event" in codes(log)
    put(log, EventCancelled(event="two", sources=sourced("2018-06-05")))
    assert codes(log) == []


SOME_DATES = st.sampled_from(
    ("2018-06-10", "2018-06-11", "2018-06", "2018", "2018-06-10/2018-06-12", "2018-05/..", "0001")
)
SOME_TITLES = st.lists(st.sampled_from(("talks", "oil", "delhi", "visit", "signed", "4", "5")), min_size=1, max_size=5)
SOME_EVENTS = st.lists(st.tuples(SOME_DATES, SOME_TITLES.map(" ".join), st.sampled_from(("a", "b"))), max_size=12)


@settings(max_examples=80, deadline=None)
@given(SOME_EVENTS)
def test_comparing_few_finds_what_comparing_all_would(events: list[tuple[str, str, str]]) -> None:
    entries = [
        Entry(n, f"e{n}", "2026-01-01T00:00:00.000000Z", recorded(f"{n}", when, title=title, issues=(issue,)))
        for n, (when, title, issue) in enumerate(events, 1)
    ]
    zone = Zone("UTC")
    ground = read_ground(entries, zone, zone.instant("2026-01-01"))
    titled = sorted(_titled(ground), key=lambda event: event.seq)
    expected = {
        later.seq: first.seq
        for place, later in enumerate(titled)
        for first in reversed(titled[:place])
        if alike(first, later) and _share_words(first.title.words, later.title.words)
    }
    found = {fault.seq: re.findall(r"event '(\d+)'", fault.sentence) for fault in same_events(ground)}
    assert set(expected) <= set(found)
    for seq, (later, first) in found.items():
        assert int(later) == seq
        assert int(first) <= expected.get(seq, seq)
        assert alike(titled[int(first) - 1], titled[seq - 1])


def _share_words(some: frozenset[str], others: frozenset[str]) -> bool:
    return 2 * len(some & others) >= 0.7 * (len(some) + len(others))


def test_many_events_of_one_kind_are_not_all_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def of_one_time(one: Any, other: Any) -> bool:
        nonlocal compared
        compared += 1
        return False

    monkeypatch.setattr(twins, "_of_one_time", of_one_time)
    entries = [
        Entry(n, f"e{n}", "2026-01-01T00:00:00.000000Z", recorded(f"{n}", "2018-06-10", title="Talks", issues=("a",)))
        for n in range(1, 1001)
    ]
    zone = Zone("UTC")
    assert list(same_events(read_ground(entries, zone, zone.instant("2026-01-01")))) == []
    assert compared <= 1000 * twins.CROWD


# ---- All together ----

GARBAGE = st.sampled_from(("", "soon", "2018-13", "2019/..", "2018-11-31", "2018-12-01/2018-11-01", "\u0661\u0662"))

BAD_FIELDS = st.sampled_from(({"when": "soon"}, {"claims": "none"}, {"sources": [{"published": "?"}]}))


@st.composite
def spoiled(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A random log, some of whose dates cannot be read and some of whose corrections make no entry."""
    lines = draw(streams(correct_corrections=True))
    for line in draw(st.lists(st.sampled_from(lines), max_size=4)):
        data = line["data"]
        if line["kind"] == "event.corrected" and not data.get("void"):
            data["fields"] = draw(
                st.sampled_from(({"when": "soon"}, {"claims": "none"}, {"sources": [{"published": "?"}]}))
            )
        elif line["kind"] != "issue.defined":
            data[draw(st.sampled_from(("when", "known")))] = draw(GARBAGE)
    return lines


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(spoiled(), zones)
def test_no_log_is_too_broken_to_be_checked(lines: list[dict[str, Any]], zone_name: str) -> None:
    entries = [CODEC.entry(CODEC.envelope(msgspec.json.encode({"v": 1, "prev": ""} | line))) for line in lines]
    zone = Zone(zone_name)
    ground = read_ground(entries, zone, zone.instant("2019-01-01"))
    for rule in RULES:
        assert all(entries[fault.seq - 1].id == fault.entry for fault in rule.find(ground)), rule
    try:
        fold(read_history(entries, zone), zone.instant("2019-01-01"), None)
    except HistoryError:
        assert ground.bad_dates or ground.bad_corrections


def test_findings_are_in_the_order_of_the_log() -> None:
    log = raw(
        recorded("b", "2018-06-10", "gas.status=x", published="2018-06-01"),
        DEADLINE,
        recorded("a", "2018-06-10", "oil.status=x", known="2018-06-11"),
    )
    assert [(f.seq, f.code) for f in findings(log)] == [
        (3, "unknown-issue"), (3, "impossible-date"), (4, "overdue"), (5, "undeclared-value"), (5, "no-source"),
    ]  # fmt: skip


def test_a_finding_is_one_line() -> None:
    bad = recorded("evil\n\x1b[2Jid", "2018-11-04", published="2018-09-05", phase="scheduled", issues=("oil",))
    assert all(finding.sentence.isprintable() for finding in findings(raw(bad)))


def test_it_names_the_file_and_line_of_each_entry(tmp_path: Path) -> None:
    create_log(tmp_path / "log", title="A log", zone="UTC")
    log = FileLog(tmp_path / "log", clock=lambda: NOON_2026, segment_bytes=500)
    for number in range(7):
        log.append(
            [
                Draft(
                    f"e{number}",
                    evolve(DEADLINE, event=f"deadline-{number}", title=f"Deadline {'abcdefg'[number] * 9}"),
                )
            ]
        )
    found = [finding for finding in findings(log) if finding.code == "overdue"]
    assert len(found) == 7
    assert len({finding.path for finding in found}) > 2
    for finding in found:
        assert finding.path is not None
        assert finding.line is not None
        line = Path(finding.path).read_text(encoding="utf-8").splitlines()[finding.line - 1]
        assert f'"id":"{finding.entry}"' in line
        assert finding.place == f"{finding.path}:{finding.line}"


def test_a_log_without_a_finished_line_is_empty(tmp_path: Path) -> None:
    log = create_log(tmp_path / "log", title="A log", zone="UTC")
    assert check(log, "2026-01-01").entries == 0
    (tmp_path / "log" / "000001.jsonl").write_bytes(b'{"seq":1')
    assert check(log, "2026-01-01").findings == ()


def test_the_shipped_log_has_no_errors() -> None:
    found = check(open_log(ROOT / "events"), "2019-06-25")
    assert found.count("error") == 0
    assert {finding.code for finding in found.findings} == {"overdue", "contested"}
    (overdue,) = (finding for finding in found.findings if finding.code == "overdue")
    assert overdue.event == "iran-oil-sanctions-deadline"


def test_as_json() -> None:
    data = check_json(check(log_with(DEADLINE), "2026-01-01"))
    assert (data["entries"], data["errors"], data["warnings"], data["as_of"]) == (3, 0, 1, "2026-01-01")
    (finding,) = data["findings"]
    assert (finding["file"], finding["line"], finding["seq"]) == (None, None, 3)
    assert (finding["code"], finding["severity"], finding["event"]) == ("overdue", "warning", "deadline")


def test_a_rule_of_ones_own() -> None:
    def shouts(ground: Ground) -> Iterator[Fault]:
        loud = (report for report in ground.reports if getattr(report.body, "title", "").isupper())
        return (fault(report.entry, "it shouts") for report in loud)

    log = log_with(recorded("loud", "2018-02-01", published="2018-02-01", title="TALKS!", issues=("oil",)))
    assert [
        finding.code for finding in check(log, "2026-01-01", [*RULES, Rule("loud", "warning", shouts)]).findings
    ] == ["loud"]


def test_quantities_are_compared_as_such() -> None:
    define = IssueDefined(issue="s", title="s", attributes={"n": Attribute(allowed=(Quantity(5, "systems"), 4))})
    good = recorded("a", "2018-02-01", "s.n=5 systems", published="2018-02-01")
    number = recorded("b", "2018-02-02", "s.n=4", published="2018-02-02")
    bad = recorded("c", "2018-02-03", "s.n=5", published="2018-02-03")
    assert codes(log_with(define, good, number, bad)) == ["undeclared-value"]
