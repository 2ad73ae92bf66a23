"""Rules R8.4 to R8.8: which entries an import appends. Naive: each report is held against the whole log."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from oracle.evidence.answer import described, issues_of
from oracle.evidence.claims import full_value
from oracle.evidence.dates import NEVER, Instant, window
from oracle.evidence.events import Event, event_as_known
from oracle.evidence.statements import DESCRIPTION, Data, corrected, known_of, phase_in, reports_of, without_repeats
from oracle.import_rows import FIELDS, FileReport, Row, gathered, is_same

KIND = {"postponed": "rescheduled", "cancelled": "cancelled", "retracted": "retracted", None: "sourced"}


class Proposal(NamedTuple):
    """What an import appends, as ``{"kind", "data"}``; the pairs that it refuses; what it leaves out and says so."""

    bodies: list[Data]
    refused: list[tuple[str, str]]
    notes: list[str]


# --- R8.4 to R8.7: reports against the log ---------------------------------------------------------


def propose(
    entries: list[Data], rows: list[Row], recorded: str, zone: str = "UTC", *, only_changes: bool = False
) -> Proposal:
    """What an import at the instant ``recorded`` appends to the entries."""
    clock = ZoneInfo(zone)
    reports, refused = gathered(rows, recorded, clock)
    log, notes = list(entries), []
    phased = {report.data["event"] for report in reports if report.phase}
    left_out: list[FileReport] = []
    done = 0
    while reports:  # R8.7: what agreed is asked again beside what was appended after it
        for report in reports:
            bodies, note, clashing = missing(report, log, recorded, clock, phased, only_changes=only_changes)
            log = appended(log, bodies, recorded)
            notes += note
            refused += [] if clashing is None else [(clashing, report.at)]
            left_out += [] if bodies or report.is_dated or clashing is not None else [report]
        before, reports, left_out = len(log) - len(entries), left_out, []
        if before == done:
            break
        done = before
    return Proposal([{"kind": e["kind"], "data": e["data"]} for e in log[len(entries) :]], refused, notes)


def appended(entries: list[Data], bodies: list[Data], recorded: str) -> list[Data]:
    log = list(entries)
    for body in bodies:
        log.append({"seq": len(log) + 1, "id": f"e{len(log) + 1}", "recorded": recorded, **body})
    return log


Missing = tuple[list[Data], list[str], str | None]  # bodies, notes, and the entry that it contradicts


def missing(
    report: FileReport, log: list[Data], recorded: str, zone: ZoneInfo, phased: set[str], *, only_changes: bool
) -> Missing:
    same = [entry for entry in corrected(log, keep_void=True) if was_once(entry["id"], report, log)]
    if same:
        left = {entry["id"] for entry in corrected(log)}
        ever = [version for entry in same for version in versions(entry["id"], log)]
        live = [entry for entry in same if entry["id"] in left]
        live.sort(key=lambda entry: by_itself(entry["data"], report) is None)
        if live:
            return more(report, live[0], ever, log)
        phases = [phase_in({"kind": entry["kind"], "data": entry["data"]}) for entry in same]
        if not fields_of(report, ever[-1], ever)[0] and report.phase in (None, *phases):
            return [], [f"{report.at}: {same[0]['id']} was taken out of the record"], None
    known = known_of(report.data, recorded, zone)
    if (only_changes or not report.is_dated) and agrees(report, seen(log, report, known.instant, zone), zone):
        return [], [], None
    if not report.is_dated and repeats(report, log):
        return [], [], None
    if report.phase is None and not seen(log, report, NEVER, zone) and report.data["event"] not in phased:
        return [], [], ""  # R8.8
    return [*definitions(report, log), body_of(report)], [], None


def was_once(entry: str, report: FileReport, log: list[Data]) -> bool:
    """Whether an entry is, or once was, the same report as one of a file."""
    return report.is_dated and any(by_itself(data, report) for data in versions(entry, log))


def by_itself(data: Data, report: FileReport) -> Data | None:
    """An entry's content as the report of the publisher that a file's report is of; None if it is another report."""
    if data.get("event") != report.data["event"]:
        return None
    for source in data.get("sources") or [{}]:
        alone = {**data, "sources": [source]} if source else data
        if is_same(alone, report.data):
            return alone
    return None


def more(report: FileReport, entry: Data, ever: list[Data], log: list[Data]) -> Missing:
    """R8.3 to R8.5: what corrects an entry so that it says the report."""
    phase = phase_in(entry)
    if phase and report.phase and phase != report.phase:
        return [], [], entry["id"]
    alone = by_itself(entry["data"], report) or entry["data"]
    fields, notes = fields_of(report, alone, ever)
    if report.phase and phase is None:
        fields["phase"] = report.phase
    own = alone.get("sources") or [{}]
    more_of_it = {name: value for name, value in report.source.items() if name in ("title", "url")}
    if len(own) == 1 and (source := {**more_of_it, **own[0]}) != own[0]:
        fields["sources"] = [source]
    bodies = put(fields, entry, alone) if fields else []
    return [*(definitions(report, log) if bodies else []), *bodies], notes, None


def fields_of(report: FileReport, held: Data, ever: list[Data]) -> tuple[Data, list[str]]:
    """What a report says otherwise than an entry, but for what was corrected away (R8.5)."""
    fields: Data = {}
    notes = []
    for name in FIELDS:
        value = report.data.get(name)
        if value and value != held.get(name):
            if value in [version.get(name) for version in ever]:
                notes.append(f"{report.at}: {name} {value!r} was corrected away")
            else:
                fields[name] = value
    issues = held.get("issues") or []
    named = [*issues, *(claim["issue"] for claim in held.get("claims") or [])]
    if new := [issue for issue in report.data.get("issues") or [] if issue not in named]:
        fields["issues"] = [*issues, *new]
    claims, said = merged_claims(report, held, [c for version in ever for c in version.get("claims") or []])
    if claims != (held.get("claims") or []):
        fields["claims"] = claims
    return fields, notes + said


def put(fields: Data, entry: Data, alone: Data) -> list[Data]:
    others = [s for s in entry["data"].get("sources") or [] if s not in alone.get("sources", [])]
    if not others:
        return [{"kind": "event.corrected", "data": {"entry": entry["id"], "fields": fields}}]
    apart = {"kind": "event.corrected", "data": {"entry": entry["id"], "fields": {"sources": others}}}
    return [apart, {"kind": entry["kind"], "data": {**alone, **fields}}]


def versions(entry: str, log: list[Data]) -> list[Data]:
    """All that an entry ever said: as recorded, and after each correction."""
    found: list[Data] = []
    for one in log:
        if one["id"] == entry:
            found = [one["data"]]
        elif one["kind"] == "event.corrected" and one["data"]["entry"] == entry:
            found.append({**found[-1], **(one["data"].get("fields") or {})})
    return found


def subject(claim: Data) -> tuple[str, str, str | None]:
    return claim["issue"], claim["attribute"], claim.get("by")


def merged_claims(report: FileReport, held: Data, ever: list[Data]) -> tuple[list[Data], list[str]]:
    """R8.4 and R8.5, of claims: those of one claimant on one attribute are one value, or several."""
    claims, notes = list(held.get("claims") or []), []
    said = report.data.get("claims") or []
    for new in [claim for claim in said if claim not in claims]:
        if new in ever:
            notes.append(f"{report.at}: {new['attribute']} {new['value']!r} was corrected away")
            continue
        wrong = [claim for claim in claims if subject(claim) == subject(new) and claim not in said]
        if wrong:
            claims = [new if claim == wrong[0] else claim for claim in claims]
            claims = [claim for claim in claims if claim not in wrong[1:]]
        else:
            claims.append(new)
    return claims, notes


# --- R8.6 to R8.8: a report that the log has not ---------------------------------------------------


def seen(log: list[Data], report: FileReport, known_by: Instant, zone: ZoneInfo) -> Event | None:
    about = [entry for entry in corrected(log) if entry["data"].get("event") == report.data["event"]]
    reports = [one for entry in about for one in reports_of(entry, zone)]
    return event_as_known(report.data["event"], reports, known_by, set(), zone)


def agrees(report: FileReport, event: Event | None, zone: ZoneInfo) -> bool:
    """Whether an event is all that a report says of it."""
    if event is None:
        return False
    data = report.data
    claims = [(one.issue, one.attribute, one.value, one.by) for one in event.claims]
    said = [(*subject(c)[:2], full_value(c["value"]), c.get("by")) for c in data.get("claims") or []]
    when = data.get("when")
    same_day = when is None or (event.when is not None and window(when, zone).same(window(event.when, zone)))
    words = all(data[name] == described(event, name) for name in DESCRIPTION if name in data and name != "issues")
    named = set(data.get("issues") or []) <= set(issues_of(event))
    open_ended = event.phase in ("scheduled", "postponed") and event.when is None
    same_phase = report.phase in (None, event.phase, *(("scheduled", "postponed") if open_ended else ()))
    return same_day and words and named and same_phase and all(c in claims for c in said)


def repeats(report: FileReport, log: list[Data]) -> bool:
    """R8.7: whether it is what the same source said last without a date."""
    same = [
        entry
        for entry in corrected(log)
        if entry["data"].get("event") == report.data["event"]
        and "known" not in entry["data"]
        and (entry["data"].get("sources") or [{}])[0] == report.source
        and "published" not in report.source
    ]
    if not same:
        return False
    last, data = same[-1], report.data
    said = (phase_in(last), last["data"].get("when"), last["data"].get("claims") or [])
    words = all(last["data"].get(name) == data[name] for name in DESCRIPTION if name in data and name != "issues")
    named = set(data.get("issues") or []) <= set(last["data"].get("issues") or [])
    return words and named and (report.phase, data.get("when"), data.get("claims") or []) == said


def definitions(report: FileReport, log: list[Data]) -> list[Data]:
    """R8.8."""
    named = [*(report.data.get("issues") or []), *(claim["issue"] for claim in report.data.get("claims") or [])]
    known = {entry["data"]["issue"] for entry in log if entry["kind"] == "issue.defined"}
    return [
        {"kind": "issue.defined", "data": {"issue": issue, "title": issue}}
        for issue in without_repeats(named)
        if issue not in known
    ]


def body_of(report: FileReport) -> Data:
    """The entry that says a report. One that gives no phase is a further source."""
    kind = KIND.get(report.phase, "recorded")
    phase = {"phase": report.phase} if kind == "recorded" else {}
    return {"kind": f"event.{kind}", "data": {**report.data, **phase}}
