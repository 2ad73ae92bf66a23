"""The test oracle of the fold as it is built today, in the plainest Python, apart from the engine.

Its rules are those of ``docs/semantics.md`` as they were before every entry was a report; the numbers in the headings
are the sections of then. The engine is held to it until its fold is rebuilt; `oracle.evidence` follows the rules
that the document has now. Where the rules left a choice, the choice taken is marked ``CHOICE``. Nothing here is fast.

Instants are whole microseconds since 1970-01-01T00:00Z; ``ALWAYS`` and ``NEVER`` are the two infinities.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

ALWAYS, NEVER = float("-inf"), float("inf")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PHASES = ("occurred", "possible", "upcoming", "due", "postponed", "overdue", "cancelled", "retracted")

Instant = float  # an int, or one of the two infinities
Data = dict[str, Any]


# --- 1. Instants ----------------------------------------------------------------------------------


def micros(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def start_of_day(day: date, zone: ZoneInfo) -> int:
    return micros(datetime(day.year, day.month, day.day, tzinfo=zone))


def end_of_day(day: date, zone: ZoneInfo) -> int:
    return start_of_day(day + timedelta(days=1), zone) - 1


def day_of(instant: Instant, zone: ZoneInfo) -> str | None:
    """The calendar day of an instant in the log's zone. CHOICE: an infinite instant has no day."""
    if instant in (ALWAYS, NEVER):
        return None
    return (EPOCH + timedelta(microseconds=int(instant))).astimezone(zone).date().isoformat()


def moment(text: str, zone: ZoneInfo) -> int:
    """A date-time: exact with an offset, else local to the log's zone."""
    parsed = datetime.fromisoformat(text)
    return micros(parsed if parsed.tzinfo else parsed.replace(tzinfo=zone))


def point_in_time(text: str, zone: ZoneInfo) -> int:
    """A part of a question, or a recorded stamp: a date is the end of that day."""
    return moment(text, zone) if "T" in text else end_of_day(date.fromisoformat(text), zone)


class Window(NamedTuple):
    starts: Instant
    ends: Instant
    effective: Instant
    earliest: str | None
    latest: str | None


def first_and_last_day(text: str) -> tuple[date, date]:
    """The strict bounds of YYYY-MM-DD, YYYY-MM or YYYY, whatever doubt (``~ ? %``) is expressed."""
    numbers = [int(part) for part in text.rstrip("~?%").split("-")]
    if len(numbers) == 3:
        return date(*numbers), date(*numbers)
    if len(numbers) == 2:
        year, month = numbers
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(numbers[0], 1, 1), date(numbers[0], 12, 31)


def window(text: str, zone: ZoneInfo) -> Window:
    if "T" in text:
        instant = moment(text, zone)
        day = day_of(instant, zone)  # not as written: an offset of its own may put it on another
        return Window(instant, instant, instant, day, day)
    if text.startswith("["):
        first, last = (date.fromisoformat(day) for day in text.strip("[]").split(".."))
        return days(first, last, zone)
    if "/" in text:
        before, after = text.split("/")
        return interval(before, after, zone)
    return days(*first_and_last_day(text), zone)


def days(first: date, last: date, zone: ZoneInfo) -> Window:
    """Some time between two days: effective when it must be over."""
    ends = end_of_day(last, zone)
    return Window(start_of_day(first, zone), ends, ends, first.isoformat(), last.isoformat())


def interval(first: str, last: str, zone: ZoneInfo) -> Window:
    """From one day to another, either of which may be open: effective once the first day is over."""
    is_open = ".."
    return Window(
        starts=ALWAYS if first == is_open else start_of_day(date.fromisoformat(first), zone),
        ends=NEVER if last == is_open else end_of_day(date.fromisoformat(last), zone),
        effective=ALWAYS if first == is_open else end_of_day(date.fromisoformat(first), zone),
        earliest=None if first == is_open else first,
        latest=None if last == is_open else last,
    )


# --- 2. Knowledge ---------------------------------------------------------------------------------


class Known(NamedTuple):
    instant: Instant
    text: str


def latest_bound(text: str, zone: ZoneInfo) -> Instant:
    return window(text, zone).ends


