"""The log that ships in events/: it answers as a careful reader of its five reports would, and can be made anew."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from timeline_engine.entries import EventCorrected, IssueDefined
from timeline_engine.history import dangling
from timeline_engine.log import Log, open_log
from timeline_engine.log.verify import verify
from timeline_engine.model import Quantity
from timeline_engine.projection import EventState, IssueState
from timeline_engine.recording import read_state
from timeline_engine.rows import propose
from timeline_engine.view import View, project
from timeline_engine.view.json.contract import to_json
from timeline_plugins.rows.importers import JsonlImporter

ROOT = Path(__file__).parents[2]
ENTERED_FROM = Path(__file__).parents[1] / "data" / "us_india"
EVE, DAY, ONLINE, PENTAGON, EXPRESS = (
    "New Delhi report, eve of the 2+2",
    "New Delhi report, day of the 2+2",
    "Online report on Putin's visit",
    "Indian report on the Pentagon talks",
    "Financial Express Online",
)
PUBLISHED = {
    EVE: "2018-09-05",
    DAY: "2018-09-06",
    ONLINE: "2018-10-04",
    PENTAGON: "2018-12-04T09:22+05:30",
    EXPRESS: "2019-06-25",
    "The Wall Street Journal": "2018-10-03",
}
BEFORE_2019 = (
    "caatsa-waiver", "comcasa", "defence-partnership", "iran-oil", "russia-arms-ties", "s-400-deal", "two-plus-two",
    "steel-aluminium-tariffs", "us-india-trade", "china-edd-sanctions",
)  # fmt: skip
"""The issues as they became known, and by their ids (R7.4)."""
HEARD_OF_IN_2019 = ("lemoa", "beca", "gsomia", "industrial-security-agreement", "modi-trump-osaka")


@pytest.fixture(scope="module")
def log() -> Log:
    return open_log(ROOT / "events")


def issue(log: Log, name: str, as_of: str, *, hindsight: bool = False) -> IssueState:
    (found,) = project(log, as_of, hindsight=hindsight, issues=[name]).issues
    return found


def status(log: Log, name: str, as_of: str, *, hindsight: bool = False) -> Any:
    held = issue(log, name, as_of, hindsight=hindsight).status
    return held.value if held else None


def event(view: View, name: str) -> EventState:
    return next(state for state in view.events if state.revision.event == name)


def names(*states: EventState) -> list[str]:
    return [state.revision.event for state in states]


# ---- The log itself ----


def test_it_is_whole(log: Log) -> None:
    report = verify(log)
    assert (report.damage, report.torn, report.newer) == (None, None, 0)
    assert dangling(list(log.read())) == []
    assert log.info.zone == "Asia/Kolkata"
    assert log.info.title == "US-India relations, 2018-2019"


def test_every_event_has_a_source_with_a_published_date(log: Log) -> None:
    for entry in log.read():
        body = entry.body
        if isinstance(body, IssueDefined | EventCorrected):
            continue
        assert body.sources, entry.id
        for source in body.sources:
            assert source.publisher is not None
            assert source.published == PUBLISHED[source.publisher], entry.id
            assert source.url is None  # none was given


def test_every_claim_has_a_claimant_and_an_allowed_value(log: Log) -> None:
    view = project(log, "2019-06-25", hindsight=True)
    claims = [stated for state in view.events for stated in state.revision.claims]
    assert len(claims) > 70
    for stated in claims:
        claim = stated.claim
        assert stated.claimant, claim
        declared = view.history.issues[claim.issue].attributes.get(claim.attribute)
        assert not declared or not declared.allowed or claim.value in declared.allowed, claim


def test_every_issue_has_a_title_and_a_question(log: Log) -> None:
    issues = project(log, "2019-06-25").issues
    assert tuple(state.issue for state in issues) == BEFORE_2019 + HEARD_OF_IN_2019
    for state in issues:
        assert state.title != state.issue
        assert (state.question or "").endswith("?")
        assert state.status is not None
        assert len(str(state.status.value)) <= 14  # the column of the table is narrow


# ---- 5 September 2018: the eve of the 2+2 ----


def test_the_two_plus_two_is_tomorrow_after_two_postponements(log: Log) -> None:
    view = project(log, "2018-09-05")
    talks = event(view, "first-two-plus-two")
    assert talks.phase == "upcoming"
    assert talks.revision.when is not None
    assert talks.revision.when.text == "2018-09-06"
    told = [(step.statement.body.KIND, step.when.text if step.when else None) for step in talks.revision.steps]
    assert told == [
        ("event.recorded", "2018-04"),
        ("event.rescheduled", None),
        ("event.rescheduled", "2018-09-06"),
    ]
    state = next(found for found in view.issues if found.issue == "two-plus-two")
    assert state.next == talks
    assert state.status is not None
    assert state.status.value == "scheduled"


def test_the_postponements_have_their_reasons(log: Log) -> None:
    state = issue(log, "two-plus-two", "2018-09-05")
    assert names(*state.phase("occurred"))[:2] == ["tillerson-departure", "pompeo-north-korea-trip"]
    assert [e.revision.when.text for e in state.events[:2] if e.revision.when] == ["[..2018-04]", "2018-06"]
    assert status(log, "two-plus-two", "2018-07-01", hindsight=True) == "postponed"
    assert status(log, "two-plus-two", "2018-09-06") == "held"


def test_what_was_known_that_eve(log: Log) -> None:
    assert status(log, "s-400-deal", "2018-09-05") == "planned"
    assert status(log, "caatsa-waiver", "2018-09-05") == "undecided"
    assert status(log, "comcasa", "2018-09-05") == "text final"
    assert status(log, "comcasa", "2018-09-04", hindsight=True) == "close"
    deadline = issue(log, "iran-oil", "2018-09-05").phase("upcoming")[-1]
    assert deadline.revision.event == "iran-oil-sanctions-deadline"
    assert project(log, "2018-09-04").events == ()


# ---- 4 December 2018 ----


@pytest.fixture(scope="module")
def december(log: Log) -> dict[str, dict[str, Any]]:
    answer = to_json(project(log, "2018-12-04"))
    return {found["issue"]: found for found in answer["issues"]}


def test_the_s_400_is_ordered_at_a_price_that_four_reports_give_differently(december: dict[str, Any]) -> None:
    deal = december["s-400-deal"]
    assert deal["status"]["value"] == "ordered"
    assert (deal["status"]["since"], deal["status"]["event"]) == ("2018-12-03", "s-400-contract")
    value = deal["attributes"]["value"]
    assert value["contested"]
    assert [bound["amount"] for bound in value["range"]] == [4.5e9, 6e9]
    assert [bound["unit"] for bound in value["range"]] == ["USD", "USD"]
    told = {claim["claimant"]: (claim["value"]["amount"], claim["value"]["qualifier"]) for claim in value["claims"]}
    assert told == {
        EVE: (6e9, "about"),
        DAY: (4.5e9, "about"),
        ONLINE: (5e9, "over"),
        PENTAGON: (5e9, "about"),
    }
    contract = next(found for found in deal["occurred"] if found["event"] == "s-400-contract")
    assert (contract["when"], contract["known"]) == ("[2018-10-04..2018-12-03]", "2018-10-04")


def test_the_waiver_is_undecided_and_not_assured(december: dict[str, Any]) -> None:
    waiver = december["caatsa-waiver"]
    assert waiver["status"]["value"] == "undecided"
    assert (waiver["status"]["since"], waiver["status"]["reaffirmed"]) == ("2018-09-02", "2018-12-04")
    assert waiver["attributes"]["assurance"]["value"] == "none"
    voices = {claim["claimant"]: claim["value"] for claim in waiver["attributes"]["us-stance"]["claims"]}
    assert voices["Pentagon"] == "threatens sanctions"
    assert voices["Jim Mattis"] == "will be settled"
    assert "Donald Trump (as reported)" in voices


def test_the_november_deadline_is_overdue_and_never_done(log: Log, december: dict[str, Any]) -> None:
    (deadline,) = december["iran-oil"]["overdue"]
    assert (deadline["event"], deadline["when"]) == ("iran-oil-sanctions-deadline", "2018-11-04")
    assert {source["publisher"] for source in deadline["sources"]} == {EVE, DAY}
    assert "sanctions" not in december["iran-oil"]["attributes"]
    for as_of in ("2018-11-05", "2018-12-04", "2019-06-25", "2025-01-01"):
        assert event(project(log, as_of), deadline["event"]).phase == "overdue"
    assert event(project(log, "2018-11-04"), deadline["event"]).phase == "due"


def test_both_lines_on_oil_waivers_stand(december: dict[str, Any]) -> None:
    policy = december["iran-oil"]["attributes"]["waiver-policy"]
    assert policy["contested"]
    assert {claim["by"]: claim["value"] for claim in policy["claims"]} == {
        "Senior State Department official": "case by case",
        "US government": "none for anyone",
        "Mike Pompeo": "possible, goal is zero",
    }


def test_nothing_learned_in_2019_is_in_an_answer_for_2018(log: Log) -> None:
    answer = to_json(project(log, "2018-12-04"))
    assert tuple(found["issue"] for found in answer["issues"]) == BEFORE_2019
    del answer["log"]  # its title names the years of the whole record
    texts = list(_texts(answer))
    assert len(texts) > 1000
    learned = (
        "2019",
        EXPRESS,
        "lemoa",
        "gsomia",
        "beca",
        "jaishankar",
        "osaka",
        "modi",
        "waiver expire",
        "buying iranian",
    )
    for text in texts:
        assert not [word for word in learned if word.casefold() in text.casefold()], text


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _texts(value)
    elif isinstance(data, list):
        for item in data:
            yield from _texts(item)


def test_china_was_sanctioned_once_and_two_reports_say_so(log: Log, december: dict[str, Any]) -> None:
    (sanctions,) = december["china-edd-sanctions"]["occurred"]
    assert (sanctions["when"], sanctions["known"]) == ("2018-09", "2018-10-04")
    assert [source["publisher"] for source in sanctions["sources"]] == [ONLINE, PENTAGON]
    before = event(project(log, "2018-12-03"), "china-edd-sanctioned")
    assert [source.publisher for source in before.revision.sources] == [ONLINE]


# ---- What was late ----


@pytest.mark.parametrize(
    ("name", "as_of", "strict", "hindsight"),
    [
        ("iran-oil", "2019-05-31", "buying", "ended"),
        ("s-400-deal", "2018-12-03", "to be signed", "ordered"),
        ("comcasa", "2018-09-04", None, "close"),
        ("two-plus-two", "2018-06-30", None, "postponed"),
        ("china-edd-sanctions", "2018-09-30", None, "imposed"),
        ("caatsa-waiver", "2018-09-02", None, "undecided"),
        ("lemoa", "2018-12-04", None, "likely signed"),
    ],
)
def test_hindsight_knows_more_where_the_reports_were_late(
    log: Log, name: str, as_of: str, strict: str | None, hindsight: str
) -> None:
    known = [found for found in project(log, as_of).issues if found.issue == name]
    assert (known[0].status.value if known and known[0].status else None) == strict
    assert status(log, name, as_of, hindsight=True) == hindsight


def test_the_end_of_the_oil_imports_is_only_possible_within_may(log: Log) -> None:
    assert event(project(log, "2019-05-15", hindsight=True), "india-ends-iranian-oil").phase == "possible"
    assert status(log, "iran-oil", "2019-06-24") == "buying"
    assert status(log, "iran-oil", "2019-06-25") == "ended"
    assert issue(log, "iran-oil", "2019-05-31", hindsight=True).attributes["waiver"].value == "expired"


def test_the_contract_was_due_then_overdue_then_done(log: Log) -> None:
    phases = [event(project(log, day), "s-400-contract").phase for day in ("2018-10-04", "2018-12-03", "2018-12-04")]
    assert phases == ["due", "overdue", "occurred"]
    assert event(project(log, "2018-11-15", hindsight=True), "s-400-contract").phase == "possible"


def test_a_pact_without_name_is_not_yet_a_signature(log: Log) -> None:
    assert status(log, "comcasa", "2018-10-04") == "likely signed"
    assert status(log, "comcasa", "2018-12-04") == "likely signed"
    assert status(log, "comcasa", "2019-06-25") == "signed"
    assert names(issue(log, "lemoa", "2019-06-25").events[0]) == ["base-access-pact"]


# ---- 25 June 2019 ----


def test_what_was_known_before_the_talks_in_june(log: Log) -> None:
    view = project(log, "2019-06-25")
    held = {state.issue: state.status.value for state in view.issues if state.status}
    pacts = ("lemoa", "gsomia", "industrial-security-agreement", "beca", "modi-trump-osaka")
    assert [held[name] for name in pacts] == ["signed", "signed", "ready to sign", "in talks", "planned"]
    coming = ["pompeo-jaishankar-talks", "pompeo-calls-on-modi", "pompeo-industry-address", "modi-trump-meeting"]
    assert sorted(names(*view.phase("upcoming"))) == sorted(coming)
    assert event(project(log, "2019-06-26"), "pompeo-jaishankar-talks").phase == "due"
    assert event(project(log, "2019-06-27"), "pompeo-jaishankar-talks").phase == "overdue"
    prices = issue(log, "s-400-deal", "2019-06-25").attributes["value"].claims
    assert prices[0].value == Quantity(5_000_000_000, "USD")
    assert {claim.claimant for claim in prices} == {EVE, DAY, ONLINE, PENTAGON, EXPRESS}


def test_the_meeting_in_osaka_has_no_day_and_is_never_done(log: Log) -> None:
    meeting = "modi-trump-meeting"
    assert event(project(log, "2019-06-25"), meeting).phase == "upcoming"
    assert event(project(log, "2019-12-31"), meeting).phase == "due"


@pytest.mark.parametrize(
    ("name", "attribute", "value"),
    [
        ("iran-oil", "imports", Quantity(18_400_000, "tonnes")),
        ("us-india-trade", "total", Quantity(74_500_000_000, "USD", "about")),
        ("us-india-trade", "india-surplus", Quantity(23_000_000_000, "USD")),
        ("s-400-deal", "quantity", Quantity(5, "systems")),
        ("s-400-deal", "reach", Quantity(400, "km", "at most")),
    ],
)
def test_figures(log: Log, name: str, attribute: str, value: Quantity) -> None:
    assert issue(log, name, "2019-06-25").attributes[attribute].value == value


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("mattis-en-route-to-delhi", "2018-09-04"),
        ("pentagon-s-400-warning", "[2018-08-26..2018-09-02]"),
        ("russia-sanctions-2017", "2017"),
        ("brahmos-at-parade-rehearsal", "2015-01-23"),
        ("iran-crude-2017-18", "2017-04/2018-01"),
        ("wsj-on-s-400-waiver", "2018-10-03"),
        ("putin-arrives-in-new-delhi", "2018-10-04"),
        ("mattis-sitharaman-talks", "2018-12-03"),
        ("pompeo-jaishankar-talks", "2019-06-26"),
        ("sta-1-designation", "[2018-01-01..2018-09-05]"),
    ],
)
def test_dates(log: Log, name: str, when: str) -> None:
    held = event(project(log, "2019-06-25"), name).revision.when
    assert held is not None
    assert held.text == when


# ---- How it was made ----


@pytest.mark.parametrize("file", sorted(path.name for path in ENTERED_FROM.glob("*.jsonl")))
def test_importing_its_rows_again_appends_nothing(log: Log, file: str) -> None:
    with (ENTERED_FROM / file).open("rb") as data:
        rows = list(JsonlImporter().rows(data, file))
    assert propose(rows, read_state(log), 0).drafts == ()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
def test_it_is_made_anew_by_its_script(log: Log, tmp_path: Path) -> None:
    programs = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    environment = os.environ | {"PATH": programs, "TIMELINE_LOG": str(tmp_path / "log")}
    done = subprocess.run(
        ["sh", str(ENTERED_FROM / "enter.sh")],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    made = open_log(tmp_path / "log")
    assert (made.info.title, made.info.zone) == (log.info.title, log.info.zone)
    shipped = [(entry.seq, entry.body) for entry in log.read()]  # whose ids are of an earlier kind
    assert [(entry.seq, entry.body) for entry in made.read()] == shipped
