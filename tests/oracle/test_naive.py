"""The oracle itself, held against examples worked out from ``docs/semantics.md`` by hand.

Every log here is in UTC unless a zone is named; entries are recorded on 20 December 2018, long after the fact,
unless a stamp is given.
"""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from oracle.naive import answer
from oracle.strategies import streams, streams_and_questions, zones

Data = dict[str, Any]
patient = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LATE = "2018-12-20T10:00:00.000000Z"


def log(*bodies: Data) -> list[Data]:
    """Entries ``e1``, ``e2``… from bodies with their ``kind`` (and, if it matters, ``recorded``) among the fields.

    ``type_`` is the field ``kind`` of an event.
    """
    entries = []
    for seq, body in enumerate(bodies, 1):
        data = {name: value for name, value in body.items() if name not in ("kind", "recorded", "type_")}
        data |= {"kind": body["type_"]} if "type_" in body else {}
        entries.append(
            {
                "seq": seq,
                "id": f"e{seq}",
                "recorded": body.get("recorded", LATE),
                "kind": body["kind"],
                "data": data,
            }
        )
    return entries


def entry(kind: str, event: str = "a", **fields: Any) -> Data:
    return {"kind": f"event.{kind}", "event": event, **fields}


def recorded(event: str = "a", **fields: Any) -> Data:
    return entry("recorded", event, **{"title": event.upper(), "issues": ["i"], **fields})


def scheduled(event: str = "a", **fields: Any) -> Data:
    return recorded(event, phase="scheduled", **fields)


def correction(of: str, *, void: bool = False, **fields: Any) -> Data:
    return {"kind": "event.corrected", "entry": of, **({"void": True} if void else {"fields": fields})}


def claim(value: Any, by: str | None = None, attribute: str = "status", issue: str = "i") -> Data:
    return {"issue": issue, "attribute": attribute, "value": value} | ({"by": by} if by else {})


def source(published: str | None = None, publisher: str | None = None) -> Data:
    named = {"publisher": publisher, "published": published, "title": "T"}
    return {name: value for name, value in named.items() if value}


def ask(entries: list[Data], D: str, K: str | None = "D", R: str | None = None, zone: str = "UTC") -> Data:
    """The answer on the one issue there is."""
    issues: list[Data] = answer(entries, D, D if K == "D" else K, R, zone)["issues"]
    assert len(issues) == 1
    return issues[0]


def phases(issue: Data) -> dict[str, str]:
    names = ("occurred", "possible", "upcoming", "due", "postponed", "overdue", "cancelled", "retracted")
    return {event["event"]: name for name in names for event in issue[name]}


def phase_of(entries: list[Data], D: str, K: str | None = None) -> str:
    """The phase of event a, in hindsight unless told otherwise."""
    return phases(ask(entries, D, K))["a"]


# --- 1. Instants ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "expected", "earliest", "latest"),
    [  # the phase of an event that occurred, at the end of 1, 10, 11 and 20 December
        ("2018-12-10", "upcoming occurred occurred occurred", "2018-12-10", "2018-12-10"),
        ("2018-12-11?", "upcoming upcoming occurred occurred", "2018-12-11", "2018-12-11"),
        ("2018-12", "possible possible possible possible", "2018-12-01", "2018-12-31"),
        ("2018-11~", "occurred occurred occurred occurred", "2018-11-01", "2018-11-30"),
        ("2018%", "possible possible possible possible", "2018-01-01", "2018-12-31"),
        ("2018-12-10/2018-12-19", "upcoming occurred occurred occurred", "2018-12-10", "2018-12-19"),
        ("2018-12-11/..", "upcoming upcoming occurred occurred", "2018-12-11", None),
        ("../2018-12-11", "occurred occurred occurred occurred", None, "2018-12-11"),
        ("[2018-12-10..2018-12-11]", "upcoming possible occurred occurred", "2018-12-10", "2018-12-11"),
        ("2018-12-11T04:00+05:30", "upcoming occurred occurred occurred", "2018-12-10", "2018-12-10"),
        ("2018-12-10T23:00-05:00", "upcoming upcoming occurred occurred", "2018-12-11", "2018-12-11"),
    ],
)
def test_when_something_that_occurred_takes_effect(
    when: str, expected: str, earliest: str | None, latest: str | None
) -> None:
    entries = log(recorded(when=when))
    days = ("2018-12-01", "2018-12-10", "2018-12-11", "2018-12-20")
    assert [phase_of(entries, day) for day in days] == expected.split()
    (event,) = ask(entries, "2018-12-20", None)[expected.split()[-1]]
    assert (event["earliest"], event["latest"]) == (earliest, latest)