def known_of(entry: Data, zone: ZoneInfo) -> Known:
    """The earliest published date of its sources; else its own known; else the day it was recorded."""
    data = entry["data"]
    texts = [source["published"] for source in data.get("sources") or [] if source.get("published")]
    if not texts and data.get("known"):
        texts = [data["known"]]
    if not texts:
        texts = [str(day_of(moment(entry["recorded"], zone), zone))]
    earliest = min(texts, key=lambda text: latest_bound(text, zone))  # of equals, the first
    return Known(latest_bound(earliest, zone), earliest)


def visible_sources(entry: Data, known_by: Instant, zone: ZoneInfo) -> list[Data]:
    """The sources of one entry that are published by K, or undated."""
    return [
        {name: source.get(name) for name in ("publisher", "title", "published", "url")}
        for source in entry["data"].get("sources") or []
        if not source.get("published") or latest_bound(source["published"], zone) <= known_by
    ]


# --- 3. Corrections -------------------------------------------------------------------------------


def corrected(entries: list[Data], *, keep_void: bool = False) -> list[Data]:
    """The entries as corrected, without those that are void. The corrections that count stay in the list.

    An entry can only be corrected by later ones, so going backwards each is settled before it is applied.
    CHOICE: void stays void, whatever fields another correction of the entry names.
    CHOICE: a correction is an entry like any other, so its fields can be corrected too.
    """
    settled: list[Data] = []
    dead: set[str] = set()
    for entry in sorted(entries, key=lambda entry: -entry["seq"]):
        data, void = dict(entry["data"]), False
        its_own = [c for c in settled if c["kind"] == "event.corrected" and c["data"]["entry"] == entry["id"]]
        its_own = [c for c in its_own if c["id"] not in dead]
        for correction in sorted(its_own, key=lambda entry: entry["seq"]):
            if correction["data"].get("void"):
                void = True
            else:
                data.update(correction["data"].get("fields") or {})
        if void:
            dead.add(entry["id"])
        if not void or keep_void:
            present = {name: value for name, value in data.items() if value is not None}
            settled.append({**entry, "data": present})
    return sorted(settled, key=lambda entry: entry["seq"])


# --- 4. Revisions ---------------------------------------------------------------------------------


class Statement(NamedTuple):
    """A claim, and where it was stated; then the outcome it rests on, if any (section 5)."""

    claim: Data
    entry: Data
    known: Known
    place: int
    outcome: Data | None = None


class Revision(NamedTuple):
    """An event as known by K."""

    event: str
    base: Data
    known: Known
    phase: str  # occurred, scheduled, cancelled or retracted
    when: str | None
    reported: Known | None  # since when it was known to have occurred
    statements: list[Statement]
    sources: list[Data]


def base_and_others(left: list[Data], event: str) -> tuple[Data | None, list[Data]]:
    """The first ``event.recorded`` of the event, and its entries of other kinds."""
    of_event = [entry for entry in left if entry["data"].get("event") == event]
    recorded = [entry for entry in of_event if entry["kind"] == "event.recorded"]
    others = [entry for entry in of_event if entry["kind"] != "event.recorded"]
    return (recorded[0], others) if recorded else (None, [])


def visible_from(base: Data, others: list[Data], zone: ZoneInfo) -> Known:
    sourced = [entry for entry in others if entry["kind"] == "event.sourced"]
    last_first = sorted([base, *sourced], key=lambda entry: -entry["seq"])
    return min((known_of(entry, zone) for entry in last_first), key=lambda known: known.instant)


def revise(
    left: list[Data], event: str, known_by: Instant, zone: ZoneInfo, estimates: set[tuple[str, str]]
) -> Revision | None:
    """The event as known by K; None if it is not visible. ``estimates``: the issues and attributes that are."""
    base, others = base_and_others(left, event)
    if base is None:
        return None
    known = visible_from(base, others, zone)
    if known.instant > known_by:
        return None
    others = [entry for entry in others if known_of(entry, zone).instant <= known_by]
    others.sort(key=lambda entry: (known_of(entry, zone).instant, entry["seq"]))
    phase = base["data"].get("phase") or "occurred"
    revision = Revision(
        event=event,
        base=base,
        known=known,
        phase=phase,
        when=base["data"].get("when"),
        reported=known if phase == "occurred" else None,
        statements=stated_in(base, known),
        sources=without_repeats(
            [source for entry in [base, *others] for source in visible_sources(entry, known_by, zone)]
        ),
    )
    for entry in others:
        if entry["kind"] == "event.sourced":
            revision = sourced(revision, entry, known_of(entry, zone), estimates)
        else:
            revision = CHANGES[entry["kind"]](revision, entry, known_of(entry, zone))
    return revision


