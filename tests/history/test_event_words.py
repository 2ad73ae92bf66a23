"""What an event is called, by all of its reports (docs/semantics.md, R4.6 and R4.7), and what each step of it was."""

from support import known_by, memory_log, put, read, recorded, sourced
from timeline_engine.entries import Draft, EventOccurred, EventRecorded, EventRetracted, EventSourced, IssueDefined
from timeline_engine.log import MemoryLog


def fair() -> MemoryLog:
    """A fair of which The Daily told as a plan, then others: each with other words."""
    log = memory_log()
    put(
        log,
        IssueDefined(issue="town", title="Town"),
        IssueDefined(issue="roads", title="Roads"),
        recorded("fair", "2018-03-04", published="2018-03-01", phase="scheduled", title="Fair", issues=("town",),
                 kind="fair", actors=("Mayor", "Band"), summary="A fair is planned."),
        EventOccurred(event="fair", title="The fair", sources=sourced("2018-03-05", "Tribune"), place="Market",
                      claims=read(["roads.status=shut"])),
        EventOccurred(event="fair", summary="It rained.", sources=sourced("2018-03-06", "Herald")),
    )  # fmt: skip
    return log


def test_each_word_is_the_latest_that_is_not_blank_and_issues_add_up() -> None:
    body = known_by(fair(), "2018-03-06").body
    assert (body.title, body.kind, body.place) == ("The fair", "fair", "Market")
    assert (body.actors, body.summary, body.issues) == (("Mayor", "Band"), "It rained.", ("town",))


def test_before_a_report_nothing_of_its_words_is_known() -> None:
    body = known_by(fair(), "2018-03-04").body
    assert (body.title, body.place, body.summary) == ("Fair", None, "A fair is planned.")


def test_each_step_has_the_title_and_the_issues_of_its_day() -> None:
    told = [(step.title, step.issues, step.outcome) for step in known_by(fair(), "2018-03-06").steps]
    assert told == [
        ("Fair", ("town",), "scheduled"),
        ("The fair", ("town", "roads"), "occurred"),
        ("The fair", ("town", "roads"), "occurred"),
    ]


def test_each_step_has_the_sources_of_its_report_and_all_of_it_those_of_all() -> None:
    found = known_by(fair(), "2018-03-06")
    assert [source.publisher for source in found.sources] == ["The Daily", "Tribune", "Herald"]
    assert [[source.publisher for source in step.sources] for step in found.steps] == [
        ["The Daily"], ["Tribune"], ["Herald"],
    ]  # fmt: skip
    assert (found.issues, found.phase_evidence.seq) == (("town", "roads"), 4)
    assert found.modified == max(step.statement.recorded for step in found.steps) > found.created


def test_steps_of_one_day_add_up_in_the_order_of_reports_and_a_retraction_takes_back() -> None:
    """Of what is known at one instant an outcome comes last, whichever was recorded first (R4.4)."""
    log = memory_log()
    told = (
        EventOccurred(event="fair", title="Fair", when="2018-03-04", sources=sourced("2018-03-05", "Tribune")),
        recorded("fair", "2018-03-04", published="2018-03-05", phase="scheduled"),
        EventRetracted(event="fair", sources=sourced("2018-03-06", "Tribune")),
        EventRetracted(event="fair", sources=sourced("2018-03-07")),
    )
    log.append([Draft(f"e{number}", body) for number, body in enumerate(told)])
    steps = known_by(log, "2018-03-07").steps
    assert [(step.publisher, step.outcome, step.when and step.when.text) for step in steps] == [
        ("The Daily", "scheduled", "2018-03-04"),
        ("Tribune", "occurred", "2018-03-04"),
        ("Tribune", "scheduled", "2018-03-04"),
        ("The Daily", "retracted", None),
    ]


def test_a_source_from_before_all_reports_uses_its_own_words_and_else_those_of_the_first() -> None:
    log = memory_log()
    put(
        log,
        EventRecorded(event="fair", title="Fair", when="2018-03-04", kind="fair", place="Market", phase="occurred",
                      sources=sourced("2018-03-05")),
        EventSourced(event="fair", title="A fair", sources=sourced("2018-03-01", "Tribune")),
    )  # fmt: skip
    found = known_by(log, "2018-03-02")
    assert (found.body.title, found.body.kind, found.body.place) == ("A fair", "fair", "Market")
    assert found.outcome == "scheduled"  # nobody reports beforehand that something happened
