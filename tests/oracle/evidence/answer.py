"""Rules R6 and R7: phases at D, the states of attributes, and issues. The answer, as the engine's JSON has it."""

from typing import Any
from zoneinfo import ZoneInfo

from oracle.evidence.claims import Held
from oracle.evidence.dates import NEVER, Instant, day_of, moment, point_in_time
from oracle.evidence.events import Event, Evidence, event_as_known
from oracle.evidence.statements import (
    Data,
    Report,
    corrected,
    known_of,
    reports_of,
    sources_of,
    without_repeats,
)

PHASES = ("occurred", "possible", "upcoming", "due", "postponed", "overdue", "cancelled", "retracted")
InEffect = tuple[Event, Held]


def answer(entries: list[Data], D: str, K: str | None, R: str | None, zone: str = "UTC") -> Data:
    """The state of each issue at D, as known by K (None: hindsight), of what was recorded by R (None: all)."""
    log_zone = ZoneInfo(zone)
    recorded_by = NEVER if R is None else point_in_time(R, log_zone)
    taken = [entry for entry in entries if moment(entry["recorded"], log_zone) <= recorded_by]
    known_by = NEVER if K is None else point_in_time(K, log_zone)
    return _Answer(taken, point_in_time(D, log_zone), known_by, log_zone).issues()


def phase_at(event: Event, at: Instant) -> str:
    """R6."""
    if event.phase in ("retracted", "cancelled"):
        return event.phase
    if event.window is None:
        return "postponed"
    if event.phase == "occurred" and event.window.effective <= at:
        return "occurred"
    if event.window.starts > at:
        return "upcoming"
    if event.phase == "occurred":
        return "possible"
    return "overdue" if event.window.ends < at else "due"