def rescheduled(revision: Revision, entry: Data, known: Known) -> Revision:
    if revision.phase == "occurred":  # CHOICE: it keeps its date, too
        return revision
    return revision._replace(
        phase="scheduled",
        when=entry["data"].get("when"),
        reported=None,
        statements=[statement._replace(outcome=None) for statement in revision.statements],
    )


def occurred(revision: Revision, entry: Data, known: Known) -> Revision:
    expected = revision.statements
    if revision.phase != "occurred":  # this entry is the outcome, and what was stated before rests on it
        expected = [statement._replace(outcome=entry) for statement in expected]
    return revision._replace(
        phase="occurred",
        when=entry["data"].get("when") or revision.when,
        reported=revision.reported if revision.phase == "occurred" else known,
        statements=replaced_by_outcome(expected, stated_in(entry, known)),
    )


def cancelled(revision: Revision, entry: Data, known: Known) -> Revision:
    return revision._replace(phase="cancelled") if revision.phase == "scheduled" else revision


def sourced(revision: Revision, entry: Data, known: Known, estimates: set[tuple[str, str]]) -> Revision:
    return revision._replace(statements=replaced_by_claimant(revision.statements, stated_in(entry, known), estimates))


def retracted(revision: Revision, entry: Data, known: Known) -> Revision:
    return revision._replace(phase="retracted", reported=None)


CHANGES = {
    "event.rescheduled": rescheduled,
    "event.occurred": occurred,
    "event.cancelled": cancelled,
    "event.retracted": retracted,
}


def stated_in(entry: Data, known: Known) -> list[Statement]:
    return [Statement(claim, entry, known, place) for place, claim in enumerate(entry["data"].get("claims") or [])]


def subject(statement: Statement) -> tuple[str, str]:
    return statement.claim["issue"], statement.claim["attribute"]


def replaced_by_outcome(old: list[Statement], new: list[Statement]) -> list[Statement]:
    subjects = [subject(statement) for statement in new]
    return [statement for statement in old if subject(statement) not in subjects] + new


def replaced_by_claimant(
    old: list[Statement], new: list[Statement], estimates: set[tuple[str, str]]
) -> list[Statement]:
    held = [(claimant(statement, estimates), subject(statement)) for statement in new]
    return [statement for statement in old if (claimant(statement, estimates), subject(statement)) not in held] + new


def rests_on(statement: Statement, estimates: set[tuple[str, str]]) -> list[Data]:
    """The entries a claim rests on, the one that speaks first."""
    if statement.outcome is None:
        return [statement.entry]
    if subject(statement) in estimates:
        return [statement.entry, statement.outcome]
    return [statement.outcome, statement.entry]


def claimant(statement: Statement, estimates: set[tuple[str, str]]) -> str | None:
    """``by``, else the publisher of the first source (visible or not) of the entry that speaks, else nobody."""
    if statement.claim.get("by"):
        return str(statement.claim["by"])
    sources = rests_on(statement, estimates)[0]["data"].get("sources") or []
    return sources[0].get("publisher") if sources else None


def revision_number(taken: list[Data], event: str, known_by: Instant, zone: ZoneInfo) -> int:
    """How often something has happened to the event: its further entries known by K, and all corrections of any."""
    count = 0
    about: set[str] = set()
    for entry in corrected(taken, keep_void=True):
        if entry["data"].get("event") == event:
            about.add(entry["id"])
            if entry["kind"] != "event.recorded" and known_of(entry, zone).instant <= known_by:
                count += 1
        elif entry["kind"] == "event.corrected" and entry["data"]["entry"] in about:
            about.add(entry["id"])
            count += 1
    return count


# --- 6. Phases ------------------------------------------------------------------------------------


def window_of(revision: Revision, zone: ZoneInfo) -> Window | None:
    if revision.when is not None:
        return window(revision.when, zone)
    if revision.reported is not None:  # occurred without any date
        return Window(ALWAYS, revision.reported.instant, revision.reported.instant, None, None)
    return None


