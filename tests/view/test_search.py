"""`timeline search`: what is there is found, the best first, whatever is typed."""

import sqlite3
import unicodedata
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from support import define, memory_log, put, read, recorded, sourced
from timeline_engine.entries import Draft, EventOccurred, EventSourced, IssueDefined
from timeline_engine.errors import TimelineError
from timeline_engine.log import MemoryLog
from timeline_engine.model import Claim, Quantity, Source
from timeline_engine.view import View, project
from timeline_engine.view.search import Found, search, search_json
from timeline_engine.view.search.index import BEGIN, END
from timeline_engine.view.search.query import read_query


def sample() -> MemoryLog:
    log = memory_log()
    put(
        log,
        IssueDefined(issue="iran-oil", title="Iranian oil", question="Does India go on buying?"),
        IssueDefined(issue="s-400-deal", title="S-400 purchase", question="At what price?"),
    )
    put(
        log,
        recorded("visit", "2018-06-10", published="2018-06-11", title="Mike Pompeo in Delhi", summary="Talks on oil",
                 place="Hyderabad House", actors=("Mike Pompeo", "Sushma Swaraj"), issues=("iran-oil",)),
        recorded("oil-talks", "2018-07-01", "iran-oil.status=halved", published="2018-07-02", title="Oil, oil and oil"),
        recorded("café", "2018-08-01", published="2018-08-02", title="Déjeuner à Zürich", issues=("iran-oil",)),
        recorded("contract", "2018-10-05", published="2018-09-01", phase="scheduled", title="Contract to be signed",
                 issues=("s-400-deal",)),
        EventOccurred(event="contract", sources=sourced("2018-10-06", "Gazette"), note="after long haggling",
                      claims=read(["s-400-deal.value=~5bn USD", "s-400-deal.mood=relieved"], by="Ministry")),
        EventSourced(event="contract", sources=(Source("Herald", "Missiles for Delhi", "2018-10-07"),)),
    )  # fmt: skip
    return log


def ask(log: MemoryLog, as_of: str = "2026-01-01", known_by: str | None = None) -> View:
    return project(log, as_of, known_by=known_by, hindsight=known_by is None)


SAMPLE = ask(sample())


def find(text: str, view: View = SAMPLE) -> Found:
    return search(view, text)


def events(text: str, view: View = SAMPLE) -> list[str]:
    return [hit.event.revision.event for hit in find(text, view).events]


# ---- Where it looks ----

SOURCES = "The Daily (2018-09-01); Gazette (2018-10-06); Herald, Missiles for Delhi (2018-10-07)"


@pytest.mark.parametrize(
    ("text", "event", "field", "snippet"),
    [
        ("delhi mike", "visit", "actors", "«Mike» Pompeo, Sushma Swaraj"),
        ("talks house", "visit", "summary", "«Talks» on oil"),
        ("swaraj", "visit", "actors", "Mike Pompeo, Sushma «Swaraj»"),
        ("hyderabad", "visit", "place", "«Hyderabad» House"),
        ("haggling", "contract", "notes", "after long «haggling»"),
        ("gazette", "contract", "sources", SOURCES.replace("Gazette", "«Gazette»")),
        ("missiles", "contract", "sources", SOURCES.replace("Missiles", "«Missiles»")),
        ("5bn usd", "contract", "claims", "value = ~«5bn» «USD» (Ministry); mood = relieved (Ministry)"),
        ("relieved", "contract", "claims", "value = ~5bn USD (Ministry); mood = «relieved» (Ministry)"),
        ("ministry", "contract", "claims", "value = ~5bn USD («Ministry»); mood = relieved («Ministry»)"),
        ("signed", "contract", "title", "Contract to be «signed»"),
        ("s-400", "contract", "issues", "«s-400»-deal"),
        ("deal", "contract", "issues", "s-400-«deal»"),
    ],
)  # fmt: skip
def test_it_looks_into_every_text_of_an_event(text: str, event: str, field: str, snippet: str) -> None:
    (hit,) = find(text).events
    assert hit.event.revision.event == event
    assert (hit.match.field, hit.match.snippet.replace(BEGIN, "«").replace(END, "»")) == (field, snippet)


def test_it_looks_into_issues() -> None:
    for text in ("buying", "iranian", "iran-oil", "India go"):
        assert [hit.issue.issue for hit in find(text).issues] == ["iran-oil"]
    assert find("price").events == ()
    assert find("oil").issues_in_all == 1


def test_matches_in_titles_come_first() -> None:
    assert events("oil") == ["oil-talks", "visit", "café"]


