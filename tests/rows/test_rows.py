"""Import rows add up to reports; those that the log has not are appended, the others corrected (R8.4 to R8.9)."""

import pytest

from rowing import claims, date, imported, last, row, seen
from support import NOON_2026, memory_log, put
from timeline_engine.entries import EventCorrected, EventRecorded
from timeline_engine.log import MemoryLog
from timeline_engine.model import Source
from timeline_engine.recording import read_state
from timeline_engine.rows import Proposal, RowError, propose
from timeline_engine.view.ports import Row

JAN, FEB, MAR, SEP = "2018-01-10", "2018-02-10", "2018-03-10", "2018-09-10"
HINDU = {"publisher": "Hindu", "published": JAN}
WIRE = {"publisher": "Wire", "published": FEB}


@pytest.fixture
def log() -> MemoryLog:
    """A meeting planned for April, as the Hindu said in January and the Wire in February."""
    made = memory_log()
    hindu = row("e", "2018-04", "scheduled", "deal.value=5", **HINDU)
    wire = row("e", "2018-04", "scheduled", "deal.value=6", **WIRE)
    assert imported(made, hindu, wire) == ["issue.defined", "recorded", "recorded"]
    return made


def proposed(log: MemoryLog, *rows: Row, **taking: bool) -> Proposal:
    return propose(rows, read_state(log), NOON_2026, **taking)


# ---- reports that the log has not ----


def test_what_the_log_says_already_appends_nothing(log: MemoryLog) -> None:
    assert imported(log, row("e", "2018-04", "upcoming", "deal.value=5", **HINDU)) == []
    assert imported(log, row("e", title=None)) == []


def test_each_source_keeps_its_claim_and_the_day_it_was_known(log: MemoryLog) -> None:
    assert claims(seen(log, JAN)) == {("value", 5, "Hindu")}
    assert claims(seen(log, FEB)) == {("value", 5, "Hindu"), ("value", 6, "Wire")}


def test_a_source_that_agrees_is_a_report_too(log: MemoryLog) -> None:
    assert imported(log, row("e", "2018-04", None, "deal.value=5", publisher="TASS", published=MAR)) == ["recorded"]
    assert "TASS" in {source.publisher for source in seen(log).sources}


def test_a_claim_of_one_named_is_known_from_its_own_source() -> None:
    log = memory_log()
    hindu = row("e", "2018-04", "scheduled", **HINDU)
    wire = row("e", "2018-04", "scheduled", "deal=near", by="Pentagon", publisher="Wire", published=SEP)
    assert imported(log, hindu, wire) == ["recorded", "issue.defined", "recorded"]
    assert claims(seen(log, JAN)) == set()


@pytest.mark.parametrize(
    ("phase", "kind", "outcome"),
    [
        ("occurred", "recorded", "occurred"),
        ("cancelled", "cancelled", "cancelled"),
        ("removed", "cancelled", "cancelled"),
        ("postponed", "rescheduled", "scheduled"),
        ("overdue", "recorded", "scheduled"),
    ],
)
def test_each_phase_has_its_kind_of_entry(phase: str, kind: str, outcome: str, log: MemoryLog) -> None:
    when = None if phase == "postponed" else "2018-04"
    assert imported(log, row("e", when, phase, publisher="BBC", published="2018-05-01")) == [kind]
    assert (seen(log).outcome, date(seen(log))) == (outcome, when)


def test_a_retraction_is_its_own_publishers(log: MemoryLog) -> None:
    assert imported(log, row("e", None, "retracted", publisher="Wire", published=MAR)) == ["retracted"]
    assert claims(seen(log)) == {("value", 5, "Hindu")}
    assert imported(log, row("e", None, "retracted", publisher="Hindu", published=MAR)) == ["retracted"]
    assert seen(log).outcome == "retracted"


def test_a_new_date_is_known_from_the_source_that_tells(log: MemoryLog) -> None:
    assert imported(log, row("e", "2018-11", "scheduled", publisher="Wire", published=SEP)) == ["recorded"]
    assert (date(seen(log, MAR)), date(seen(log, SEP))) == ("2018-04", "2018-11")