def phase_at(revision: Revision, at: Instant, zone: ZoneInfo) -> str:
    seen = window_of(revision, zone)
    if revision.phase in ("retracted", "cancelled"):
        return revision.phase
    if seen is None:
        return "postponed"
    if revision.phase == "occurred" and seen.effective <= at:
        return "occurred"
    if seen.starts > at:
        return "upcoming"
    if revision.phase == "occurred":
        return "possible"
    return "overdue" if seen.ends < at else "due"


# --- 5. Claims ------------------------------------------------------------------------------------


class InEffect(NamedTuple):
    """A claim in effect: its place in the order of claims, and what is told of it."""

    order: tuple[Instant, Instant, int, int]  # effective, known, seq, place
    value: Any
    claimant: str | None
    event: str
    answer: Data


def full_value(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: value.get(name) for name in ("amount", "unit", "qualifier")}
    return value


def claims_in_effect(
    revisions: list[Revision],
    issue: str,
    attribute: str,
    at: Instant,
    known_by: Instant,
    zone: ZoneInfo,
    estimates: set[tuple[str, str]],
) -> list[InEffect]:
    """All claims on the issue's attribute that are in effect at D, least first."""
    found = []
    for revision in revisions:
        if phase_at(revision, at, zone) != "occurred":
            continue
        for statement in revision.statements:
            if subject(statement) == (issue, attribute):
                found.append(in_effect(revision, statement, known_by, zone, estimates))
    return sorted(found, key=lambda claim: claim.order)


def in_effect(
    revision: Revision,
    statement: Statement,
    known_by: Instant,
    zone: ZoneInfo,
    estimates: set[tuple[str, str]],
) -> InEffect:
    seen, known = window_of(revision, zone), statement.known
    assert seen is not None
    if statement.outcome is not None:
        known = max(known, known_of(statement.outcome, zone), key=lambda known: known.instant)
    evidence = rests_on(statement, estimates)
    value = full_value(statement.claim["value"])
    return InEffect(
        # CHOICE: the seq is that of the entry stating it, even if it is known from another one.
        order=(seen.effective, known.instant, statement.entry["seq"], statement.place),
        value=value,
        claimant=claimant(statement, estimates),
        event=revision.event,
        answer={
            "value": value,
            "by": statement.claim.get("by"),
            "claimant": claimant(statement, estimates),
            "event": revision.event,
            "when": revision.when,
            "known": known.text,
            "sources": without_repeats(
                [source for entry in evidence for source in visible_sources(entry, known_by, zone)]
            ),
        },
    )


def claim_state(claims: list[InEffect], kind: str, zone: ZoneInfo) -> Data | None:
    """What an attribute is, given the claims in effect on it, least first."""
    if not claims:
        return None
    greatest_first = claims[::-1]
    winner = greatest_first[0]

    since = winner
    for claim in greatest_first:
        if claim.value != winner.value:
            break
        since = claim

    if kind == "estimate":
        kept: list[InEffect] = []
        for claim in greatest_first:
            if claim.claimant not in [other.claimant for other in kept]:
                kept.append(claim)
    else:
        kept = [claim for claim in greatest_first if claim.order[0] == winner.order[0]]

    return {
        "value": winner.value,
        "since": day_of(since.order[0], zone),
        "reaffirmed": day_of(winner.order[0], zone),
        "event": winner.event,
        "contested": any(claim.value != winner.value for claim in kept),
        "claims": [claim.answer for claim in kept],  # CHOICE: all greatest first, not just the winner
    }


# --- 7. Issues ------------------------------------------------------------------------------------


def issues_named_by(entry: Data) -> list[str]:
    data = entry["data"]
    if entry["kind"] == "issue.defined":
        return [data["issue"]]
    return list(data.get("issues") or []) + [claim["issue"] for claim in data.get("claims") or []]


def issues_of(revision: Revision) -> list[str]:
    return list(revision.base["data"].get("issues") or []) + [
        statement.claim["issue"] for statement in revision.statements
    ]


def without_repeats(things: list[Any]) -> list[Any]:
    return [thing for place, thing in enumerate(things) if thing not in things[:place]]