def test_equally_good_matches_come_as_they_were_first_reported_and_issues_by_their_ids() -> None:
    log = memory_log()
    put(log, *(IssueDefined(issue=name, title="Peace") for name in "ba"))
    for day in (3, 1, 2):
        put(log, recorded(f"e{day}", f"2018-01-0{day}", published="2018-02-01", title="Talks", issues=("a",)))
    assert events("talks", ask(log)) == ["e3", "e1", "e2"]
    assert [hit.issue.issue for hit in find("peace", ask(log)).issues] == ["a", "b"]


def test_the_best_of_many() -> None:
    found = search(SAMPLE, "oil", limit=1)
    assert ([hit.event.revision.event for hit in found.events], found.events_in_all) == (["oil-talks"], 3)


def test_a_long_text_is_cut_around_the_match() -> None:
    log = memory_log()
    define(log, "a")
    words = " ".join(f"word{number}" for number in range(1000))
    put(log, recorded("long", "2018-01-01", published="2018-02-01", summary=words, issues=("a",)))
    (hit,) = find("word500", ask(log)).events
    assert f"{BEGIN}word500{END}" in hit.match.snippet
    assert len(hit.match.snippet.split()) < 30


# ---- What can be typed ----


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("POMPEO delhi", ["visit"]),
        ("zurich", ["café"]),
        ("ZÜRICH", ["café"]),
        ("cafe", ["café"]),
        ("zu\u0308rich", ["café"]),
        ("pomp", ["visit"]),
        ("pomp delhi", []),
        ("pomp* delhi", ["visit"]),
        ('"pomp"', []),
        ('"mike pompeo"', ["visit"]),
        ("“mike pompeo”", ["visit"]),
        ('"pompeo mike"', []),
        ('"mike pompeo', ["visit"]),
        ("swaraj OR haggling", ["visit", "contract"]),
        ("oil NOT pompeo", ["oil-talks", "café"]),
        ("oil NOT pomp", ["oil-talks", "visit", "café"]),
        ("NOT pompeo oil", ["oil-talks", "café"]),
        ("oil NOT pompeo NOT halved", ["café"]),
        ("oil AND NOT pompeo AND halved", ["oil-talks"]),
        ("swaraj OR oil NOT pompeo OR haggling", ["visit", "oil-talks", "café", "contract"]),
        ("or", []),
        ("OR oil OR", ["oil-talks", "visit", "café"]),
        ("oil NOT", ["oil-talks", "visit", "café"]),
        ("title:oil", []),
        ("oil -pompeo", ["visit"]),
        ("(oil)", ["oil-talks", "visit", "café"]),
        ("oil !!!", ["oil-talks", "visit", "café"]),
        ("oil\0pompeo", ["visit"]),
        ("oil \ud800", ["oil-talks", "visit", "café"]),
    ],
)
def test_what_is_typed_means_what_it_seems_to(text: str, found: list[str]) -> None:
    assert sorted(events(text)) == sorted(found)


@pytest.mark.parametrize(
    "text", ["", " ", "!!!", '""', '"', "OR", "NOT oil", "NOT", "AND", "*", "()", "\0", "\udfff", "🚀"]
)
def test_nothing_to_search_for_is_said_in_a_sentence(text: str) -> None:
    with pytest.raises(TimelineError, match="nothing to search for"):
        find(text)


HOSTILE = st.text(
    st.one_of(st.sampled_from("\"'*^:-+(){}[]\\,;.!? \0ao0"), st.characters(codec=None)),  # surrogates as well
    max_size=30,
)
PIECES = st.lists(
    st.sampled_from(('"', "NEAR(", ")", "OR", "NOT", "AND", "oil", "*", "title:", "-", "^", "{a b}:", "+", "'", "--"))
)


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(st.one_of(HOSTILE, PIECES.map(" ".join), PIECES.map("".join)))
def test_nothing_that_is_typed_is_a_syntax_error(text: str) -> None:
    try:
        read_query(text)
    except TimelineError:
        return
    search_json(find(text))


def test_a_very_long_query() -> None:
    assert events(" ".join(["oil"] * 5000)) == ["oil-talks", "visit", "café"]
    without = " OR ".join(f"oil{number} NOT a{number}" for number in range(2000))
    assert events(f"{without} OR oil") == ["oil-talks", "visit", "café"]
    assert events(" ".join(f"oil{number}" for number in range(5000))) == []


# ---- What the clocks let a reader see ----


def test_what_was_not_known_by_then_is_not_found() -> None:
    then = ask(sample(), "2018-09-02", "2018-09-02")
    assert events("contract", then) == ["contract"]
    for later in ("haggling", "gazette", "herald", "relieved"):
        assert events(later, then) == []
    assert events("contract", ask(sample(), "2018-08-31", "2018-08-31")) == []


