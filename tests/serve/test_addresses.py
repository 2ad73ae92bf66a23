"""Whatever an issue or an event is called, it has its page, its feed and its token, and links lead there."""

from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from cli.running import Cli
from timeline_engine.log import create_log
from timeline_engine.serve.addresses import calendar_address, event_address, feed_address, issue_address
from timeline_engine.serve.tokens import Tokens

from .conftest import Asking
from .test_pages import Page, words

LONG = "\U0001f30d" * 200
ISSUES = ["Brücke/1", "x.ics", "y.html", ".", "a/../b", "//c", "/", "Tram 5", "a?b#c", "100%2F", LONG]
EVENTS = ["Brücke/2", "..", ".", "a.html", "a", "a b", "[a] b/c", "//d", "100%2G", "e?f#g", LONG]
CLAIMING = EVENTS[::2]
DAY = "2018-12-30"


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    create_log(tmp_path / "log", title="Parleys", zone="Asia/Kolkata")
    cli = Cli(tmp_path / "log")
    for number, issue in enumerate(ISSUES):
        made = cli.run("define", issue, "--title", f"Issue no. {number}", "--question", "Will it?")
        assert made.exit_code == 0, made.stderr
    for number, event in enumerate(EVENTS):
        about = ("--set", f"Brücke/1.status=at {number}") if event in CLAIMING else ("--issue", "Brücke/1")
        made = cli.run("record", f"Event no. {number}", "--id", event, "--on", DAY, "--known", DAY, *about)
        assert made.exit_code == 0, made.stderr
    return cli


@pytest.fixture
def client(cli: Cli, asking: Asking) -> TestClient:
    return asking(cli.log)


def browsed(base: str, link: str) -> str:
    """The path that a browser asks for: segments of dots it takes as steps, encoded or not (WHATWG URL, 4.1)."""
    path = urlsplit(urljoin(f"http://localhost{base}", link)).path
    assert not {".", ".."} & {segment.replace("%2E", ".") for segment in path.split("/")}
    return path


@pytest.mark.parametrize("issue", ISSUES)
def test_an_issue_has_its_page_and_its_feed(client: TestClient, issue: str) -> None:
    answer = client.get(browsed("/issues", issue_address(issue)))
    assert answer.status_code == 200
    assert words(f"Issue no. {ISSUES.index(issue)} [{issue}]") in words(Page(answer.text).text)
    assert f"webcal://localhost{calendar_address(issue)}" in Page(answer.text).links
    feed = client.get(browsed("/issues", calendar_address(issue)))
    assert (feed.status_code, feed.headers["content-type"][:13]) == (200, "text/calendar")
    assert feed.text.count("BEGIN:VEVENT") == (len(EVENTS) if issue == "Brücke/1" else 0)


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_has_its_page(client: TestClient, event: str) -> None:
    answer = client.get(browsed("/issues", event_address(event)))
    assert answer.status_code == 200
    assert words(f"Event no. {EVENTS.index(event)} [{event}]") in words(Page(answer.text).text)


def test_every_link_leads_where_it_says(client: TestClient) -> None:
    for base in ("/issues", issue_address("Brücke/1"), "/diff"):
        links = {link for link in Page(client.get(base).text).links if link.startswith(("/issues/", "/events/"))}
        wanted = {issue_address(issue) for issue in ISSUES} if base == "/issues" else {*map(event_address, EVENTS)}
        assert {link.partition("?")[0] for link in links} == wanted, base
        assert {client.get(browsed(base, link)).status_code for link in links} == {200}


def test_the_news_lead_there(client: TestClient) -> None:
    feed = ElementTree.fromstring(client.get("/changes.atom").content)
    links = {link.get("href") or "" for link in feed.iterfind("*/{*}link")}
    wanted = {*map(issue_address, ISSUES), *(event_address(event) for event in EVENTS if event not in CLAIMING)}
    assert {link.partition("?")[0] for link in links} == wanted
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("issue", ISSUES)
def test_a_token_opens_that_feed_alone(cli: Cli, asking: Asking, issue: str) -> None:
    path = cli.run("serve", "token", "add", "ann", "--feed", f"issues/{issue}.ics").stdout.strip()
    assert cli.log
    client, secret = asking(cli.log, tokens=Tokens(cli.log / "serve-tokens.json")), path.split("/")[2]
    assert path == feed_address(secret, f"issues/{issue}.ics")
    assert client.get(browsed("/", path)).status_code == 200
    for other in {"calendar.ics", *(f"issues/{one}.ics" for one in ISSUES)} - {f"issues/{issue}.ics"}:
        assert client.get(feed_address(secret, other)).status_code == 404