def test_a_day_ends_in_the_zone_of_the_log() -> None:
    entries = log(recorded(when="2018-12-10T01:00Z", claims=[claim("open")]))
    assert ask(entries, "2018-12-09", None, zone="America/New_York")["status"]["since"] == "2018-12-09"
    assert ask(entries, "2018-12-09", None, zone="UTC")["status"] is None
    entries = log(recorded(when="2018-12-10"))
    assert phase_of(entries, "2018-12-10T23:59:59.999999Z") == "occurred"
    assert phase_of(entries, "2018-12-10T23:59:59Z") == "possible"
    local = log(recorded(when="2018-12-10T02:00"))
    assert phases(ask(local, "2018-12-09T20:30Z", None, zone="Asia/Kolkata")) == {"a": "occurred"}
    assert phases(ask(local, "2018-12-09T20:29Z", None, zone="Asia/Kolkata")) == {"a": "upcoming"}


# --- 2. Knowledge --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({"known": "2018-12-03", "sources": [source("2018-12-05"), source("2018-12-04")]}, "2018-12-04"),
        ({"known": "2018-12-03", "sources": [source()]}, "2018-12-03"),
        ({"known": "2018-12"}, "2018-12"),
        ({"sources": [source("2018-11"), source("2018-11-30")]}, "2018-11"),
        ({"sources": [source("2018-12"), source("2018-12-30")]}, "2018-12-30"),
        ({"recorded": "2018-12-09T18:29:59.999999Z"}, "2018-12-09"),
        ({"recorded": "2018-12-09T18:30:00.000000Z"}, "2018-12-10"),
    ],
)
def test_known_is_published_else_given_else_recorded(fields: Data, known: str) -> None:
    entries = log(recorded(when="2018-12-01", **fields))
    assert ask(entries, "2018-12-31", None, zone="Asia/Kolkata")["last"]["known"] == known


def test_an_event_is_not_seen_before_it_is_known_nor_is_its_issue() -> None:
    entries = log(recorded(when="2018-11-01", known="2018-12"))
    assert answer(entries, "2018-12-30", "2018-12-30", None) == {"issues": []}
    assert phases(ask(entries, "2018-12-30", "2018-12-31")) == {"a": "occurred"}


def test_only_what_was_recorded_by_then_counts() -> None:
    stamp = "2018-12-09T22:58:00.123456Z"
    entries = log(recorded(when="2018-12-01", known="2018-12-01", recorded=stamp))
    for R, issues in (
        ("2018-12-08", 0),
        ("2018-12-09", 1),
        (stamp, 1),
        ("2018-12-09T22:58:00.123455Z", 0),
        ("2018-12-09T22:58", 0),
    ):
        assert len(answer(entries, "2018-12-31", None, R)["issues"]) == issues


# --- 3. Corrections ------------------------------------------------------------------------------


def test_corrections_apply_in_order_and_at_every_k() -> None:
    entries = log(
        recorded(when="2018-12-02", known="2018-12-01", type_="visit", claims=[claim("open")]),
        correction("e1", title="Wrong", kind=None, when="2018-12-05"),
        correction("e1", title="Right", claims=[claim("closed")]),
    )
    state = ask(entries, "2018-12-05")
    event = state["last"]
    assert (event["title"], event["kind"], event["when"], event["revision"]) == (
        "Right",
        None,
        "2018-12-05",
        2,
    )
    assert (state["status"]["value"], state["status"]["since"]) == ("closed", "2018-12-05")