def test_the_phase_is_that_of_the_question() -> None:
    (hit,) = find("contract", ask(sample(), "2018-09-02", "2018-09-02")).events
    assert hit.event.phase == "upcoming"


# ---- Nothing found ----


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("pompoe", "; did you mean 'pompeo'?"),
        ("Zürcih", "; did you mean 'zurich'?"),
        ("oil hagling", "; did you mean 'haggling'?"),
        ("qqqqqqqqq", ""),
        ("haggling zurich", "; each of these is there, but not together: put OR between"),
        ("oil NOT oil", ""),
        ('"pompeo mike"', ""),
    ],
)
def test_what_to_try_instead(text: str, hint: str) -> None:
    found = find(text)
    assert (found.events, found.issues, found.hint) == ((), (), hint)


def test_an_empty_log() -> None:
    found = find("oil", ask(memory_log()))
    assert (found.events, found.issues, found.hint) == ((), (), "")


def test_a_python_without_fts5_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Without(sqlite3.Connection):
        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            return super().execute(sql.replace("fts5(", "no_such_module("), *args)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: connect(path, factory=Without))
    with pytest.raises(TimelineError, match=r"this Python lacks FTS5 in its SQLite 3\."):
        find("oil")


def test_a_python_without_sqlite_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "sqlite3", None)
    with pytest.raises(TimelineError, match="this Python lacks SQLite"):
        find("oil")


# ---- As JSON ----


def test_as_json() -> None:
    data = search_json(find("price OR haggling"))
    assert (data["query"], data["as_of"], data["known_by"]) == ("price OR haggling", "2026-01-01", None)
    assert (data["issues_in_all"], data["events_in_all"]) == (1, 1)
    (issue,) = data["issues"]
    assert (issue["issue"], issue["title"], issue["question"]) == ("s-400-deal", "S-400 purchase", "At what price?")
    assert (issue["field"], issue["snippet"]) == ("summary", "At what price?")
    (event,) = data["events"]
    assert (event["event"], event["phase"], event["when"]) == ("contract", "occurred", "2018-10-05")
    assert event["issues"] == ["s-400-deal"]
    assert (event["field"], event["snippet"]) == ("notes", "after long haggling")


# ---- Against an oracle ----

ALPHABET = "abAB éÜß0.-'\"*\0,\n日本भा🚀" + BEGIN + END
TITLES = st.text(st.sampled_from(ALPHABET), min_size=1, max_size=20)


def words_of(text: str) -> list[str]:
    """Words as plainly as can be: what lies between characters that are neither letters nor digits nor accents."""
    plain = "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in unicodedata.normalize("NFC", text))
    return plain.split()


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(TITLES, min_size=1, max_size=8), st.data())
def test_every_event_whose_title_has_the_word_is_found(titles: list[str], data: st.DataObject) -> None:
    log = memory_log()
    for n, title in enumerate(titles):
        log.append([Draft(f"e{n}", recorded(f"event-{n}", "2018-01-01", title=title, known="2018"))])
    words = sorted({word for title in titles for word in words_of(title)})
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    expected = {
        f"event-{n}" for n, title in enumerate(titles) if word.casefold() in [w.casefold() for w in words_of(title)]
    }
    found = search(ask(log), word, limit=100)
    assert expected <= {hit.event.revision.event for hit in found.events}
    assert all(hit.match.snippet.count(BEGIN) == hit.match.snippet.count(END) > 0 for hit in found.events)


LATIN = st.lists(st.sampled_from(("oil", "oils", "gas", "tea")), min_size=1, max_size=4).map(" ".join)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(LATIN, min_size=1, max_size=8), LATIN, st.integers(1, 5))
def test_exactly_the_events_with_all_words_are_found(titles: list[str], text: str, limit: int) -> None:
    log = memory_log()
    log.append([Draft(f"e{n}", recorded(f"{n}", "2018-01-01", title=t, known="2018")) for n, t in enumerate(titles)])
    *whole, last = text.split()
    expected = {
        str(n)
        for n, title in enumerate(titles)
        if set(whole) <= set(title.split()) and any(word.startswith(last) for word in title.split())
    }
    found = search(ask(log), text, limit)
    assert found.events_in_all == len(expected)
    assert len(found.events) == min(limit, len(expected))
    assert {hit.event.revision.event for hit in found.events} <= expected


def test_numbers_and_quantities_are_found_as_they_are_shown() -> None:
    log = memory_log()
    define(log, "deal")
    claims = (Claim("deal", "price", Quantity(5_000_000_000, "USD", "over")), Claim("deal", "systems", 5))
    body = recorded("contract", "2018-01-01", published="2018-01-02")
    put(log, evolve(body, claims=claims))
    assert events("5bn", ask(log)) == ["contract"]
    assert events('"systems 5"', ask(log)) == ["contract"]
