"""R1 to R4.8: instants, knowledge, corrections, reports."""

from oracle.examples.building import (
    ESTIMATE,
    Ask,
    claim,
    correction,
    day,
    entry,
    example,
    log,
    occurred,
    said,
    scheduled,
)

SIGNED = [claim("signed")]

EXAMPLES = [
    example(
        "R1.1", "a date is the end of its day in the zone of the log",
        log(occurred(when="2018-12-10T01:00Z", known=day(1))),
        Ask(day(9), {"phases": {"a": "occurred"}, "a.latest": day(9)}),
        Ask("2018-12-09T19:59:59-05:00", {"phases": {"a": "upcoming"}}),
        zone="America/New_York",
    ),
    example(
        "R1.2", "a date-time without offset is local to the log",
        log(occurred(when="2018-12-10T02:00", known=day(1))),
        Ask("2018-12-09T20:30Z", {"phases": {"a": "occurred"}}),
        Ask("2018-12-09T20:29Z", {"phases": {"a": "upcoming"}}),
        zone="Asia/Kolkata",
    ),
    example(
        "R1.3", "strict bounds, possible until the last of them",
        log(occurred(when="[2018-12-10..2018-12-12]", known=day(20))),
        Ask(day(11), {"phases": {"a": "possible"}, "a.earliest": day(10), "a.latest": day(12)}, K=None),
        Ask(day(12), {"phases": {"a": "occurred"}}, K=None),
    ),
    example(
        "R1.4", "an interval is effective after its first day, one with an open start always",
        log(occurred(when="2018-12-10/2018-12-19", known=day(20)), occurred("b", when="../2018-12-11", known=day(20))),
        Ask(day(9), {"phases": {"a": "upcoming", "b": "occurred"}}, K=None),
        Ask(day(10), {"phases": {"a": "occurred", "b": "occurred"}}, K=None),
    ),
    example(
        "R1.5", "a winter lasts to the end of February",
        log(occurred(when="2018-24", known="2019-03-10")),
        Ask("2019-02-27", {"phases": {"a": "possible"}, "a.earliest": "2018-12-01", "a.latest": "2019-02-28"}, K=None),
        Ask("2019-02-28", {"phases": {"a": "occurred"}}, K=None),
    ),
    example(
        "R1.6", "an end or start that is not known is shown as open",
        log(occurred(when="2018-12-10/", known=day(20)), occurred("b", when="/2018-12-12", known=day(20))),
        Ask(day(20), {"a.earliest": day(10), "a.latest": None, "b.earliest": None, "b.latest": day(12)}),
    ),
    example(
        "R2.1", "published before given before recorded",
        log(occurred(when=day(1), known=day(9), **said("P", 4)), occurred("b", when=day(1), known=day(3)),
            occurred("c", when=day(1), recorded="2018-12-05T09:00:00Z")),
        Ask(day(9), {"a.known": day(4), "b.known": day(3), "c.known": day(5)}),
    ),
    example(
        "R2.2", "an imprecise published date counts at its end",
        log(occurred(when="2018-11-01", known="2018-11~")),
        Ask("2018-11-29", {"issues": []}), Ask("2018-11-30", {"phases": {"a": "occurred"}}),
    ),
    example(
        "R2.3", "what was recorded after R is not there",
        log(occurred(when=day(1), known=day(1), recorded="2018-12-04T00:00:00Z")),
        Ask(day(9), {"issues": []}, R=day(3)), Ask(day(9), {"phases": {"a": "occurred"}}, R=day(4)),
    ),
    example(
        "R3.1", "a correction replaces fields at every K",
        log(occurred(when=day(2), known=day(2), claims=SIGNED), correction("e1", when=day(1), claims=[claim("sold")])),
        Ask(day(2), {"a.when": day(1), "status.value": "sold"}),
    ),
    example(
        "R3.2", "a correction is voided by a later one",
        log(occurred(when=day(2), known=day(2)), correction("e1", when=day(1)), correction("e2", void=True)),
        Ask(day(2), {"a.when": day(2)}),
    ),
    example(
        "R3.3", "only an earlier R sees what was corrected",
        log(occurred(when=day(2), known=day(2)), correction("e1", when=day(1), recorded="2018-12-21T00:00:00Z")),
        Ask(day(3), {"a.when": day(2)}, R=day(20)), Ask(day(3), {"a.when": day(1)}, R=day(21)),
    ),
    example(
        "R4.1", "the first report known makes the event visible, whichever kind and seq it has",
        log(scheduled(when=day(9), **said("P", 5)), entry("rescheduled", when=day(8), claims=SIGNED, **said("Q", 2))),
        Ask(day(3), {"a.when": day(8), "a.known": day(2), "phases": {"a": "upcoming"}}),
        Ask(day(5), {"a.when": day(9), "a.known": day(2)}),
    ),
    example(
        "R4.2", "sources of two publishers are two reports",
        log(occurred(when=day(1), claims=SIGNED, sources=[*said("P", 3)["sources"], *said("Q", 5)["sources"]]),
            entry("retracted", **said("P", 7))),
        Ask(day(4), {"status.claims": [("signed", "P", day(3), ["P"])]}),
        Ask(day(6), {"status.claims": [("signed", "P", day(3), ["P", "Q"])]}),
        Ask(day(7), {"status.claims": [("signed", "Q", day(5), ["Q"])], "phases": {"a": "occurred"}}),
    ),
    example(
        "R4.3", "a reschedule without a date postpones; a schedule without one leaves the date",
        log(scheduled(when=day(9), **said("P", 1)), scheduled(**said("Q", 2)), entry("rescheduled", **said("P", 3))),
        Ask(day(2), {"phases": {"a": "upcoming"}, "a.when": day(9)}),
        Ask(day(3), {"phases": {"a": "postponed"}, "a.when": None}),
    ),
    example(
        "R4.3", "a further source says what it was postponed to",
        log(scheduled(when=day(9), **said("P", 1)),
            entry("sourced", phase="postponed", when=day(12), **said("Q", 3))),
        Ask(day(3), {"phases": {"a": "upcoming"}, "a.when": day(12)}),
    ),
    example(
        "R4.4", "at one instant the outcome comes last, else the later seq",
        log(entry("occurred", when=day(3), **said("P", 3)), scheduled(when=day(9), **said("Q", 3))),
        Ask(day(3), {"phases": {"a": "occurred"}, "a.when": day(3)}),
    ),
    example(
        "R4.5", "a retraction withdraws its own publisher's reports",
        log(occurred(when=day(1), claims=SIGNED, **said("P", 2)),
            occurred(when=day(1), claims=[claim("sold")], **said("Q", 3)), entry("retracted", **said("Q", 4))),
        Ask(day(3), {"status.value": "sold", "status.contested": True}),
        Ask(day(4), {"status.claims": [("signed", "P", day(2), ["P"])], "status.contested": False}),
    ),
    example(
        "R4.5", "a retraction without a publisher withdraws all",
        log(occurred(when=day(1), **said("P", 2)), entry("retracted", known=day(4))),
        Ask(day(3), {"phases": {"a": "occurred"}}), Ask(day(4), {"phases": {"a": "retracted"}}),
    ),
    example(
        "R4.5", "a note does not outlive the last publisher",
        log(occurred(when=day(1), known=day(1)), entry("occurred", **said("P", 2)), entry("retracted", **said("P", 4))),
        Ask(day(4), {"phases": {"a": "retracted"}}),
    ),
    example(
        "R4.5", "what is reported again counts again",
        log(occurred(when=day(1), **said("P", 2)), entry("retracted", **said("P", 3)),
            entry("occurred", when=day(2), **said("P", 5))),
        Ask(day(4), {"phases": {"a": "retracted"}}),
        Ask(day(5), {"phases": {"a": "occurred"}, "a.evidence.phase": {"known": day(5), "sources": ["P"]}}),
    ),
    example(
        "R4.6", "the latest title that is not blank, else the id",
        log(occurred(when=day(1), title="First", type_="visit", **said("P", 3)),
            occurred(when=day(1), title="Second", **said("Q", 4)),
            entry("occurred", when=day(1), claims=SIGNED, **said("R", 2))),
        Ask(day(2), {"a.title": "a"}), Ask(day(3), {"a.title": "First"}),
        Ask(day(4), {"a.title": "Second", "a.kind": "visit"}),
    ),
    example(
        "R4.7", "an earlier source says what the first report says",
        log(occurred(when=day(1), title="Plan", claims=SIGNED, **said("P", 9)), entry("sourced", **said("Q", 4))),
        Ask(day(5), {"status.claims": [("signed", "Q", day(4), ["Q"])], "a.title": "Plan", "a.known": day(4)}),
        Ask(day(9), {"status.claims": [("signed", "Q", day(4), ["Q", "P"])]}),
    ),
    example(
        "R4.7", "a source from before the day of what occurred vouches for a schedule",
        log(occurred(when=day(6), claims=SIGNED, **said("P", 9)), entry("sourced", **said("Q", 4))),
        Ask(day(5), {"phases": {"a": "upcoming"}, "a.claims": ["signed"]}),
        Ask(day(7), {"phases": {"a": "overdue"}, "status": None}),
        Ask(day(9), {"phases": {"a": "occurred"}, "status.claims": [("signed", "P", day(9), ["P", "Q"])]}),
    ),
    example(
        "R4.7", "a further source vouches for what held at its published day, not for what came later",
        log(scheduled(when=day(9), **said("P", 1)), entry("rescheduled", when=day(12), **said("P", 5)),
            entry("sourced", **said("Q", 3))),
        Ask(day(4), {"a.evidence.date": {"known": day(1), "sources": ["P", "Q"]}}),
        Ask(day(5), {"a.when": day(12), "a.evidence.date": {"known": day(5), "sources": ["P"]},
                     "a.accounts": [(day(9), "scheduled", ["Q"]), (day(12), "scheduled", ["P"])]}),
    ),
    example(
        "R4.7", "what was taken back a later source does not vouch for",
        log(occurred(when=day(1), **said("P", 2)), entry("retracted", **said("P", 3)),
            entry("sourced", **said("Q", 4))),
        Ask(day(4), {"phases": {"a": "retracted"}}),
    ),
    example(
        "R4.8", "a retracted event is shown as it was, with nothing in effect",
        log(ESTIMATE, scheduled(when=day(9), claims=SIGNED, **said("P", 1)),
            entry("rescheduled", when=day(12), **said("P", 2)), entry("retracted", **said("P", 3))),
        Ask(day(12), {"phases": {"a": "retracted"}, "a.when": day(12), "a.claims": ["signed"], "status": None}),
    ),
]  # fmt: skip
