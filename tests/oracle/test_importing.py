"""Examples of rules R8, worked out by hand, of oracle and engine: what is appended, and what the log then answers."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oracle import importing
from oracle.by_engine import propose_by_engine
from oracle.evidence import answer
from oracle.examples.building import Data, correction, log, look, occurred, said, scheduled
from oracle.importing import Proposal, appended

NOW = "2026-01-01T12:00:00Z"
REPORTS = Path(__file__).parents[1] / "data" / "reports"


def file(name: str) -> list[Data]:
    with (REPORTS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def row(event: str = "a", when: str | None = None, phase: str | None = None, **more: Any) -> Data:
    return {"event": event, "when": when, "phase": phase, **more}


Propose = Callable[..., Proposal]


@pytest.fixture(params=[importing.propose, propose_by_engine], ids=["oracle", "engine"])
def propose(request: pytest.FixtureRequest) -> Propose:
    made: Propose = request.param
    return made


def after(propose: Propose, *files: list[Data], before: list[Data] | None = None) -> list[Data]:
    """The log after importing some files in turn; each once more appends nothing."""
    entries = before or []
    for rows in files:
        entries = appended(entries, propose(entries, rows, NOW).bodies, NOW)
        assert propose(entries, rows, NOW).bodies == []
    return entries


def kinds(proposal: Proposal) -> list[str]:
    return [body["kind"].removeprefix("event.") for body in proposal.bodies if body["kind"] != "issue.defined"]


def event(entries: list[Data], known_by: str | None, event: str = "a") -> Data:
    """An event as known by a day."""
    for issue in answer(entries, known_by or "2030-01-01", known_by, None)["issues"]:
        for some in issue.values():
            for one in some if isinstance(some, list) else []:
                if isinstance(one, dict) and one["event"] == event:
                    found: Data = one
                    return found
    raise AssertionError(f"no event {event}")


# --- The files of people -------------------------------------------------------------------------


def test_moved_and_back_is_three_reports(propose: Propose) -> None:
    entries = after(propose, file("moved-and-back.csv"))
    days = ("2023-06-01", "2023-08-01", "2024-10-04")
    assert [event(entries, day, "release")["when"] for day in days] == ["2024-10-07", "2024-10-01", "2024-10-07"]


@pytest.mark.parametrize("names", [("first", "second"), ("second", "first")])
def test_two_papers_in_either_order(names: tuple[str, str], propose: Propose) -> None:
    entries = after(propose, *(file(f"{name}-paper.csv") for name in names))
    first = event(entries, "2024-03-05", "launch")
    assert (first["when"], [s["publisher"] for s in first["sources"]]) == ("2024-03-01", ["Harbour Post"])
    second = event(entries, "2024-03-12", "launch")
    assert (second["when"], second["contested"]) == ("2024-03-03", ["date"])
    for name in names:
        assert propose(entries, file(f"{name}-paper.csv"), NOW).bodies == []


@pytest.mark.parametrize("numbers", [(1, 2), (2, 1)])
def test_the_next_version_of_a_plan_is_another_report(numbers: tuple[int, int], propose: Propose) -> None:
    entries = after(propose, *(file(f"expected-year-{number}.csv") for number in numbers))
    assert [event(entries, day, "feature")["when"] for day in ("2025-06-01", "2026-06-01")] == ["2026", "2027"]
    claims = [event(entries, day, "feature")["claims"][0]["value"] for day in ("2025-06-01", "2026-06-01")]
    assert claims == ["edition of 2026", "edition of 2027"]


def test_what_was_refused_is_one_publisher_revising_itself(propose: Propose) -> None:
    entries = after(propose, file("skip-bad-twice.csv"))
    assert event(entries, "2025-11-12", "support")["when"] == "2025-10-01"
    assert event(entries, None, "support")["when"] == "2025-10-31"


# --- The rules -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "published", "phase"),
    [("2018-12-09", "2018-12-08", "scheduled"), ("2018-12-09", "2018-12-09", "occurred"), ("2027", None, "scheduled"),
     ("2018-12", "2018-12-08", "occurred"), ],
)  # fmt: skip
def test_r8_1_a_blank_phase_follows_from_the_row(
    when: str | None, published: str | None, phase: str | None, propose: Propose
) -> None:
    (body,) = propose([], [row(when=when, publisher="P", published=published)], NOW).bodies
    assert body["data"].get("phase") == phase


def test_r8_1_without_a_date_it_gives_none(propose: Propose) -> None:
    (body,) = propose(log(scheduled(when="2018-12-09")), [row(publisher="P", published="2018-12-08")], NOW).bodies
    assert (body["kind"], body["data"].get("phase")) == ("event.sourced", None)


def test_r8_8_an_event_that_nobody_gives_a_phase_is_refused(propose: Propose) -> None:
    assert propose([], [row(publisher="P", published="2018-12-08")], NOW)[:2] == ([], [("", "row 2")])


def test_r8_2_rows_of_one_report(propose: Propose) -> None:
    one = row(when="2018-12-03", publisher="P", published="2018-12-04", issue="i", value="x")
    rows = [
        one,
        {"event": "a", "issue": "i", "attribute": "price", "value": "five"},
        {**one, "value": "y", "url": "u"},
        {**one, "url": "other"},
        {**one, "publisher": "Q"},
    ]
    proposal = propose([], rows, NOW)
    assert kinds(proposal) == ["recorded"] * 3
    values = [
        [claim["value"] for claim in body["data"]["claims"]] for body in proposal.bodies if "claims" in body["data"]
    ]
    assert values == [["x", "five", "y"], ["x"], ["x"]]


@pytest.mark.parametrize("other", [{"phase": "scheduled"}, {"when": "2018-12-05"}])
def test_r8_3_rows_of_one_report_that_differ_are_refused(other: Data, propose: Propose) -> None:
    one = row(when="2018-12-03", phase="occurred", publisher="P", published="2018-12-04")
    left, refused, _ = propose([], [one, {**one, **other}], NOW)
    assert (len(left), left[0]["data"]["when"], refused) == (1, "2018-12-03", [("row 2", "row 3")])
    apart = [{**one, "published": f"2018-12-04T{hour}:00Z"} | more for hour, more in (("09", {}), ("18", other))]
    assert kinds(propose([], apart, NOW)) == ["recorded", "recorded"]


def test_r8_3_another_phase_than_in_the_log_is_refused(propose: Propose) -> None:
    entries = log(occurred(when="2018-12-03", **said("P", 4)))
    rows = [row(when="2018-12-03", phase="scheduled", publisher="P", published="2018-12-04")]
    assert propose(entries, rows, NOW)[:2] == ([], [("e1", "row 2")])


def test_r8_4_the_same_report_is_corrected_at_every_k(propose: Propose) -> None:
    entries = log(
        scheduled(when="2018-12-09", claims=[{"issue": "i", "attribute": "status", "value": "x"}], **said("P", 4))
    )
    rows = [
        row(
            when="2018-12-08",
            phase="scheduled",
            publisher="P",
            published="2018-12-04",
            place="Delhi",
            issue="i",
            value="y",
        )
    ]
    *_, body = propose(entries, rows, NOW).bodies
    fields = {"when": "2018-12-08", "place": "Delhi", "claims": [{"issue": "i", "attribute": "status", "value": "y"}]}
    assert body == {"kind": "event.corrected", "data": {"entry": "e1", "fields": fields}}
    assert event(after(propose, rows, before=entries), "2018-12-04")["when"] == "2018-12-08"


def test_r8_4_a_report_is_taken_out_of_an_entry_of_several(propose: Propose) -> None:
    sources = [*said("P", 4)["sources"], *said("Q", 5)["sources"]]
    entries = log(occurred(when="2018-12-03", sources=sources))
    entries = after(
        propose, [row(when="2018-12-02", phase="occurred", publisher="Q", published="2018-12-05")], before=entries
    )
    assert [event(entries, day)["when"] for day in ("2018-12-04", "2018-12-05")] == ["2018-12-03", "2018-12-02"]
    assert event(entries, "2018-12-05")["contested"] == ["date"]


def test_r8_5_what_was_corrected_away_is_not_put_back(propose: Propose) -> None:
    one = row(when="2018-12-03", phase="occurred", publisher="P", published="2018-12-04", issue="i", value="x")
    other = {**one, "when": "2018-12-02", "value": "y"}
    entries = after(propose, [one], [other])
    proposal = propose(entries, [one], NOW)
    assert (proposal.bodies, len(proposal.notes)) == ([], 2)
    void = [*entries, {**log(correction("e2", void=True))[0], "seq": 9, "id": "e9"}]
    (note,) = propose(void, [one], NOW).notes
    assert "was taken out of the record" in note
    (other,) = propose(void, [{**one, "when": "2018-12-01"}], NOW).bodies
    assert other["data"]["when"] == "2018-12-01"


def test_r8_6_a_dated_report_that_agrees_is_appended(propose: Propose) -> None:
    entries = log(occurred(when="2018-12-03", **said("P", 4)))
    rows = [row(when="2018-12-03", phase="occurred", publisher="Q", published=f"2018-12-0{day}") for day in (5, 4)]
    assert kinds(propose(entries, rows, NOW)) == ["recorded", "recorded"]
    assert kinds(propose(entries, rows, NOW, only_changes=True)) == []
    early = [row(when="2018-12-03", phase="occurred", publisher="Q", published="2018-12-03")]
    assert kinds(propose(entries, early, NOW, only_changes=True)) == ["recorded"]


def test_r8_7_an_undated_report_says_what_is_so_now(propose: Propose) -> None:
    entries = log(occurred(when="2018-12-03", **said("P", 4)))
    assert kinds(propose(entries, [row(when="2018-12-03", phase="occurred", publisher="Q")], NOW)) == []
    other = [row(when="2018-12-02", phase="occurred", publisher="Q")]
    entries = after(propose, other, before=entries)
    assert event(entries, None)["when"] == "2018-12-02"
    stale = [row(when="2018-12-01", phase="scheduled", publisher="R")]
    assert event(after(propose, stale, before=entries), None)["phase"] == "occurred"


def test_r8_8_issues_are_defined_first(propose: Propose) -> None:
    proposal = propose([], [row(when="2018-12-03", issue="i", value="x", known="2018-12-04")], NOW)
    assert [body["kind"] for body in proposal.bodies] == ["issue.defined", "event.recorded"]
    entries = appended([], proposal.bodies, NOW)
    assert look(answer(entries, "2018-12-05", None, None)["issues"], "status.value") == "x"


# --- Of all files --------------------------------------------------------------------------------

days = st.sampled_from(("2018-12-01", "2018-12-03", "2018-12", "2018-12-05"))
rows = st.builds(
    lambda **fields: {n: value for n, value in fields.items() if value and (n != "by" or fields["value"])},
    event=st.sampled_from("aab"),
    when=st.one_of(st.none(), days),
    phase=st.sampled_from((None, "occurred", "scheduled", "cancelled", "postponed")),
    publisher=st.sampled_from(("P", "Q", None)),
    published=st.one_of(st.none(), days),
    known=st.one_of(st.none(), days),
    issue=st.just("i"),
    value=st.sampled_from((None, "x", "y")),
    attribute=st.none(),
    place=st.sampled_from((None, None, "Delhi")),
    url=st.sampled_from((None, None, "u", "v")),
    by=st.sampled_from((None, None, "MEA")),
)
files = st.lists(st.lists(rows, max_size=4), min_size=1, max_size=3)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(files)
def test_importing_a_file_twice_appends_nothing(some: list[list[Data]]) -> None:
    for propose in (importing.propose, propose_by_engine):
        after(propose, *some)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(files, st.booleans())
def test_oracle_and_engine_append_the_same(some: list[list[Data]], only_changes: bool) -> None:
    entries: list[Data] = []
    for rows in some:
        ours = propose_by_engine(entries, rows, NOW, only_changes=only_changes)
        naive = importing.propose(entries, rows, NOW, only_changes=only_changes)
        assert list(map(plain, ours.bodies)) == list(map(plain, naive.bodies))
        assert (sorted(ours.refused), len(ours.notes)) == (sorted(naive.refused), len(naive.notes))
        entries = appended(entries, naive.bodies, NOW)


def plain(body: Data) -> Data:
    """A body without what is blank."""
    fields = body["data"].get("fields")
    data = {name: value for name, value in body["data"].items() if value}
    return {**body, "data": data if fields is None else {**data, "fields": fields}}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(files)
def test_files_of_dated_reports_that_disagree_settle(some: list[list[Data]]) -> None:
    dated = [[row for row in one if "published" in row or "known" in row] for one in some]
    for propose in (importing.propose, propose_by_engine):
        entries = after(propose, *dated)
        for one in dated * 2:
            entries = appended(entries, propose(entries, one, NOW).bodies, NOW)
        assert all(propose(entries, one, NOW).bodies == [] for one in dated)
