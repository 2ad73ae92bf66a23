"""What a log tells, asked in all ways in which a sidecar may have a part; and the same log without one."""

import shutil
from pathlib import Path
from typing import Any

from cli.running import Cli
from timeline_engine.dates import Zone
from timeline_engine.errors import TimelineError
from timeline_engine.log import FileLog
from timeline_engine.log.keeping import SIDECAR
from timeline_engine.recording import State, read_state
from timeline_engine.recording.kept_state import KeptState
from timeline_engine.view.asking import ask_for, project
from timeline_engine.view.summary import keep_lines_of, kept_summary_of

NEVER = 1 << 60
"""Bytes that no log has: `large` of one that gets no sidecar by itself."""


def log_with(folder: Path, **options: Any) -> FileLog:
    """The log in a folder, which gets a sidecar however small it is."""
    return FileLog(folder, **({"large": 0} | options))


def without(folder: Path) -> Path:
    """A copy of the log in a folder, without its sidecar."""
    copy = folder.with_name(f"{folder.name}-without")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(f"{SIDECAR}*", ".lock"))
    return copy


def said_by_state(state: State, names: dict[str, list[str]]) -> dict[str, Any]:
    """What a state says of everything that is named, and of what is not there."""
    ids, events, issues = names["ids"], names["events"], names["issues"]
    homes = [state.homes.get(entry_id) for entry_id in ids]
    return {
        "ids": [found and found.seq for found in (_find(state, text) for text in [*ids, *_begun(ids), "#1", "#9999"])],
        "homes": homes,
        "filed": {home: [one.id for one in state.filed.get(home) or ()] for home in homes if home},
        "events": {event: _revision(state, event) for event in events},
        "bearing": {issue: sorted(state.bearing_on(issue)) for issue in issues},
        "about": {event: [one.id for one in state.about(event)] for event in events},
        "defined": {issue: [one.id for one in state.definitions(issue)] for issue in issues},
        "issues": sorted(state.issues.items()),  # no answer goes by their order
        "declared": state.declared,
        "units": [*state.units().items()],
        "entries": [one.id for one in reversed(state.entries)],
        "recorded": {event: state.is_recorded(event) for event in events},
    }


def _begun(ids: list[str]) -> list[str]:
    return sorted({entry_id[:length] for entry_id in ids for length in (4, 7, 8, 9)})


def _find(state: State, text: str) -> Any:
    try:
        return state.find(text)
    except TimelineError:
        return None


def _revision(state: State, event: str) -> Any:
    try:
        return state.revision(event)
    except TimelineError as error:
        return str(error)


def names_in(log: FileLog) -> dict[str, list[str]]:
    """The ids of entries, and what is named in a log; and of each one that is not."""
    state = State.of(log.read(), Zone(log.info.zone))
    return {
        "ids": [*(one.id for one in state.entries), "nothing"],
        "events": [*state.events, "nothing"],
        "issues": [*state.issues, "nothing"],
    }


def typed(names: dict[str, list[str]], days: list[str]) -> list[tuple[str, ...]]:
    """Commands that ask for few things, and for the table."""
    asked = [(name, "--as-of", days[0]) for name in names["events"]] + [(name,) for name in names["issues"]]
    return [
        *[(verb, *words) for words in asked for verb in ("show", "why")],
        *[("project", "--issue", issue, "--as-of", days[0]) for issue in names["issues"]],
        *[("project", "--as-of", day) for day in days],
    ]


def printed(folder: Path, commands: list[tuple[str, ...]]) -> list[tuple[Any, ...]]:
    """What commands print about the log in a folder; its name decides where the lines of a warning end."""
    found = list[tuple[Any, ...]]()
    for words in commands:
        result = Cli(folder).run(*words)
        warned = " ".join(result.stderr.split())
        texts = (text.replace(str(folder), "LOG") for text in (result.stdout, warned))
        found.append((words, result.exit_code, *texts))
    return found


def lines_of(folder: Path, days: list[str]) -> None:
    """Make the sidecar keep the lines of issues."""
    log = log_with(folder)
    for day in days[:1]:
        view = project(log, day)
        keep_lines_of(log, view)
        assert kept_summary_of(log, ask_for(day)) or not view.issues, "no lines are kept"


def differing(folder: Path, days: list[str], *, used: bool = True) -> str:
    """What a log tells otherwise with its sidecar than without; nothing if all is the same."""
    plain = without(folder)
    log = FileLog(plain, large=NEVER)
    names = names_in(log)
    expected, state = State.of(log.read(), Zone(log.info.zone)), read_state(log_with(folder))
    assert isinstance(state, KeptState) or not used
    one, other = said_by_state(state, names), said_by_state(expected, names)
    for name, told in one.items():
        if told != other[name]:
            return f"{name}: {told!r} instead of {other[name]!r}"
    commands = typed(names, days)
    for told, right in zip(printed(folder, commands), printed(plain, commands), strict=True):
        if told != right:
            return f"{told!r} instead of {right!r}"
    return ""
