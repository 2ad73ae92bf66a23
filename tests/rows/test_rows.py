"""Import rows: exactly what they say that the log does not is appended, as the kind of entry it is."""

import pytest

from rowing import claims, date, imported, last, row, seen
from support import NOON_2026, memory_log
from timeline_engine.entries import EventCorrected, EventOccurred, EventRecorded, EventRescheduled
from timeline_engine.log import MemoryLog
from timeline_engine.model import Source
from timeline_engine.recording import read_state
from timeline_engine.rows import propose
from timeline_engine.rows.reading import RowError

JAN, FEB, MAR, SEP = "2018-01-10", "2018-02-10", "2018-03-10", "2018-09-10"


@pytest.fixture
def log() -> MemoryLog:
    """A meeting planned for April, as the Hindu said in January and the Wire in February."""
    made = memory_log()
    hindu = row("e", "2018-04", "scheduled", "deal.value=5", publisher="Hindu", published=JAN)
    wire = row("e", "2018-04", "scheduled", "deal.value=6", publisher="Wire", published=FEB)
    assert imported(made, hindu, wire) == ["issue.defined", "recorded", "sourced"]
    return made


def test_what_the_log_says_already_appends_nothing(log: MemoryLog) -> None:
    assert imported(log, row("e", "2018-04", "upcoming", "deal.value=5", publisher="Hindu", published=JAN)) == []
    assert imported(log, row("e", title=None)) == []


def test_each_source_keeps_its_claim_and_the_day_it_was_known(log: MemoryLog) -> None:
    assert claims(seen(log, JAN)) == {("value", 5, "Hindu")}
    assert claims(seen(log, FEB)) == {("value", 5, "Hindu"), ("value", 6, "Wire")}


def test_a_source_that_agrees_is_a_claimant_too(log: MemoryLog) -> None:
    assert imported(log, row("e", "2018-04", None, "deal.value=5", publisher="TASS", published=MAR)) == ["sourced"]
    assert ("value", 5, "TASS") in claims(seen(log))


def test_a_claim_of_one_named_is_known_from_its_own_source() -> None:
    log = memory_log()
    hindu = row("e", "2018-04", "scheduled", publisher="Hindu", published=JAN)
    wire = row("e", "2018-04", "scheduled", "deal=near", by="Pentagon", publisher="Wire", published=SEP)
    assert imported(log, hindu, wire) == ["issue.defined", "recorded", "sourced"]
    assert claims(seen(log, JAN)) == set()
    assert claims(seen(log, SEP)) == {("status", "near", "Pentagon")}


def test_more_sources_are_sourced(log: MemoryLog) -> None:
    more = [row("e", "2018-04", "scheduled", publisher=name, published=MAR) for name in ("TASS", "BBC")]
    assert imported(log, *more) == ["sourced", "sourced"]
    assert len(seen(log).sources) == 4


# ---- dates and phases ----


def test_a_new_date_is_a_reschedule_known_from_the_source_that_tells(log: MemoryLog) -> None:
    assert imported(log, row("e", "2018-11", "scheduled", publisher="Wire", published=SEP)) == ["rescheduled"]
    assert (date(seen(log, MAR)), date(seen(log, SEP))) == ("2018-04", "2018-11")


def test_a_date_that_was_over_when_it_was_reported_is_kept_and_changes_nothing(log: MemoryLog) -> None:
    late = row("e", "2018-07", "scheduled", publisher="Wire", published=SEP)
    assert imported(log, late) == ["rescheduled"]
    assert date(seen(log, SEP)) == "2018-04"  # R4.10
    assert imported(log, late) == []


def test_a_new_date_in_the_next_version_of_the_file_is_put_to_the_newest_source(log: MemoryLog) -> None:
    moved = [
        row("e", "2018-07", "scheduled", "deal.value=5", publisher="Hindu", published=JAN),
        row("e", "2018-07", "scheduled", "deal.value=6", publisher="Wire", published=FEB),
    ]
    assert imported(log, *moved) == ["rescheduled"]
    assert last(log) == EventRescheduled(event="e", when="2018-07", sources=(Source("Wire", None, FEB),))


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("scheduled", "occurred", ["occurred"]),
        ("scheduled", "cancelled", ["cancelled"]),
        ("scheduled", "removed", ["cancelled"]),
        ("scheduled", "retracted", ["retracted"]),
        ("scheduled", "postponed", ["rescheduled"]),
        ("scheduled", "overdue", []),
        ("cancelled", "occurred", ["occurred"]),
        ("cancelled", "retracted", ["retracted"]),
        ("retracted", "scheduled", ["rescheduled"]),
        ("retracted", "occurred", ["occurred"]),
        ("occurred", "retracted", ["retracted"]),
        ("occurred", "scheduled", ["corrected"]),
        ("occurred", "cancelled", ["corrected", "cancelled"]),
        ("occurred", "possible", []),
        ("occurred", None, []),
    ],
)
@pytest.mark.parametrize("told", [{"known": JAN}, {"publisher": "Hindu", "published": JAN}, {}])
def test_a_new_phase_is_an_outcome_or_put_right(
    before: str, after: str | None, kinds: list[str], told: dict[str, str]
) -> None:
    log = memory_log()
    imported(log, row("e", "2018-04", before, **told))
    assert imported(log, row("e", None if after == "postponed" else "2018-04", after, **told)) == kinds
    if after and kinds:
        expected = {"removed": "cancelled", "postponed": "scheduled"}.get(after, after)
        assert seen(log).outcome == expected
        assert date(seen(log)) == (None if after == "postponed" else "2018-04")


