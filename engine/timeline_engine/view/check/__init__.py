"""Look a log over: what is wrong in it, or doubtful, each with the place where an analyst can look.

Every rule is one small pure function, and a line of ``RULES``.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from ...dates import Zone
from ...entries import CodecError, Entry, EventRescheduled
from ...errors import concise
from ...fields import typed
from ...log import InFolder, Log, log_at, utc_now
from ...log.segments import count_segments, line_at, segment_name
from ...visible import visible
from ..asking import day_asked
from .answer_rules import backfilled, backward_statuses, contested, impossible_dates, known_late, overdue, unheard
from .context import Ground, read_ground
from .duplicates import same_events
from .entry_rules import (
    bad_corrections,
    bad_dates,
    broken_references,
    clock_ahead,
    future_dates,
    other_units,
    texts_in_estimates,
    undated_sources,
    undeclared_values,
    unfit_numbers,
    unknown_attributes,
    unknown_issues,
    unsourced_claims,
)
from .finding import Fault
from .strange import far_years, other_cases

_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")

Severity = Literal["error", "warning"]


class Rule(Struct, frozen=True):
    """Something to look for: a short name that stays, how bad it is, and the function that finds it."""

    code: str
    severity: Severity
    find: Callable[[Ground], Iterable[Fault]]


RULES: tuple[Rule, ...] = (
    Rule("bad-correction", "error", bad_corrections),
    Rule("bad-date", "error", bad_dates),
    Rule("dangling", "error", broken_references),
    Rule("unknown-issue", "error", unknown_issues),
    Rule("undeclared-value", "error", undeclared_values),
    Rule("impossible-date", "error", impossible_dates),
    Rule("future-known", "error", future_dates),
    Rule("clock-ahead", "warning", clock_ahead),
    Rule("overdue", "warning", overdue),
    Rule("known-late", "warning", known_late),
    Rule("back-filled", "warning", backfilled),
    Rule("unheard", "warning", unheard),
    Rule("no-source", "warning", unsourced_claims),
    Rule("undated-source", "warning", undated_sources),
    Rule("other-unit", "warning", other_units),
    Rule("unit-case", "warning", other_cases),
    Rule("unknown-attribute", "warning", unknown_attributes),
    Rule("text-in-estimate", "warning", texts_in_estimates),
    Rule("number", "warning", unfit_numbers),
    Rule("status-backwards", "warning", backward_statuses),
    Rule("far-year", "warning", far_years),
    Rule("same-event", "warning", same_events),
    Rule("contested", "warning", contested),
)


class Finding(Struct, frozen=True, kw_only=True):
    """Something that an analyst should look at, and where: the entry and, for a log in files, its line.

    ``event`` and ``issue`` are those it concerns, if it concerns one.
    """

    severity: Severity
    code: str
    sentence: str
    path: str | None
    line: int | None
    seq: int
    entry: str
    event: str | None
    issue: str | None

    @property
    def place(self) -> str:
        """``events/000001.jsonl:12``, which editors open; ``#12`` for a log that is not in files."""
        return f"{self.path}:{self.line}" if self.path else f"#{self.seq}"


class Checked(Struct, frozen=True):
    """A log looked over as of a date: how many entries it has, and the findings in the order of the log."""

    as_of: str
    entries: int
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings are so bad."""
        return sum(1 for finding in self.findings if finding.severity == severity)


@typed
def check(
    log: Log | str | Path, as_of: str | date | None = None, rules: Iterable[Rule] = RULES, *, now: int | None = None
) -> Checked:
    """Look a log, or that at a path, over with hindsight, in the world as of a date (default: today).

    ``now`` is the time in microseconds since 1970 (default: the computer's), which no entry can be stamped ahead of.
    Raises DateError, LogError, LogDamaged, LogNewer.
    """
    log = log_at(log)
    zone = Zone(log.info.zone)
    day = day_asked(as_of, zone)
    moment = zone.instant(day)
    ground = read_ground(log.read(), zone, moment, utc_now() if now is None else now)
    places = _Places.of(log)
    found = [_finding(rule, fault, places) for rule in rules for fault in rule.find(ground)]
    found.sort(key=lambda finding: finding.seq)  # stable: at one place in the order of the rules
    return Checked(day, len(ground.entries), tuple(found))


AT_ONCE = {
    "undeclared-value",
    "impossible-date",
    "future-known",
    "known-late",
    "unheard",
    "other-unit",
    "unknown-attribute",
    "text-in-estimate",
}
"""What is worth telling a person who is just recording an entry, and can be seen from those about its event."""
TYPED = {"back-filled"}
"""What else is told of one that is typed; of an import as a whole, see `rows`."""


def doubts(entries: Iterable[Entry], entry_id: str, zone: Zone, now: int, *, typed: bool = False) -> list[Fault]:
    """What a person should look at in one of these entries, about one event and its issues.

    ``typed``: the entry is typed by hand.
    """
    told = list(entries)
    ground = read_ground(told, zone, now)
    moved = any(entry.id == entry_id and isinstance(entry.body, EventRescheduled) for entry in told)
    codes = AT_ONCE | TYPED if typed else AT_ONCE
    # Who enters an old plan knows that it is old; who moves an event to a day that has passed mistyped it.
    rules = (rule for rule in RULES if rule.code in codes and (moved or rule.code != "known-late"))
    return [fault for rule in rules for fault in rule.find(ground) if fault.entry == entry_id]


class _Places(Struct, frozen=True):
    """Where entries stand: the names of a log's segment files, and the number of the first entry in each."""

    paths: tuple[str, ...] = ()
    firsts: tuple[int, ...] = ()

    @classmethod
    def of(cls, log: Log) -> "_Places":
        """The places of a log; a log that is not in files has none."""
        return cls(*zip(*_segments(log), strict=True)) if isinstance(log, InFolder) else cls()

    def place(self, seq: int) -> tuple[str | None, int | None]:
        """The file and line of an entry: there is one line for each."""
        segment = bisect_right(self.firsts, seq) - 1
        return (self.paths[segment], seq - self.firsts[segment] + 1) if segment >= 0 else (None, None)


def _segments(log: InFolder) -> Iterator[tuple[str, int]]:
    for number in range(1, count_segments(log.path) + 1):
        path = log.path / segment_name(number)
        try:
            yield str(path), log.codec.envelope(line_at(path, 0)).seq
        except CodecError:
            return  # a new segment without a finished line: nothing comes after it


def _finding(rule: Rule, fault: Fault, places: _Places) -> Finding:
    path, line = places.place(fault.seq)
    return Finding(
        severity=rule.severity,
        code=rule.code,
        sentence=concise(one_line(fault.sentence)),
        path=path,
        line=line,
        seq=fault.seq,
        entry=fault.entry,
        event=fault.event,
        issue=fault.issue,
    )


def one_line(text: str) -> str:
    """Without line breaks and control characters, and with nothing hidden: titles and ids by others may hold them."""
    return visible(text if text.isprintable() else _BREAKS.sub(" ", text))


@typed
def check_json(checked: Checked) -> dict[str, Any]:
    """The findings as plain JSON data."""
    return {
        "as_of": checked.as_of,
        "entries": checked.entries,
        "errors": checked.count("error"),
        "warnings": checked.count("warning"),
        "findings": [
            {
                "severity": finding.severity,
                "code": finding.code,
                "sentence": finding.sentence,
                "file": finding.path,
                "line": finding.line,
                "seq": finding.seq,
                "entry": finding.entry,
                "event": finding.event,
                "issue": finding.issue,
            }
            for finding in checked.findings
        ],
    }
