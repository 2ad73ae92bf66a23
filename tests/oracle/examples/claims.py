"""R5 to R7: claims, phases at D, issues."""

from oracle.examples.building import ESTIMATE, Ask, claim, day, entry, example, log, occurred, said, scheduled

SIGNED, OPEN, SHUT = [claim("signed")], [claim("open")], [claim("shut")]
PLAN = scheduled(when=day(5), claims=SIGNED, **said("P", 1))


def price(amount: int, by: str | None = None) -> list[dict[str, object]]:
    return [claim(amount, by, "price")]


EXAMPLES = [
    example(
        "R5.1", "the claimant is by, else the publisher, else nobody",
        log(occurred(when=day(1), claims=[claim("open", "MEA")], **said("P", 2)),
            occurred("b", when=day(1), claims=OPEN, **said("P", 3)),
            occurred("c", when=day(1), claims=OPEN, known=day(4))),
        Ask(day(5), {"status.claims": [("open", None, day(4), []), ("open", "P", day(3), ["P"]),
                                       ("open", "MEA", day(2), ["P"])]}),
    ),
    example(
        "R5.2", "claims of a schedule are expectations, also when known after the outcome",
        log(PLAN, entry("occurred", claims=SHUT, **said("Q", 6)),
            scheduled(when=day(5), claims=SIGNED, **said("R", 8))),
        Ask(day(4), {"status": None, "a.claims": ["signed"]}),
        Ask(day(8), {"status.claims": [("shut", "Q", day(6), ["Q"])]}),
    ),
    example(
        "R5.2", "what a publisher said of an occurrence that it no longer stands by is an expectation",
        log(occurred(when=day(3), claims=OPEN, **said("P", 4)), scheduled(when=day(9), claims=SIGNED, **said("P", 5)),
            entry("occurred", **said("Q", 10))),
        Ask(day(10), {"status.claims": [("signed", "Q", day(10), ["Q", "P"])]}),
    ),
    example(
        "R5.3", "a claimant's later claim replaces its earlier one",
        log(occurred(when=day(1), claims=OPEN, **said("P", 2)), occurred(when=day(1), claims=SIGNED, **said("Q", 3)),
            entry("occurred", when=day(1), claims=SHUT, **said("P", 4))),
        Ask(day(3), {"a.claims": ["open", "signed"], "status.value": "signed"}),
        Ask(day(4), {"a.claims": ["signed", "shut"], "status.value": "shut", "status.contested": True}),
    ),
    example(
        "R5.3", "two values in one report stand beside each other",
        log(occurred(when=day(1), claims=[*OPEN, *SHUT], **said("P", 2))),
        Ask(day(2), {"a.claims": ["open", "shut"], "status.value": "shut", "status.contested": True}),
    ),
    example(
        "R5.4", "an outcome that speaks of an attribute replaces what was expected, whoever did",
        log(scheduled(when=day(5), claims=[claim("signed", "MEA"), *price(5)], **said("P", 1)),
            entry("occurred", claims=SHUT, **said("Q", 6))),
        Ask(day(6), {"a.claims": [5, "shut"], "status.value": "shut", "price.value": 5}),
    ),
    example(
        "R5.4", "also a later report that it occurred, where the first was silent",
        log(PLAN, entry("occurred", **said("Q", 6)), entry("occurred", claims=SHUT, **said("R", 8))),
        Ask(day(7), {"status.value": "signed"}), Ask(day(8), {"a.claims": ["shut"]}),
    ),
    example(
        "R5.4", "an equal value confirms what was expected",
        log(PLAN, entry("occurred", claims=SIGNED, **said("Q", 6))),
        Ask(day(6), {"status.claims": [("signed", "Q", day(6), ["Q", "P"])]}),
    ),
    example(
        "R5.5", "one claim, resting on all who make it; by is part of what it is",
        log(occurred(when=day(1), claims=OPEN, **said("P", 2)), occurred(when=day(1), claims=OPEN, **said("Q", 3)),
            entry("sourced", claims=[claim("open", "MEA")], **said("R", 4))),
        Ask(day(4), {"status.claims": [("open", "MEA", day(4), ["R"]), ("open", "P", day(2), ["P", "Q"])]}),
    ),
    example(
        "R5.5", "figures of an estimate are each claimant's own",
        log(ESTIMATE, occurred(when=day(1), claims=price(5), **said("P", 2)),
            entry("sourced", claims=price(5), **said("Q", 3)),
            occurred("b", when=day(2), claims=price(6), **said("P", 4))),
        Ask(day(4), {"price.claims": [(6, "P", day(4), ["P"]), (5, "Q", day(3), ["Q"])], "price.contested": True}),
    ),
    example(
        "R5.6", "a run is broken by a report of another value",
        log(occurred(when=day(1), claims=OPEN, **said("P", 2)), occurred(when=day(1), claims=SHUT, **said("Q", 3)),
            occurred(when=day(1), claims=OPEN, **said("R", 4))),
        Ask(day(3), {"status.value": "shut"}),
        Ask(day(4), {"status.claims": [("open", "R", day(4), ["R", "P"]), ("shut", "Q", day(3), ["Q"])]}),
    ),
    example(
        "R5.6", "an expectation known after an assertion does not break the run",
        log(occurred(when=day(3), claims=OPEN, **said("P", 4)), scheduled(when=day(3), claims=SHUT, **said("R", 5)),
            occurred(when=day(3), claims=OPEN, **said("Q", 6))),
        Ask(day(6), {"status.claims": [("open", "P", day(4), ["P", "Q"])]}),
    ),
    example(
        "R5.7", "in what was expected a silent outcome speaks",
        log(PLAN, entry("occurred", **said("Q", 6))),
        Ask(day(6), {"status.claims": [("signed", "Q", day(6), ["Q", "P"])]}),
    ),
    example(
        "R5.7", "an expectation known after the outcome speaks for itself",
        log(scheduled(when=day(5), **said("P", 1)), entry("occurred", **said("Q", 6)),
            scheduled(when=day(5), claims=SIGNED, **said("R", 8))),
        Ask(day(8), {"status.claims": [("signed", "R", day(8), ["R"])]}),
    ),
    example(
        "R5.7", "where expectations differ, each keeps its own claimant",
        log(PLAN, scheduled(when=day(5), claims=SHUT, **said("R", 2)), entry("occurred", **said("Q", 6))),
        Ask(day(6), {"status.claims": [("shut", "R", day(6), ["R", "Q"]), ("signed", "P", day(6), ["P", "Q"])]}),
    ),
    example(
        "R5.7", "an expected figure stays that of who gave it",
        log(ESTIMATE, scheduled(when=day(5), claims=price(5), **said("P", 1)), entry("occurred", **said("Q", 6))),
        Ask(day(6), {"price.claims": [(5, "P", day(6), ["P", "Q"])]}),
    ),
    example(
        "R5.8", "the date with a claim is that of its own report",
        log(occurred(when=day(1), claims=OPEN, **said("P", 2)), occurred(when=day(3), **said("Q", 4))),
        Ask(day(4), {"a.when": day(3), "status.claims": [("open", "P", day(2), ["P"])], "status.since": day(3),
                     "status.dates": [day(1)]}),
    ),
    example(
        "R5.9", "of equally effective claims the later known wins",
        log(occurred(when=day(2), claims=SHUT, **said("P", 4)), occurred("b", when=day(2), claims=OPEN, **said("Q", 3)),
            occurred("c", when=day(1), claims=SIGNED, **said("Q", 9))),
        Ask(day(3), {"status.value": "open"}), Ask(day(9), {"status.value": "shut", "status.event": "a"}),
    ),
    example(
        "R5.10", "since is the start of the unbroken run of the value, reaffirmed its end",
        log(*(occurred(name, when=day(n), claims=[claim(value)], known=day(9))
              for name, n, value in (("a", 1, "open"), ("b", 2, "shut"), ("c", 3, "open"), ("d", 4, "open")))),
        Ask(day(9), {"status.since": day(3), "status.reaffirmed": day(4), "status.event": "d"}),
    ),
    example(
        "R5.11", "contested by a claim as effective as the winner",
        log(occurred(when=day(2), claims=SHUT, **said("P", 4)),
            occurred("b", when=day(2), claims=OPEN, **said("Q", 3))),
        Ask(day(4), {"status.contested": True,
                     "status.claims": [("shut", "P", day(4), ["P"]), ("open", "Q", day(3), ["Q"])]}),
    ),
    example(
        "R5.12", "an estimate keeps the greatest claim of each claimant",
        log(ESTIMATE, occurred(when=day(1), claims=price(5, "MEA"), **said("P", 2)),
            occurred("b", when=day(2), claims=price(6), **said("P", 3)),
            occurred("c", when=day(3), claims=price(7, "MEA"), **said("Q", 4))),
        Ask(day(4), {"price.claims": [(7, "MEA", day(4), ["Q"]), (6, "P", day(3), ["P"])], "price.contested": True}),
    ),
    example(
        "R6.1", "upcoming, due, overdue",
        log(scheduled(when="2018-12-10/2018-12-12", known=day(1)), scheduled("b", known=day(1))),
        Ask(day(9), {"phases": {"a": "upcoming", "b": "postponed"}}),
        Ask(day(12), {"phases": {"a": "due", "b": "postponed"}}),
        Ask(day(13), {"phases": {"a": "overdue", "b": "postponed"}}),
    ),
    example(
        "R6.1", "to the microsecond",
        log(scheduled(when="2018-12-10T10:00Z", known=day(1)), occurred("b", when=day(10), known=day(1))),
        Ask("2018-12-09T23:59:59.999999Z", {"phases": {"a": "upcoming", "b": "upcoming"}}),
        Ask("2018-12-10T00:00Z", {"phases": {"a": "upcoming", "b": "possible"}}),
        Ask("2018-12-10T09:59:59.999999Z", {"phases": {"a": "upcoming", "b": "possible"}}),
        Ask("2018-12-10T10:00Z", {"phases": {"a": "due", "b": "possible"}}),
        Ask("2018-12-10T10:00:00.000001Z", {"phases": {"a": "overdue", "b": "possible"}}),
        Ask("2018-12-10T23:59:59.999999Z", {"phases": {"a": "overdue", "b": "occurred"}}),
    ),
    example(
        "R7.1", "an event bears on the issues that it names and that its claims name",
        log(occurred(when=day(1), known=day(1), claims=[claim("x", issue="j")]),
            entry("occurred", claims=[claim("x", issue="k")], known=day(3))),
        Ask(day(2), {"issues": ["i", "j"]}), Ask(day(3), {"issues": ["i", "j", "k"]}),
    ),
    example(
        "R7.2", "events stand in the order effective, known, seq",
        log(occurred("late", when=day(3), known=day(5)), occurred("early", when=day(2), known=day(5)),
            occurred("same", when=day(3), known=day(4))),
        Ask(day(5), {"occurred": ["early", "same", "late"]}),
    ),
    example(
        "R7.3", "last and next",
        log(occurred(when=day(2), known=day(1)), scheduled("b", when=day(9), known=day(1)),
            scheduled("c", when=day(8), known=day(1))),
        Ask(day(5), {"last": "a", "next": "c", "contested": []}),
    ),
    example(
        "R7.4", "an issue is in the answer once an event bears on it, or if no event names it",
        log({"kind": "issue.defined", "issue": "j", "title": "J"}, occurred(when=day(3), known=day(3))),
        Ask(day(2), {"issues": ["j"]}), Ask(day(3), {"issues": ["i", "j"]}),
    ),
    example(
        "R7.4", "issues come as they became known, and of one day by id",
        log(*(occurred(name, when=day(1), known=day(known), issues=[issue])
              for name, known, issue in (("a", 3, "k"), ("b", 2, "j"), ("c", 3, "i")))),
        Ask(day(4), {"issues": ["j", "i", "k"]}),
    ),
    example(
        "R7.5", "a later definition replaces an earlier one",
        log({"kind": "issue.defined", "issue": "i", "title": "One", "question": "Why?"},
            {"kind": "issue.defined", "issue": "i", "title": "Two"}),
        Ask(day(2), {"title": "Two", "question": None}),
    ),
]  # fmt: skip