@pytest.mark.parametrize("told", [{"known": JAN}, {"publisher": "Hindu", "published": JAN}, {}])
def test_what_was_cancelled_is_on_again_only_by_what_is_known_later(told: dict[str, str]) -> None:
    log = memory_log()
    imported(log, row("e", "2018-04", "cancelled", **told))
    with pytest.raises(RowError, match="an outcome has the last word: give the row the date"):
        imported(log, row("e", "2018-04", "scheduled", **told))
    assert imported(log, row("e", "2027-04", "scheduled", known="2026-02-01")) == ["rescheduled"]
    assert seen(log).outcome == "scheduled"


def test_an_event_moved_before_it_was_cancelled_is_both(log: MemoryLog) -> None:
    assert imported(log, row("e", "2018-05", "cancelled", known=MAR)) == ["rescheduled", "cancelled"]
    assert (date(seen(log, FEB)), date(seen(log, MAR))) == ("2018-04", "2018-05")


def test_what_occurred_says_when_and_what_it_changed(log: MemoryLog) -> None:
    held = row("e", "2018-09-06", "occurred", "deal.value=7", publisher="VOA", published=SEP)
    assert imported(log, held) == ["occurred"]
    body = last(log)
    assert isinstance(body, EventOccurred)
    assert (body.when, body.sources) == ("2018-09-06", (Source("VOA", None, SEP),))
    assert claims(seen(log)) == {("value", 7, "VOA")}


def test_an_occurrence_takes_along_what_others_still_claim(log: MemoryLog) -> None:
    rows = [
        row("e", "2018-04", "occurred", "deal.value=5", publisher="Hindu", published=JAN),
        row("e", "2018-04", "occurred", "deal.value=6", publisher="Wire", published=FEB),
        row("e", "2018-04", "occurred", "deal.value=7", publisher="VOA", published=SEP),
    ]
    assert imported(log, *rows) == ["occurred"]
    assert claims(seen(log)) == {("value", 5, "Hindu"), ("value", 6, "Wire"), ("value", 7, "VOA")}
    assert seen(log, FEB).outcome == "scheduled"


def test_the_date_of_what_occurred_is_corrected_where_it_was_said(log: MemoryLog) -> None:
    imported(log, row("e", "2018-09-06", "occurred", publisher="VOA", published=SEP))
    assert imported(log, row("e", "2018-09-07", "occurred", publisher="VOA", published=SEP)) == ["corrected"]
    assert (date(seen(log, FEB)), date(seen(log))) == ("2018-04", "2018-09-07")


@pytest.mark.parametrize("phase", ["occurred", "cancelled", "retracted"])
def test_the_date_of_what_is_over_is_corrected(phase: str) -> None:
    log = memory_log()
    imported(log, row("e", "2018-04", phase, known=JAN))
    assert imported(log, row("e", "2018-05", phase, known=JAN)) == ["corrected"]
    assert date(seen(log)) == "2018-05"


def test_a_phase_is_put_right_where_it_was_said(log: MemoryLog) -> None:
    imported(log, row("e", "2018-09-06", "occurred", publisher="VOA", published=SEP))
    wrong = list(log.read())[-1].id
    assert imported(log, row("e", "2018-04", "scheduled", publisher="VOA", published=SEP)) == ["corrected", "sourced"]
    assert last(log, 1) == EventCorrected(entry=wrong, void=True)
    assert date(seen(log)) == "2018-04"


# ---- what only our own mistake explains ----


def test_the_description_is_corrected(log: MemoryLog) -> None:
    better = row("e", title="The 2+2", kind="meeting", place="Delhi", summary="Twice.", actors=("India", "US"))
    assert imported(log, better) == ["corrected"]
    body = last(log)
    assert isinstance(body, EventCorrected)
    assert sorted(body.fields) == ["actors", "kind", "place", "summary", "title"]
    assert seen(log, JAN).body.title == "The 2+2"


def test_a_blank_cell_says_nothing(log: MemoryLog) -> None:
    imported(log, row("e", kind="meeting", place="Delhi"))
    assert imported(log, row("e", title=None, place="New Delhi")) == ["corrected"]
    assert seen(log).body.kind == "meeting"


def test_a_value_is_corrected_in_the_entry_of_its_claimant(log: MemoryLog) -> None:
    assert imported(log, row("e", "2018-04", None, "deal.value=8", publisher="Wire", published=FEB)) == ["corrected"]
    assert claims(seen(log)) == {("value", 5, "Hindu"), ("value", 8, "Wire")}


