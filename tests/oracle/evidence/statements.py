"""Rules R2 to R4.5: from entries to reports, one for each publisher of an entry."""

from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from oracle.evidence.dates import Instant, Window, day_of, moment, window

Data = dict[str, Any]
SOURCE = ("publisher", "title", "published", "url")
DESCRIPTION = ("title", "kind", "place", "actors", "summary", "issues")
PHASE_OF = {
    "event.rescheduled": "scheduled",
    "event.occurred": "occurred",
    "event.cancelled": "cancelled",
    "event.retracted": "retracted",
}


class Known(NamedTuple):
    instant: Instant
    text: str


class Report(NamedTuple):
    """What one publisher says in one entry. ``phase`` None: it does not say; ``when`` None: neither.

    ``phase`` is scheduled, postponed, occurred, cancelled or retracted.
    """

    known: Known
    seq: int
    part: int
    publisher: str | None
    phase: str | None
    when: str | None
    claims: list[Data]
    sources: list[Data]
    description: Data
    further: bool = False

    @property
    def key(self) -> tuple[Instant, bool, int, int]:
        """R4.4: the order of reports; of those known at one instant an outcome comes last."""
        return self.known.instant, self.phase in ("occurred", "cancelled"), self.seq, self.part

    def window(self, zone: ZoneInfo) -> Window | None:
        return window(self.when, zone) if self.when else None


# --- R2 and R3 ------------------------------------------------------------------------------------


def known_of(data: Data, recorded: str, zone: ZoneInfo) -> Known:
    """R2.1, of an entry, or of the sources of one publisher: published, else given, else recorded."""
    texts = [source["published"] for source in data.get("sources") or [] if source.get("published")]
    if not texts and data.get("known"):
        texts = [data["known"]]
    if not texts:
        texts = [str(day_of(moment(recorded, zone), zone))]
    earliest = min(texts, key=lambda text: window(text, zone).ends)  # of equals, the first
    return Known(window(earliest, zone).ends, earliest)


def corrected(entries: list[Data], *, keep_void: bool = False) -> list[Data]:
    """R3. An entry is only corrected by later ones, so going backwards each is settled before it is applied."""
    settled: list[Data] = []
    dead: set[str] = set()
    for entry in sorted(entries, key=lambda entry: -entry["seq"]):
        data, void = dict(entry["data"]), False
        its_own = [c for c in settled if c["kind"] == "event.corrected" and c["data"]["entry"] == entry["id"]]
        for correction in sorted(its_own, key=lambda entry: entry["seq"]):
            if correction["id"] in dead:
                continue
            void = void or bool(correction["data"].get("void"))
            data.update(correction["data"].get("fields") or {})
        if void:
            dead.add(entry["id"])
        if not void or keep_void:
            settled.append({**entry, "data": {name: value for name, value in data.items() if value is not None}})
    return sorted(settled, key=lambda entry: entry["seq"])


# --- R4.1 to R4.3 ---------------------------------------------------------------------------------


def reports_of(entry: Data, zone: ZoneInfo) -> list[Report]:
    """R4.2: the reports of one entry, one a publisher, in the order of their first sources."""
    data = entry["data"]
    sources = data.get("sources") or []
    publishers = list(dict.fromkeys(source.get("publisher") for source in sources)) or [None]
    whole = known_of(data, entry["recorded"], zone)
    reports = []
    for part, publisher in enumerate(publishers):
        its_own = [source for source in sources if source.get("publisher") == publisher]
        dated = any(source.get("published") for source in its_own)
        given = {"known": data["known"]} if data.get("known") and not dated else {"known": whole.text}
        known = known_of({**given, "sources": its_own}, entry["recorded"], zone)
        reports.append(
            Report(
                known, entry["seq"], part, publisher, phase_in(entry), data.get("when"), data.get("claims") or [],
                [{name: source.get(name) for name in SOURCE} for source in its_own],
                {name: data[name] for name in DESCRIPTION if data.get(name)},
                further=entry["kind"] == "event.sourced",
            )
        )  # fmt: skip
    return reports


def phase_in(entry: Data) -> str | None:
    """R4.3: the phase that an entry gives."""
    kind, data = entry["kind"], entry["data"]
    if kind == "event.recorded":
        return str(data.get("phase") or "occurred")
    if kind == "event.rescheduled" or data.get("phase") == "postponed":
        return "scheduled" if data.get("when") else "postponed"
    return PHASE_OF.get(kind) or data.get("phase")


def without_repeats(things: list[Any]) -> list[Any]:
    return [thing for place, thing in enumerate(things) if thing not in things[:place]]


def sources_of(reports: list[Report], known_by: Instant, zone: ZoneInfo) -> list[Data]:
    """R4.23: the sources of some reports that were published by K, or are undated; each once."""
    return without_repeats(
        [
            source
            for report in reports
            for source in report.sources
            if not source["published"] or window(source["published"], zone).ends <= known_by
        ]
    )


# --- R4.5: retractions ----------------------------------------------------------------------------


def not_withdrawn(reports: list[Report]) -> list[Report]:
    """The reports, in order, that no retraction withdrew, without the retractions."""
    left: list[Report] = []
    for report in sorted(reports, key=lambda report: (report.known.instant, report.seq, report.part)):
        if report.phase != "retracted":
            left.append(report)
            continue
        if report.publisher is None:
            left = []
        left = [other for other in left if other.publisher != report.publisher]
        if all(other.publisher is None for other in left):  # notes of our own fall with the last publisher
            left = []
    return sorted(left, key=lambda report: report.key)
