"""The next answer has what was appended; what is asked at once is worked out once; an index spares reading a log."""

import asyncio
import threading
from pathlib import Path

import pytest
from httpx2 import ASGITransport, AsyncClient

from cli.running import NOW, SHIPPED, Cli
from timeline_engine.log import create_log, open_log
from timeline_engine.serve import answers, feeds
from timeline_engine.serve.app import Options, make_app

from .conftest import Asking

DAY = "as-of=2018-12-04"


def test_the_next_answer_has_what_was_appended(cli: Cli, asking: Asking) -> None:
    client = asking(cli.log)
    paths = [
        f"/calendar.ics?{DAY}",
        f"/issues/iran-oil?{DAY}",
        f"/issues/iran-oil.ics?{DAY}",
        f"/api/events?{DAY}",
        f"/?{DAY}",
    ]
    before = [client.get(path) for path in paths]
    head = client.get("/api/head").json()
    cli.run("record", "Parley", "--on", "2018-12-01", "--issue", "iran-oil", "--known", "2018-12-01")
    for path, old in zip(paths, before, strict=True):
        new = client.get(path, headers={"If-None-Match": old.headers["etag"]})
        assert new.status_code == 200
        assert "Parley" in new.text
        assert "Parley" not in old.text
    assert client.get("/api/head").json()["entries"] == head["entries"] + 1


def test_what_is_asked_at_once_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    count, real, lock = [0], feeds.export, threading.Lock()

    def counted(*args: object, **more: object) -> object:
        with lock:
            count[0] += 1
        return real(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(feeds, "export", counted)
    app = make_app(open_log(SHIPPED), Options(clock=lambda: NOW))

    async def ask() -> "list[tuple[int, str, bytes]]":
        async with AsyncClient(transport=ASGITransport(app), base_url="http://localhost") as client:
            some = await asyncio.gather(*(client.get(f"/calendar.ics?{DAY}") for _ in range(40)))
            return [(one.status_code, one.headers["etag"], one.content) for one in some]

    assert len(set(asyncio.run(ask()))) == 1
    assert count == [1]


def test_no_tag_is_of_another_answer_while_somebody_appends(cli: Cli) -> None:
    """Who keeps asking gets under each tag the same bytes, and in the end what the log says."""
    app = make_app(open_log(cli.log or ""), Options(clock=lambda: NOW))
    found: dict[str, set[bytes]] = {}

    def append() -> None:
        for number in range(6):
            cli.run("record", f"Parley {number}", "--on", "2018-12-01", "--issue", "iran-oil", "--known", "2018-12-01")

    async def ask() -> bytes:
        async with AsyncClient(transport=ASGITransport(app), base_url="http://localhost") as client:
            writer = asyncio.create_task(asyncio.to_thread(append))
            answer = await client.get(f"/calendar.ics?{DAY}")
            while not writer.done():
                answers = await asyncio.gather(*(client.get(f"/calendar.ics?{DAY}") for _ in range(5)))
                for answer in answers:
                    assert answer.status_code == 200
                    found.setdefault(answer.headers["etag"], set()).add(answer.content)
            await writer
            return (await client.get(f"/calendar.ics?{DAY}")).content

    last = asyncio.run(ask())
    assert found
    assert all(len(some) == 1 for some in found.values())
    assert all(f"Parley {number}".encode() in last for number in range(6))


@pytest.fixture
def indexed(cli: Cli) -> Path:
    """A log with an index, as a large one has."""
    assert cli.run("index", "build").exit_code == 0
    assert cli.log
    return cli.log


def test_a_log_with_an_index_is_not_read_for_a_few_issues(
    indexed: Path, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, client = asking(), asking(indexed)
    paths = [f"/issues/iran-oil?{DAY}", f"/issues/iran-oil.ics?{DAY}", f"/api/project?issue=iran-oil&{DAY}"]
    paths += [f"/api/why?subject=iran-oil&{DAY}", f"/events/first-two-plus-two?{DAY}", f"/issues?{DAY}"]
    client.get(f"/issues?{DAY}")  # by which lines are made of each issue

    def no(*_: object) -> None:
        raise AssertionError("the log is read as a whole")

    monkeypatch.setattr(answers, "read", no)
    for path in paths:
        assert client.get(path).text == plain.get(path).text, path
    assert client.get(f"/?{DAY}").text == plain.get(f"/issues?{DAY}").text


def test_days_are_reckoned_also_where_one_has_25_hours() -> None:
    log = create_log("memory:", title="A log", zone="Europe/Lisbon")
    days = [answers.Answers(log, lambda: NOW).days_before("2024-10-29", ago) for ago in range(4)]
    assert days == ["2024-10-29", "2024-10-28", "2024-10-27", "2024-10-26"]