def test_a_claim_is_added_to_the_entry_of_its_source(log: MemoryLog) -> None:
    assert imported(log, row("e", "2018-04", None, "deal.size=2", publisher="Wire", published=FEB)) == ["corrected"]
    assert ("size", 2, "Wire") in claims(seen(log))


def test_a_claim_of_a_source_that_has_no_entry_of_its_own_gets_one() -> None:
    log = memory_log()
    imported(log, row("e", "2018-04", publisher="Hindu", published=JAN), row(publisher="Wire", published=FEB))
    assert isinstance(last(log), EventRecorded)
    assert imported(log, row("e", None, None, "x.value=6", publisher="Wire", published=FEB))[1:] == ["sourced"]
    assert claims(seen(log)) == {("value", 6, "Wire")}


def test_without_sources_a_later_known_date_makes_it_news_and_no_mistake() -> None:
    log = memory_log()
    imported(log, row("e", "2018-04", "scheduled", "x.value=5", known=JAN))
    assert imported(log, row("e", "2018-04", "scheduled", "x.value=6", known=FEB)) == ["sourced"]
    assert (claims(seen(log, JAN)), claims(seen(log))) == ({("value", 5, None)}, {("value", 6, None)})
    assert imported(log, row("e", "2018-04", "scheduled", "x.value=7", known=FEB)) == ["corrected"]
    assert (claims(seen(log, JAN)), claims(seen(log))) == ({("value", 5, None)}, {("value", 7, None)})


# ---- since when it is known ----


def test_a_published_date_counts_before_a_known_one() -> None:
    log = memory_log()
    imported(log, row("e", "2018-04", known=MAR, published=FEB))
    assert seen(log).known.text == FEB


def test_the_earliest_source_makes_it_known() -> None:
    log = memory_log()
    rows = [row("e", "2018-04", "scheduled", f"x.value={n}", publisher=f"P{n}", published=p) for n, p in
            enumerate((MAR, JAN, FEB))]  # fmt: skip
    assert imported(log, *rows) == ["issue.defined", "recorded", "recorded", "recorded"]
    assert seen(log).known.text == JAN


@pytest.mark.parametrize("told", [{"known": "2017"}, {"publisher": "Hindu", "published": "2017-12"}])
def test_a_row_from_before_makes_it_known_earlier(log: MemoryLog, told: dict[str, str]) -> None:
    assert imported(log, row("e", "2018-04", "scheduled", **told)) == ["recorded"]
    assert seen(log).known.text in ("2017", "2017-12")
    assert imported(log, row("e", "2018-04", "scheduled", **told)) == []


def test_vintages_in_any_order_of_the_file_are_taken_as_they_became_known() -> None:
    dates = {JAN: "2018-04", FEB: "2018-07", MAR: "2018-09"}
    orders = [(MAR, JAN, FEB), (JAN, FEB, MAR), (FEB, MAR, JAN)]
    for order in orders:
        log = memory_log()
        kinds = imported(log, *(row("e", dates[known], "scheduled", known=known) for known in order))
        assert kinds == ["recorded", "rescheduled", "rescheduled"]
        assert {known: date(seen(log, known)) for known in order} == dates


def test_a_vintage_that_was_left_out_is_put_in_its_place() -> None:
    log = memory_log()
    for known, when in ((JAN, "2018-04"), (MAR, "2018-09"), (FEB, "2018-07")):
        imported(log, row("e", when, "scheduled", known=known))
    assert [date(seen(log, known)) for known in (JAN, FEB, MAR)] == ["2018-04", "2018-07", "2018-09"]


def test_an_old_vintage_imported_again_changes_nothing(log: MemoryLog) -> None:
    imported(log, row("e", "2018-07", "scheduled", publisher="BBC", published=MAR))
    assert imported(log, row("e", "2018-04", "scheduled", "deal.value=5", publisher="Hindu", published=JAN)) == []


def test_rows_without_any_date_of_knowing_are_compared_with_the_newest() -> None:
    log = memory_log()
    for when, kinds in (("2018-04", ["recorded"]), ("2018-07", ["rescheduled"]), ("2018-04", ["rescheduled"])):
        assert imported(log, row("e", when, "scheduled")) == kinds
    assert date(seen(log)) == "2018-04"


def test_what_is_confirmed_again_is_no_longer_cancelled() -> None:
    log = memory_log()
    assert imported(log, row("e", "2030", "confirmed", known="2025-01-01")) == ["recorded"]
    assert imported(log, row("e", "2030", "cancelled", known="2025-02-01")) == ["cancelled"]
    assert imported(log, row("e", "2030", "confirmed", known="2025-03-01")) == ["rescheduled"]
    assert seen(log).outcome == "scheduled"
    assert imported(log, row("f", "2020", "occurred", known="2021-01-01")) == ["recorded"]
    assert imported(log, row("f", "2020", "confirmed", known="2022-01-01")) == [], "what occurred did so"


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
