"""A calendar of some issues stands as long as nothing is recorded that bears on them: then it is not made anew."""

import shutil
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.running import Cli
from oracle.strategies import streams, zones
from timeline_engine.dates import utc_instant
from timeline_engine.entries import Codec, Draft
from timeline_engine.log import FileLog, Head, create_log, open_log
from timeline_engine.serve import exports
from timeline_engine.serve.answers import Answers
from timeline_engine.serve.standing import still_stands
from timeline_engine.view.asking import ask_for, read

from .conftest import Asking

DAY = "as-of=2018-12-04"
CODEC = Codec()


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The issues of which calendars were made, as they are."""
    found, real = list[str](), exports.exported

    def told(answers: Answers, question: Any, issues: tuple[str, ...], *more: Any) -> Any:
        found.extend(issues)
        return real(answers, question, issues, *more)

    monkeypatch.setattr(exports, "exported", told)
    return found


def test_only_the_calendar_that_an_entry_bears_on_is_made_anew(cli: Cli, asking: Asking, exported: list[str]) -> None:
    cli.run("index", "build")
    client, issues = asking(cli.log), ("iran-oil", "comcasa", "lemoa")
    before = {issue: client.get(f"/issues/{issue}.ics?{DAY}") for issue in issues}
    assert exported == list(issues)
    exported.clear()
    cli.run("record", "Parley", "--on", "2018-12-01", "--issue", "comcasa", "--known", "2018-12-01")
    after = {issue: client.get(f"/issues/{issue}.ics?{DAY}") for issue in issues}
    assert exported == ["comcasa"]
    assert "Parley" in after["comcasa"].text
    assert all(before[issue].headers["etag"] != after[issue].headers["etag"] for issue in issues)
    fresh = asking(cli.log)
    for issue in issues:
        again = fresh.get(f"/issues/{issue}.ics?{DAY}")
        kept = ("etag", "last-modified")
        assert again.content == after[issue].content
        assert [again.headers.get(name) for name in kept] == [after[issue].headers.get(name) for name in kept]
    path, tag = f"/issues/lemoa.ics?{DAY}", after["lemoa"].headers["etag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    "command",
    [
        ("define", "comcasa", "--estimate", "price:USD"),
        ("correct", "putin-arrives-in-new-delhi", "--title", "Another title"),
        ("correct", "putin-arrives-in-new-delhi", "--void"),
    ],
)
def test_what_may_bear_on_more_than_it_names_makes_all_anew(
    cli: Cli, asking: Asking, exported: list[str], command: tuple[str, ...]
) -> None:
    cli.run("index", "build")
    client = asking(cli.log)
    client.get(f"/issues/lemoa.ics?{DAY}")
    exported.clear()
    ran = cli.run(*command)
    assert ran.exit_code == 0, ran.output
    told = client.get(f"/issues/lemoa.ics?{DAY}")
    assert exported == ["lemoa"]
    assert told.content == asking(cli.log).get(f"/issues/lemoa.ics?{DAY}").content


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=streams(max_entries=14), zone=zones, hindsight=st.booleans())
def test_what_still_stands_is_what_would_be_made(
    tmp_path_factory: pytest.TempPathFactory, lines: list[dict[str, Any]], zone: str, hindsight: bool
) -> None:
    folder = tmp_path_factory.mktemp("standing") / "log"
    now = [0]
    create_log(folder, title="t", zone=zone, log_id="t")
    log = FileLog(folder, clock=lambda: now[0])
    question = ask_for("2019-01-01", hindsight=hindsight)
    made: dict[str, tuple[Head, bytes]] = {}
    for line in lines:
        now[0] = utc_instant(line["recorded"])
        body = CODEC.body(CODEC.envelope(msgspec.json.encode({"v": 1, "prev": "", **line})))
        log.append([Draft(line["id"], body)])
        assert log.keeper.kept(make=True)
        for issue in read(folder).history.issues:
            answers = Answers(open_log(folder), lambda: 0)
            fresh, _ = exports.exported(answers, question, (issue,), "ics", {})
            head, told = made.get(issue, (Head(0, ""), b""))
            if still_stands(log, (issue,), head):
                assert told == fresh
            made[issue] = log.head(), fresh
    shutil.rmtree(folder)
