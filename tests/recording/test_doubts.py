"""What is doubtful in entries is found while they are being made, and told of those alone."""

from support import NOON_2026, define, memory_log, put, recorded
from timeline_engine.entries import IssueDefined
from timeline_engine.model import Attribute
from timeline_engine.recording import draft, read_state
from timeline_engine.recording.doubts import doubts_of_all, look_over

EARLY = recorded("early", "2018-10-05", phase="occurred", published="2018-10-02")
SAID = "event 'early' is said to have occurred 2018-10-05, yet that was known 2018-10-02, before it could have"


def test_an_entry_is_drafted_with_what_is_doubtful_in_it() -> None:
    log = memory_log()
    state = read_state(log)
    made = look_over(EARLY, state, NOON_2026)
    assert (made.draft, made.about, made.doubts) == (draft(read_state(log), EARLY, NOON_2026), "event early", [SAID])
    assert "early" in state.events, "the next entry is checked against it"
    assert look_over(recorded("f", "2018-10-01", published="2018-10-02"), state, NOON_2026).doubts == []


def test_an_event_entered_twice() -> None:
    log = memory_log()
    put(log, recorded("talks-begin", "2018-10-05", title="Talks begin", published="2018-10-06"))
    again = {"title": "Talks begin", "published": "2018-10-07"}
    state = read_state(log)
    (doubt,) = look_over(recorded("two", "2018-10-05", **again), state, NOON_2026).doubts
    further = "`timeline source talks-begin --source PUBLISHER --published DATE`"
    assert doubt == f"event 'talks-begin' has this title and date too: a further report of it is {further}"
    assert look_over(recorded("three", "2018-10-06", **again), state, NOON_2026).doubts == []


def test_many_entries_are_looked_over_as_they_will_stand_together() -> None:
    """What one of them declares, the others may claim; and the state is as it was."""
    log = memory_log()
    define(log, "deal")
    state = read_state(log)
    ahead = state.copy()
    declared = IssueDefined(issue="deal", title="Deal", attributes={"status": Attribute("state")})
    bodies = [declared, recorded("early", EARLY.when, "deal.stauts=made", phase="occurred", published="2018-10-02")]
    drafts = [draft(ahead, body, NOON_2026) for body in bodies]
    found = list(doubts_of_all(drafts, state, NOON_2026))
    assert {doubt.entry for doubt in found} == {drafts[1].id}
    assert SAID in [doubt.sentence for doubt in found]
    assert any("stauts is not declared; did you mean 'status'?" in doubt.sentence for doubt in found)
    assert "early" not in state.events


def test_of_many_events_with_the_same_title_and_date_one_sentence_is_said() -> None:
    log = memory_log()
    put(log, *[recorded(event, "2018-10-05", title="Talks", published="2018-10-06") for event in ("talks", "talks-2")])
    again = recorded("talks-3", "2018-10-05", title="Talks", published="2018-10-06")
    (doubt,) = look_over(again, read_state(log), NOON_2026).doubts
    assert doubt.startswith("event 'talks' (and 1 more) has this title and date too: a further report of it is ")