def test_a_correction_is_seen_only_by_those_who_ask_after_it_was_recorded() -> None:
    entries = log(
        recorded(when="2018-12-02", known="2018-12-01", recorded="2018-12-03T00:00:00.000000Z"),
        {**correction("e1", when="2018-12-09"), "recorded": "2018-12-04T00:00:00.000000Z"},
    )
    assert ask(entries, "2018-12-02")["next"]["when"] == "2018-12-09"
    assert ask(entries, "2018-12-02", R="2018-12-03")["last"]["when"] == "2018-12-02"


def test_void_and_void_of_void() -> None:
    entries = log(
        scheduled(when="2018-12-02", known="2018-12-01"),
        entry("cancelled", known="2018-12-01"),
        correction("e2", void=True),
        correction("e3", void=True),
    )
    assert phase_of(entries[:2], "2018-12-02") == "cancelled"
    assert phase_of(entries[:3], "2018-12-02") == "due"
    assert phase_of(entries, "2018-12-02") == "cancelled"
    # Something happened each time: the number of the revision never falls.
    numbers = []
    for length in (1, 2, 3, 4):
        state = ask(entries[:length], "2018-12-02")
        numbers += [event["revision"] for event in state["due"] + state["cancelled"]]
    assert numbers == [0, 1, 2, 3]


def test_a_voided_base_makes_way_for_the_next_and_leaves_an_issue_nobody_bears_on() -> None:
    entries = log(
        {"kind": "issue.defined", "issue": "i", "title": "I", "question": "Well?"},
        recorded(when="2018-12-02", title="First", known="2018-12-01"),
        recorded(when="2018-12-03", title="Second", known="2018-12-01"),
        correction("e2", void=True),
        correction("e3", void=True),
    )
    assert ask(entries[:3], "2018-12-31")["last"]["title"] == "First"
    assert ask(entries[:4], "2018-12-31")["last"]["title"] == "Second"
    empty = ask(entries, "2018-12-31")
    assert (empty["title"], empty["question"], empty["last"], phases(empty)) == ("I", "Well?", None, {})


# --- 4. Revisions --------------------------------------------------------------------------------


def test_a_reschedule_leaves_earlier_views_with_the_old_date() -> None:
    entries = log(
        scheduled(when="2018-12-10", known="2018-12-01"),
        entry("rescheduled", when="2018-12-20", known="2018-12-05"),
        entry("rescheduled", known="2018-12-08"),
    )
    assert ask(entries, "2018-12-04")["next"]["when"] == "2018-12-10"
    assert ask(entries, "2018-12-05")["next"]["when"] == "2018-12-20"
    state = ask(entries, "2018-12-08")
    assert (phases(state), state["next"], state["postponed"][0]["revision"]) == ({"a": "postponed"}, None, 2)


def test_entries_apply_in_order_of_known_then_seq() -> None:
    entries = log(
        entry("rescheduled", when="2018-12-12", known="2018-12-06"),
        scheduled(when="2018-12-10", known="2018-12-07"),
        entry("rescheduled", when="2018-12-14", known="2018-12-05"),
    )
    assert answer(entries, "2018-12-06", "2018-12-06", None) == {"issues": []}
    assert ask(entries, "2018-12-07")["next"]["when"] == "2018-12-12"


