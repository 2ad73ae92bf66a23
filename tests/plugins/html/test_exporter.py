"""The page is one file: what it holds, what it may do, how large it is."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bench.generate import generate
from builders import event, exported, report, small_view, status
from timeline_engine.entries import IssueDefined
from timeline_engine.plugins import EXPORTERS, by_suffix
from timeline_engine.view import View, project
from timeline_plugins.html.exporter import HtmlExporter

EVENTS = Path(__file__).parents[3] / "events"
HOSTILE = "</script><script>alert(1)</script>\u2028<!-- <script>"


def written(view: View) -> str:
    return exported(HtmlExporter(), view)[0].decode()


def data_of(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


def hostile_view() -> View:
    claims = (status(HOSTILE, "deal"),)
    sources = (report(HOSTILE, "2018-10-05"),)
    return small_view(
        IssueDefined(issue="deal", title=HOSTILE, question=HOSTILE),
        event("signed", "2018-10-05", title=HOSTILE, summary=HOSTILE, claims=claims, sources=sources),
    )


def test_the_suffix_names_it() -> None:
    assert by_suffix(EXPORTERS, Path("timeline.html")) == "html"


def test_a_page_of_the_shipped_log_is_small_and_the_same_twice() -> None:
    page, again = (written(project(EVENTS, "2018-12-04")) for _ in range(2))
    assert page == again
    assert len(page.encode()) <= 250_000


@pytest.mark.slow
@pytest.mark.long
def test_a_page_of_5000_events_is_not_too_large(tmp_path: Path) -> None:
    generate(tmp_path / "log", 6040)
    page = written(project(tmp_path / "log", hindsight=True))
    assert 4950 < len(data_of(page)["events"]) < 5050
    assert len(page.encode()) <= 1_500_000


def test_nothing_that_a_log_says_is_markup() -> None:
    page = written(hostile_view())
    assert page.count("<script") == 2
    assert page.count("</script>") == 2
    assert HOSTILE not in page
    assert "\u2028" not in page[page.index('id="data"') :]
    assert any("</script><script>alert(1)" in str(text) for text in data_of(page)["texts"])


def test_the_browser_is_told_to_run_its_script_and_no_other() -> None:
    page = written(hostile_view())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', page)
    script = re.search(r"<script>(.*?)</script>", page, re.S)
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    for found in (script, style):
        assert found
        assert f"'sha256-{b64encode(sha256(found[1].encode()).digest()).decode()}'" in policy[1]
    assert "unsafe" not in policy[1]


def test_it_names_no_address_but_those_of_the_log() -> None:
    names = set(re.findall(r"https?://[^\s\"'<>)]+", written(project(EVENTS, "2018-12-04"))))
    assert all(name.startswith("http://www.w3.org/") for name in names)  # names of markup, which nobody opens


def test_what_is_hidden_in_a_text_is_shown() -> None:
    data = data_of(written(small_view(event("signed", "2018-10-05", title="abc\u202edef"))))
    assert "abc<U+202E>def" in data["texts"]


def test_it_is_of_the_issues_that_were_asked_for() -> None:
    view = small_view(
        IssueDefined(issue="deal", title="Deal"),
        IssueDefined(issue="secret", title="Classified"),
        event("signed", "2018-10-05", claims=(status("signed", "deal"), status("hushed", "secret"))),
        event("other", "2018-10-06", title="Also hushed", claims=(status("hushed", "secret"),)),
    )
    only = project(EVENTS, "2019-06-25", issues=["iran-oil"])
    data = data_of(written(only))
    assert len(data["issues"]) == 1
    assert 0 < len(data["events"]) == len(project(EVENTS, hindsight=True, issues=["iran-oil"]).events)
    assert "comcasa" not in data["texts"]
    assert "hushed" in data_of(written(view))["texts"]


def test_it_opens_as_the_question_was_asked() -> None:
    strict = data_of(written(project(EVENTS, "2018-12-04")))
    late = data_of(written(project(EVENTS, "2018-12-04", hindsight=True)))
    assert (strict["asOf"], strict["hindsight"]) == (17869, False)
    assert (late["asOf"], late["hindsight"]) == (17869, True)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ({"as_of": "2018-12-04"}, ()),
        ({"as_of": "2018-12-04", "hindsight": True}, ()),
        ({"as_of": "2018-12-04", "known_by": "2019-01-01"}, ("not as known by 2019-01-01",)),
        ({"as_of": "2018-12-04T09:00"}, ("it is as of the end of 2018-12-04",)),
    ],
)
def test_what_its_clock_cannot_say_is_told(question: Any, told: tuple[str, ...]) -> None:
    notes = exported(HtmlExporter(), project(EVENTS, **question))[1]
    assert len(notes) == len(told)
    assert all(words in note for words, note in zip(told, notes, strict=True))


def test_whoever_has_no_javascript_reads_the_answer() -> None:
    page = written(project(EVENTS, "2018-12-04"))
    found = re.search(r"<noscript>(.*?)</noscript>", page, re.S)
    assert found
    assert "likely signed" in found[1]
