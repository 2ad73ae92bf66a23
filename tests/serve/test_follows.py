"""The next answer has what was appended; what is asked at once is worked out once; an index spares reading a log."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from httpx2 import ASGITransport, AsyncClient

from cli.running import NOW, SHIPPED, Cli
from timeline_engine.entries import Draft, EventRecorded
from timeline_engine.lazy import Lazy
from timeline_engine.log import FileLog, Unusable, create_log, open_log
from timeline_engine.log.sidecar import stored
from timeline_engine.serve import answers, exports
from timeline_engine.serve import days as days_module
from timeline_engine.serve.app import Options, make_app
from timeline_engine.serve.whole import Whole
from timeline_engine.view import View
from timeline_engine.view.answer import Question
from timeline_engine.view.asking import LogHistory, read
from timeline_engine.view.diff import Diff

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
    count, real, lock = [0], exports.export, threading.Lock()

    def counted(*args: object, **more: object) -> object:
        with lock:
            count[0] += 1
        return real(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(exports, "export", counted)
    app = make_app(open_log(SHIPPED), Options(clock=lambda: NOW))

    async def ask() -> "list[tuple[int, str, bytes]]":
        async with AsyncClient(transport=ASGITransport(app), base_url="http://localhost") as client:
            some = await asyncio.gather(*(client.get(f"/calendar.ics?{DAY}") for _ in range(40)))
            return [(one.status_code, one.headers["etag"], one.content) for one in some]

    assert len(set(asyncio.run(ask()))) == 1
    assert count == [1]


def test_nobody_waits_for_what_changed_on_many_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes longest: who asks of all issues meanwhile, or of one, is answered."""
    begun, goes_on, real = threading.Event(), threading.Event(), answers.Answers.day_by_day

    def slowly(*asked: Any) -> Any:
        begun.set()
        assert goes_on.wait(20)
        return real(*asked)

    monkeypatch.setattr(answers.Answers, "day_by_day", slowly)
    app = make_app(open_log(SHIPPED), Options(clock=lambda: NOW))

    async def ask() -> list[int]:
        async with AsyncClient(transport=ASGITransport(app), base_url="http://localhost") as client:
            changes = asyncio.create_task(client.get("/changes.atom"))
            await asyncio.to_thread(begun.wait, 20)
            found = [await client.get(f"{path}?{DAY}") for path in ("/calendar.ics", "/issues/iran-oil")]
            assert not changes.done()
            goes_on.set()
            return [one.status_code for one in (*found, await changes)]

    assert asyncio.run(ask()) == [200, 200, 200]


def test_no_tag_is_of_another_answer_while_somebody_appends(cli: Cli) -> None:
    """Who keeps asking gets under each tag the same bytes, and in the end what the log says."""
    app = make_app(open_log(cli.log or ""), Options(clock=lambda: NOW))
    found: dict[str, set[bytes]] = {}

    def append() -> None:
        for number in range(6):
            cli.run("record", f"Parley {number}", "--on", "2018-12-01", "--issue", "iran-oil", "--known", "2018-12-01")

    async def ask() -> bytes:
        async with AsyncClient(transport=ASGITransport(app), base_url="http://localhost") as client:
            answer = await client.get(f"/calendar.ics?{DAY}")  # for which formats are loaded
            writer = asyncio.create_task(asyncio.to_thread(append))
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

    wanted = [plain.get(path).text for path in paths]
    monkeypatch.setattr(Whole, "history", no)
    assert [client.get(path).text for path in paths] == wanted
    assert client.get(f"/?{DAY}").text == wanted[-1]


def test_the_first_page_has_another_tag_with_an_index_and_stays_what_it_is(cli: Cli, asking: Asking) -> None:
    """Also while another writes, so that the index is behind and cannot be brought up to date."""
    assert cli.log
    whole = asking(cli.log).get(f"/?{DAY}")
    assert cli.run("index", "build").exit_code == 0
    client = asking(cli.log)
    table = client.get(f"/?{DAY}", headers={"If-None-Match": whole.headers["etag"]})
    assert (table.status_code, table.headers["etag"] == whole.headers["etag"]) == (200, False)
    with open_log(cli.log) as other, other.exclusive():
        other.append([Draft("new", EventRecorded(event="new", title="Parley", when="2018-12-01", known="2018-12-01"))])
        assert client.get(f"/?{DAY}").text.count("<table>") == table.text.count("<table>")
        assert len(client.get(f"/?{DAY}").content) < 2 * len(table.content)


