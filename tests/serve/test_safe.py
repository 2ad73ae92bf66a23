"""Who may ask, how much, and what is told of what went wrong."""

import json
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cli.running import NOW, SHIPPED, Cli
from timeline_engine.log import open_log
from timeline_engine.serve.app import LOCAL, Options, make_app
from timeline_engine.serve.guard import HEADERS
from timeline_engine.serve.rate import Rate
from timeline_engine.serve.tokens import PAGES, Tokens

from .conftest import Asking

BAD = [
    "9999",
    "garbage",
    "2018",
    "2018-12",
    "2018-13-01",
    "2018-12-04/2018-12-06",
    "2018-12-04~",
    "",
    "../../etc/passwd",
]
FEED = "calendar.ics"


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_day_is_told_in_one_sentence(client: TestClient, text: str) -> None:
    answer = client.get("/calendar.ics", params={"as-of": text})
    told = answer.json()
    assert answer.status_code == told["status"] == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert (told["type"], told["title"]) == ("about:blank", "Bad Request")
    assert told["detail"].startswith("as-of: ")
    assert "\n" not in told["detail"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("asof=2018-12-04", "did you mean 'as-of'"),
        ("as-of=2018-12-04&as-of=2018-12-05", "given twice"),
        ("hindsight=perhaps", "yes or no"),
        ("hindsight=yes&known-by=2018-12-04", "leave out known-by"),
        ("from=garbage", "from: "),
    ],
)
def test_what_is_no_question_is_told(client: TestClient, query: str, said: str) -> None:
    answer = client.get(f"/calendar.ics?{query}")
    assert answer.status_code == 400
    assert said in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/calendar.ics", "/nothing", "/health", "/calendar.ics?as-of=9999"])