class _Answer:
    def __init__(self, taken: list[Data], at: Instant, known_by: Instant, zone: ZoneInfo) -> None:
        self.taken, self.at, self.known_by, self.zone = sorted(taken, key=lambda e: e["seq"]), at, known_by, zone
        self.left = corrected(self.taken)
        defined = [entry["data"] for entry in self.left if entry["kind"] == "issue.defined"]
        self.definitions = {data["issue"]: data for data in defined}  # R7.5: a later one replaces an earlier one
        self.estimates = {
            (issue, name)
            for issue, definition in self.definitions.items()
            for name, declared in (definition.get("attributes") or {}).items()
            if declared.get("kind") == "estimate"
        }
        self.about = [entry for entry in self.left if "event" in entry["data"]]
        seen = [self.event(name) for name in without_repeats([entry["data"]["event"] for entry in self.about])]
        self.events = [event for event in seen if event]

    def event(self, name: str) -> Event | None:
        reports = [r for e in self.about if e["data"]["event"] == name for r in reports_of(e, self.zone)]
        return event_as_known(name, reports, self.known_by, self.estimates, self.zone)

    def issues(self) -> Data:
        """R7.4."""
        of_events = [issue for entry in self.about for issue in named_by(entry)]
        found = []
        for issue in without_repeats([issue for entry in self.left for issue in named_by(entry)]):
            bearing = [event for event in self.events if issue in issues_of(event)]
            if bearing or issue not in of_events:
                found.append((min([event.known.instant for event in bearing], default=NEVER), issue, bearing))
        return {"issues": [self.issue(issue, bearing) for _, issue, bearing in sorted(found, key=lambda one: one[:2])]}

    def issue(self, issue: str, bearing: list[Event]) -> Data:
        """R7.1 to R7.3."""
        happened = [event for event in bearing if phase_at(event, self.at) == "occurred"]
        states: dict[str, Data] = {}
        for name in sorted({one.attribute for event in happened for one in event.claims if one.issue == issue}):
            in_effect = [(e, one) for e in happened for one in e.claims if (one.issue, one.attribute) == (issue, name)]
            states[name] = self.state(in_effect, (issue, name) in self.estimates)
        events = [self.told(event) for event in sorted(bearing, key=self.event_order)]
        lists = {phase: [event for event in events if event["phase"] == phase] for phase in PHASES}
        ahead = [event for event in events if event["phase"] in ("due", "upcoming")]
        definition = self.definitions.get(issue) or {}
        return {
            "issue": issue,
            "title": definition.get("title") or issue,
            "question": definition.get("question"),
            "contested": sorted({flag for event in bearing for flag in event.contested}),
            "status": states.pop("status", None),
            "attributes": states,
            "last": lists["occurred"][-1] if lists["occurred"] else None,
            "next": ahead[0] if ahead else None,
            **lists,
        }

    def event_order(self, event: Event) -> tuple[Instant, Instant, int]:
        effective = event.window.effective if event.window else event.known.instant
        return effective, event.known.instant, event.reports[0].seq

    def state(self, in_effect: list[InEffect], is_estimate: bool) -> Data:
        """R5.9 to R5.12."""
        greatest_first = sorted(in_effect, key=claim_order, reverse=True)
        winner = greatest_first[0]
        differing = [place for place, one in enumerate(greatest_first) if one[1].value != winner[1].value]
        since = greatest_first[(differing or [len(greatest_first)])[0] - 1]
        if is_estimate:
            first = {one[1].claimant: one for one in reversed(greatest_first)}
            kept = [one for one in greatest_first if one is first[one[1].claimant]]
        else:
            kept = [one for one in greatest_first if claim_order(one)[0] == claim_order(winner)[0]]
        return {
            "value": winner[1].value,
            "since": day_of(claim_order(since)[0], self.zone),
            "reaffirmed": day_of(claim_order(winner)[0], self.zone),
            "event": winner[0].event,
            "contested": any(one[1].value != winner[1].value for one in kept),
            "claims": [self.claim(*one) for one in kept],
        }

    def claim(self, event: Event, held: Held) -> Data:
        return {
            "value": held.value,
            "by": held.by,
            "claimant": held.claimant,
            "event": event.event,
            "when": held.when,
            "known": held.known.text,
            "sources": self.sources(held.reports),
        }

    def told(self, event: Event) -> Data:
        return {
            "event": event.event,
            "title": described(event, "title") or event.event,
            "when": event.when,
            "earliest": event.window.earliest if event.window else None,
            "latest": event.window.latest if event.window else None,
            "phase": phase_at(event, self.at),
            "kind": described(event, "kind"),
            "place": described(event, "place"),
            "actors": list(described(event, "actors") or ()),
            "summary": described(event, "summary"),
            "known": event.known.text,
            "revision": self.revision_number(event.event),
            "claims": [
                {"issue": one.issue, "attribute": one.attribute}
                | {name: said for name, said in self.claim(event, one).items() if name not in ("event", "when")}
                for one in event.claims
            ],
            "sources": self.sources(event.reports),
            "evidence": {"date": self.evidence(event.date_evidence), "phase": self.evidence(event.phase_evidence)},
            "accounts": [self.account(group) for group in event.accounts],
            "contested": event.contested,
        }

    def evidence(self, evidence: Evidence | None) -> Data | None:
        return {"known": evidence.known.text, "sources": self.sources(evidence.reports)} if evidence else None

    def account(self, group: list[Report]) -> Data:
        first = group[0]
        return {
            "when": first.when,
            "phase": first.phase,
            "known": first.known.text,
            "sources": self.sources(group),
        }

    def sources(self, reports: list[Report]) -> list[Data]:
        return sources_of(reports, self.known_by, self.zone)

    def revision_number(self, event: str) -> int:
        """R4.27: how often something has happened to the event since its first entry."""
        count, about = -1, set()
        for entry in corrected(self.taken, keep_void=True):
            if entry["data"].get("event") == event:
                about.add(entry["id"])
                knowns = [report.known for report in reports_of(entry, self.zone)]
                knowns.append(known_of(entry["data"], entry["recorded"], self.zone))
                count += min(known.instant for known in knowns) <= self.known_by
            elif entry["kind"] == "event.corrected" and entry["data"]["entry"] in about:
                about.add(entry["id"])
                count += 1
        return count


def claim_order(one: InEffect) -> tuple[Any, ...]:
    """R5.9."""
    event, held = one
    assert event.window is not None
    return event.window.effective, held.known.instant, *held.order


def described(event: Event, name: str) -> Any:
    """R4.6: the latest known that is not blank."""
    return next((r.description[name] for r in reversed(event.reports) if r.description.get(name)), None)


def issues_of(event: Event) -> list[str]:
    """R7.1: the issues that reports of an event name, and those that its claims name."""
    named = [issue for report in event.reports for issue in report.description.get("issues") or []]
    return named + [claim["issue"] for report in event.reports for claim in report.claims]


def named_by(entry: Data) -> list[str]:
    data = entry["data"]
    if entry["kind"] == "issue.defined":
        return [data["issue"]]
    return list(data.get("issues") or []) + [claim["issue"] for claim in data.get("claims") or []]
