"""Rules R8.1 to R8.3: rows to reports. Rows are dicts with the columns of an import file; what is blank is missing."""

from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from oracle.evidence.dates import window
from oracle.evidence.statements import Data, known_of, without_repeats

Row = dict[str, Any]
WORDS = {"possible": "occurred", "upcoming": "scheduled", "due": "scheduled", "overdue": "scheduled"}
FIELDS = ("when", "title", "kind", "place", "actors", "summary")


class FileReport(NamedTuple):
    """What a file says of an event as one report. ``data`` is the body of an entry, blank fields missing."""

    at: str
    phase: str | None
    data: Data

    @property
    def source(self) -> Data:
        return self.data["sources"][0] if "sources" in self.data else {}

    @property
    def is_dated(self) -> bool:
        return bool(self.source.get("published") or self.data.get("known"))


def read_row(row: Row, at: str, recorded: str, zone: ZoneInfo) -> FileReport:
    source = {
        name: row[column]
        for name, column in (
            ("publisher", "publisher"), ("title", "source"), ("published", "published"), ("url", "url")
        )
        if row.get(column)
    }  # fmt: skip
    data: Data = {"event": row["event"]} | {name: row[name] for name in (*FIELDS, "known") if row.get(name)}
    if source:
        data["sources"] = [source]
    if row.get("value") is not None and row.get("value") != "":
        claim = {"issue": row["issue"], "attribute": row.get("attribute") or "status", "value": row["value"]}
        data["claims"] = [claim | ({"by": row["by"]} if row.get("by") else {})]
    elif row.get("issue"):
        data["issues"] = [row["issue"]]
    return FileReport(at, phase_of_row(row, data, recorded, zone), data)


def phase_of_row(row: Row, data: Data, recorded: str, zone: ZoneInfo) -> str | None:
    """R8.1."""
    if row.get("phase") == "postponed":
        return "scheduled" if "when" in data else "postponed"
    if row.get("phase"):
        return WORDS.get(row["phase"], row["phase"])
    if "when" not in data:
        return None
    to_come = window(data["when"], zone).starts > known_of(data, recorded, zone).instant
    return "scheduled" if to_come else "occurred"


def gathered(rows: list[Row], recorded: str, zone: ZoneInfo) -> tuple[list[FileReport], list[tuple[str, str]]]:
    """R8.2 and R8.3: the reports of a file, in the order of their first rows, and the pairs of rows that contradict.

    Of these the later is left out.
    """
    reports: list[FileReport] = []
    refused = []
    before: dict[str, tuple[Row, int]] = {}
    for number, row in enumerate(rows, 2):
        one = read_row(row, f"row {number}", recorded, zone)
        begun = before.get(row["event"])
        goes_on = begun is not None and continues(row, begun[0])
        one = one._replace(phase=None) if goes_on else one
        place = begun[1] if begun and goes_on else find(one, reports)
        if place is None:
            place = len(reports)
            reports.append(one)
        elif clash(one, reports[place]):
            refused.append((reports[place].at, one.at))
            continue
        else:
            reports[place] = joined(reports[place], one)
        if not goes_on:
            before[row["event"]] = row, place
    return reports, refused


def continues(row: Row, begun: Row) -> bool:
    """R8.2: no source, no known date, and nothing else than the row with which the report began."""
    if any(row.get(name) for name in ("publisher", "source", "published", "url", "known")):
        return False
    return all(not row.get(name) or row[name] == begun.get(name) for name in (*FIELDS, "phase"))


def find(one: FileReport, reports: list[FileReport]) -> int | None:
    return next((place for place, other in enumerate(reports) if is_same(one.data, other.data)), None)


def is_same(one: Data, other: Data) -> bool:
    """R8.2, of two bodies that have one source at most."""
    (here, there) = ((body.get("sources") or [{}])[0] for body in (one, other))
    days = [source.get("published") or body.get("known") for body, source in ((one, here), (other, there))]
    alike = all(here.get(name) in (None, there.get(name)) or there.get(name) is None for name in ("title", "url"))
    publishers = here.get("publisher") == there.get("publisher")
    return one["event"] == other["event"] and publishers and days[0] == days[1] and alike


def clash(one: FileReport, other: FileReport) -> bool:
    pairs = [(one.phase, other.phase), *((one.data.get(name), other.data.get(name)) for name in FIELDS)]
    return any(here is not None and there is not None and here != there for here, there in pairs)


def joined(one: FileReport, other: FileReport) -> FileReport:
    data = {**other.data, **one.data}
    for name in ("claims", "issues"):
        both = [*one.data.get(name, []), *other.data.get(name, [])]
        data |= {name: without_repeats(both)} if both else {}
    if "sources" in data:
        data["sources"] = [{**other.source, **one.source}]
    return FileReport(one.at, one.phase or other.phase, data)
