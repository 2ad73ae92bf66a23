"""Rules R8.4 to R8.8: which entries an import appends. Naive: each report is held against the whole log."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from oracle.evidence.answer import described, issues_of
from oracle.evidence.claims import full_value
from oracle.evidence.dates import Instant, window
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
    left_out: list[FileReport] = []
    done = 0
    while reports:  # R8.7: what agreed is asked again beside what was appended after it
        for report in reports:
            bodies, note, clashing = missing(report, log, recorded, clock, only_changes=only_changes)
            log = appended(log, bodies, recorded)
            notes += note
            refused += [(clashing, report.at)] if clashing else []
            left_out += [] if bodies or report.is_dated else [report]
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


def missing(report: FileReport, log: list[Data], recorded: str, zone: ZoneInfo, *, only_changes: bool) -> Missing:
    if report.is_dated:
        left = {entry["id"] for entry in corrected(log)}
        for entry in [e for e in corrected(log, keep_void=True) if e["data"].get("event") == report.data["event"]]:
            if alone := by_itself(entry, report):
                if entry["id"] not in left:
                    return [], [f"{report.at}: {entry['id']} was taken out of the record"], None
                return more(report, entry, alone, log)
    known = known_of(report.data, recorded, zone)
    if (only_changes or not report.is_dated) and agrees(report, seen(log, report, known.instant, zone), zone):
        return [], [], None
    if not report.is_dated and repeats(report, log):
        return [], [], None
    return [*definitions(report, log), body_of(report)], [], None


def by_itself(entry: Data, report: FileReport) -> Data | None:
    """An entry's content as the report of the publisher that a file's report is of; None if it is another report."""
    for source in entry["data"].get("sources") or [{}]:
        alone = {**entry["data"], "sources": [source]} if source else entry["data"]
        if is_same(alone, report.data):
            return alone
    return None


def more(report: FileReport, entry: Data, alone: Data, log: list[Data]) -> Missing:
    """R8.3 to R8.5: what corrects an entry so that it says the report."""
    phase = phase_in(entry)
    if phase and report.phase and phase != report.phase:
        return [], [], entry["id"]
    fields, notes = {}, []
    ever = versions(entry["id"], log)
    if report.phase and phase is None:
        fields["phase"] = report.phase
    for name in (*FIELDS, "issues"):
        value = report.data.get(name)
        if not value or value == alone.get(name) or (name == "issues" and set(value) <= set(alone.get(name, []))):
            continue
        if value in [version.get(name) for version in ever]:
            notes.append(f"{report.at}: {name} {value!r} was corrected away")
        else:
            fields[name] = without_repeats([*alone.get(name, []), *value]) if name == "issues" else value
    claims, said = merged_claims(report, alone, [c for version in ever for c in version.get("claims") or []])
    notes += said
    if claims != (alone.get("claims") or []):
        fields["claims"] = claims
    if "sources" in alone and (source := {**report.source, **alone["sources"][0]}) != alone["sources"][0]:
        fields["sources"] = [source]
    return (put(fields, entry, alone) if fields else []), notes, None


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


def merged_claims(report: FileReport, alone: Data, ever: list[Data]) -> tuple[list[Data], list[str]]:
    """R8.4 and R8.5, of claims: those of one claimant on one attribute are one value, or several."""
    claims, notes = list(alone.get("claims") or []), []
    for of in dict.fromkeys(map(subject, report.data.get("claims") or [])):
        new = [c for c in report.data["claims"] if subject(c) == of]
        old = [c for c in claims if subject(c) == of]
        if all(claim in old for claim in new):
            continue
        if all(claim in ever for claim in new):
            notes.append(f"{report.at}: {of[1]} {new[0]['value']!r} was corrected away")
        elif all(claim in new for claim in old):
            claims += [claim for claim in new if claim not in old]
        else:
            claims = [claim for claim in claims if claim not in old] + new
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
    return same_day and words and named and report.phase in (None, event.phase) and all(c in claims for c in said)


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
    return (report.phase, data.get("when"), data.get("claims") or []) == said


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
