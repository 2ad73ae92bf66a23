"""Pages: they say what the terminal says, can be read without a script, and nothing of the log is run."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from cli.running import SHIPPED, Cli
from timeline_engine.dates import Zone
from timeline_engine.model import Source
from timeline_engine.serve.markup import Linking
from timeline_engine.view.words.paragraph import Paragraph
from timeline_engine.view.words.phrases import source_words

from .conftest import Asking

PAGES = [
    "/?as-of=2018-12-04",
    "/issues?as-of=2018-12-04",
    "/issues/iran-oil?as-of=2018-12-04",
    "/events/first-two-plus-two",
    "/diff?from=2018-12-04&to=2019-06-25",
    "/diff",
]
HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(2)> \"'&"


class Page(HTMLParser):
    """The text of a page, its links, and what a browser would run of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.links, self.runs, self.ids = "", [], [], {}
        self._in: list[str] = []
        self.feed(text)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: "list[tuple[str, str | None]]") -> None:
        said = dict(attrs)
        self._in.append(tag if said.get("type") != "application/json" else "data")
        if tag == "a":
            self.links.append(said.get("href") or "")
        if (tag == "script" and said.get("type") != "application/json" and "src" not in said) or tag == "style":
            self.runs.append(tag)
        self.runs += [name for name in said if name.startswith("on") or name == "style"]

    def handle_endtag(self, tag: str) -> None:
        self._in.pop()

    def handle_data(self, data: str) -> None:
        if self._in and self._in[-1] not in ("data", "script", "style", "title"):
            self.text += f" {data}"


def words(text: str) -> str:
    """Without where lines end, blanks before signs and the marks of headings."""
    return "".join(text.split())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_nothing_of_its_own_and_leads_only_to_what_is_there(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = Page(answer.text)
    assert page.runs == []
    assert [link for link in page.links if link.startswith(("javascript:", "data:"))] == []
    for name in re.findall(r'(?:src|href)="(/assets/[^"]+)"', answer.text):
        assert client.get(name).headers["content-type"].startswith(("text/css", "text/javascript"))
    sent = next(link for link in page.links if "?" in link and not link.startswith("/api"))
    assert sent
    assert client.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES[1:4])
def test_links_within_lead_somewhere(client: TestClient, path: str) -> None:
    within = {link for link in Page(client.get(path).text).links if link.startswith("/")}
    for link in sorted(within)[:12]:
        assert client.get(link).status_code == 200, link


def test_an_issue_is_told_as_in_the_terminal(client: TestClient) -> None:
    page = words(Page(client.get("/issues/iran-oil?as-of=2018-12-04").text).text)
    cli = Cli(SHIPPED)
    told = cli.ok("project", "--as-of", "2018-12-04", "--issue", "iran-oil").split("\n\n")
    why = cli.ok("why", "iran-oil", "--as-of", "2018-12-04", "--limit", "10")
    for block in [*told[3:], *why.split("\n\n")]:
        assert words(block) in page, block


def test_an_event_is_told_as_in_the_terminal(client: TestClient) -> None:
    page = words(Page(client.get("/events/first-two-plus-two").text).text)
    cli = Cli(SHIPPED)
    described, table = cli.ok("show", "first-two-plus-two").split("\n\n")[:2]
    assert words(described) in page
    why = cli.ok("why", "first-two-plus-two", "--event", "--hindsight")
    for block in why.split("\n\n"):
        assert words(block) in page
    for entry in re.findall("^[0-9a-f]{8}", table, re.M):
        assert entry in page


def test_changes_are_told_as_in_the_terminal(client: TestClient) -> None:
    page = words(Page(client.get("/diff?from=2018-12-04&to=2019-06-25").text).text)
    for block in Cli(SHIPPED).ok("diff", "2018-12-04", "2019-06-25").split("\n\n"):
        assert words(block) in page


@pytest.mark.parametrize("day", ["2018-12-04", "2018-12-04T12:00+05:30", "2018-12-04@hindsight"])
def test_changes_to_a_day_are_of_the_week_before_it(client: TestClient, day: str) -> None:
    asked, whole = ({"to": day} | more for more in ({}, {"from": "2018-11-27"}))
    assert client.get("/diff", params=asked).content == client.get("/diff", params=whole).content
    assert client.get("/diff", params={"to": "0001-01-01"}).status_code == 200
    assert client.get("/diff", params={"to": "9999"}).status_code == 400


