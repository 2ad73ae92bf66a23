"""What the rows of events say, and that importing them again changes nothing."""

import pytest

from builders import event, report, small_log, small_view, status
from timeline_engine.entries import (
    Body,
    EventCancelled,
    EventOccurred,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    IssueDefined,
)
from timeline_engine.log import MemoryLog
from timeline_engine.model import Attribute, Claim, Quantity, Source, parse_value
from timeline_engine.recording import read_state
from timeline_engine.rows import propose
from timeline_engine.view import View, project
from timeline_engine.view.json.contract import to_json
from timeline_engine.view.ports import Row
from timeline_plugins.rows import row_of_cells as rows
from timeline_plugins.rows.columns import COLUMNS, EventRow
from timeline_plugins.rows.of_events import EventRows

NOW = 1_600_000_000_000_000

WSJ = report("WSJ", "2018-10-04", "Russia, India set to sign", "https://wsj.example/1")
PTI = report("PTI", "2018-10-05", None, "https://pti.example/2")


def rows_of(*bodies: Body, **more: str) -> list[EventRow]:
    return list(EventRows(small_view(*bodies, **more)))


def test_the_columns_are_those_of_an_import_file() -> None:
    assert tuple(column for column in rows.COLUMNS if column != "until") == COLUMNS


def test_an_event_without_claims_and_sources_takes_one_row() -> None:
    signed = event("signed", "2018-10-05", title="Deal signed", kind="agreement", place="New Delhi",
                   actors=("Modi", "Putin"), summary="At the summit.")  # fmt: skip
    assert rows_of(signed) == [
        EventRow("signed", title="Deal signed", when="2018-10-05", known="2018-01-01", phase="occurred",
                 kind="agreement", place="New Delhi", actors="Modi; Putin", summary="At the summit.", entry="e1")
    ]  # fmt: skip


def test_each_claim_has_its_row_with_the_source_of_its_own_entry() -> None:
    price = Claim("deal", "price", Quantity(5_000_000_000, "USD", "over"))
    told = rows_of(
        event("signed", "2018-10-04", claims=(price,), sources=(WSJ,)),
        EventSourced(event="signed", sources=(PTI,), claims=(status("signed", "deal", by="MoD"),)),
    )
    assert [(r.issue, r.attribute, r.value, r.by, r.publisher, r.source, r.published, r.url) for r in told] == [
        ("deal", "price", ">5bn USD", None, "WSJ", "Russia, India set to sign", "2018-10-04", "https://wsj.example/1"),
        ("deal", "status", "signed", "MoD", "PTI", None, "2018-10-05", "https://pti.example/2"),
    ]


def test_issues_and_sources_that_no_claim_carries_have_rows_of_their_own() -> None:
    told = rows_of(
        event("met", "2018-09-06", issues=("a", "b"), claims=(status("open", "a"),), sources=(WSJ, PTI)),
        as_of="2019-01-01",
    )
    assert [(r.issue, r.value, r.publisher) for r in told] == [("a", "open", "WSJ"), ("b", None, "PTI")]


def test_only_the_first_row_describes_and_dates_the_event_so_that_there_is_one_place_to_edit_each() -> None:
    first, second = rows_of(event("met", "2018-09-06", kind="meeting", place="Delhi", sources=(WSJ, PTI)), as_of="2019")
    assert (first.title, first.when, first.phase, first.kind) == ("met", "2018-09-06", "occurred", "meeting")
    assert (second.title, second.when, second.phase, second.kind) == (None, None, None, None)
    assert {(row.event, row.known, row.entry) for row in (first, second)} == {("met", "2018-01-01", "e1")}


@pytest.mark.parametrize(
    ("change", "when", "phase"),
    [
        (EventRescheduled(event="e", when="2018-09-06", known="2018-06-01"), "2018-09-06", "scheduled"),
        (EventRescheduled(event="e", known="2018-06-01"), None, "postponed"),
        (EventOccurred(event="e", when="2018-07-02", known="2018-07-02"), "2018-07-02", "occurred"),
        (EventOccurred(event="e", known="2018-07-02"), None, "occurred"),
        (EventCancelled(event="e", known="2018-06-01"), None, "cancelled"),
        (EventRetracted(event="e", known="2018-06-01"), None, "retracted"),
        (EventSourced(event="e", known="2018-06-01", sources=(Source("A"),)), None, None),
    ],
)
def test_each_entry_has_rows_of_its_own_with_the_phase_that_it_gave(
    change: Body, when: str | None, phase: str | None
) -> None:
    told = rows_of(event("e", "2018-07", phase="scheduled"), change)
    assert [(row.entry, row.when, row.phase) for row in told] == [("e1", "2018-07", "scheduled"), ("e2", when, phase)]


def test_the_rows_of_an_event_are_in_the_order_of_the_log_which_decides_between_what_is_known_at_once() -> None:
    told = rows_of(
        event("e", "2018-07", known="2018-03-01"),
        EventSourced(event="e", known="2018-03-01", sources=(report("A", "2018-02-01"), Source("B"))),
    )
    assert [(row.entry, row.publisher) for row in told] == [("e1", None), ("e2", "A"), ("e2", "B")]


def test_claims_are_numbered_as_their_entry_has_them() -> None:
    told = rows_of(event("e", "2018-07", issues=("other",), claims=(status("open"), status("open", "deal"))))
    assert [(row.issue, row.claim) for row in told] == [("caatsa-waiver", "1"), ("deal", "2"), ("other", None)]


