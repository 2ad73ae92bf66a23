"""Several reports of one event add up to the same however they were read, and take time by their number only."""

from typing import Any

import msgspec
import pytest

from timeline_engine.dates import Zone
from timeline_engine.entries import Codec, Entry
from timeline_engine.history import History, Revision, read_history
from timeline_engine.history.hearing import Hearing
from timeline_engine.history.reports import Report
from timeline_engine.model import Quantity

CODEC, UTC = Codec(), Zone("UTC")
PRICE = {"issue": "deal", "attribute": "price", "value": {"amount": 5, "unit": "EUR"}}


def entries(*told: tuple[str, dict[str, Any]]) -> list[Entry]:
    """Entries as they are read from a log, about the event ``talks``."""
    found = []
    for seq, (kind, data) in enumerate(told, 1):
        line = {"seq": seq, "id": f"e{seq}", "recorded": "2018-12-01T10:00:00.000000Z", "kind": kind, "v": 1}
        about = {} if kind == "event.corrected" else {"event": "talks"}
        found.append(CODEC.entry(CODEC.envelope(msgspec.json.encode(line | {"data": about | data, "prev": ""}))))
    return found


def by(publisher: str, day: str) -> list[dict[str, str]]:
    return [{"publisher": publisher, "published": day}]


def history(*told: tuple[str, dict[str, Any]]) -> History:
    return read_history(entries(*told), UTC)


def revision(*told: tuple[str, dict[str, Any]]) -> Revision:
    found = history(*told).events["talks"].revision(UTC)
    assert found
    return found


def test_a_corrected_claim_is_the_same_as_one_that_was_read() -> None:
    found = revision(
        ("event.recorded", {"title": "Talks", "when": "2018-01-01", "sources": by("Post", "2018-01-01")}),
        ("event.occurred", {"sources": by("Gazette", "2018-01-02"), "claims": [PRICE]}),
        ("event.corrected", {"entry": "e1", "fields": {"claims": [PRICE]}}),
    )
    (claim,) = found.claims
    assert claim.claim.value == Quantity(5, "EUR")
    assert [source.publisher for source in claim.sources] == ["Post", "Gazette"]


def test_a_source_of_a_corrected_entry_is_the_same_as_one_that_was_read() -> None:
    found = revision(
        ("event.recorded", {"title": "Talks", "when": "2018-01-01", "sources": by("Post", "2018-01-01")}),
        ("event.occurred", {"sources": by("Post", "2018-01-01")}),
        ("event.corrected", {"entry": "e1", "fields": {"kind": "meeting"}}),
    )
    assert [source.publisher for source in found.sources] == ["Post"]


def test_several_values_in_one_report_stand_beside_each_other() -> None:
    other = PRICE | {"value": 7}
    found = history(("event.recorded", {"title": "Talks", "when": "2018-01-01", "claims": [PRICE, other, PRICE]}))
    shown = found.events["talks"].revision(UTC)
    assert shown
    assert [claim.claim.value for claim in shown.claims] == [7, Quantity(5, "EUR")]


def test_a_further_source_vouches_for_nothing_that_was_taken_back() -> None:
    found = revision(
        ("event.recorded", {"title": "Talks", "when": "2018-01-01", "sources": by("Post", "2018-01-01")}),
        ("event.occurred", {"sources": by("Gazette", "2018-01-02"), "claims": [PRICE]}),
        ("event.sourced", {"sources": by("Herald", "2018-01-03")}),
        ("event.retracted", {"sources": by("Gazette", "2018-01-04")}),
        ("event.occurred", {"sources": by("Mail", "2018-01-04"), "claims": [PRICE | {"value": 7}]}),
        ("event.sourced", {"sources": by("Times", "2018-01-05")}),
    )
    rests = {claim.claim.value: [source.publisher for source in claim.sources] for claim in found.claims}
    assert rests == {Quantity(5, "EUR"): ["Herald"], 7: ["Mail", "Times"]}


def test_a_further_source_of_what_was_postponed_dates_nothing() -> None:
    found = revision(
        ("event.recorded", {"title": "Talks", "when": "2018-03-01", "phase": "scheduled", "known": "2018-01-01"}),
        ("event.rescheduled", {"sources": by("Post", "2018-01-02")}),
        ("event.sourced", {"sources": by("Gazette", "2018-01-03"), "when": "2018-03-01"}),
    )
    assert found.when is None
    assert found.outcome == "scheduled"


def test_each_report_is_heard_a_few_times_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    heard, hear = [], Hearing.hear
    monkeypatch.setattr(Hearing, "hear", lambda self, report: (heard.append(report), hear(self, report))[1])
    told: list[tuple[str, dict[str, Any]]] = [("event.recorded", {"title": "Talks", "known": "2018-01-01"})]
    for minute in range(60):
        kind = "event.sourced" if minute % 2 else "event.occurred"
        told.append((kind, {"sources": by(f"Paper {minute % 7}", f"2018-01-02T10:{minute:02}")}))
    revision(*told)
    assert len(set[Report](heard)) > 60
    assert len(heard) <= 4 * len(told)
