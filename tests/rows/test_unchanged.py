"""Reports that the log has word for word are passed over: the same comes out as if each were compared."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rowing import row
from support import NOON_2026, memory_log
from timeline_engine.entries import Draft, EventBody, EventCancelled, EventCorrected, EventRecorded
from timeline_engine.errors import TimelineError
from timeline_engine.log import MemoryLog
from timeline_engine.model import Source
from timeline_engine.recording import State, append, draft, entry_id, read_state
from timeline_engine.rows import RowError, import_rows, planning, propose
from timeline_engine.rows.unchanged import sayings
from timeline_engine.view.ports import Row


def some_rows(pick: random.Random, count: int) -> list[Row]:
    """Rows of few events by few publishers, so that many are one report, or are found as another."""

    def one(place: int) -> Row:
        return row(
            pick.choice(["a", "b", "c", "d", "e", "f"]),
            pick.choice([None, "2024-05-01", "2024-05-01", "2027-01-01"]),
            pick.choice([None, None, None, "scheduled", "cancelled", "retracted", "confirmed", "postponed"]),
            *pick.choice([(), ("i.x=1",), ("j.x=~2m EUR",), ("i.x=word",), ("k",)]),
            title=pick.choice(["T", "T", None]),
            publisher=pick.choice([None, "P", "P", "Q"]),
            published=pick.choice([None, "2024-05-03", "2024-05-03", "2024-05-04"]),
            source=pick.choice([None, None, "Late edition"]),
            known=pick.choice([None, None, None, "2024-05-02"]),
            at=f"f:{place}",
        )

    return [one(place) for place in range(2, count + 2)]


def corrected(log: MemoryLog, pick: random.Random) -> None:
    """Correct some entries, void others, and take back some of that."""

    def plan(state: State) -> list[Any]:
        made = []
        for entry in pick.sample(state.entries, min(3, len(state.entries))):
            fields = {} if pick.random() < 0.3 else {"title": pick.choice(["T", "Other"])}
            try:
                made.append(draft(state, EventCorrected(entry=entry.id, fields=fields, void=not fields), NOON_2026))
            except TimelineError:  # it cannot be corrected so
                continue
        return made

    append(log, plan)


def again(rows: list[Row], state: State, pick: random.Random) -> list[Row]:
    """Some of the rows, some of them changed, some naming an entry as exported ones do."""
    entries = {entry.said.event: entry.id for entry in state.entries if isinstance(entry.body, EventBody)}
    some = []
    for one in pick.sample(rows, pick.randint(1, len(rows))):
        change = pick.random()
        if change < 0.15:
            one = replace(one, title=pick.choice(["T", "Other", None]) or one.title)
        elif change < 0.35 and one.event in entries:
            one = replace(one, entry=entries[one.event])
        some.append(one)
    return some


@given(st.integers(0, 10**6), st.booleans(), st.booleans(), st.booleans())
def test_what_is_passed_over_makes_no_difference(seed: int, many: bool, only_changes: bool, put_back: bool) -> None:
    pick = random.Random(seed)
    rows = some_rows(pick, 12 if many else 3)
    log = memory_log()
    append(log, lambda state: propose(rows, state, NOON_2026, skip_bad=True).drafts)
    if pick.random() < 0.3:
        corrected(log, pick)
    state = read_state(log)
    file = [*again(rows, state, pick), *(some_rows(pick, 2) if pick.random() < 0.5 else ())]
    taking: dict[str, Any] = {"skip_bad": True, "only_changes": only_changes, "put_back": put_back}
    every = {saying for about, some in state.filed.items() if about[:6] == "event " for saying in sayings(some)}

    def proposed(known: Any) -> list[object]:
        found = propose(file, state, NOON_2026, known=known, **taking)
        refused = list(map(str, found.refused))
        return [found.drafts, found.issues, refused, found.warnings, set(found.events), found.publishers]

    assert proposed(None) == proposed(every) == proposed(frozenset())


def test_most_of_a_file_that_comes_again_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = ("i.x=1", "i.x=~2m EUR", "j.y=word", "k")
    rows = [
        row(f"e{n}", "2024-05-01", None, claims[n % 4], publisher="P", published=f"2024-06-{n + 1:02d}")
        for n in range(20)
    ]
    log = memory_log()
    import_rows(log, rows, NOON_2026)
    monkeypatch.setattr(planning, "Stream", None)
    assert propose(rows, read_state(log), NOON_2026).drafts == ()


def test_what_another_entry_of_the_same_report_says_is_looked_at_too() -> None:
    sources, log = (Source("P", None, "2024-05-03"),), memory_log()
    bodies = (
        EventRecorded(event="e", title="T", when="2024-05-01", sources=sources),
        EventCancelled(event="e", sources=sources),
    )
    log.append([Draft(entry_id(body), body) for body in bodies])
    again = row("e", None, "cancelled", publisher="P", published="2024-05-03", title=None)
    with pytest.raises(RowError, match="says occurred in the same report"):
        propose([again], read_state(log), NOON_2026)


def test_a_row_of_an_entry_and_one_that_says_the_same_of_another_are_two() -> None:
    log, one = memory_log(), row("e", "2024-05-01", "occurred", publisher="P", published="2024-05-03", title="T")
    (receipt,) = import_rows(log, [one], NOON_2026)
    exported = replace(one, entry=receipt.id)
    assert propose([exported], read_state(log), NOON_2026).drafts == ()
    assert len(propose([exported, one], read_state(log), NOON_2026).drafts) == 1