def test_what_was_corrected_since_is_told_as_in_the_terminal(client: TestClient) -> None:
    """And whoever compares other days, or sends the link, still asks of the same log and issue."""
    days = "from=2018-12-04&to=2018-12-04"
    told = Cli(SHIPPED).ok("diff", "2018-12-04", "2018-12-04", "--recorded-by", "2026-11-21")
    assert "We recorded" in told
    page = words(Page(client.get(f"/diff?{days}&recorded-by=2026-11-21").text).text)
    for block in told.split("\n\n"):
        assert words(block) in page
    for name, value in (("recorded-by", "2026-11-21"), ("issue", "iran-oil")):
        text = client.get(f"/diff?{days}&{name}={value}").text
        assert f"?{days}&{name}={value}" in Page(text).links
        assert f'<input type="hidden" name="{name}" value="{value}">' in text


def test_the_issues_are_those_of_the_terminal(client: TestClient) -> None:
    page = Page(client.get("/issues?as-of=2018-12-04").text)
    for line in Cli(SHIPPED).ok("project", "--as-of", "2018-12-04").splitlines()[3:]:
        if not line.startswith(" "):
            assert f"/issues/{line.split()[0]}?as-of=2018-12-04" in page.links


def test_without_a_script_the_first_page_has_the_answer_and_the_links(client: TestClient) -> None:
    page = Page(client.get("/?as-of=2018-12-04").text)
    assert "iran-oil" in page.text
    assert "/issues?as-of=2018-12-04" in page.links
    assert "/?as-of=2018-12-04" in page.links


def test_pages_have_a_link_by_which_calendars_subscribe(client: TestClient) -> None:
    """Of an issue by its whole id: a part of it may be that of another issue some day."""
    for path, feed in (("/", "calendar.ics"), ("/issues", "calendar.ics"), ("/issues/iran", "issues/iran-oil.ics")):
        assert f"webcal://localhost/{feed}" in Page(client.get(path).text).links


def test_a_link_that_is_sent_says_what_it_said(asking: Asking) -> None:
    """What is asked without a day is as of today; the link names the day."""
    first = asking().get("/issues/iran-oil").text
    sent = next(link for link in Page(first).links if link.startswith("?"))
    later = asking(clock=lambda: 1_700_000_000_000_000).get(f"/issues/iran-oil{sent}").text
    assert "as-of=2019-01-01" in sent
    assert words(Page(first).text) == words(Page(later).text)


