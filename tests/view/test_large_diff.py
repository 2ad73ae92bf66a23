"""What dated an event of very many reports is looked up once for a difference, not once for each report."""

import pytest

from rowing import imported, row
from support import memory_log
from timeline_engine.view import project
from timeline_engine.view.diff import causes, diff

MANY = 200


def test_the_report_that_dates_an_event_is_not_looked_for_at_each_report(monkeypatch: pytest.MonkeyPatch) -> None:
    log = memory_log()
    imported(
        log,
        *[
            row("e", "2018-01-01", "occurred", "i=on", publisher=f"P{number}", published=f"20{19 + number % 2}-01-02")
            for number in range(MANY)
        ],
    )
    compared = 0
    window_of = causes.window_of

    def counted(*given: object) -> object:
        nonlocal compared
        compared += 1
        return window_of(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(causes, "window_of", counted)
    found = diff(project(log, "2019-06-01"), project(log, "2020-06-01"))
    assert found.changes
    assert 0 < compared < 10 * MANY
