"""What people typed or imported and got wrong answers to, as entries: each stands for a kind."""

from oracle.examples.building import Ask, claim, correction, entry, example, log, occurred, said, scheduled

TALKS = occurred("talks", when="2018", claims=[claim("in talks")], **said("Harbour Post", "2018-04-02"))
DEAL = occurred("deal", when="2018-11-14", claims=[claim("agreed")], **said("City Gazette", "2018-11-14"))
LAUNCH = occurred("launch", when="2024-03-01", claims=[claim("launched")], **said("Harbour Post", "2024-03-02"))
RIVAL = occurred("launch", when="2024-03-03", claims=[claim("launched")], **said("City Gazette", "2024-03-10"))


def plan_page(when: str, known: str, value: str, phase: str, event: str) -> dict[str, object]:
    fields = {"when": when, "phase": phase, "claims": [claim(value)], "known": known, **said("Plan page")}
    return occurred(event, **fields)


EXAMPLES = [
    example(
        "R4.20", "a report of April cannot be later than one of November",
        log(TALKS, DEAL), Ask("2019-01-02", {"status.value": "agreed", "status.contested": False}),
    ),
    example(
        "R4.20", "a ruling reported within its month is open from then on",
        log(occurred("court", when="2017-02", claims=[claim("open")], **said("Harbour Post", "2017-02-20"))),
        Ask("2017-02-22", {"status.value": "open"}),
    ),
    example(
        "R4.7", "before the first paper a further source speaks for itself",
        log(occurred("plan", when="2019-08-15", claims=[claim("planned")], **said("City Gazette", "2019-09-03")),
            entry("sourced", "plan", **said("Harbour Post", "2019-08-25"))),
        Ask("2019-08-26", {"status.claims": [("planned", "Harbour Post", "2019-08-25", ["Harbour Post"])]}),
    ),
    example(
        "R4.23", "a new date is known with who gave it, since then; the old one stays with its own",
        log(scheduled("summit", when="2019-03-20", **said("A", "2019-01-05")),
            entry("rescheduled", "summit", when="2019-04-10", **said("B", "2019-02-07"))),
        Ask("2019-03-01", {
            "summit.when": "2019-04-10",
            "summit.evidence.date": {"known": "2019-02-07", "sources": ["B"]},
            "summit.accounts": [("2019-03-20", "scheduled", ["A"]), ("2019-04-10", "scheduled", ["B"])],
        }),
    ),
    example(
        "R4.2", "two claimants, two sources",
        log(occurred("x", when="2019-03-15", claims=[claim(1, "Foo", "a"), claim(2, "Bar", "b")],
                     sources=[*said("P", "2019-03-15")["sources"], *said("Q", "2019-03-16")["sources"]])),
        Ask("2019-03-15", {"a.claims": [(1, "Foo", "2019-03-15", ["P"])],
                           "b.claims": [(2, "Bar", "2019-03-15", ["P"])]}),
        Ask("2019-03-16", {"a.claims": [(1, "Foo", "2019-03-15", ["P", "Q"])],
                           "b.claims": [(2, "Bar", "2019-03-15", ["P", "Q"])]}),
    ),
    example(
        "R3.1", "a mistyped outcome is corrected, the plan is not touched",
        log(scheduled("e", when="2019-01-20", known="2019-01-01"),
            entry("occurred", "e", when="2019-01-16", known="2019-01-16"), correction("e2", when="2019-01-15")),
        Ask("2019-01-10", {"e.when": "2019-01-20"}), Ask("2019-01-16", {"e.when": "2019-01-15"}),
    ),
    example(
        "R4.13", "moved and moved back",
        log(scheduled("release", when="2024-10-07", claims=[claim("released")], **said("Plan page", "2023-05-23")),
            entry("rescheduled", "release", when="2024-10-01", **said("Plan page", "2023-07-10")),
            entry("rescheduled", "release", when="2024-10-07", **said("Plan page", "2024-10-03"))),
        Ask("2023-06-01", {"release.when": "2024-10-07"}), Ask("2023-08-01", {"release.when": "2024-10-01"}),
        Ask("2024-10-04", {"release.when": "2024-10-07"}),
    ),
    example(
        "R4.25", "a second paper gives another day",
        log(LAUNCH, RIVAL),
        Ask("2024-03-05", {"launch.when": "2024-03-01", "contested": [],
                           "status.claims": [("launched", "Harbour Post", "2024-03-02", ["Harbour Post"])]}),
        Ask("2024-03-12", {"launch.when": "2024-03-03", "contested": ["date"],
                           "launch.evidence.date": {"known": "2024-03-10", "sources": ["City Gazette"]}}),
    ),
    example(
        "P1", "in whichever order the two papers were recorded",
        log(RIVAL, LAUNCH),
        Ask("2024-03-05", {"launch.when": "2024-03-01"}),
        Ask("2024-03-12", {"launch.when": "2024-03-03", "contested": ["date"]}),
    ),
    example(
        "R5.3", "a plan moved by a year, with what is expected of it",
        log(plan_page("2026", "2025-01-01", "edition of 2026", "scheduled", "feature"),
            plan_page("2027", "2026-03-01", "edition of 2027", "scheduled", "feature")),
        Ask("2025-06-01", {"feature.when": "2026", "feature.claims": ["edition of 2026"]}),
        Ask("2026-04-01", {"feature.when": "2027", "feature.claims": ["edition of 2027"]}),
    ),
    example(
        "R4.16", "one publisher revises the day on which something ended",
        log(plan_page("2025-10-01", "2025-05-10", "active", "scheduled", "support"),
            plan_page("2025-10-01", "2025-11-10", "active", "occurred", "support"),
            plan_page("2025-10-31", "2025-11-20", "active", "occurred", "support")),
        Ask("2025-11-12", {"support.when": "2025-10-01", "support.evidence.date.known": "2025-05-10"}),
        Ask("2025-11-20", {"support.when": "2025-10-31", "contested": []}),
    ),
]  # fmt: skip
