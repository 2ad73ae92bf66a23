"""R4 and R5 at their edges: what changes of the engine by one sign had left unnoticed."""

from oracle.examples.building import ESTIMATE, Ask, claim, day, entry, example, log, occurred, said, scheduled

OPEN, SHUT = [claim("open")], [claim("shut")]
ON_3 = occurred(when=day(3), **said("P", 4))
LAST = "23:59:59.999999Z"

EXAMPLES = [
    example(
        "R4.1", "what only further sources tell of is not there",
        log(ON_3, entry("sourced", "b", title="B", issues=["i"], when=day(2), **said("Q", 3))),
        Ask(day(4), {"phases": {"a": "occurred"}}),
    ),
    example(
        "R4.2", "a publisher's report may be known before its entry",
        log(scheduled(when=day(1), known=day(1)),
            entry("occurred", known=day(2), sources=[*said("P", 5)["sources"], *said("Q")["sources"]])),
        Ask(day(2), {"phases": {"a": "occurred"}, "a.revision": 1}),
    ),
    example(
        "R4.7", "a source vouches for what is known at the same instant, whichever was recorded first",
        log(scheduled(when=day(2), **said("P", 1)), entry("sourced", **said("Q", 3)),
            entry("occurred", **said("R", 3))),
        Ask(day(3), {"a.evidence.phase": {"known": day(3), "sources": ["Q", "R"]}}),
    ),
    example(
        "R4.7", "and for what others said before the retraction of one",
        log(occurred(when=day(1), **said("P", 2)), entry("occurred", **said("Q", 3)),
            entry("retracted", **said("Q", 4)), entry("sourced", **said("R", 5))),
        Ask(day(5), {"a.evidence.phase": {"known": day(2), "sources": ["P", "R"]}}),
    ),
    example(
        "R4.7", "what was taken back a later source does not take back itself",
        log(occurred(when=day(1), **said("P", 2)), entry("retracted", **said("P", 3)),
            entry("sourced", **said("Q", 4))),
        Ask(day(4), {"a.evidence.phase": {"known": day(3), "sources": ["P"]}}),
    ),
    example(
        "R4.7", "from before all reports it says what the first says that is no retraction",
        log(entry("sourced", **said("N", 1)), entry("retracted", **said("Q", 2)), ON_3),
        Ask(day(1), {"phases": {"a": "upcoming"}, "a.when": day(3)}),
    ),
    example(
        "R4.7", "which it may where it was known as the day began",
        log(occurred(when=day(6), **said("P", 9)), entry("sourced", **said("Q", "2018-12-06T00:00Z"))),
        Ask("2018-12-06T00:00Z", {"phases": {"a": "possible"}}), Ask(day(6), {"phases": {"a": "occurred"}}),
    ),
    example(
        "R4.8", "a source of the instant of a retraction is shown as it was before that",
        log(ESTIMATE, occurred(when="2018-12", claims=[claim(5, attribute="price")], **said("P", 2)),
            occurred(when="2018-12", claims=[claim(6, attribute="price")], **said("Q", 3)),
            entry("sourced", **said("R", 4)), entry("retracted", known=day(4))),
        Ask(day(4), {"phases": {"a": "retracted"}, "a.latest": day(2), "a.claims": [5, 6, 5, 6]}),
    ),
    example(
        "R4.8", "a source from before a retraction alone claims nothing that is shown",
        log(entry("sourced", title="A", issues=["i"], claims=OPEN, **said("P", 1)), entry("retracted", **said("Q", 2))),
        Ask(day(2), {"phases": {"a": "retracted"}, "a.claims": []}),
    ),
    example(
        "R4.15", "also where it begins to have occurred anew",
        log(ON_3, entry("cancelled", **said("X", 5)), occurred(when=day(6), **said("Q", 7))),
        Ask(day(7), {"a.when": day(6), "a.contested": ["date", "phase"]}),
    ),
    example(
        "R4.16", "of several dates that a wider one leaves the latest holds",
        log(ON_3, occurred(when=day(5), **said("Q", 6)), occurred(when="2018-12", **said("R", 8))),
        Ask(day(8), {"a.when": day(5), "a.contested": ["date"]}),
    ),
    example(
        "R4.16", "also one that ends as it does, and one that begins as the day ends on which it became known",
        log(occurred(when="[2018-12-04..2018-12-31]", **said("P", 20)), occurred(when="2018-12", **said("Q", 22)),
            occurred("b", when=f"2018-12-06T{LAST}", **said("P", 6)), occurred("b", when="2018-12", **said("Q", 6))),
        Ask(day(6), {"b.when": f"2018-12-06T{LAST}"}),
        Ask(day(22), {"a.when": "[2018-12-04..2018-12-31]"}),
    ),
    example(
        "R4.16", "but not one of the next day, nor one that goes on after its end",
        log(occurred(when=day(6), **said("P", 4)), entry("occurred", when="2018-12", **said("Q", 5)),
            occurred("b", when="2018-12-03/2019-01-10", **said("P", 4)), occurred("b", when="2018-12", **said("Q", 5))),
        Ask(day(5), {"a.when": "2018-12", "a.latest": day(5), "a.contested": ["date"], "b.when": "2018-12"}),
    ),
    example(
        "R4.17", "a plan for the last moment of the day on which it is said to have occurred had begun",
        log(scheduled(when=f"2018-12-06T{LAST}", **said("P", 1)), entry("occurred", **said("Q", 6))),
        Ask(day(6), {"a.when": f"2018-12-06T{LAST}"}),
    ),
    example(
        "R4.17", "an occurrence that was called off is no plan",
        log(occurred(when=day(3), **said("P", 4)), entry("cancelled", **said("P", 5)), scheduled(**said("Q", 6)),
            entry("occurred", **said("R", 7))),
        Ask(day(7), {"phases": {"a": "occurred"}, "a.when": None}),
    ),
    example(
        "R4.18", "a report bounds that is known as the first day begins",
        log(occurred(when="2018-12", **said("P", "2018-12-01T00:00Z"))),
        Ask(day(1), {"phases": {"a": "occurred"}, "a.latest": day(1)}),
    ),
    example(
        "R4.18", "and one whose own date has but a moment in common with the one that holds",
        log(occurred(when="2018-12-01T00:00Z", **said("P", 5)), occurred(when="2018-12", **said("P", 7)),
            occurred("b", when=f"2018-12-07T{LAST}", **said("P", 5)), occurred("b", when="2018-12", **said("P", 7))),
        Ask(day(7), {"a.when": "2018-12", "a.latest": day(5), "b.when": "2018-12", "b.latest": day(5)}),
    ),
    example(
        "R4.19", "so it is where there is but one report",
        log(occurred(**said("P", "2018-12-06T09:00Z"))),
        Ask("2018-12-06T10:00Z", {"phases": {"a": "possible"}}), Ask(day(6), {"phases": {"a": "occurred"}}),
    ),
    example(
        "R4.22", "a planned date that holds of what occurred is not bounded by who planned it",
        log(occurred(when=day(20), **said("R", 9)), entry("rescheduled", **said("X", 10)),
            scheduled(when="2018-12", **said("Y", 11)), entry("occurred", **said("Q", 12))),
        Ask(day(12), {"a.when": "2018-12", "a.latest": day(9), "a.contested": ["phase"]}),
    ),
    example(
        "R4.23", "where who said so first no longer does, it is known since the first of those who do",
        log(ON_3, occurred(when=day(3), **said("Q", 5)), occurred(when=day(3), **said("R", 6)),
            occurred(when="2018-12", **said("P", 8))),
        Ask(day(8), {"a.when": day(3), "a.evidence.date": {"known": day(5), "sources": ["Q", "R"]}}),
    ),
    example(
        "R4.23", "a publisher's source that was published after K is not named",
        log(occurred(when=day(1), sources=[*said("P", 3)["sources"], *said("P", 9)["sources"]]),
            entry("occurred", **said("Q", 4))),
        Ask(day(4), {"a.evidence.date": {"known": day(3), "sources": ["P"]}}),
        Ask(day(9), {"a.evidence.date": {"known": day(3), "sources": ["P", "P"]}}),
    ),
    example(
        "R4.24", "who postpones gives no date that could differ",
        log(scheduled(when=day(9), **said("P", 1)), entry("rescheduled", **said("Q", 3))),
        Ask(day(3), {"phases": {"a": "postponed"}, "a.accounts": [], "a.contested": []}),
    ),
    example(
        "R4.26", "the day is that of the publisher's own account",
        log(scheduled(when=day(20), **said("R", 4)), ON_3, occurred(when=day(5), **said("Q", 6))),
        Ask(day(6), {"a.when": day(5), "a.contested": ["date", "phase"]}),
    ),
    example(
        "R4.26", "else that of the date that holds, where it occurred",
        log(scheduled(when=day(3), **said("S", 1)), scheduled(**said("R", "2018-12-04T00:00Z")),
            entry("occurred", **said("P", 4))),
        Ask(day(4), {"a.when": day(3), "a.contested": ["phase"]}),
    ),
    example(
        "R4.26", "else the one on which it was known, where no date holds, or that of another phase",
        log(entry("cancelled", **said("R", 2)), occurred(**said("P", 4)),
            entry("occurred", "b", issues=["i"], **said("P", 4)), scheduled("b", when=day(9), **said("R", 6))),
        Ask(day(6), {"phases": {"a": "occurred", "b": "upcoming"}, "a.contested": [], "b.contested": ["phase"]}),
    ),
    example(
        "R4.26", "who cancels or postpones as the day begins contests it",
        log(entry("cancelled", **said("Q", "2018-12-03T00:00Z")), ON_3,
            entry("rescheduled", "b", **said("Q", "2018-12-03T00:00Z")), occurred("b", when=day(3), **said("P", 4))),
        Ask(day(4), {"a.contested": ["phase"], "b.contested": ["phase"]}),
    ),
    example(
        "R4.20", "each of two events of one month is bounded by its own report",
        log(occurred("b", when="2018-11", known="2018-11-20"), occurred(when="2018-11", known="2018-12-05"),
            occurred("c", when="2018-11", known="2018-11-20")),
        Ask("2018-11-25", {"phases": {"b": "occurred", "a": "possible", "c": "occurred"}}, K=None),
    ),
    example(
        "R5.6", "an expectation known after an assertion does not mend a run that was broken",
        log(occurred(when=day(1), claims=OPEN, **said("P", 2)), occurred(when=day(1), claims=SHUT, **said("Q", 3)),
            occurred(when=day(1), claims=OPEN, **said("Q", 5)), scheduled(when=day(1), claims=OPEN, **said("R", 6))),
        Ask(day(6), {"status.claims": [("open", "Q", day(5), ["Q", "P", "R"])]}),
    ),
    example(
        "R5.7", "an assertion from before the run of the occurrence speaks for itself",
        log(occurred(when=day(1), claims=OPEN, **said("P", 2)), entry("cancelled", **said("Q", 3)),
            entry("occurred", **said("Q", 5))),
        Ask(day(5), {"status.claims": [("open", "P", day(2), ["P"])]}),
    ),
    example(
        "R5.9", "the later known wins, also of the event that was known earlier",
        log(occurred(when=day(2), **said("P", 3)), entry("occurred", claims=SHUT, **said("Q", 9)),
            occurred("b", when=day(2), claims=OPEN, **said("R", 5))),
        Ask(day(8), {"status.value": "open"}), Ask(day(9), {"status.value": "shut", "status.contested": True}),
    ),
    example(
        "R7.2", "what has no date stands where it became known",
        log(scheduled(**said("P", "2018-12-05T09:00Z")), scheduled("b", **said("P", 9)),
            scheduled("c", **said("P", "2018-12-05T10:00Z")), entry("sourced", "c", **said("Q", 6))),
        Ask(day(9), {"postponed": ["a", "c", "b"]}),
    ),
]  # fmt: skip