@pytest.mark.parametrize(
    ("phase", "follow_ups", "expected"),
    [
        ("scheduled", "cancelled", "cancelled"),
        ("scheduled", "cancelled rescheduled", "upcoming"),
        ("scheduled", "retracted rescheduled", "upcoming"),
        ("scheduled", "retracted cancelled", "retracted"),
        ("scheduled", "cancelled retracted", "retracted"),
        ("scheduled", "cancelled occurred", "occurred"),
        ("scheduled", "retracted occurred", "occurred"),
        ("occurred", "cancelled", "occurred"),
        ("occurred", "rescheduled", "occurred"),
        ("occurred", "retracted", "retracted"),
        ("occurred", "retracted rescheduled", "upcoming"),
        ("scheduled", "occurred cancelled rescheduled", "occurred"),
        ("scheduled", "sourced", "overdue"),
        ("occurred", "retracted sourced", "retracted"),
    ],
)
def test_what_follows_what(phase: str, follow_ups: str, expected: str) -> None:
    dates: dict[str, Data] = {"rescheduled": {"when": "2018-12-30"}, "sourced": {"sources": [source()]}}
    entries = log(
        recorded(when="2018-12-02", phase=phase, known="2018-12-01"),
        *(entry(kind, known="2018-12-03", **dates.get(kind, {})) for kind in follow_ups.split()),
    )
    assert phase_of(entries, "2018-12-10") == expected


def test_an_outcome_replaces_what_was_expected_on_the_same_subject() -> None:
    entries = log(
        scheduled(
            when="2018-12-05",
            known="2018-12-01",
            claims=[claim("signed", "MEA"), claim("signed", "PTI"), claim(5, attribute="price")],
        ),
        entry("occurred", known="2018-12-07", claims=[claim("put off")]),
    )
    state = ask(entries, "2018-12-06")
    assert (phases(state), state["status"]) == ({"a": "overdue"}, None)
    assert [said["value"] for said in state["overdue"][0]["claims"]] == ["signed", "signed", 5]
    state = ask(entries, "2018-12-07")
    assert [said["value"] for said in state["last"]["claims"]] == [5, "put off"]
    assert (state["status"]["value"], state["status"]["since"]) == ("put off", "2018-12-05")
    # The price was stated on the 1st, but only on the 7th known to have come about.
    assert [said["known"] for said in state["attributes"]["price"]["claims"]] == ["2018-12-07"]


def test_one_more_source_makes_known_earlier_and_replaces_claims_of_the_same_claimant() -> None:
    entries = log(
        recorded(
            when="2018-12-01",
            sources=[source("2018-12-09", "PTI")],
            claims=[claim("open"), claim("closed", "MEA")],
        ),
        entry(
            "sourced",
            sources=[source("2018-12-04", "PTI"), source("2018-12-10"), source()],
            claims=[claim("shut")],
        ),
    )
    assert answer(entries, "2018-12-03", "2018-12-03", None) == {"issues": []}
    event = ask(entries, "2018-12-04")["last"]
    assert (event["known"], event["revision"]) == ("2018-12-04", 1)
    assert [told["published"] for told in event["sources"]] == ["2018-12-04", None]
    # PTI speaks for the base's claim without "by", and for the sourced one.
    assert [(said["value"], said["by"]) for said in event["claims"]] == [("closed", "MEA"), ("shut", None)]
    in_hindsight = ask(entries, "2018-12-04", None)["last"]
    published = [told["published"] for told in in_hindsight["sources"]]
    assert published == ["2018-12-09", "2018-12-04", "2018-12-10", None]


def test_sources_come_base_first_then_as_known_each_once() -> None:
    first, second = source("2018-12-05", "PTI"), source("2018-12-04", "PTI")
    entries = log(
        entry("retracted", known="2018-12-09", sources=[first, source("2018-12-06")]),
        recorded(when="2018-12-01", sources=[source(publisher="MEA"), first]),
        entry("sourced", sources=[second]),
    )
    told = ask(entries, "2018-12-31")["retracted"][0]["sources"]
    assert [(source["publisher"], source["published"]) for source in told] == [
        ("MEA", None),
        ("PTI", "2018-12-05"),
        ("PTI", "2018-12-04"),
        (None, "2018-12-06"),
    ]