def test_a_date_that_was_over_when_it_was_reported_is_kept_and_changes_nothing(log: MemoryLog) -> None:
    assert imported(log, row("e", "2018-07", "scheduled", publisher="Wire", published=SEP)) == ["recorded"]
    assert date(seen(log, SEP)) == "2018-04"  # R4.10


def test_an_outcome_says_when_and_what_it_changed(log: MemoryLog) -> None:
    held = row("e", "2018-09-06", "occurred", "deal.value=7", publisher="VOA", published=SEP)
    assert imported(log, held) == ["recorded"]
    assert (date(seen(log)), claims(seen(log))) == ("2018-09-06", {("value", 7, "VOA")})


def test_what_was_cancelled_is_on_again_by_who_cancelled_it() -> None:
    log = memory_log()
    assert imported(log, row("e", "2030", "confirmed", known="2025-01-01")) == ["recorded"]
    assert imported(log, row("e", "2030", "cancelled", known="2025-02-01")) == ["cancelled"]
    assert imported(log, row("e", "2030", "confirmed", known="2025-03-01")) == ["recorded"]
    assert [seen(log, day).outcome for day in ("2025-02-01", "2025-03-01")] == ["cancelled", "scheduled"]


def test_what_a_report_calls_the_event_comes_with_it(log: MemoryLog) -> None:
    off = row("e", None, "cancelled", title="The 2+2", place="Delhi", publisher="Wire", published=MAR)
    assert imported(log, off) == ["cancelled"]
    assert (seen(log, FEB).body.title, seen(log, MAR).body.title, seen(log).body.place) == ("E", "The 2+2", "Delhi")


@pytest.mark.parametrize("order", [(MAR, JAN, FEB), (JAN, FEB, MAR), (FEB, MAR, JAN)])
@pytest.mark.parametrize("apart", [True, False])
def test_vintages_in_any_order_and_any_number_of_files(order: tuple[str, ...], apart: bool) -> None:
    dates = {JAN: "2018-04", FEB: "2018-07", MAR: "2018-09"}
    log, rows = memory_log(), [row("e", dates[known], "scheduled", known=known) for known in order]
    for some in [[one] for one in rows] if apart else [rows]:
        assert imported(log, *some) == ["recorded"] * len(some)
    assert imported(log, *rows) == []
    assert {known: date(seen(log, known)) for known in order} == dates


@pytest.mark.parametrize("told", [{"known": "2017"}, {"publisher": "Hindu", "published": "2017-12"}])
def test_a_row_from_before_makes_it_known_earlier(log: MemoryLog, told: dict[str, str]) -> None:
    assert imported(log, row("e", "2018-04", "scheduled", **told)) == ["recorded"]
    assert seen(log).known.text in ("2017", "2017-12")


def test_only_changes_leaves_out_what_agrees_with_what_held(log: MemoryLog) -> None:
    agreeing = row("e", "2018-04", "scheduled", publisher="BBC", published=MAR)
    assert proposed(log, agreeing, only_changes=True).drafts == ()
    moved = row("e", "2018-06", "scheduled", publisher="BBC", published=MAR)
    assert len(proposed(log, moved, only_changes=True).drafts) == 1


# ---- what is so now ----


def test_a_report_without_any_date_says_what_is_so_now() -> None:
    log = memory_log()
    for when, kinds in (
        ("2028-04", ["recorded"]),
        ("2028-07", ["recorded"]),
        ("2028-07", []),
        ("2028-04", ["recorded"]),
    ):
        assert imported(log, row("e", when, "scheduled")) == kinds
    assert date(seen(log)) == "2028-04"


def test_one_that_is_overruled_is_appended_once() -> None:
    log = memory_log()
    imported(log, row("e", "2018-04", "occurred", **HINDU))
    assert imported(log, row("e", "2018-03", "scheduled", publisher="Feed")) == ["recorded"]
    assert seen(log).outcome == "occurred"


# ---- the same report ----


def test_more_of_the_same_report_is_added(log: MemoryLog) -> None:
    more = row("e", "2018-04", None, "deal.size=2", kind="meeting", source="To meet", **WIRE)
    assert imported(log, more) == ["corrected"]
    body = last(log)
    assert isinstance(body, EventCorrected)
    assert sorted(body.fields) == ["claims", "kind", "sources"]
    assert claims(seen(log, FEB)) == {("value", 5, "Hindu"), ("value", 6, "Wire"), ("size", 2, "Wire")}


