"""The briefing, as its reader sees it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import event, exported, report, small_view, status
from timeline_engine.entries import (
    Body,
    EventCancelled,
    EventCorrected,
    EventRescheduled,
    EventRetracted,
    IssueDefined,
)
from timeline_engine.model import Attribute, Claim, Quantity
from timeline_engine.view.ports import Exporter
from timeline_plugins.text.exporter import TextExporter


def value(amount: float) -> Claim:
    return Claim("caatsa-waiver", "deal-value", Quantity(amount, "USD", "about"))


STORY: tuple[Body, ...] = (
    IssueDefined(
        issue="caatsa-waiver",
        title="CAATSA waiver",
        question="Will the US waive sanctions over India's S-400 purchase?",
        attributes={"deal-value": Attribute("estimate", "USD")},
    ),
    IssueDefined(issue="comcasa", title="COMCASA"),
    IssueDefined(issue="beca", title="BECA"),
    event("2-plus-2", "2018-04", title="First 2+2 dialogue", phase="scheduled", issues=("comcasa",)),
    EventRescheduled(event="2-plus-2", known="2018-03-20"),
    EventRescheduled(event="2-plus-2", when="2018-07-06", known="2018-06-01"),
    event(
        "schriver",
        "2018-08-29",
        title="Pentagon official voices concern",
        known=None,
        claims=(status("open", by="Pentagon"), value(6e9)),
        sources=(report("VOA", "2018-09-05", "Closer defense ties"),),
    ),
    event(
        "pompeo",
        "2018-09-06",
        title="Pompeo: no decision made",
        known=None,
        claims=(status("open"), value(4.5e9)),
        sources=(report("NDTV", "2018-09-06", "No intention to penalise"), report("ANI", "2018-09-07")),
    ),
    event("aide", "2018-09-06", title="An aide speaks", known="2018-09-05", claims=(status("granted", by="Aide"),)),
    event("call", "2018-09-08", title="A call", claims=(Claim("caatsa-waiver", "venue", "Delhi", "MEA"),)),
    event("leak", "2018-09", title="A leak", known="2018-08-31", issues=("caatsa-waiver",)),
    event("visit", "2018-10-04", title="Putin in Delhi", phase="scheduled", claims=(status("at stake"),)),
    event("bite", "2018-11", title="Iran sanctions bite", phase="scheduled", issues=("caatsa-waiver",)),
    event("beca-talks", "2018-05", title="Talks", phase="scheduled", issues=("beca",)),
    EventRescheduled(event="beca-talks", known="2018-04-01"),
    event("no-issue", "2018-02-01", title="A stray"),
)

BRIEFING = """\
India-US watch
==============
As of 2018-09-10, as known by 2018-09-10.
Look out for: beca (postponed); caatsa-waiver (contested: status, deal-value;
  possible); comcasa (overdue).

BECA (beca)
-----------
Status: none reported.
Postponed: Talks (beca-talks, no date). Moved once: 2018-05 > no date. Reported
  with no date, no source named, known since 2018-04-01.

CAATSA waiver (caatsa-waiver)
-----------------------------
Will the US waive sanctions over India's S-400 purchase?
Status: open, since 2018-09-06.
  Rests on: Pompeo: no decision made (pompeo, 2018-09-06); known since
    2018-09-06 from NDTV, No intention to penalise (2018-09-06) and 1 more
    source.
  Disputed: granted, says Aide (aide, 2018-09-06), known since 2018-09-05.
deal-value: ~4.5bn to ~6bn USD; the accounts differ.
  ANI: ~4.5bn USD (pompeo, 2018-09-06), from ANI (2018-09-07).
  NDTV: ~4.5bn USD (pompeo, 2018-09-06), from NDTV, No intention to penalise
    (2018-09-06).
  VOA: ~6bn USD (schriver, 2018-08-29), from VOA, Closer defense ties
    (2018-09-05).
venue: Delhi, since 2018-09-08, says MEA, known since 2018-01-01.
Last: A call (call, 2018-09-08), 2 days ago. Reported, no source named, known
  since 2018-01-01.
Next: Putin in Delhi (visit, 2018-10-04), in 24 days. Reported, no source named,
  known since 2018-01-01. It would make status at stake.
Then: Iran sanctions bite (bite, 2018-11), in 52 days at the earliest. Reported,
  no source named, known since 2018-01-01.
Possible: A leak (leak, 2018-09), the window closes in 20 days. Reported, no
  source named, known since 2018-08-31.

COMCASA (comcasa)
-----------------
Status: none reported.
Overdue: First 2+2 dialogue (2-plus-2, 2018-07-06), 66 days ago: passed, no
  outcome reported. Moved twice: 2018-04 > no date > 2018-07-06. Reported, no
  source named, known since 2018-06-01.