def test_occurred_without_a_date_takes_effect_when_that_became_known() -> None:
    entries = log(
        scheduled(known="2018-12-01", claims=[claim("done")]),
        entry("occurred", known="2018-12-06"),
        entry("occurred", known="2018-12-08"),
    )
    assert phase_of(entries, "2018-12-05") == "possible"
    assert phase_of(entries, "2018-12-05", "2018-12-05") == "postponed"
    status = ask(entries, "2018-12-10", None)["status"]
    assert (status["since"], status["claims"][0]["known"], status["claims"][0]["when"]) == (
        "2018-12-06",
        "2018-12-06",
        None,
    )


def test_a_revision_does_not_fall_when_its_entries_are_corrected_away() -> None:
    entries = log(
        scheduled(when="2018-12-10", known="2018-12-01"),
        entry("rescheduled", when="2018-12-12", known="2018-12-02"),
        correction("e2", known="2018-12-05"),
        correction("e2", void=True),
    )
    revisions = [ask(entries[:length], "2018-12-03")["next"]["revision"] for length in (1, 2, 3, 4)]
    assert revisions == [0, 1, 1, 2]
    whens = [ask(entries[:length], "2018-12-03")["next"]["when"] for length in (1, 2, 3, 4)]
    assert whens == ["2018-12-10", "2018-12-12", "2018-12-10", "2018-12-10"]


# --- 5. Claims -----------------------------------------------------------------------------------


def test_since_is_the_start_of_the_unbroken_run() -> None:
    entries = log(
        *(
            recorded(event, when=when, known="2018-12-01", claims=[claim(value)])
            for event, when, value in (
                ("a", "2018-11-01", "open"),
                ("b", "2018-11-02", "closed"),
                ("c", "2018-11-03", "open"),
                ("d", "2018-11-04", "open"),
                ("e", "2018-11-30", "closed"),
            )
        )
    )
    status = ask(entries, "2018-11-29", None)["status"]
    assert (status["value"], status["since"], status["reaffirmed"]) == ("open", "2018-11-03", "2018-11-04")
    assert (status["event"], status["contested"], len(status["claims"])) == ("d", False, 1)


def test_the_order_of_claims_is_effective_known_seq_place_and_equals_contest() -> None:
    one = recorded("a", when="2018-12-02", known="2018-12-03", claims=[claim("x"), claim("y")])
    other = recorded("b", when="2018-12-02", known="2018-12-02", claims=[claim("z")])
    later = recorded("c", when="2018-12-01", known="2018-12-09", claims=[claim("w")])
    status = ask(log(one, other, later), "2018-12-31")["status"]
    assert [said["value"] for said in status["claims"]] == ["y", "x", "z"]
    assert (status["value"], status["contested"], status["event"]) == ("y", True, "a")
    # As known, too: then the later entry wins.
    status = ask(log(one, {**other, "known": "2018-12-03"}, later), "2018-12-31")["status"]
    assert [said["value"] for said in status["claims"]] == ["z", "y", "x"]
    # Effective later on the same day is not equally effective.
    status = ask(log({**one, "when": "2018-12-02T23:59:59Z"}, other), "2018-12-31")["status"]
    assert (status["value"], status["contested"]) == ("z", False)


def test_an_estimate_keeps_the_figure_of_each_claimant() -> None:
    def price(event: str, day: int, value: Any, by: str | None, publisher: str | None) -> Data:
        said = claim(value, by, "price")
        sources = [source(publisher=publisher)] if publisher else []
        return recorded(event, when=f"2018-12-0{day}", known="2018-12-01", claims=[said], sources=sources)

    about = {"amount": 6e9, "unit": "USD", "qualifier": "about"}
    full = {"amount": 5, "unit": None, "qualifier": None}
    entries = log(
        {"kind": "issue.defined", "issue": "i", "title": "I", "attributes": {"price": {"kind": "estimate"}}},
        price("a", 1, about, "PTI", None),
        price("b", 2, {"amount": 5}, None, "PTI"),
        price("c", 3, about, "MEA", "PTI"),
        price("d", 4, {"amount": 5}, None, None),
    )
    state = ask(entries, "2018-12-02")["attributes"]["price"]
    assert (state["value"], state["contested"], len(state["claims"])) == (full, False, 1)
    state = ask(entries, "2018-12-04")["attributes"]["price"]
    assert [(said["event"], said["value"]) for said in state["claims"]] == [
        ("d", full),
        ("c", about),
        ("b", full),
    ]
    assert (state["contested"], state["since"]) == (True, "2018-12-04")


