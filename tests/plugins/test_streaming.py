"""No exporter holds what it writes: what it needs beside the view does not grow with the view."""

from typing import Any

import pytest

from builders import event, report, small_view, status
from support import traced
from timeline_engine.plugins import exporter
from timeline_engine.plugins.streams import for_plugin
from timeline_engine.view import View


class Drain:
    """A stream that keeps nothing."""

    def write(self, data: Any) -> int:
        return len(data)


def view_of(events: int) -> View:
    """Ten events to an issue."""
    return small_view(
        *(
            event(
                f"e{number}",
                f"20{number % 90 + 10}-01-02",
                title="Some words on it",
                summary="A line of words. " * 8,
                claims=(status(f"value {number}", f"issue-{number // 10}"),),
                sources=(report("The Paper", "2018-01-01", url=f"https://a.example/{number}"),),
            )
            for number in range(events)
        ),
        as_of="2030-01-01",
    )


@pytest.fixture(scope="module")
def views() -> dict[int, View]:
    return {events: view_of(events) for events in (400, 2_400)}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ics", "csv", "jsonl", "json", "text", "xlsx"])
def test_what_is_written_is_not_held(name: str, views: dict[int, View]) -> None:
    def write(events: int) -> None:
        made = exporter(name)
        made.export(views[events], for_plugin(made, Drain()))  # type: ignore[arg-type]

    def most(events: int) -> int:
        with traced() as peak:
            write(events)
            return peak()

    for events in views:
        write(events)  # what is imported, cached or kept with the view at first use is not held by the exporter
    assert most(2_400) < 1.5 * most(400)  # held, it would be six times as much