def test_every_answer_has_the_headers_that_keep_browsers_from_being_misled(client: TestClient, path: str) -> None:
    found = client.get(path).headers
    assert {name: found[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in found["content-security-policy"]
    assert "frame-ancestors 'none'" in found["content-security-policy"]


def test_nothing_can_be_changed(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"):
        answer = client.request(method, "/calendar.ics")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_an_address_has_a_length_and_who_is_over_it_is_told_which(client: TestClient) -> None:
    for path in (f"/{'a' * 3000}", f"/calendar.ics?from={'1' * 4_500}"):
        answer = client.get(path)
        assert answer.status_code == 414
        assert "path is longer than 3,000 bytes, or what is behind its question mark than 4,000" in answer.text


def test_what_is_outside_of_the_addresses_is_not_found(client: TestClient) -> None:
    for path in (
        "/../../etc/passwd",
        "/issues/../../etc/passwd.ics",
        "/issues/%2e%2e%2f%2e%2e%2fetc%2fpasswd.ics",
        "/f//x",
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "root:" not in answer.text


def test_on_loopback_it_answers_to_no_name_of_another(asking: Asking) -> None:
    """A page of another site may have its name lead here, and so read what is served (DNS rebinding)."""
    client = asking(hosts=LOCAL)
    for host, status in (("localhost:8765", 200), ("127.0.0.1", 200), ("[::1]:80", 200), ("evil.example", 400)):
        assert client.get("/health", headers={"Host": host}).status_code == status


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    return Tokens(tmp_path / "tokens.json")


def test_a_feed_has_a_secret_in_its_path(asking: Asking, tokens: Tokens) -> None:
    secret, other = tokens.add("ann", FEED, "2019-01-01"), tokens.add("bob", "issues/iran-oil.ics", "2019-01-01")
    client = asking(tokens=tokens)
    assert client.get(f"/f/{secret}/calendar.ics?as-of=2018-12-04").status_code == 200
    assert client.get(f"/f/{other}/issues/iran-oil.ics").status_code == 200
    wrong = [f"/f/{secret[:-1]}/calendar.ics", "/f//calendar.ics", f"/f/{other}/calendar.ics", f"/f/{secret}"]
    wrong += [f"/f/{secret}/", f"/f/{secret}/issues/iran-oil.ics", f"/f/{secret}/calendar.ics/"]
    wrong += [f"/f/%FF{secret}/calendar.ics"]
    for path in wrong:
        answer = client.get(path)
        assert (answer.status_code, answer.json()["detail"]) == (404, "there is nothing at this address")
        assert secret not in answer.text


def test_all_else_wants_a_password(asking: Asking, tokens: Tokens) -> None:
    feed, pages = tokens.add("feed", FEED, "2019-01-01"), tokens.add("ann", PAGES, "2019-01-01")
    client = asking(tokens=tokens)
    assert client.get("/health").status_code == client.get("/ready").status_code == 200
    refused = client.get("/calendar.ics")
    assert (refused.status_code, refused.headers["www-authenticate"][:5]) == (401, "Basic")
    assert client.get("/nothing").status_code == 401
    assert client.get("/calendar.ics", auth=("ann", pages)).status_code == 200
    assert client.get("/calendar.ics", headers={"Authorization": f"Bearer {pages}"}).status_code == 200
    for given in ("Basic ?", "Basic", "Bearer", "Digest x", f"Bearer {feed}", "Basic 4pyT", "Bearer \u00fc"):
        answer = client.get("/calendar.ics", headers={"Authorization": given.encode("utf-8")})
        assert answer.status_code == 401
    assert client.get(f"/f/{pages}/calendar.ics").status_code == 404  # it is not to stand in addresses


def test_where_all_are_let_in_a_secret_opens_its_feed_as_well(asking: Asking, tokens: Tokens) -> None:
    client = asking(tokens=tokens, is_open=True)
    assert client.get("/f/secret/calendar.ics").status_code == 404
    secret = tokens.add("ann", FEED, "2019-01-01")
    for path in (f"/f/{secret}/calendar.ics", "/calendar.ics", "/issues"):
        assert client.get(path).status_code == 200
    for path in (f"/f/{secret}x/calendar.ics", f"/f/{secret}/issues/iran-oil.ics", f"/f/{secret}/issues"):
        assert client.get(path).status_code == 404
    assert "webcal:" in client.get("/issues").text  # by an address that all may ask
    tokens.path.write_text("{")
    assert [client.get(path).status_code for path in (f"/f/{secret}/calendar.ics", "/issues")] == [503, 200]


def test_what_is_revoked_opens_no_more(asking: Asking, tokens: Tokens) -> None:
    secret = tokens.add("ann", FEED, "2019-01-01")
    client = asking(tokens=Tokens(tokens.path))
    assert client.get(f"/f/{secret}/calendar.ics").status_code == 200
    tokens.revoke("ann")
    assert client.get(f"/f/{secret}/calendar.ics").status_code == 404


def test_where_tokens_cannot_be_read_nobody_is_let_in_and_no_path_is_told(asking: Asking, tokens: Tokens) -> None:
    client = asking(tokens=tokens)
    tokens.path.write_text("{")
    answer = client.get("/calendar.ics")
    assert answer.status_code == 503
    assert str(tokens.path) not in answer.text


def test_the_log_of_requests_has_no_secret(asking: Asking, tokens: Tokens) -> None:
    secret, pages = tokens.add("ann", FEED, "2019-01-01"), tokens.add("bob", PAGES, "2019-01-01")
    lines: list[str] = []
    client = asking(tokens=tokens, write=lines.append)
    client.get(f"/f/{secret}/calendar.ics?as-of=2018-12-04")
    client.get(f"/f/{secret}x/calendar.ics")
    client.get(f"/mistyped/{secret}/calendar.ics?{pages}")
    client.get(f"/calendar.ics?as-of={pages}", auth=("bob", pages))
    client.request(secret, "/calendar.ics")
    found = [json.loads(line) for line in lines]
    assert not any(one in line for line in lines for one in (secret, pages, secret.upper()))
    assert [one["status"] for one in found] == [200, 404, 401, 400, 405]
    assert [one["token"] for one in found] == ["ann", None, None, "bob", None]
    assert found[0]["route"] == "/calendar.ics"
    assert found[0]["time"] == "2018-12-31T20:00:00.000000Z"
    assert found[0].keys() >= {"client", "method", "bytes", "ms"}


def test_a_mistake_of_the_program_is_told_without_what_was_asked(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []
    client = asking(write=lines.append)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("timeline_engine.serve.exports.export", fail, raising=True)
    answer = client.get("/calendar.ics?as-of=2018-12-04")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "a secret" not in answer.text + lines[0]
    assert "RuntimeError at " in json.loads(lines[0])["error"]


def test_an_exporter_that_fails_is_a_mistake_and_its_words_are_for_whoever_runs_the_server(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []

    def fail(*_: object) -> None:
        raise KeyError("a secret")

    monkeypatch.setattr("timeline_plugins.calendar.exporter.IcsExporter.export", fail)
    answer = asking(write=lines.append).get("/calendar.ics?as-of=2018-12-04")
    assert (answer.status_code, "mistake of the program" in answer.json()["detail"]) == (500, True)
    assert "a secret" not in answer.text + lines[0]
    assert json.loads(lines[0])["error"].startswith("KeyError at ")


def test_what_the_server_lacks_is_no_mistake_of_who_asks(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quickjs", None)
    answer = asking().get("/summary.svg?as-of=2018-12-04")
    told = answer.json()
    assert (answer.status_code, told["status"], told["title"]) == (501, 501, "Not Implemented")
    assert "timeline-engine[picture]" in told["detail"]


def test_what_is_wrong_with_the_log_stands_in_the_log_of_requests(cli: Cli, asking: Asking) -> None:
    lines: list[str] = []
    client = asking(cli.log, write=lines.append)
    assert cli.log
    (cli.log / "000001.jsonl").unlink()
    assert client.get("/calendar.ics").status_code == 503
    assert "000001.jsonl" in json.loads(lines[0])["error"]


def test_new_questions_have_a_rate_and_what_is_known_has_none(asking: Asking) -> None:
    now = [0.0]
    client = asking(burst=3, rate=0.5, ticks=lambda: now[0])
    for _ in range(10):
        assert client.get("/calendar.ics?as-of=2018-12-01").status_code == 200
    answers = [client.get(f"/calendar.ics?as-of=2018-12-{day:02}") for day in (2, 3, 4)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
    now[0] += 2.1
    assert client.get("/calendar.ics?as-of=2018-12-04").status_code == 200


def test_many_addresses_are_remembered_up_to_a_number() -> None:
    import tracemalloc

    rate = Rate(1.0, 10, lambda: 0.0)
    tracemalloc.start()
    try:
        sizes = []
        for turn in range(2):
            for number in range(20_000):
                rate.take(f"192.0.2.{turn}.{number}")
            sizes.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert sizes[1] < sizes[0] * 1.2


def test_who_asks_is_not_who_they_say_unless_a_proxy_is_before(asking: Asking) -> None:
    lines: list[str] = []
    asking(write=lines.append).get("/health", headers={"X-Forwarded-For": "192.0.2.1", "Forwarded": "for=192.0.2.1"})
    assert "192.0.2.1" not in lines[0]


def test_a_question_has_its_time_and_is_known_later(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from timeline_engine.serve import exports

    go, real = threading.Event(), exports.export

    def slow(*args: object, **more: object) -> object:
        assert go.wait(10)
        return real(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(exports, "export", slow)
    client = asking(seconds=0.05)
    answer = client.get("/calendar.ics?as-of=2018-12-04")
    assert (answer.status_code, "ask again" in answer.json()["detail"]) == (503, True)
    go.set()
    for _ in range(200):
        if client.get("/calendar.ics?as-of=2018-12-04").status_code == 200:
            return
    pytest.fail("it is never known")


def test_a_log_that_is_damaged_later_is_not_answered_from_and_no_path_is_told(cli: Cli, asking: Asking) -> None:
    client = asking(cli.log)
    assert cli.log
    segment = cli.log / "000001.jsonl"
    segment.write_bytes(segment.read_bytes()[:-50] + b"x" * 49 + b"\n")
    for path in ("/calendar.ics", "/ready"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert str(cli.log) not in answer.text
        assert "timeline verify" in answer.json()["detail"]
    assert client.get("/health").status_code == 200


def test_a_damaged_log_is_not_served(cli: Cli) -> None:
    assert cli.log
    segment = cli.log / "000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"iran", b"irak", 1))
    from timeline_engine.log import LogDamaged

    with pytest.raises(LogDamaged):
        make_app(open_log(cli.log), Options(clock=lambda: NOW))


def test_the_log_is_not_written_to(asking: Asking) -> None:
    before = {path: path.read_bytes() for path in SHIPPED.iterdir()}
    asking().get("/calendar.ics")
    assert {path: path.read_bytes() for path in SHIPPED.iterdir()} == before