def evidence(entries: list[Data], D: str, K: str | None = "D", attribute: str = "status") -> list[tuple[Any, ...]]:
    """Of each claim on the attribute: its value, claimant, known, and the publishers it rests on."""
    issue = ask(entries, D, K)
    state = issue["status"] if attribute == "status" else issue["attributes"][attribute]
    return [
        (said["value"], said["claimant"], said["known"], [told["publisher"] for told in said["sources"]])
        for said in state["claims"]
    ]


def test_what_was_expected_rests_on_the_outcome_too_which_speaks() -> None:
    forecast, minutes = [claim("held"), claim("held", "MEA")], source(publisher="UN")
    entries = log(
        scheduled(when="2018-12-05", sources=[source("2018-12-01", "PTI"), minutes], claims=forecast),
        entry("occurred", sources=[source("2018-12-09", "ANI"), source("2018-12-06", "AP"), minutes]),
        entry("occurred", sources=[source("2018-12-07", "AFP")]),
        entry("sourced", sources=[source("2018-12-08", "BBC")], claims=[claim("cut short")]),
    )
    both = ["AP", "UN", "PTI"]
    assert evidence(entries, "2018-12-07") == [
        ("held", "MEA", "2018-12-06", both),
        ("held", "ANI", "2018-12-06", both),
    ]
    assert evidence(entries, "2018-12-08") == [
        ("cut short", "BBC", "2018-12-08", ["BBC"]),
        ("held", "MEA", "2018-12-06", both),
        ("held", "ANI", "2018-12-06", both),
    ]
    assert evidence(entries, "2018-12-09", None)[1:] == [
        ("held", "MEA", "2018-12-06", ["ANI", *both]),
        ("held", "ANI", "2018-12-06", ["ANI", *both]),
    ]
    unsourced = log(entries[0]["data"] | {"kind": "event.recorded"}, entry("occurred", known="2018-12-06"))
    assert evidence(unsourced, "2018-12-06")[1] == ("held", None, "2018-12-06", ["PTI", "UN"])


def test_the_outcome_is_the_report_since_which_it_has_occurred() -> None:
    entries = log(
        recorded(when="2018-12-02", sources=[source("2018-12-02", "PTI")], claims=[claim("held")]),
        entry("retracted", sources=[source("2018-12-03", "PTI")]),
        entry("occurred", sources=[source("2018-12-04", "AP")]),
        entry("retracted", sources=[source("2018-12-05", "AP")]),
        entry("occurred", sources=[source("2018-12-06", "BBC")]),
    )
    assert evidence(entries, "2018-12-02") == [("held", "PTI", "2018-12-02", ["PTI"])]
    assert evidence(entries, "2018-12-04") == [("held", "AP", "2018-12-04", ["AP", "PTI"])]
    assert evidence(entries, "2018-12-06") == [("held", "BBC", "2018-12-06", ["BBC", "PTI"])]


