"""Answers from a layout, by whichever engine reads it: the state of every issue in a line, or a view of a few."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from ..dates import FOREVER, Zone
from ..entries import Entry
from ..errors import pick
from ..history import estimates, read_history
from ..model import STATUS, Value
from ..view.answer import Question, View
from ..view.answering import answer_of, instants
from ..view.words.phrases import FLAGGED, flagged, values_words
from . import sql
from .columns import bucket_of
from .derive import entries_of
from .instants import asked
from .layout import Manifest
from .sql import Clocks, Subject

_value = msgspec.json.Decoder(Value).decode
Cells = tuple[str, str, str, str, str, str]
"""A row of the table of all issues: issue, status, since, last, next, flags."""


class Engine(Protocol):
    """What asks a layout: DuckDB, Spark."""

    @property
    def manifest(self) -> Manifest:
        """What the layout is of."""
        ...

    def ask(self, text: str, wanted: Sequence[Subject] = ()) -> list[Sequence[Any]]:
        """The rows that a question gives; ``wanted`` are those of the table by that name."""
        ...


class AttributeLine(Struct, frozen=True):
    """What holds of an attribute, in words, and whether it is contested."""

    words: str
    contested: bool


class IssueSummary(Struct, frozen=True, kw_only=True):
    """What a layout tells of an issue. Dates are as the table of all issues shows them; None: there is none."""

    issue: str
    attributes: Mapping[str, AttributeLine]
    since: str | None = None
    last: str | None = None
    next: str | None = None
    flags: str = ""

    @property
    def cells(self) -> Cells:
        """Its row of the table."""
        status = self.attributes[STATUS].words if STATUS in self.attributes else None
        shown = [words or "-" for words in (status, self.since, self.last, self.next)]
        return self.issue, shown[0], shown[1], shown[2], shown[3], self.flags


def summaries(engine: Engine, question: Question) -> list[IssueSummary]:
    """All issues of the answer to a question, in its order (R7.4). Raises DateError, HistoryError."""
    zone = Zone(engine.manifest.log.zone)
    clocks = Clocks(*map(asked, instants(question, zone)))
    recorded_by = instants(question, zone)[2]
    defined = read_history(_read(engine.ask(sql.DEFINITIONS)), zone, recorded_by).issues
    events = {issue: told for issue, *told in engine.ask(sql.asking(sql.EVENTS, clocks))}
    declared = set(estimates(defined.values()))
    states, since = _states(engine, clocks, declared)
    unreported = _unreported(engine, clocks, defined.keys() - events.keys())
    found = [_summary(issue, told, states.get(issue, {}), since.get(issue)) for issue, told in events.items()]
    known = {issue: told[0] for issue, told in events.items()}
    found += [IssueSummary(issue=issue, attributes={}) for issue in unreported]
    return sorted(found, key=lambda one: (known.get(one.issue, FOREVER), one.issue))


def _summary(issue: str, told: Sequence[Any], states: Mapping[str, AttributeLine], since: str | None) -> IssueSummary:
    _, last, following, *flags = told
    phases = [phase for phase, is_one in zip(FLAGGED, flags[:4], strict=True) if is_one]
    disputed = [name for name, is_one in zip(("date", "phase"), flags[4:], strict=True) if is_one]
    contested = [name for name, state in sorted(states.items()) if state.contested]
    return IssueSummary(
        issue=issue,
        attributes=dict(sorted(states.items())),
        since=since,
        last=last,
        next=following,
        flags=flagged(dict.fromkeys([*contested, *disputed]), phases),
    )


def _states(
    engine: Engine, clocks: Clocks, declared: Collection[Subject]
) -> tuple[dict[str, dict[str, AttributeLine]], dict[str, str]]:
    """The attributes of each issue, and since when its status holds."""
    states: dict[str, dict[str, AttributeLine]] = {}
    since: dict[str, str] = {}
    for issue, attribute, value, contested, shown in engine.ask(sql.asking(sql.STATES, clocks)):
        states.setdefault(issue, {})[attribute] = AttributeLine(values_words([_value(value)]), bool(contested))
        if attribute == STATUS:
            since[issue] = shown
    figures: dict[Subject, list[tuple[Any, str, str]]] = {}
    if declared:
        for issue, attribute, value, said, place in engine.ask(sql.asking(sql.FIGURES, clocks), sorted(declared)):
            figures.setdefault((issue, attribute), []).append((tuple(place), value, said))
    for (issue, attribute), found in figures.items():
        states[issue][attribute] = _estimate(sorted(found, reverse=True))
    return states, since


def _estimate(winner_first: Sequence[tuple[Any, str, str]]) -> AttributeLine:
    contested = len({said for _, _, said in winner_first}) > 1
    shown = winner_first if contested else winner_first[:1]
    return AttributeLine(values_words([_value(value) for _, value, _ in shown]), contested)


def _unreported(engine: Engine, clocks: Clocks, issues: Collection[str]) -> list[str]:
    """Those of some issues that no entry about an event names."""
    if not issues:
        return []
    rows = engine.ask(sql.asking(sql.REPORTED, clocks), [(issue, "") for issue in sorted(issues)])
    return sorted(set(issues) - {issue for (issue,) in rows})


def view_of(engine: Engine, question: Question, issues: Iterable[str] = ()) -> View:
    """The answer on these issues, none: on all, by the fold of the entries that the layout has of their events.

    Raises DateError, UnknownId, HistoryError.
    """
    manifest, zone = engine.manifest, Zone(engine.manifest.log.zone)
    recorded_by = instants(question, zone)[2]
    definitions, only = engine.ask(sql.DEFINITIONS), list(issues)
    if only:
        only, told = _bearing(engine, only)
    else:
        told = [line for _, line in engine.ask(sql.ALL_LINES)]
    entries = {entry.seq: entry for entry in _read([*definitions, *[(line,) for line in told]])}
    history = read_history([entries[seq] for seq in sorted(entries)], zone, recorded_by)
    return answer_of(manifest.log, manifest.head, history, question, only or None)


def _bearing(engine: Engine, named: list[str]) -> tuple[list[str], list[str]]:
    """The ids of issues that are named, and the entries about events that bear on them. Raises UnknownId."""
    found = _lines(engine, named)
    if any(issue not in found for issue in named):
        known = sorted(issue for (issue,) in engine.ask(sql.ISSUES))
        named = [pick(issue, known, "issue") for issue in named]
        found = _lines(engine, named)
    return named, [line for lines in found.values() for line in lines]


def _lines(engine: Engine, issues: Collection[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    buckets = {bucket_of(issue, engine.manifest.buckets) for issue in issues}
    text = sql.LINES.format(buckets=", ".join(map(str, sorted(buckets))))
    for issue, _, line in engine.ask(text, [(issue, "") for issue in issues]):
        found.setdefault(issue, []).append(line)
    return found


def _read(rows: Iterable[Sequence[str]]) -> list[Entry]:
    return entries_of(line for (line,) in rows)


def texts(found: Iterable[IssueSummary]) -> Iterator[bytes]:
    """Each issue as bytes that tell whether two answers are the same."""
    return (msgspec.json.encode(one, order="sorted") for one in found)
