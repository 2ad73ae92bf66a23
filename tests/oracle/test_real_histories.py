"""Answers of real histories: what the engine says must be what the record says, at every instant asked."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from support import memory_log
from timeline_engine.dates import Zone
from timeline_engine.history import read_history
from timeline_engine.log import MemoryLog
from timeline_engine.model import Source
from timeline_engine.projection import Projection, fold
from timeline_engine.recording import append
from timeline_engine.rows import propose
from timeline_engine.view import project
from timeline_engine.view.diff import diff_questions as diff
from timeline_engine.view.diff import read_question
from timeline_engine.view.ports import Row

DATA = Path(__file__).parents[1] / "data"
NOW = 1_767_225_600_000_000


def lines(name: str) -> Iterator[dict[str, Any]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def import_rows(log: MemoryLog, rows: Iterable[Row]) -> dict[str, int]:
    """Append what the rows say and count the entries by kind."""
    rows = list(rows)
    receipts = append(log, lambda state: propose(rows, state, NOW).drafts)
    new = {receipt.seq for receipt in receipts}
    kinds = [entry.kind for entry in log.read() if entry.seq in new]
    return {kind: kinds.count(kind) for kind in set(kinds)}


def pep_rows(when: str) -> list[Row]:
    return [
        Row(at=f"peps:{number}", event=f"{line['issue']} {number}", title=line["title"], when=line[when],
            known=line["log_date"], phase="occurred", issue=line["issue"], attribute="status", value=line["new"])
        for number, line in enumerate(lines("pep_status.jsonl"), 1)
    ]  # fmt: skip


def asked(log: MemoryLog) -> Callable[[str], Projection]:
    """Read the log once, for many questions of what was the state, as known by then."""
    zone = Zone(log.info.zone)
    history = read_history(log.read(), zone)
    return lambda moment: fold(history, zone.instant(moment), zone.instant(moment))


def wrong_statuses(log: MemoryLog) -> list[tuple[str, str, str, str | None]]:
    wrong = []
    ask = asked(log)
    for answer in lines("pep_status.answers.jsonl"):
        got = {issue.issue: issue.status.value for issue in ask(answer["known_as_of"]).issues if issue.status}
        wrong += [
            (answer["known_as_of"][:4], pep, status, got.get(pep))
            for pep, status in answer["state"].items()
            if got.get(pep) != status
        ]
    return wrong


@pytest.mark.slow
def test_peps_by_the_change_of_their_header() -> None:
    log = memory_log()
    rows = pep_rows("log_date")
    assert import_rows(log, rows)["event.recorded"] == len(rows)
    assert wrong_statuses(log) == []
    assert import_rows(log, rows) == {}


@pytest.mark.slow
def test_peps_by_the_date_they_give_contradict_themselves_four_times() -> None:
    """A later status bears an earlier date: the answer follows the order of the fold, by effective date."""
    log = memory_log()
    import_rows(log, pep_rows("date"))
    assert wrong_statuses(log) == [
        ("2015", "PEP 477", "Accepted", "Draft"),
        ("2025", "PEP 667", "Final", "Accepted"),
        ("2025", "PEP 740", "Final", "Provisional"),
        ("2026", "PEP 649", "Final", "Accepted"),
        ("2026", "PEP 667", "Final", "Accepted"),
        ("2026", "PEP 740", "Final", "Provisional"),
    ]


def holiday_row(number: int, line: dict[str, Any]) -> Row:
    phase = "cancelled" if line["effect"] == "removed" else "scheduled"
    return Row(at=f"holidays:{number}", event=line["issue"], title=line["title"], phase=phase,
               when=line.get("new", line["date"]), known=line["log_date"])  # fmt: skip


def vintages() -> list[tuple[str, list[dict[str, Any]]]]:
    grouped = groupby(lines("uk_bank_holidays.jsonl"), key=lambda line: line["log_date"])
    return [(published, list(group)) for published, group in grouped]


def check_holidays(log: MemoryLog, *, ahead: bool = False) -> None:
    """``ahead``: only those still to come, as a feed drops what is over as it drops what is off."""
    ask = asked(log)
    for answer in lines("uk_bank_holidays.answers.jsonl"):
        moment = answer["known_as_of"]
        events = [e for e in ask(moment).events if e.phase != "cancelled" and e.revision.when]
        held = {e.revision.event: e.revision.when.text for e in events if e.revision.when}
        state = answer["state"]
        if ahead:
            held, state = ({event: day for event, day in one.items() if day > moment[:10]} for one in (held, state))
        assert held == state, moment


def test_bank_holidays_in_one_file() -> None:
    log = memory_log()
    rows = [holiday_row(number, line) for number, line in enumerate(lines("uk_bank_holidays.jsonl"), 1)]
    import_rows(log, rows)
    check_holidays(log)
    assert import_rows(log, rows) == {}


@pytest.mark.slow
def test_bank_holidays_vintage_by_vintage_append_exactly_what_changed() -> None:
    log = memory_log()
    counts = {}
    for published, changes in vintages():
        rows = [holiday_row(number, line) for number, line in enumerate(changes, 1)]
        counts[published[:10]] = import_rows(log, rows)
        assert import_rows(log, rows) == {}
    check_holidays(log)
    assert counts["2012-02-01"] == {"event.recorded": 2}
    assert counts["2019-06-10"] == {"event.cancelled": 2, "event.recorded": 2}


@pytest.mark.slow
def test_bank_holidays_as_whole_calendars_of_which_days_vanish() -> None:
    """As a feed publishes them: each vintage lists what stands, and what it no longer lists is cancelled."""
    log = memory_log()
    listed: dict[str, Row] = {}
    for published, changes in vintages():
        for number, line in enumerate(changes, 1):
            row = holiday_row(number, line)
            listed[line["issue"]] = replace(row, source=Source("Bank holidays"))
            if row.phase == "cancelled":
                del listed[line["issue"]]
        rows = [replace(row, known=published) for row in listed.values()]
        for _ in range(2):
            drafts = append(log, lambda state, rows=rows, day=published: propose(rows, state, NOW, complete=day).drafts)
        assert drafts == [], "the same again appends nothing"
    check_holidays(log, ahead=True)


@pytest.mark.parametrize(("as_of", "dropped", "added"), [("2019-06-10", "2020-05-04", "2020-05-08")])
def test_the_early_may_day_of_2020_moved(as_of: str, dropped: str, added: str) -> None:
    log = memory_log()
    import_rows(log, [holiday_row(number, line) for number, line in enumerate(lines("uk_bank_holidays.jsonl"), 1)])
    before = {(e.revision.when.text, e.phase) for e in project(log, "2019-06-09").events if e.revision.when}
    after = {(e.revision.when.text, e.phase) for e in project(log, as_of).events if e.revision.when}
    assert (dropped, "upcoming") in before
    assert (dropped, "cancelled") in after
    assert (added, "upcoming") in after - before


@pytest.mark.slow
def test_the_diff_between_two_vintages_names_the_days_that_changed() -> None:
    log = memory_log()
    import_rows(log, [holiday_row(number, line) for number, line in enumerate(lines("uk_bank_holidays.jsonl"), 1)])
    times = [published for published, _ in vintages()]
    for before, (published, changes) in zip(times, vintages()[1:], strict=False):
        # The same day as seen before and after: so whatever changed, we learned.
        question = read_question(f"{published}@{before}"), read_question(published)
        found = diff(log, *question).changes
        assert {change.cause for change in found} == {"learned"}
        assert {change.name for change in found} == {line["issue"] for line in changes}
        added = {c.new["when"] for c in found if c.old is None}
        assert added <= {line.get("new") for line in changes}
        if published.startswith("2019-06-10"):
            dropped = {c.old["when"] for c in found if c.new["phase"] == "cancelled"}
            assert (dropped, added) == ({"2020-05-04"}, {"2020-05-08"})