def test_nothing_that_a_log_says_is_run(cli: Cli, asking: Asking) -> None:
    more = [
        "--source",
        HOSTILE,
        "--url",
        'https://example.org/?"><script>alert(3)</script>',
        "--published",
        "2018-12-01",
        "--set",
        f"iran-oil={HOSTILE}",
    ]
    for name in ("a", "b"):
        done = cli.run(
            "record", f"{HOSTILE} {name}", "--on", "2018-12-01", "--issue", "iran-oil", "--place", HOSTILE, *more
        )
        assert done.exit_code == 0, done.output
    cli.run("define", "hostile", "--title", HOSTILE, "--question", HOSTILE)
    client = asking(cli.log)
    event = next(one["event"] for one in client.get("/api/events?issue=iran-oil").json() if HOSTILE in one["title"])
    for path in (
        "/",
        "/issues",
        "/issues/iran-oil",
        f"/events/{event}",
        "/diff?from=2018-11-01&to=2018-12-31",
        "/summary.svg",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "alert(1)</script" not in answer.text.replace("\\u003c", "?")
        page = Page(answer.text) if path != "/summary.svg" else None
        assert page is None or (page.runs == [] and not any("javascript:" in link for link in page.links))


def test_what_is_not_there_is_told(client: TestClient) -> None:
    assert "did you mean" in client.get("/events/first-two-plus-twoo").json()["detail"]
    assert client.get("/issues/nothing").status_code == 404
    assert client.get("/assets/nothing.js").status_code == 404
    assert client.get("/assets/..%2fexporter.py").status_code == 404


def test_a_page_knows_by_what_to_ask_for_news(client: TestClient) -> None:
    head = client.get("/api/head").json()["head"]
    for path in PAGES:
        text = client.get(path).text
        assert f'data-live="/api/head" data-head="{head}"' in text
        assert 'id="news"' in text
    assert b"/api/" not in client.get("/assets/live.js").content


def test_only_urls_of_the_web_and_of_mail_are_links() -> None:
    zone = Zone("UTC")
    for url, leads in (("javascript:alert(1)", False), ("data:text/html,x", False), ("https://example.org/a", True)):
        source = Source("The Daily", published="2018-12-01", url=url)
        part = Paragraph(f"source: {source_words(source, zone)} {url}", sources=(source,))
        assert Page(Linking(zone, (), "").of([part])).links == [url] * leads


def test_who_asks_for_another_day_keeps_the_other_clocks(client: TestClient) -> None:
    """The form of a page asks by them, too, and for no hindsight beside a day by which something is known."""
    page = client.get("/issues?as-of=2018-12-04&known-by=2018-12-01&recorded-by=2026-01-01").text
    assert '<input type="hidden" name="known-by" value="2018-12-01">' in page
    assert '<input type="hidden" name="recorded-by" value="2026-01-01">' in page
    assert 'name="hindsight"' not in page
    plain = client.get("/issues?as-of=2018-12-04").text
    assert 'type="hidden"' not in plain
    assert 'name="hindsight"' in plain


def test_the_feed_of_changes_tells_each_with_its_cause(cli: Cli, asking: Asking) -> None:
    """What is news of a day stays it, under the same id, and is told with what made it so."""
    now = [1_796_000_000_000_000]  # 2026-11-30
    cli.now = now[0]
    said = ("--issue", "iran-oil", "--set", "iran-oil=resumed")
    assert cli.run("record", HOSTILE, "--on", "2026-11-28", *said).exit_code == 0
    assert cli.run("record", "Parley", "--on", "2026-12-01", "--scheduled", "--issue", "iran-oil").exit_code == 0
    client = asking(cli.log, clock=lambda: now[0])
    answer = client.get("/changes.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    first = entries(answer.text)
    (told,) = [one for one in first.values() if "resumed" in one["title"]]
    assert told["category"] == "We learned"
    assert told["title"].startswith("iran-oil: ")
    assert told["link"] == "/issues/iran-oil?as-of=2026-11-30"
    assert HOSTILE in told["content"]
    assert told["updated"].startswith("2026-11-30T")
    now[0] += 4 * 86_400_000_000
    later = entries(client.get("/changes.atom").text)
    assert first.items() <= later.items()
    assert "It became due or overdue" in {one["category"] for one in later.values()}
    cli.now = now[0]
    cli.run("record", "More", "--on", "2026-12-01", "--issue", "comcasa")
    assert first.items() <= entries(client.get("/changes.atom").text).items()  # each is told when it was
    same_day = entries(client.get("/changes.atom").text)
    cli.run("record", "Much later in the day", "--on", "2026-12-01", "--issue", "lemoa")
    assert same_day.items() <= entries(client.get("/changes.atom").text).items()  # an append is no news of others
    of_issue = entries(client.get("/changes.atom?issue=comcasa").text).values()
    assert of_issue
    assert all(one["title"].startswith("comcasa: ") for one in of_issue)


def test_in_the_feed_of_changes_an_event_is_told_once_with_all_that_it_bears_on(cli: Cli, asking: Asking) -> None:
    """As in the terminal; who asks of one of the issues is told of the same, as of that."""
    cli.now = 1_796_000_000_000_000  # 2026-11-30
    both = ("--issue", "comcasa", "--issue", "iran-oil")
    assert cli.run("record", "Parley", "--on", "2026-12-01", "--scheduled", *both).exit_code == 0
    client = asking(cli.log, clock=lambda: cli.now)
    told = {name: entries(client.get(f"/changes.atom{name}").text) for name in ("", "?issue=iran-oil")}
    parleys = [[(at, one["title"]) for at, one in found.items() if "Parley" in one["title"]] for found in told.values()]
    (((at, of_all),), ((same, of_issue),)) = parleys
    assert at == same
    assert of_all.startswith("comcasa, iran-oil: Parley")
    assert of_issue.startswith("iran-oil: Parley")


def entries(text: str) -> "dict[str, dict[str, str]]":
    found = {}
    for entry in ElementTree.fromstring(text).iter("{http://www.w3.org/2005/Atom}entry"):
        said = {one.tag.partition("}")[2]: one.text or one.get("href") or one.get("term") or "" for one in entry}
        assert found.setdefault(said["id"], said) is said  # no id twice
    return found