def test_another_value_in_the_same_report_is_a_correction_at_every_k(log: MemoryLog) -> None:
    other = row("e", "2018-05", "scheduled", "deal.value=8", title="The 2+2", **WIRE)
    assert imported(log, other) == ["corrected"]
    assert (date(seen(log, FEB)), seen(log, FEB).body.title) == ("2018-05", "The 2+2")
    assert claims(seen(log, FEB)) == {("value", 5, "Hindu"), ("value", 8, "Wire")}


def test_a_blank_cell_says_nothing(log: MemoryLog) -> None:
    assert imported(log, row("e", "2018-04", kind="meeting", **HINDU)) == ["corrected"]
    assert imported(log, row("e", None, title=None, place="New Delhi", **HINDU)) == ["corrected"]
    assert (seen(log).body.kind, seen(log).body.place) == ("meeting", "New Delhi")


def test_another_phase_in_the_same_report_is_refused_with_what_to_do(log: MemoryLog) -> None:
    entry = next(entry.id for entry in log.read() if entry.kind == "event.recorded")
    with pytest.raises(RowError) as error:
        imported(log, row("e", "2018-04", "occurred", **HINDU))
    assert str(error.value).startswith(
        f"f:2: field phase: occurred, but entry {entry[:8]} of the log says scheduled in"
    )
    assert f"`timeline correct {entry[:8]} --void`" in str(error.value)


def test_a_report_is_taken_out_of_an_entry_of_several_publishers() -> None:
    log = memory_log()
    two = (Source("Hindu", published=JAN), Source("Wire", published=FEB))
    put(log, EventRecorded(event="e", title="E", when="2018-01-05", sources=two))
    assert imported(log, row("e", "2018-01-06", "occurred", **WIRE)) == ["corrected", "recorded"]
    assert (date(seen(log, JAN)), date(seen(log, FEB))) == ("2018-01-05", "2018-01-06")


# ---- what was corrected here ----


def test_what_was_corrected_away_is_not_put_back_unless_asked(log: MemoryLog) -> None:
    said = row("e", "2018-04", "scheduled", "deal.value=6", **WIRE)
    (entry,) = (entry.id for entry in log.read() if "Wire" in str(entry.body))
    put(log, EventCorrected(entry=entry, fields={"when": "2018-05", "claims": []}))
    found = proposed(log, said)
    assert found.drafts == ()
    assert found.warnings == (
        f"f:2: left out when '2018-04' of event 'e' (Wire, 2018-02-10): it was corrected away in entry {entry[:8]}; "
        "--put-back corrects it back",
        f"f:2: left out deal.value '6' of event 'e' (Wire, 2018-02-10): it was corrected away in entry {entry[:8]}; "
        "--put-back corrects it back",
    )
    (draft,) = proposed(log, said, put_back=True).drafts
    assert isinstance(draft.body, EventCorrected)
    assert sorted(draft.body.fields) == ["claims", "when"]


def test_a_void_entry_is_not_recorded_again_unless_asked(log: MemoryLog) -> None:
    said = row("e", "2018-04", "scheduled", "deal.value=6", **WIRE)
    (entry,) = (entry.id for entry in log.read() if "Wire" in str(entry.body))
    put(log, EventCorrected(entry=entry, void=True))
    found = proposed(log, said)
    assert (found.drafts, len(found.warnings)) == ((), 1)
    assert len(proposed(log, said, put_back=True).drafts) == 1
    (mended,) = proposed(log, row("e", "2018-06", "scheduled", **WIRE)).drafts
    assert isinstance(mended.body, EventRecorded), "what says otherwise is no void entry put back"


def test_files_that_disagree_about_one_report_settle() -> None:
    log = memory_log()
    one, other = (row("e", when, "scheduled", **WIRE) for when in ("2018-04", "2018-05"))
    assert (imported(log, one), imported(log, other), imported(log, one)) == (["recorded"], ["corrected"], [])
    assert date(seen(log)) == "2018-05"


# ---- rows that were exported ----


