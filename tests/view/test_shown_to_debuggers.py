"""What a debugger or a notebook shows of an answer."""

from support import memory_log, put, recorded
from timeline_engine.entries import Draft, IssueDefined
from timeline_engine.model import Attribute
from timeline_engine.view import project


def test_parts_of_an_answer_say_what_they_are() -> None:
    log = memory_log()
    bodies = (
        IssueDefined(issue="town", title="Town", attributes={"cost": Attribute(kind="estimate")}),
        IssueDefined(issue="roads", title="Roads"),
        recorded("fair", "2018-03-04", "town.status=merry", "town.status=wet", "town.cost=5", known="2018-03-05"),
        recorded("plan", None, known="2018-03-05", phase="scheduled"),
    )
    log.append([Draft(f"x{number}", body) for number, body in enumerate(bodies)])
    view = project(log, "2018-04-01")
    town, roads = view.issues
    assert town.status
    assert town.attributes["cost"].kind == "estimate"
    assert repr(town) == "<IssueState town: status = wet since 2018-03-04, contested; 1 events>"
    assert repr(roads) == "<IssueState roads: no status; 0 events>"
    assert repr(town.attributes["cost"]) == "<AttributeState cost = 5 since 2018-03-04>"
    assert repr(town.status.winner) == "<ClaimState town.status = wet, unattributed>"
    assert [repr(event) for event in view.events] == [
        "<EventState fair: 2018-03-04, occurred>", "<EventState plan: no date, postponed>",
    ]  # fmt: skip


def test_of_a_sequence_the_first_three_are_shown() -> None:
    log = memory_log()
    put(log, *(recorded(f"e{number}", f"2018-03-0{number}", known="2018-03-05") for number in range(1, 4)))
    shown = ", ".join(f"<EventState e{number}: 2018-03-0{number}, occurred>" for number in range(1, 4))
    assert repr(project(log, "2018-04-01").events) == f"<EventStates of 3: {shown}>"
    put(log, recorded("e4", "2018-03-04", known="2018-03-05"))
    assert repr(project(log, "2018-04-01").events) == f"<EventStates of 4: {shown}, ...>"
