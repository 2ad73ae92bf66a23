"""R4.9 to R4.27: phase, date, bounds and evidence."""

from oracle.examples.building import Ask, claim, correction, day, entry, example, log, occurred, said, scheduled

PLAN = scheduled(when=day(9), **said("P", 1))
ON_3 = occurred(when=day(3), **said("P", 4))

EXAMPLES = [
    example(
        "R4.9", "the latest phase holds, since it last became so",
        log(PLAN, entry("cancelled", **said("Q", 3)), scheduled(when=day(9), **said("P", 5))),
        Ask(day(2), {"phases": {"a": "upcoming"}}), Ask(day(3), {"phases": {"a": "cancelled"}}),
        Ask(day(5), {"phases": {"a": "upcoming"}, "a.evidence.phase": {"known": day(5), "sources": ["P", "P"]}}),
    ),
    example(
        "R4.10", "a schedule that was over when it was known says nothing beside a plan",
        log(PLAN, entry("rescheduled", when=day(4), **said("Q", 6))),
        Ask(day(6), {"phases": {"a": "upcoming"}, "a.when": day(9), "contested": []}),
    ),
    example(
        "R4.10", "of schedules that were all over when known, the latest holds",
        log(scheduled(when=day(3), **said("P", 5)), entry("rescheduled", when=day(4), **said("P", 6))),
        Ask(day(5), {"phases": {"a": "overdue"}, "a.when": day(3)}),
        Ask(day(6), {"phases": {"a": "overdue"}, "a.when": day(4)}),
    ),
    example(
        "R4.10", "but who had cancelled it and lists it again says so",
        log(PLAN, entry("cancelled", **said("P", 6)), scheduled(when=day(5), **said("Q", 7)),
            scheduled(when=day(5), **said("P", 8))),
        Ask(day(7), {"phases": {"a": "cancelled"}}),
        Ask(day(8), {"phases": {"a": "overdue"}, "a.when": day(5)}),
    ),
    example(
        "R4.11", "a stale listing does not undo an occurrence",
        log(ON_3, scheduled(when="2018-12", **said("Q", 6)), scheduled(**said("R", 7))),
        Ask(day(7), {"phases": {"a": "occurred"}, "a.when": day(3)}),
    ),
    example(
        "R4.11", "one that begins at its own known does not, one that begins after it does",
        log(ON_3, scheduled(when=day(6), **said("Q", "2018-12-06T00:00Z")),
            scheduled(when=day(7), **said("R", "2018-12-06T23:59:59.999999Z"))),
        Ask("2018-12-06T00:00Z", {"phases": {"a": "occurred"}, "a.when": day(3)}),
        Ask(day(6), {"phases": {"a": "upcoming"}, "a.when": day(7)}),
    ),
    example(
        "R4.11", "a schedule for a later day undoes it",
        log(ON_3, scheduled(when=day(9), **said("P", 6))),
        Ask(day(6), {"phases": {"a": "upcoming"}, "a.when": day(9), "a.contested": []}),
    ),
    example(
        "R4.12", "a cancellation and a postponement undo an occurrence",
        log(ON_3, entry("cancelled", **said("P", 6)), entry("rescheduled", **said("P", 8))),
        Ask(day(6), {"phases": {"a": "cancelled"}, "a.when": day(3)}),
        Ask(day(8), {"phases": {"a": "postponed"}, "a.when": None}),
    ),
    example(
        "R4.13", "the latest date holds, and other text for the same time is the same date",
        log(PLAN, entry("rescheduled", when="2018-12-09?", **said("Q", 3)),
            entry("rescheduled", when=day(12), **said("Q", 5))),
        Ask(day(3), {"a.when": "2018-12-09?", "a.evidence.date": {"known": day(1), "sources": ["P", "Q"]}}),
        Ask(day(5), {"a.when": day(12), "a.evidence.date": {"known": day(5), "sources": ["Q"]}}),
    ),
    example(
        "R4.14", "an account stands until its own publisher gives another",
        log(ON_3, occurred(when=day(2), **said("Q", 5)), occurred(when=day(2), **said("P", 7))),
        Ask(day(5), {"a.when": day(2), "a.contested": ["date"]}), Ask(day(7), {"a.when": day(2), "a.contested": []}),
    ),
    example(
        "R4.14", "or postpones",
        log(occurred(when=day(2), **said("Q", 4)), occurred(when=day(3), **said("P", 5)),
            entry("rescheduled", **said("P", 6)), entry("occurred", **said("P", 7))),
        Ask(day(5), {"a.when": day(3), "a.contested": ["date"]}),
        Ask(day(6), {"a.accounts": [(day(2), "occurred", ["Q"]), (None, "postponed", ["P"])]}),
        Ask(day(7), {"a.when": day(2), "a.contested": []}),
    ),
    example(
        "R4.15", "the latest account of what occurred holds",
        log(ON_3, occurred(when=day(2), **said("Q", 5))),
        Ask(day(4), {"a.when": day(3)}), Ask(day(5), {"a.when": day(2)}),
    ),
    example(
        "R4.16", "another publisher's wider date agrees, the same publisher's is a revision",
        log(ON_3, occurred(when="2018-12", **said("Q", 6)), occurred(when="2018-12", **said("P", 8))),
        Ask(day(6), {"a.when": day(3), "a.contested": [], "a.evidence.date": {"known": day(4), "sources": ["P"]}}),
        Ask(day(8), {"a.when": "2018-12", "a.latest": day(4)}),
    ),
    example(
        "R4.16", "a standing narrower account survives another's widening",
        log(ON_3, occurred(when=day(3), **said("Q", 5)), occurred(when="2018-12", **said("P", 8))),
        Ask(day(8), {"a.when": day(3), "a.evidence.date": {"known": day(5), "sources": ["Q"]}}),
    ),
    example(
        "R4.16", "a wider date does not agree with a day that is still to come",
        log(occurred(when=day(9), **said("P", 4)), entry("occurred", when="2018-12", **said("Q", 5))),
        Ask(day(5), {"a.when": "2018-12", "a.latest": day(5), "phases": {"a": "occurred"}, "a.contested": ["date"]}),
    ),
    example(
        "R4.17", "an outcome without a date takes the plan's if that had begun",
        log(PLAN, entry("occurred", **said("Q", 10))),
        Ask(day(10), {"a.when": day(9), "a.evidence.date": {"known": day(1), "sources": ["P"]},
                      "a.evidence.phase": {"known": day(10), "sources": ["Q"]}}),
    ),
    example(
        "R4.17", "and not if it lies ahead",
        log(PLAN, entry("occurred", **said("Q", 6))),
        Ask(day(6), {"a.when": None, "phases": {"a": "occurred"}}),
        Ask(day(5), {"phases": {"a": "possible"}}, K=None),
    ),
    example(
        "R4.17", "nor the date of a plan that was cancelled since",
        log(PLAN, entry("cancelled", **said("P", 3)), entry("occurred", **said("Q", 10))),
        Ask(day(10), {"a.when": None, "phases": {"a": "occurred"}}),
    ),
    example(
        "R4.17", "an outcome with a date of its own, however wide, does not take the plan's",
        log(PLAN, entry("occurred", when="2018-12", **said("Q", 12))),
        Ask(day(12), {"a.when": "2018-12", "a.latest": day(12)}),
    ),
    example(
        "R4.18", "the earliest report that it occurred bounds, by the day",
        log(occurred(when="2018-12", **said("P", 12)), occurred(when="2018-12", **said("Q", "2018-12-08T09:00Z"))),
        Ask(day(20), {"a.latest": day(8), "a.when": "2018-12", "contested": []}),
    ),
    example(
        "R4.18", "the day, not the instant, so that of one day neither report wins unseen",
        log(occurred(when=day(3), claims=[claim("open")], **said("P", "2018-12-03T09:00Z")),
            occurred("b", when=day(3), claims=[claim("shut")], **said("Q", 3))),
        Ask(day(3), {"status.contested": True}),
    ),
    example(
        "R4.18", "not one whose own date excludes the one that holds",
        log(occurred(when=day(3), **said("P", 4)), occurred(when="[2018-12-04..2018-12-30]", **said("Q", 12))),
        Ask(day(12), {"a.latest": day(12), "a.contested": ["date"]}),
    ),
    example(
        "R4.19", "at an unknown time it was over by the end of the day on which that was known",
        log(scheduled(**said("P", 1)), entry("occurred", **said("Q", "2018-12-06T09:00Z"))),
        Ask("2018-12-06T10:00Z", {"phases": {"a": "possible"}}), Ask(day(6), {"phases": {"a": "occurred"}}),
    ),
    example(
        "R4.20", "what is reported as occurred in a month is over when reported",
        log(occurred(when="2018-12", claims=[claim("open")], **said("P", 20))),
        Ask(day(22), {"status.value": "open", "status.since": day(20), "a.latest": day(20), "a.when": "2018-12"}),
    ),
    example(
        "R4.21", "an interval keeps its end; one with an unknown start is effective at the report",
        log(occurred(when="2018-11/2018-12", **said("P", 5)), occurred("b", when="/2018-12", **said("P", 6))),
        Ask(day(6), {"a.latest": day(31), "b.latest": day(31), "phases": {"a": "occurred", "b": "occurred"}}),
    ),
    example(
        "R4.22", "a report from before the first day bounds nothing; a schedule is not bounded",
        log(occurred(when="2019", **said("P", 5)), scheduled("b", when="2018-12", **said("P", 5))),
        Ask(day(6), {"phases": {"a": "upcoming", "b": "due"}, "a.latest": "2019-12-31", "b.latest": day(31)}),
    ),
    example(
        "R4.23", "a value is known since the unbroken run of reports began, and names those by K",
        log(PLAN, entry("rescheduled", when=day(12), **said("P", 3)), entry("rescheduled", when=day(9), **said("P", 5)),
            entry("rescheduled", when=day(9), **said("Q", 7))),
        Ask(day(2), {"a.evidence.date": {"known": day(1), "sources": ["P"]}}),
        Ask(day(6), {"a.evidence.date": {"known": day(5), "sources": ["P"]}}),
        Ask(day(7), {"a.evidence.date": {"known": day(5), "sources": ["P", "Q"]}}),
    ),
    example(
        "R4.24", "accounts are shown where they differ",
        log(PLAN, entry("rescheduled", when=day(12), **said("Q", 3))),
        Ask(day(2), {"a.accounts": []}),
        Ask(day(3), {"a.accounts": [(day(9), "scheduled", ["P"]), (day(12), "scheduled", ["Q"])], "contested": []}),
    ),
    example(
        "R4.25", "accounts that do not overlap contest the date, each bounded by its own report",
        log(occurred(when="2018-12", **said("P", 4)), occurred(when=day(6), **said("Q", 8))),
        Ask(day(4), {"contested": []}),
        Ask(day(8), {"contested": ["date"], "a.when": day(6),
                     "a.accounts": [("2018-12", "occurred", ["P"]), (day(6), "occurred", ["Q"])]}),
    ),
    example(
        "R4.26", "who cancels on the day or later contests what another says occurred",
        log(ON_3, entry("cancelled", **said("Q", 3)), PLAN),
        Ask(day(3), {"phases": {"a": "cancelled"}, "contested": []}),
        Ask(day(4), {"phases": {"a": "occurred"}, "contested": ["phase"]}),
    ),
    example(
        "R4.26", "and who still expects it after the day",
        log(ON_3, scheduled(when=day(9), **said("Q", 6))),
        Ask(day(6), {"phases": {"a": "upcoming"}, "contested": ["phase"],
                     "a.accounts": [(day(3), "occurred", ["P"]), (day(9), "scheduled", ["Q"])]}),
    ),
    example(
        "R4.26", "plans, cancellations and postponements from before the day do not contest, nor stale listings",
        log(scheduled(when=day(3), **said("Q", 1)), entry("cancelled", **said("R", 2)),
            entry("rescheduled", **said("S", 2)), ON_3, scheduled("b", when=day(3), **said("Q", 5)),
            occurred("b", when=day(3), **said("P", 6))),
        Ask(day(6), {"phases": {"a": "occurred", "b": "occurred"}, "contested": []}),
    ),
    example(
        "R4.27", "the revision counts entries and corrections, void ones too",
        log(PLAN, entry("rescheduled", when=day(12), **said("P", 2)), correction("e2", void=True)),
        Ask(day(1), {"a.revision": 1}), Ask(day(2), {"a.revision": 2, "a.when": day(9)}),
    ),
]  # fmt: skip