def test_who_speaks_is_whose_claims_a_further_source_replaces() -> None:
    def then(*between: Data, by: str) -> list[str]:
        entries = log(
            scheduled(when="2018-12-02", sources=[source("2018-12-01", "PTI")], claims=[claim("held")]),
            entry("occurred", sources=[source("2018-12-03", "AP")]),
            *between,
            entry("sourced", sources=[source("2018-12-06", by)], claims=[claim("cut short")]),
        )
        seen = ask(entries, "2018-12-06")
        (event,) = seen["occurred"] + seen["retracted"] + seen["overdue"]
        return [said["value"] for said in event["claims"]]

    retracted = entry("retracted", known="2018-12-04")
    rescheduled = entry("rescheduled", when="2018-12-02", known="2018-12-05")
    assert then(by="AP") == ["cut short"]
    assert then(by="PTI") == ["held", "cut short"]
    assert then(retracted, by="AP") == ["cut short"]
    assert then(retracted, rescheduled, by="AP") == ["held", "cut short"]
    assert then(retracted, rescheduled, by="PTI") == ["cut short"]


def test_an_expected_figure_stays_that_of_who_gave_it() -> None:
    entries = log(
        {"kind": "issue.defined", "issue": "i", "title": "I", "attributes": {"price": {"kind": "estimate"}}},
        recorded(when="2018-12-01", sources=[source("2018-12-01", "AP")], claims=[claim(6, attribute="price")]),
        scheduled("b", when="2018-12-05", sources=[source("2018-12-02", "PTI")], claims=[claim(5, attribute="price")]),
        entry("occurred", "b", sources=[source("2018-12-05", "AP")]),
    )
    assert evidence(entries, "2018-12-05", attribute="price") == [
        (5, "PTI", "2018-12-05", ["PTI", "AP"]),
        (6, "AP", "2018-12-01", ["AP"]),
    ]
    assert evidence(entries[1:], "2018-12-05", attribute="price") == [(5, "AP", "2018-12-05", ["AP", "PTI"])]


# --- 6. Phases -----------------------------------------------------------------------------------


def test_phases_of_what_is_scheduled() -> None:
    entries = log(scheduled(when="2018-12-10/2018-12-12", known="2018-12-01", claims=[claim("done")]))
    seen = [phase_of(entries, f"2018-12-{day:02}") for day in (9, 10, 12, 13)]
    assert seen == ["upcoming", "due", "due", "overdue"]
    assert ask(entries, "2018-12-13")["status"] is None
    assert phase_of(entries, "2018-12-12T23:59:59.999999Z") == "due"
    assert phase_of(entries, "2018-12-10T00:00Z") == "due"
    assert phase_of(log(scheduled(when="2018-12-10/..")), "2030-01-01") == "due"
    assert phase_of(log(scheduled()), "2018-12-10") == "postponed"


# --- 7. Issues -----------------------------------------------------------------------------------


def test_lists_are_ordered_and_last_and_next_come_from_them() -> None:
    entries = log(
        recorded("late", when="2018-12-03", known="2018-12-04"),
        recorded("early", when="2018-12-02", known="2018-12-04"),
        recorded("same", when="2018-12-03", known="2018-12-03"),
        scheduled("ahead", when="2018-12-11", known="2018-12-04"),
        scheduled("due", when="[2018-12-01..2018-12-20]", known="2018-12-04"),
    )
    state = ask(entries, "2018-12-04")
    assert [event["event"] for event in state["occurred"]] == ["early", "same", "late"]
    assert (state["last"]["event"], state["next"]["event"]) == ("late", "ahead")
    assert ask(entries, "2018-12-12")["next"]["event"] == "due"


def test_issues_come_as_first_named_with_their_last_definition() -> None:
    entries = log(
        recorded("a", issues=["one"], claims=[claim("x", issue="two")], known="2018-12-05", when="2018-12-01"),
        {"kind": "issue.defined", "issue": "three", "title": "Three", "question": "Why?"},
        {"kind": "issue.defined", "issue": "three", "title": "Third"},
        recorded("b", issues=["four"], known="2019-01-01", when="2018-12-01"),
        entry("sourced", "nothing", known="2018-12-01", sources=[source()], claims=[claim("x", issue="five")]),
    )
    told = answer(entries, "2018-12-31", "2018-12-31", None)["issues"]
    assert [(issue["issue"], issue["title"], issue["question"]) for issue in told] == [
        ("one", "one", None),
        ("two", "two", None),
        ("three", "Third", None),
    ]
    assert told[1]["status"]["value"] == "x"
    told = answer(entries, "2018-12-31", None, None)["issues"]
    assert [issue["issue"] for issue in told] == ["one", "two", "three", "four"]
    # Defined, but all that was ever said of it is about an event nobody recorded: not in the answer.
    five = {"kind": "issue.defined", "issue": "five", "title": "Five"}
    orphan = entry("occurred", "nothing", known="2018-12-01", claims=[claim("x", issue="five")])
    assert answer(log(five, orphan), "2018-12-31", None, None) == {"issues": []}
    assert len(answer(log(five), "2018-12-31", None, None)["issues"]) == 1