Events that bear on no issue
----------------------------
A stray (no-issue, 2018-02-01): occurred. Reported, no source named, known since
  2018-01-01.

From 16 entries of log india-us, head {head}; days are those of
  Asia/Kolkata.
"""


def briefing(*bodies: Body, width: str = "80", **question: Any) -> str:
    data, notes = exported(TextExporter(width=width), small_view(*bodies, **question))
    assert notes == []
    return data.decode()


def lines(*bodies: Body, **question: Any) -> list[str]:
    """The lines of a briefing that nothing is wrapped in."""
    return briefing(*bodies, width="10000", **question).splitlines()


def test_a_briefing() -> None:
    view = small_view(*STORY, as_of="2018-09-10")
    data, notes = exported(TextExporter(), view)
    assert data.decode() == BRIEFING.format(head=view.head.hash[:12])
    assert notes == []


def test_the_clocks_of_the_question_are_in_its_second_line_but_one() -> None:
    text = lines(event("e", "2018-01-01"), hindsight=True, recorded_by="2019-06-01")
    assert text[2] == "As of 2018-12-04, with hindsight, as recorded by 2019-06-01."


def test_what_may_be_first_is_told_first() -> None:
    hearing = event("hearing", "2018-12-19", phase="scheduled", issues=("i",))
    appeal = event("appeal", "2018-12-08/2018-12", phase="scheduled", issues=("i",))
    vague = event("ruling", "[2018-12-10..2018-12-31]", phase="scheduled", issues=("i",))
    ahead = [line.split()[:2] for line in lines(hearing, vague, appeal) if line.startswith(("Next", "Then"))]
    assert ahead == [["Next:", "appeal"], ["Then:", "ruling"], ["Then:", "hearing"]]


def test_the_issues_asked_for_are_the_only_ones() -> None:
    text = briefing(*STORY, as_of="2018-09-10", issues=("comcasa",))
    assert "COMCASA (comcasa)" in text
    assert "caatsa" not in text
    assert "no issue" not in text


def test_an_empty_log() -> None:
    assert lines() == [
        "India-US watch",
        "==============",
        "As of 2018-12-04, as known by 2018-12-04.",
        "No issue is known of.",
        "",
        "From 0 entries of log india-us, head 000000000000; days are those of Asia/Kolkata.",
    ]


def test_an_issue_of_which_nothing_is_known_says_so() -> None:
    text = lines(IssueDefined(issue="beca", title="BECA"))
    assert text[text.index("BECA (beca)") :][:4] == [
        "BECA (beca)",
        "-----------",
        "Nothing is known of it yet.",
        "",
    ]


def test_a_status_that_was_said_again() -> None:
    text = lines(
        event("first", "2018-09-06", claims=(status("open"),)),
        event("second", "2018-10-06", claims=(status("open", by="Mattis"),)),
    )
    assert "Status: open, since 2018-09-06, last said 2018-10-06." in text
    assert "  Rests on: second (second, 2018-10-06), according to Mattis; known since 2018-01-01." in text
    assert not any(line.startswith("Last:") for line in text)  # it is the one that the status rests on


def test_what_always_held() -> None:
    text = lines(event("e", "../2018", claims=(status("open"),)))
    assert "Status: open, since the beginning." in text


def test_a_claim_by_nobody_names_nobody() -> None:
    text = lines(event("e", "2018-01-01", claims=(Claim("i", "price", 5),)))
    assert "price: 5, since 2018-01-01, known since 2018-01-01." in text


@pytest.mark.parametrize(
    ("when", "as_of", "line"),
    [
        ("2018-12-04", "2018-12-04", "Due: e (e, 2018-12-04), today."),
        ("2018-12-04T18:00+05:30", "2018-12-04T12:00+05:30", "Next: e (e, 2018-12-04 18:00), today."),
        ("2018-12-05T00:10+05:30", "2018-12-04", "Next: e (e, 2018-12-05 00:10), tomorrow."),
        ("2018-12-04T22:00Z", "2018-12-04", "Next: e (e, 2018-12-04 22:00 UTC), tomorrow."),  # in Kolkata
        ("2018-12", "2018-12-04", "Due: e (e, 2018-12), the window closes in 27 days."),
        ("2018-12/..", "2018-12-04", "Due: e (e, from December 2018, no end), with an open end."),
        ("2018-12-05/..", "2018-12-04", "Next: e (e, from 5 December 2018, no end), tomorrow at the earliest."),
        ("Y20000", "2018-12-04", "Next: e (e, Y20000)."),
        ("2018-12-03", "2018-12-04", "Overdue: e (e, 2018-12-03), yesterday: passed, no outcome reported."),
        ("-0044-03-15", "2018-12-04", "Overdue: e (e, 15 March 45 BC), passed, no outcome reported."),
        (None, "2018-12-04", "Postponed: e (e, no date)."),
    ],
)
def test_how_far_away_a_scheduled_event_is(when: str | None, as_of: str, line: str) -> None:
    text = lines(event("e", when, phase="scheduled", issues=("i",)), as_of=as_of, hindsight=True)
    assert f"{line} Reported{'' if when else ' with no date'}, no source named, known since 2018-01-01." in text


@pytest.mark.parametrize(
    ("when", "line"),
    [
        ("2018-12-01/2018-12-31", "Last: e (e, from 1 to 31 December 2018), 3 days ago."),
        ("-0044-03-15", "Last: e (e, 15 March 45 BC)."),
        ("2018-12", "Possible: e (e, 2018-12), the window closes in 27 days."),
    ],
)
def test_how_long_ago_an_event_was(when: str, line: str) -> None:
    told = f"{line} Reported, no source named, known since 2018-01-01."
    assert told in lines(event("e", when, issues=("i",)))


def test_what_is_off() -> None:
    text = lines(
        event("visit", "2018-12-24", phase="scheduled", issues=("i",)),
        EventCancelled(event="visit", known="2018-11-01"),
        event("rumour", "2018-11-02", issues=("i",)),
        EventRetracted(event="rumour", known="2018-11-03"),
    )
    told = [line for line in text if line.startswith(("Cancelled", "Retracted"))]
    assert told[0].startswith("Cancelled: visit (visit, 2018-12-24), known 2018-11-01.")
    assert told[1].startswith("Retracted: rumour (rumour, 2018-11-02), known 2018-11-03. Taken back, no source named,")


def test_long_lists_are_cut_and_counted() -> None:
    ahead = [event(f"e{day}", f"2018-12-1{day}", phase="scheduled", issues=("i",)) for day in range(8)]
    text = lines(*ahead)
    assert [line.partition(" (")[0] for line in text if line.startswith(("Next", "Then"))] == [
        "Next: e0",
        *(f"Then: e{day}" for day in range(1, 5)),
        "Then: 3 more.",
    ]


def test_a_correction_changes_what_is_cited() -> None:
    bodies = (event("e", "2018-01-01", claims=(status("open"),)),)
    before, after = (lines(*log) for log in (bodies, (*bodies, EventCorrected(entry="e1", fields={"note": "x"}))))
    assert before[:-1] == after[:-1]
    assert before[-1].startswith("From 1 entry of log india-us, head ")
    assert before[-1] != after[-1]


@pytest.mark.parametrize("width", ["40", "60", "100"])
def test_no_line_is_longer_than_asked_for(width: str) -> None:
    text = briefing(*STORY, as_of="2018-09-10", width=width)
    assert max(map(len, text.splitlines())) <= int(width)
    # Nothing is lost in wrapping, but for the rules under headings, and the head, which stands in the last line.
    said, expected = ([word for word in page.split() if set(word) - set("=-")] for page in (text, BRIEFING))
    assert [word for word in said if word not in expected] == [said[-6]]
    assert said[:-6] == expected[:-6]


@settings(deadline=None)
@given(st.text(), st.text(min_size=1))
def test_texts_of_sources_cannot_break_the_page(title: str, words: str) -> None:
    text = briefing(
        IssueDefined(issue="i", title=title, question=words),
        event("e", "2018-01-01", title=title, claims=(Claim("i", "status", words, words),)),
        event("stray", "2018-01-01", title=title),
        title=title,
    )
    assert text.endswith(".\n")
    assert not text.endswith("\n\n")
    for line in text.split("\n"):
        assert line == line.rstrip()
        assert not set(line) & set("\x00\x07\x1b\r\x7f\x85\u2028")


def test_unicode_stays() -> None:
    assert "भारत और अमेरिका (भारत)" in lines(IssueDefined(issue="भारत", title="भारत और\nअमेरिका"))


def test_the_same_answer_gives_the_same_bytes() -> None:
    assert briefing(*STORY) == briefing(*STORY)


@pytest.mark.parametrize("width", ["39", "0", "-80", "wide", "", "80.5"])
def test_a_width_that_makes_no_sense_is_refused(width: str) -> None:
    with pytest.raises(ValueError, match="width"):
        TextExporter(width=width)


def test_is_an_exporter() -> None:
    assert isinstance(TextExporter(), Exporter)
    assert TextExporter.suffix == ".txt"
    assert TextExporter().width == 80