def event_answer(revision: Revision, number: int, at: Instant, zone: ZoneInfo) -> Data:
    # CHOICE: one that occurred without a date has neither earliest nor latest.
    seen = window_of(revision, zone)
    return {
        "event": revision.event,
        "title": revision.base["data"]["title"],
        "when": revision.when,
        "earliest": seen.earliest if seen else None,
        "latest": seen.latest if seen else None,
        "phase": phase_at(revision, at, zone),
        "kind": revision.base["data"].get("kind"),
        "place": revision.base["data"].get("place"),
        "actors": list(revision.base["data"].get("actors", ())),
        "summary": revision.base["data"].get("summary"),
        "known": revision.known.text,
        "revision": number,
        "claims": [
            {
                "issue": statement.claim["issue"],
                "attribute": statement.claim["attribute"],
                "value": full_value(statement.claim["value"]),
                "by": statement.claim.get("by"),
            }
            for statement in revision.statements
        ],
        "sources": revision.sources,
    }


def event_order(revision: Revision, zone: ZoneInfo) -> tuple[Instant, Instant, int]:
    seen = window_of(revision, zone)
    return (
        seen.effective if seen else revision.known.instant,
        revision.known.instant,
        revision.base["seq"],
    )


def issue_answer(
    issue: str,
    definition: Data,
    bearing: list[tuple[Revision, int]],
    at: Instant,
    known_by: Instant,
    zone: ZoneInfo,
    estimates: set[tuple[str, str]],
) -> Data:
    """The state of one issue, given the visible events that bear on it: their revisions, numbered."""
    revisions = [revision for revision, _ in bearing]
    names = {stated.claim["attribute"] for revision in revisions for stated in revision.statements}
    states = {}
    for name in sorted(names):
        claims = claims_in_effect(revisions, issue, name, at, known_by, zone, estimates)
        state = claim_state(claims, "estimate" if (issue, name) in estimates else "state", zone)
        if state is not None:
            states[name] = state

    in_order = sorted(bearing, key=lambda pair: event_order(pair[0], zone))
    events = [event_answer(revision, number, at, zone) for revision, number in in_order]
    lists = {phase: [event for event in events if event["phase"] == phase] for phase in PHASES}
    ahead = [event for event in events if event["phase"] in ("due", "upcoming")]
    return {
        "issue": issue,
        "title": definition.get("title") or issue,
        "question": definition.get("question"),
        "status": states.pop("status", None),
        "attributes": states,
        "last": lists["occurred"][-1] if lists["occurred"] else None,
        "next": ahead[0] if ahead else None,
        **lists,
    }


def answer(entries: list[Data], D: str, K: str | None, R: str | None, zone: str = "UTC") -> Data:
    """State of each issue at D, as known by K (None: hindsight), of what was recorded by R (None: all)."""
    log_zone = ZoneInfo(zone)
    at = point_in_time(D, log_zone)
    known_by = NEVER if K is None else point_in_time(K, log_zone)
    recorded_by = NEVER if R is None else point_in_time(R, log_zone)

    taken = sorted(entries, key=lambda entry: entry["seq"])
    taken = [entry for entry in taken if moment(entry["recorded"], log_zone) <= recorded_by]
    left = corrected(taken)

    # A later definition replaces an earlier one.
    definitions = {entry["data"]["issue"]: entry["data"] for entry in left if entry["kind"] == "issue.defined"}
    estimates = {
        (issue, name)
        for issue, definition in definitions.items()
        for name, declared in (definition.get("attributes") or {}).items()
        if declared.get("kind") == "estimate"
    }

    with_base = without_repeats([entry["data"]["event"] for entry in left if entry["kind"] == "event.recorded"])
    visible = []
    for event in with_base:
        revision = revise(left, event, known_by, log_zone, estimates)
        if revision is not None:
            visible.append((revision, revision_number(taken, event, known_by, log_zone)))

    # CHOICE: an entry names its issues even if it is ignored otherwise (of an event without base, a further
    # event.recorded), but not if it is void; what it names is what it names as corrected.
    about_events = [entry for entry in left if "event" in entry["data"]]
    named = without_repeats([issue for entry in left for issue in issues_named_by(entry)])
    named_by_events = [issue for entry in about_events for issue in issues_named_by(entry)]

    issues = []
    for issue in named:
        bearing = [pair for pair in visible if issue in issues_of(pair[0])]
        if not bearing and issue in named_by_events:
            continue  # not heard of yet
        definition = definitions.get(issue) or {}
        issues.append(issue_answer(issue, definition, bearing, at, known_by, log_zone, estimates))
    return {"issues": issues}
