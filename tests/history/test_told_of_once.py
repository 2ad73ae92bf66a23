"""An event of which one entry tells: its one step, and what of it a reader could have."""

import pytest

from support import known_by, memory_log, put, recorded
from timeline_engine.dates import Zone
from timeline_engine.entries import Draft, EventCorrected, EventOccurred, EventRecorded, EventRetracted, IssueDefined
from timeline_engine.log import MemoryLog
from timeline_engine.model import Source

PAPERS = (Source("The Daily", published="2018-03-05"), Source("The Daily", published="2018-03-09"))


def fair() -> MemoryLog:
    log = memory_log()
    put(
        log,
        IssueDefined(issue="town", title="Town"),
        EventRecorded(event="fair", title="Fair", when="2018-03-04", issues=("town",), sources=PAPERS),
    )
    return log


def test_a_source_is_named_once_it_was_published() -> None:
    """P2, where nothing has to be added up."""
    early, late = known_by(fair(), "2018-03-05"), known_by(fair(), "2018-03-09")
    for found, sources in ((early, PAPERS[:1]), (late, PAPERS)):
        assert (found.sources, found.phase_evidence.sources, found.steps[0].sources) == (sources, sources, sources)


def test_its_one_step_says_all_of_it() -> None:
    found = known_by(fair(), "2018-03-09")
    (step,) = found.steps
    assert (step.statement.seq, step.known, step.when, step.own) == (2, found.known, found.when, found.when)
    assert (step.outcome, step.publisher, step.title, step.issues) == ("occurred", "The Daily", "Fair", ("town",))
    assert found.phase_evidence.seq == 2
    assert found.modified == found.created == found.base.recorded
    assert found.base == found.base != "what is no statement"


def test_a_claim_has_the_date_of_its_report() -> None:
    log = memory_log()
    put(log, IssueDefined(issue="town", title="Town"), recorded("fair", "2018-03-04", "town.status=merry"))
    found = known_by(log, "2026-01-02")
    assert found.when
    assert [claim.when for claim in found.claims] == [found.when]


def test_without_a_date_it_is_effective_as_the_day_ends_on_which_it_was_known() -> None:
    log = memory_log()
    log.append([Draft("e1", EventRecorded(event="fair", title="Fair", known="2018-03-05T09:00Z"))])
    assert known_by(log, "2018-03-09").effective == Zone("UTC").instant("2018-03-05")


def test_a_corrected_entry_is_still_itself() -> None:
    log = fair()
    before = known_by(log, "2018-03-09").base
    put(log, EventCorrected(entry=before.id, fields={"title": "The fair"}))
    found = known_by(log, "2018-03-09")
    assert found.body.title == "The fair"
    assert (found.base.id, found.base.seq, found.base.recorded) == (before.id, before.seq, before.recorded)


FIELDS = [{"title": "No fair"}, {"entry": 5}]


@pytest.mark.parametrize("fields", FIELDS)
@pytest.mark.parametrize("void", [False, True])
def test_a_correction_of_a_correction_says_nothing_whatever_fields_it_names(
    fields: dict[str, object], void: bool
) -> None:
    log = memory_log()
    log.append([
        Draft("e1", EventRecorded(event="fair", title="Fair", when="2018-03-04")),
        Draft("c1", EventCorrected(entry="e1", fields={"title": "The fair"})),
        Draft("c2", EventCorrected(entry="c1", fields=fields)),
        *([Draft("c3", EventCorrected(entry="c1", void=True))] if void else []),
    ])  # fmt: skip
    assert known_by(log, "2026-01-02").body.title == ("Fair" if void else "The fair")


def test_what_is_taken_back_at_the_instant_at_which_it_was_said_is_taken_back_in_its_last_step() -> None:
    """A retraction comes by its place in the log, an outcome does after all others only among reports (R4.4, R4.5)."""
    log = memory_log()
    log.append([
        Draft("e1", EventOccurred(event="fair", title="Fair", when="2018-03-04", sources=PAPERS[:1])),
        Draft("e2", EventRetracted(event="fair", sources=PAPERS[:1])),
    ])  # fmt: skip
    assert [step.outcome for step in known_by(log, "2018-03-09").steps] == ["occurred", "retracted"]
