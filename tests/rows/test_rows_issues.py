"""Issues that a row only names: however the rows are cut into batches, the event bears on them from when it said."""

from itertools import combinations, pairwise, permutations

import pytest

from rowing import imported, row, seen
from support import memory_log
from timeline_engine.log import MemoryLog
from timeline_engine.view.ports import Row

FEB, MAR, APR = "2024-02-16", "2024-03-16", "2024-04-16"
WHEN = "2024-02-15"


def said(issue: str, publisher: str, published: str) -> Row:
    """That it occurred: an issue alone, or with a claim."""
    if "=" in issue:
        return row("e", WHEN, "occurred", issue, publisher=publisher, published=published)
    return row("e", WHEN, "occurred", issue=issue, publisher=publisher, published=published)


POST, GAZETTE = said("school", "Post", FEB), said("school.cost=79", "Gazette", MAR)
RAIL, TIMES = said("rail", "Post", FEB), said("rail.cost=80", "Times", APR)


def borne(log: MemoryLog) -> list[set[str]]:
    """The issues the event bears on, as known at each date."""
    return [set(seen(log, day).issues) for day in (FEB, MAR, APR)]


def batches(rows: list[Row]) -> list[list[list[Row]]]:
    """All ways to cut rows into batches, in every order."""
    made = []
    for order in permutations(rows):
        for count in range(len(rows)):
            for cuts in combinations(range(1, len(rows)), count):
                places = [0, *cuts, len(rows)]
                made.append([list(order[a:b]) for a, b in pairwise(places)])
    return made


@pytest.mark.slow
@pytest.mark.parametrize("rows", [[POST, GAZETTE], [POST, GAZETTE, RAIL], [POST, RAIL, GAZETTE, TIMES]])
def test_however_the_rows_are_cut_the_event_bears_on_what_its_first_source_named(rows: list[Row]) -> None:
    issues = {one.issue for one in rows}
    for cut in batches(rows):
        log = memory_log()
        for batch in cut:
            imported(log, *batch)
        assert imported(log, *rows) == []
        assert borne(log) == [issues] * 3, cut


def test_the_first_entry_names_it_and_no_correction_is_needed() -> None:
    log = memory_log()
    assert imported(log, POST, GAZETTE) == ["issue.defined", "recorded", "recorded"]
    assert seen(log, FEB).body.issues == ("school",)


def test_a_claim_when_it_occurs_comes_beside_the_issue_named_when_it_was_planned() -> None:
    log = memory_log()
    planned = row("e", APR, "scheduled", issue="school", publisher="Post", published=FEB)
    held = row("e", APR, "occurred", "school.cost=79", publisher="Post", published=APR)
    assert imported(log, planned, held) == ["issue.defined", "recorded", "recorded"]
    assert borne(log) == [{"school"}] * 3


def test_without_sources_what_was_known_earlier_is_named_earlier() -> None:
    known = [row("e", WHEN, "occurred", issue="school", known=FEB), row("e", WHEN, None, "school.cost=79", known=MAR)]
    for order in (known, known[::-1]):
        for cut in ([order], [order[:1], order[1:]]):
            log = memory_log()
            for batch in cut:
                imported(log, *batch)
            assert borne(log) == [{"school"}] * 3