def test_the_whole_shape_of_an_answer() -> None:
    entries = log(
        recorded(
            when="2018-12-02",
            type_="decision",
            sources=[source("2018-12-03", "PTI")],
            claims=[claim("open", "MEA")],
        )
    )
    told = {"publisher": "PTI", "title": "T", "published": "2018-12-03", "url": None}
    event = {
        "event": "a",
        "title": "A",
        "when": "2018-12-02",
        "earliest": "2018-12-02",
        "latest": "2018-12-02",
        "phase": "occurred",
        "kind": "decision",
        "place": None,
        "actors": [],
        "summary": None,
        "known": "2018-12-03",
        "revision": 0,
        "claims": [{"issue": "i", "attribute": "status", "value": "open", "by": "MEA"}],
        "sources": [told],
    }
    said = {
        "value": "open",
        "by": "MEA",
        "claimant": "MEA",
        "event": "a",
        "when": "2018-12-02",
        "known": "2018-12-03",
        "sources": [told],
    }
    status = {
        "value": "open",
        "since": "2018-12-02",
        "reaffirmed": "2018-12-02",
        "event": "a",
        "contested": False,
        "claims": [said],
    }
    others = ("possible", "upcoming", "due", "postponed", "overdue", "cancelled", "retracted")
    nothing: Data = {phase: [] for phase in others}
    issue = {"issue": "i", "title": "i", "question": None, "status": status, "attributes": {}}
    assert answer(entries, "2018-12-03", "2018-12-03", None) == {
        "issues": [{**issue, "last": event, "next": None, "occurred": [event], **nothing}]
    }


# --- The strategies ------------------------------------------------------------------------------


@pytest.mark.slow
@patient
@given(streams_and_questions(), zones)
def test_every_stream_has_an_answer_in_which_each_event_stands_once_an_issue(
    given_log: tuple[list[Data], tuple[str, str | None, str | None]], zone: str
) -> None:
    entries, question = given_log
    before = json.dumps(entries)
    told = answer(entries, *question, zone)
    assert json.dumps(entries) == before
    for issue in told["issues"]:
        events = [event["event"] for phase in list(issue)[-8:] for event in issue[phase]]
        assert len(events) == len(set(events))


@pytest.mark.slow
@patient
@given(streams(correct_corrections=True))
def test_the_number_of_a_revision_never_falls_as_the_log_grows(entries: list[Data]) -> None:
    seen: dict[str, int] = {}
    for length in range(1, len(entries) + 1):
        for issue in answer(entries[:length], "2018-12-01", "2018-12-01", None)["issues"]:
            for phase in list(issue)[-8:]:
                for event in issue[phase]:
                    assert event["revision"] >= seen.get(event["event"], 0)
                    seen[event["event"]] = event["revision"]


@pytest.mark.slow
@patient
@given(streams())
def test_streams_are_valid(entries: list[Data]) -> None:
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    stamps = [entry["recorded"] for entry in entries]
    assert stamps == sorted(stamps)
    for entry in entries:
        fields = entry["data"].get("fields", {})
        assert not {"event", "issue", "entry"} & set(fields)
        assert "title" not in fields or fields["title"]
        assert None not in entry["data"].values()