def test_known_is_given_where_nothing_is_published() -> None:
    told = rows_of(event("e", "2018-07", known=None, sources=(Source("A"),)), as_of="2019-12-31")
    assert [(row.known, row.publisher, row.published) for row in told] == [("2019-01-01", "A", None)]


@pytest.mark.parametrize("value", ["signed", "5", "~6bn USD", 5, 4.5, Quantity(6_000_000, "USD", "about")])
def test_values_read_back_equal(value: str | float | Quantity) -> None:
    (row,) = rows_of(event("e", "2018-07-01", claims=(Claim("i", "a", value),)))
    assert row.value is not None
    assert parse_value(row.value) == value


def test_rows_are_of_what_could_be_known() -> None:
    bodies = (event("e", "2018-07-01", sources=(report("A", "2018-07-02"), report("B", "2018-12-24"))),)
    assert [row.publisher for row in rows_of(*bodies, as_of="2018-12-04")] == ["A"]
    assert [row.publisher for row in rows_of(*bodies, as_of="2018-12-31")] == ["A", "B"]


def test_what_rows_cannot_say_is_said() -> None:
    def unsaid(actor: str) -> list[str]:
        rows = EventRows(small_view(event("e", "2018", actors=(actor,))))
        assert len(list(rows)) == 1
        return list(rows.unsaid())

    assert unsaid("Modi") == []
    (said,) = unsaid("Smith; Jones")
    assert said.endswith("part of an actor's name in 1 event.")


# --- there and back ---

HISTORY: tuple[Body, ...] = (
    IssueDefined(issue="deal", title="The deal", attributes={"price": Attribute("estimate", "USD")}),
    event("dialogue", "2018-04~", phase="scheduled", issues=("waiver",), sources=(report("Hindu", "2018-02-15"),)),
    EventRescheduled(event="dialogue", when="2018-07-06", sources=(report("Reuters", "2018-03-28"),)),
    EventOccurred(event="dialogue", when="2018-09-06", sources=(report("VOA", "2018-09-06"),),
                  claims=(status("open", "waiver", "Pompeo"),)),
    event("signed", "2018-10-05T12:30+05:30", actors=("Modi", "Putin"), summary="Two\nlines", sources=(WSJ, PTI),
          claims=(Claim("deal", "price", Quantity(5_000_000_000, "USD", "over")), status("signed", "deal", "MoD"))),
    EventSourced(event="signed", sources=(report("TASS", "2018-10-06"),),
                 claims=(Claim("deal", "price", Quantity(5_430_000_000, "USD")),)),
    event("visit", "2019-01-26", phase="scheduled", issues=("waiver",)),
    EventCancelled(event="visit", known="2018-10-28", sources=(PTI,)),
    event("delivery", "2020-10/2023-04", phase="scheduled", issues=("deal",)),
)  # fmt: skip


def imported(view: View, log: MemoryLog) -> int:
    """Import a view's rows into a log; return how many entries that appends."""
    said = [rows.make_row(row._asdict(), f"rows:{n}") for n, row in enumerate(EventRows(view), 2)]
    drafts = propose(said, read_state(log), NOW).drafts
    log.append(drafts)
    return len(drafts)


@pytest.mark.parametrize("as_of", ["2018-03-01", "2018-10-10", "2019-12-31"])
def test_importing_the_rows_into_their_own_log_appends_nothing(as_of: str) -> None:
    log = small_log(*HISTORY)
    assert imported(project(log, as_of), log) == 0


def test_importing_the_rows_into_a_new_log_gives_the_same_answer() -> None:
    view = project(small_log(*HISTORY), "2019-01-01")
    log = small_log(*HISTORY[:1])
    assert imported(view, log) > 0
    assert summary(project(log, "2019-01-01")) == summary(view)


def test_a_new_log_has_the_issues_that_were_named_before_anything_was_claimed_of_them() -> None:
    cost = Claim("school", "cost", 79)
    named = event("tunnel", "2018-02-15", issues=("school",), sources=(report("Post", "2018-02-16"),))
    log = small_log(named, EventSourced(event="tunnel", sources=(report("Gazette", "2018-03-16"),), claims=(cost,)))
    fresh = small_log()
    assert imported(project(log, "2018-04-01"), fresh) == 3  # the issue and both reports
    for view in (project(log, "2018-03-01"), project(fresh, "2018-03-01")):
        assert [found.revision.issues for found in view.events] == [("school",)]
    assert imported(project(log, "2018-04-01"), log) == 0


def summary(view: View) -> object:
    """Status, values and events of each issue; not how the events came to be so."""
    return {
        issue["issue"]: (
            {name: (a["value"], {c["claimant"] for c in a["claims"]}) for name, a in issue["attributes"].items()},
            issue["status"] and issue["status"]["value"],
            {phase: [e["event"] for e in issue[phase]] for phase in ("occurred", "upcoming", "cancelled")},
        )
        for issue in to_json(view)["issues"]
    }


def test_a_row_is_what_an_importer_yields() -> None:
    (said,) = rows_of(event("e", "2018-07-01", sources=(Source("A", "T", "2018-07-02", "https://a.example"),)))
    row = rows.make_row(said._asdict(), "x")
    assert isinstance(row, Row)
    assert row.source == Source("A", "T", "2018-07-02", "https://a.example")