def test_a_row_that_names_its_entry_corrects_that_one(log: MemoryLog) -> None:
    entry = next(entry.id for entry in log.read() if "Wire" in str(entry.body))
    edited = row("e", "2018-05", "scheduled", "deal.value=9", entry=entry, claim=1, publisher="Wire", published=MAR)
    assert imported(log, edited) == ["corrected"]
    assert (date(seen(log, FEB)), date(seen(log, MAR))) == ("2018-04", "2018-05")
    assert claims(seen(log)) == {("value", 5, "Hindu"), ("value", 9, "Wire")}


def test_a_claim_that_is_named_by_its_place_may_become_another(log: MemoryLog) -> None:
    entry = next(entry.id for entry in log.read() if "Wire" in str(entry.body))
    renamed = row("e", None, None, "other.price=6", entry=entry, claim=1, by="Wire")
    assert imported(log, renamed) == ["issue.defined", "corrected"]
    assert claims(seen(log)) == {("value", 5, "Hindu"), ("price", 6, "Wire")}


def test_an_entry_of_another_event_is_refused(log: MemoryLog) -> None:
    entry = next(entry.id for entry in log.read() if "Wire" in str(entry.body))
    with pytest.raises(RowError, match="is about event e: leave the cell entry blank"):
        imported(log, row("f", "2018-04", entry=entry))


def test_a_claim_where_its_entry_has_none_is_refused(log: MemoryLog) -> None:
    entry = next(entry.id for entry in log.read() if "Wire" in str(entry.body))
    with pytest.raises(
        RowError, match=f"field claim: 7, but entry {entry[:8]} has 1 claim: leave the cell claim blank"
    ):
        imported(log, row("e", None, None, "deal.size=2", entry=entry, claim=7))


def test_rows_of_two_entries_that_are_alike_stay_two() -> None:
    log = memory_log()
    rows = [
        row("e", "2018-04", phase, known=JAN, entry=entry) for phase, entry in (("scheduled", "a"), ("cancelled", "b"))
    ]
    assert imported(log, *rows) == ["recorded", "cancelled"]
    assert imported(log, *rows) == []


# ---- complete files ----


def test_a_complete_file_cancels_what_it_lacks_of_its_publishers_and_nothing_else() -> None:
    log = memory_log()
    ours = {"publisher": "Feed", "known": "2025-01-01"}
    stays = row("stays", "2026-06", "scheduled", **ours)
    imported(
        log,
        stays,
        row("gone", "2026-05-04", "scheduled", **ours),
        row("past", "2025-01-20", "scheduled", **ours),
        row("other", "2026-05-05", "scheduled", publisher="Somebody else", known="2025-01-01"),
        row("unsourced", "2026-05-05", "scheduled", known="2025-01-01"),
        row("happened", "2026-05-06", "occurred", **ours),
    )
    for appended in (["event.cancelled"], []):
        drafts = propose([stays], read_state(log), NOON_2026, complete="2025-02-01").drafts
        assert [draft.body.KIND for draft in drafts] == appended
        log.append(drafts)
    assert seen(log, "2025-01-31", "gone").outcome == "scheduled"
    assert seen(log, "2025-02-01", "gone").outcome == "cancelled"


# ---- how an event stands ----


def test_a_calendar_that_repeats_what_is_so_appends_nothing_whatever_its_stamps() -> None:
    log = memory_log()
    may = row("e", "2018-05-04", publisher="Feed", known=JAN, is_state=True)
    assert imported(log, may) == ["recorded"]
    for known in (FEB, SEP, None):
        assert imported(log, row("e", "2018-05-04", publisher="Feed", known=known, is_state=True)) == []
    assert seen(log).outcome == "scheduled", "that it is still listed does not say that it took place"
    assert imported(log, row("e", "2018-05-11", publisher="Feed", known=FEB, is_state=True)) == ["recorded"]
    assert [date(seen(log, day)) for day in (JAN, FEB)] == ["2018-05-04", "2018-05-11"]


def test_a_stamp_that_was_not_renewed_makes_it_known_from_the_day_of_the_import() -> None:
    log = memory_log()
    imported(log, row("e", "2028-05-04", publisher="Feed", known=JAN, is_state=True))
    assert imported(log, row("e", "2028-05-11", publisher="Feed", known=JAN, is_state=True)) == ["recorded"]
    assert [date(seen(log, day)) for day in (SEP, "2026-01-01")] == ["2028-05-04", "2028-05-11"]
