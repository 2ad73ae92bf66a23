"""What docs/semantics.md says follows from its rules (P1 to P3), over random logs; P1 also of the engine."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oracle.evidence import answer
from oracle.evidence.dates import point_in_time, window
from oracle.evidence.statements import reports_of
from oracle.strategies import DAYS, streams, streams_and_questions, whens, zones
from oracle.test_against_oracle import engine

Data = dict[str, Any]
brief = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))

PUBLISHERS = ("PTI", "Reuters", "AFP", None)
KINDS = ("recorded", "recorded", "recorded", "occurred", "occurred", "rescheduled", "sourced", "sourced")
KINDS += ("cancelled", "retracted")


def claim(value: str, by: str | None, attribute: str) -> Data:
    return {"issue": "i", "attribute": attribute, "value": value} | ({"by": by} if by else {})


claims = st.lists(
    st.builds(
        claim, st.sampled_from("xyz"), st.sampled_from((None, None, "MEA")), st.sampled_from(("status", "price"))
    ),
    max_size=2,
)


@st.composite
def report(draw: st.DrawFn, known: str) -> Data:
    """The kind and body of a report of event ``a`` or ``b`` known on a day, with a source or none."""
    kind = draw(st.sampled_from(KINDS))
    data: Data = {"event": draw(st.sampled_from("aaab"))}
    publisher = draw(st.sampled_from(PUBLISHERS))
    data |= {"sources": [{"publisher": publisher, "published": known}]} if publisher else {"known": known}
    if kind in ("recorded", "occurred", "rescheduled"):
        when = draw(st.one_of(st.none(), whens))
        data |= {"when": when} if when else {}
    if kind in ("recorded", "occurred", "sourced"):
        data |= {"claims": draw(claims)}
    if kind == "recorded":
        data |= {"title": draw(st.sampled_from("AB")), "phase": draw(st.sampled_from(("occurred", "scheduled")))}
        data |= {"issues": ["i"]}
    return {"kind": f"event.{kind}", "data": data}


@st.composite
def reports(draw: st.DrawFn) -> tuple[list[Data], list[Data]]:
    """Reports known on days of their own, numbered in two orders; before them what the issue is."""
    days = draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=7, unique=True))
    some = [draw(report(day)) for day in days]
    return numbered(some), numbered(draw(st.permutations(some)))


def numbered(bodies: list[Data]) -> list[Data]:
    estimate = {"issue": "i", "title": "I", "attributes": {"price": {"kind": "estimate"}}}
    defined = {"kind": "issue.defined", "data": estimate}
    stamp = "2018-12-20T10:00:00Z"
    return [{"seq": seq, "id": f"e{seq}", "recorded": stamp, **body} for seq, body in enumerate([defined, *bodies], 1)]


asked = st.sampled_from((*DAYS, "2018-12-31"))


@brief
@given(reports(), asked, st.one_of(st.none(), asked), zones)
def test_p1_answers_do_not_depend_on_the_order_of_recording(
    orders: tuple[list[Data], list[Data]], day: str, known_by: str | None, zone: str
) -> None:
    one, other = orders
    assert answer(one, day, known_by, None, zone) == answer(other, day, known_by, None, zone)
    assert engine(one, day, known_by, None, zone) == engine(other, day, known_by, None, zone)


def every(thing: Any, name: str) -> list[Any]:
    """All values of a key, however deep."""
    if isinstance(thing, list):
        return [found for one in thing for found in every(one, name)]
    if isinstance(thing, dict):
        return [thing[name] for key in thing if key == name] + every(list(thing.values()), name)
    return []


@pytest.mark.slow
@brief
@given(streams_and_questions(), zones)
def test_p2_no_answer_names_evidence_from_after_it(case: Any, zone: str) -> None:
    entries, (world, known_by, recorded_by) = case
    clock = ZoneInfo(zone)
    if known_by is None:
        known_by = world
    limit = point_in_time(known_by, clock)
    found = answer(entries, world, known_by, recorded_by, zone)
    for text in [*every(found, "known"), *filter(None, every(found, "published"))]:
        assert window(text, clock).ends <= limit
    known = {
        report.publisher
        for entry in entries
        for body in (entry["data"], entry["data"].get("fields") or {})
        for report in reports_of({**entry, "kind": "", "data": body}, clock)
        if report.known.instant <= limit or not body.get("event")
    }
    for claimed in every(found, "claimant"):
        assert claimed in known or claimed in every(found, "by")


@pytest.mark.slow
@brief
@given(st.one_of(streams(), reports().map(lambda both: both[0])), asked, zones)
def test_p3_what_is_reported_as_occurred_has_occurred(entries: list[Data], day: str, zone: str) -> None:
    clock = ZoneInfo(zone)
    for issue in answer(entries, day, day, None, zone)["issues"]:
        for event in issue["possible"]:
            given = window(event["evidence"]["date"]["known"], clock)
            assert given.ends < window(event["when"], clock).starts


@brief
@given(reports(), asked, zones)
def test_each_known_is_that_of_a_report_named_with_it(
    orders: tuple[list[Data], list[Data]], day: str, zone: str
) -> None:
    """R4.23, where every report has a source that gives its known, or none."""
    found = answer(orders[0], day, None, None, zone)
    for value in [*every(found, "date"), *every(found, "phase"), *flat(every(found, "claims"))]:
        if isinstance(value, dict) and value.get("known") and all(s["publisher"] for s in value["sources"]):
            published = [source["published"] for source in value["sources"]]
            unsourced = [e["data"]["known"] for e in orders[0][1:] if "known" in e["data"]]
            assert value["known"] in published + unsourced


def flat(lists: list[list[Any]]) -> list[Any]:
    return [one for some in lists for one in some]