@pytest.mark.parametrize("path", [f"/events/first-two-plus-two?{DAY}", f"/issues/iran-oil?{DAY}", f"/issues?{DAY}"])
def test_whatever_of_an_index_cannot_be_read_the_answer_is_the_same(
    indexed: Path, asking: Asking, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Another may write to it or make it anew at any time, also amid an answer: each thing read of it fails in turn."""
    wanted, real, count, failing = asking().get(path).text, stored.Asking.__call__, 0, 0
    asking(indexed).get(f"/issues?{DAY}")

    def asked(*args: Any) -> Any:
        nonlocal count
        count += 1
        if count == failing:
            raise Unusable("somebody else has written to it")
        return real(*args)

    monkeypatch.setattr(stored.Asking, "__call__", asked)
    while failing <= count:
        failing, count = failing + 1, 0
        client = asking(indexed, burst=10_000)
        assert client.get(path).text == wanted, failing
    assert failing > 10


@pytest.mark.parametrize("often", [1, 100])
def test_an_answer_that_is_being_told_as_the_index_goes_is_told_again(indexed: Path, often: int) -> None:
    """If that happens every time, by the log alone."""
    shared, left, another = answers.Answers(open_log(indexed), lambda: NOW), [often], FileLog(indexed)
    keeper = another.keeper

    def told(asked: answers.Answers) -> str:
        view = asked.about(Question(as_of="2018-12-04", known_by=None), "first-two-plus-two").view
        if isinstance(view.history.events, Lazy) and left[0]:
            left[0] -= 1
            keeper.drop()
            assert keeper.kept(make=True)
        return view.history.events["us-leaves-iran-deal"].base.id  # of which nothing has been read

    assert shared.surely(told)


def test_of_a_log_that_is_read_whole_only_what_was_appended_is_read_again(cli: Cli) -> None:
    assert cli.log
    whole = Whole(open_log(cli.log))
    before = whole.history()
    assert whole.history() is before
    cli.run("record", "Parley", "--on", "2018-12-01", "--issue", "iran-oil", "--known", "2018-12-01")
    after = whole.history()
    assert after.entries[: len(before.entries)] == before.entries
    assert all(one is other for one, other in zip(after.entries, before.entries, strict=False))
    assert after.at("2018-12-04").events == read(cli.log).at("2018-12-04").events
    assert after.head == open_log(cli.log).head()


def test_whatever_is_made_of_an_answer_it_is_folded_once(
    cli: Cli, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, folded, real = asking(cli.log), list[str](), LogHistory.at

    def count(self: LogHistory, as_of: str, **clocks: Any) -> View:
        folded.append(as_of)
        return real(self, as_of, **clocks)

    monkeypatch.setattr(LogHistory, "at", count)
    paths = ["/calendar.ics", "/summary.csv", "/summary.md", "/summary.xlsx", "/api/project", "/api/events", "/issues"]
    for day in ("2018-12-04", "2018-12-05"):
        assert {client.get(f"{path}?as-of={day}").status_code for path in paths} == {200}
    assert folded == ["2018-12-04", "2018-12-05"]
    cli.run("record", "Parley", "--on", "2018-12-01", "--issue", "iran-oil", "--known", "2018-12-01")
    assert all("Parley" in client.get(f"{path}?{DAY}").text for path in ("/calendar.ics", "/api/project"))
    assert folded[2:] == ["2018-12-04"]


def test_of_the_days_in_the_feed_of_changes_only_the_new_is_worked_out_again(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was recorded by the end of a day is not changed by what is recorded after it."""
    days = [f"2026-11-{day}" for day in range(20, 27)]
    cli.now = 1_795_651_200_000_000  # 2026-11-26
    assert cli.log
    asked, counted, real = answers.Answers(open_log(cli.log), lambda: cli.now), list[str](), days_module.diff

    def count(before: View, after: View) -> Diff:
        counted.append(after.question.as_of)
        return real(before, after)

    monkeypatch.setattr(days_module, "diff", count)
    first, _ = asked.day_by_day(days, (), 1000)
    assert counted == days[:0:-1]
    cli.run("record", "Parley", "--on", "2026-11-25", "--issue", "iran-oil")
    counted.clear()
    second, _ = asked.day_by_day(days, (), 1000)
    assert counted == days[-1:]
    assert second == answers.Answers(open_log(cli.log), lambda: cli.now).day_by_day(days, (), 1000)[0]
    assert first[1:] == second[1:]
    assert first[0] != second[0]


def test_the_feed_of_changes_goes_no_further_back_than_it_takes(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole days, the last first; of an issue as many as that takes."""
    days = [f"2026-11-{day}" for day in range(20, 27)]
    cli.now = 1_795_651_200_000_000  # 2026-11-26
    for day in days[2:6]:
        cli.run("record", f"Parley {day}", "--on", day, "--issue", "iran-oil", "--known", day)
        cli.run("record", f"Talk {day}", "--on", day, "--issue", "comcasa", "--known", day)
    assert cli.log
    asked = answers.Answers(open_log(cli.log), lambda: cli.now)
    whole, _ = asked.day_by_day(days, (), 1000)
    assert [day.day for day in whole] == days[:0:-1]
    sizes = [day.size for day in whole]
    assert sum(map(bool, sizes)) > 1
    some, _ = asked.day_by_day(days, (), 1)
    upto = next(place for place, size in enumerate(sizes, 1) if size)
    assert some == whole[:upto]
    of_issue, _ = asked.day_by_day(days, ("comcasa",), sum(sizes))
    every, one = ([line for day in some for _, lines in day.changes for line in lines] for some in (whole, of_issue))
    meant = [line.what for line in every if "comcasa" in (line.issue, *line.also)]
    assert sorted(line.what for line in one) == sorted(meant)
    assert {line.issue for line in one} == {"comcasa"}
    assert 0 < len(one) < len(every)
    assert len(of_issue) == len(whole)


def test_a_log_that_is_cut_short_or_restored_is_read_anew(cli: Cli, asking: Asking) -> None:
    assert cli.log
    client, segment = asking(cli.log), cli.log / "000001.jsonl"
    whole = client.get(f"/calendar.ics?{DAY}")
    lines = segment.read_bytes().splitlines(keepends=True)
    segment.write_bytes(b"".join(lines[:40]))
    shorter = client.get(f"/calendar.ics?{DAY}", headers={"If-None-Match": whole.headers["etag"]})
    assert shorter.status_code == 200
    assert len(shorter.text) < len(whole.text)
    assert client.get("/api/head").json()["entries"] == 40
    segment.write_bytes(b"".join(lines))
    again = client.get(f"/calendar.ics?{DAY}")
    assert (again.text, again.headers["etag"]) == (whole.text, whole.headers["etag"])


def test_what_is_not_finished_is_no_news(cli: Cli, asking: Asking) -> None:
    assert cli.log
    client, segment = asking(cli.log), cli.log / "000001.jsonl"
    tag = client.get(f"/calendar.ics?{DAY}").headers["etag"]
    with segment.open("ab") as out:
        out.write(b'{"seq":9')
    for path in (f"/calendar.ics?{DAY}", f"/issues/iran-oil?{DAY}", f"/api/project?{DAY}", "/ready"):
        assert client.get(path).status_code == 200
    assert client.get(f"/calendar.ics?{DAY}", headers={"If-None-Match": tag}).status_code == 304


def test_another_log_in_its_place_is_not_served(cli: Cli, asking: Asking, tmp_path: Path) -> None:
    """Its title and its zone are not those that the server tells."""
    assert cli.log
    client = asking(cli.log)
    create_log(tmp_path / "other", title="Another", zone="UTC")
    for name in ("timeline.toml", "000001.jsonl"):
        (tmp_path / "other" / name).replace(cli.log / name)
    for path in ("/calendar.ics", "/ready", "/issues"):
        assert client.get(path).status_code == 503
    assert client.get("/health").status_code == 200


def test_a_log_that_is_gone_for_a_while_is_served_again(cli: Cli, asking: Asking) -> None:
    assert cli.log
    client = asking(cli.log)
    aside = cli.log.rename(cli.log.with_name("aside"))
    assert client.get("/calendar.ics").status_code == 503
    aside.rename(cli.log)
    assert client.get("/calendar.ics").status_code == 200


def test_addresses_with_and_without_a_day_are_told_apart(cli: Cli, asking: Asking) -> None:
    """As of today both say the same; the links of the one lead to today, those of the other to that day."""
    client = asking(cli.log)
    for path in ("/", "/issues", "/issues/iran-oil", "/events/first-two-plus-two"):
        today, named = client.get(path), client.get(f"{path}?as-of=2019-01-01")
        assert today.headers["etag"] != named.headers["etag"], path
        assert "/summary.xlsx?as-of=2019-01-01" in named.text
        assert "/summary.xlsx?as-of" not in today.text


def test_what_is_asked_in_words_names_the_day_in_the_link(asking: Asking) -> None:
    client = asking()
    said, named = (client.get(f"/diff?from={day}&to=today") for day in ("yesterday", "2018-12-31"))
    assert said.text == named.text
    assert "from=2018-12-31&amp;to=2019-01-01" in said.text
    ends = client.get("/diff?from=2018-12-04@hindsight&to=5 Dec 2018@2018-12-06").text
    assert "from=2018-12-04%40hindsight&amp;to=2018-12-05%402018-12-06" in ends


@pytest.mark.parametrize("path", ["/calendar.ics?as-of=yesterday", "/api/diff?from=2018-12-04&to=today", "/diff"])
def test_what_is_asked_by_a_word_for_a_day_changes_with_the_day(asking: Asking, path: str) -> None:
    now = [1_798_804_800_000_000]
    client = asking(clock=lambda: now[0])
    had = {"If-Modified-Since": client.get(path).headers["last-modified"]}
    assert client.get(path, headers=had).status_code == 304
    now[0] += 86_400_000_000
    assert client.get(path, headers=had).status_code == 200


def test_days_are_reckoned_also_where_one_has_25_hours() -> None:
    log = create_log("memory:", title="A log", zone="Europe/Lisbon")
    days = [answers.Answers(log, lambda: NOW).days_before("2024-10-29", ago) for ago in range(4)]
    assert days == ["2024-10-29", "2024-10-28", "2024-10-27", "2024-10-26"]
