"""Odd files and odd logs: each is read, or refused in a sentence that names the place, within some time and memory.

A place is a line of CSV, of JSON Lines and, where the event begins, of a calendar (`odd.csv:7`); a row or a cell of a
workbook (`odd.xlsx:Events!B3`); and of a log the line of a segment, or the entry. What is wrong with a workbook or a
calendar as a whole is told of the file.
"""

import random
import re
import signal
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings

from cli.running import SHIPPED, Cli, contents, error_of
from oracle.by_engine import entry_of
from oracle.strategies import Data, streams
from support import memory_log, traced
from timeline_engine.entries import Draft
from timeline_engine.errors import TimelineError
from timeline_engine.log import FileLog, MemoryLog, create_log
from timeline_engine.log.verify import verify
from timeline_engine.plugins import PluginError, export
from timeline_engine.plugins.importing import import_file
from timeline_engine.view import project
from timeline_engine.view.json.contract import to_json

from .odd import Changes
from .odd.calendars import ICS
from .odd.entries import ENTRIES
from .odd.tables import CSV, JSONL
from .odd.workbooks import XLSX
from .outcome import Outcome

SECONDS, BYTES = 10, 100_000_000
"""In which a file of at most some 200 kB has to be dealt with, importing it twice and answering from it."""
FORMATS: dict[str, Changes] = {"csv": CSV, "jsonl": JSONL, "xlsx": XLSX, "ics": ICS, "log": ENTRIES}
PLACES = {
    "csv": re.compile(r"odd\.csv:\d+: "),
    "jsonl": re.compile(r"odd\.jsonl:\d+: "),
    "xlsx": re.compile(r"odd\.xlsx(:.*![A-Z]{0,3}\d+|:[^!]*)?: ", re.DOTALL),
    "ics": re.compile(r"odd\.ics(:\d+)?: "),
    "log": re.compile(r"000001\.jsonl, line \d+|\bentry \S+ \(seq \d+|byte \d+ of 000001\.jsonl", re.DOTALL),
}
NOW = 1_551_441_600_000_000
"""2019-03-01T12:00Z, after all that the files tell of."""
DAY = "2019-02-01"
ZONES = ("UTC", "Asia/Kolkata", "America/New_York")
ICS_FILES = Path(__file__).parents[1] / "data" / "ics"
OTHERS = ("briefings.1.ics", "briefings.2.ics", "dates.ics", "recurring.ics")
LONGEST = 4_000  # characters of a sentence, with the names of all columns and what else there is


def part(dice: random.Random) -> Iterator[Outcome]:
    """Make a file odd, and read it, again and again."""
    while True:
        yield outcome(dice.randrange(10**9))


def outcome(number: int) -> Outcome:
    """Read the odd file of a number; `made` gives it again."""
    kind, change, data = made(number)
    dice = random.Random(number)
    held = log_of(dice.randrange(BASES)) if dice.random() < 0.5 else memory_log("Asia/Kolkata", NOW)
    try:
        with warnings.catch_warnings(), limits() as spent:
            warnings.simplefilter("ignore")
            look = look_at_log(data, dice) if kind == "log" else look_at_file(kind, data, held, dice)
            wrong = look or spent()
    except TooLong as error:
        wrong = str(error)
    except Exception as error:
        return Outcome(f"{kind}: {change}", traceback=f"number {number}: {error!r}"[:LONGEST])
    return Outcome(f"{kind}: {change}", wrong=wrong and f"number {number}: {wrong}"[:LONGEST])


def made(number: int) -> tuple[str, str, bytes]:
    """The format of the file of a number, the change after which it is called, and its bytes."""
    dice = random.Random(number)
    kind = dice.choice(list(FORMATS))
    changes = [dice.choice(list(FORMATS[kind])) for _ in range(dice.choice((1, 1, 2, 4)))]
    data = base(kind, dice.randrange(BASES))
    for place, change in enumerate(changes):
        try:
            data = FORMATS[kind][change](data, dice) if data else data
        except Exception:  # it is no such file any more after those before
            if place == 0:
                raise
    return kind, changes[0], data


# --- the files and logs that are made odd ---

BASES = 40
Entries = tuple[Draft, ...]


@lru_cache(maxsize=BASES)
def entries(which: int) -> Entries:
    """What a log says: the shipped one, or one that is drawn."""
    if which == 0:
        return tuple(Draft(entry.id, entry.body) for entry in FileLog(SHIPPED).read())
    found: list[list[Data]] = []

    @seed(which)
    @settings(
        max_examples=8,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(streams(16))
    def take(lines: list[Data]) -> None:
        found.append(lines)

    take()
    return tuple(Draft(entry.id, entry.body) for entry in map(entry_of, max(found, key=len)))


@lru_cache(maxsize=5 * BASES)
def base(kind: str, which: int) -> bytes:
    """A file of a format that is not odd yet."""
    log = log_of(which)
    if kind == "log":
        return b"".join(line + b"\n" for line in log._lines)
    if kind == "ics" and which % 2:
        return (ICS_FILES / OTHERS[which // 2 % len(OTHERS)]).read_bytes()
    out = BytesIO()
    export(project(log, DAY, hindsight=True), kind, out)
    return out.getvalue()


def log_of(which: int) -> MemoryLog:
    """A log with what another says."""
    log = memory_log(ZONES[which % len(ZONES)], NOW - 80 * 86_400_000_000)
    log.append(entries(which))
    return log


# --- what comes of a file ---


class Named(BytesIO):
    """A file by its name."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


def look_at_file(kind: str, data: bytes, log: MemoryLog, dice: random.Random) -> str:
    """Import a file into a log twice, and answer; what is wrong with what came of it."""
    name, skip_bad = f"odd.{kind}", dice.random() < 0.5
    before = log.head()
    try:
        found = import_file(log, Named(data, name), now=NOW, skip_bad=skip_bad)
    except PluginError:
        raise  # which means that the plugin failed
    except TimelineError as error:
        return misplaced(kind, str(error)) or ("it was refused, and changed the log" if log.head() != before else "")
    if wrong := next(filter(None, (misplaced(kind, str(error)) for error in found.refused)), ""):
        return wrong
    if again := import_file(log, Named(data, name), now=NOW + 1_000_000, skip_bad=skip_bad).receipts:
        return f"importing it again appended {[receipt.id for receipt in again]}"
    if damage := verify(log).damage:
        return f"the log does not verify: {damage}"
    answer(log, dice)
    return ""


def answer(log: MemoryLog | FileLog, dice: random.Random) -> None:
    """Answer from a log, in all that can be typed and one format. Raises TimelineError."""
    view = project(log, DAY, hindsight=dice.random() < 0.5)
    to_json(view)
    export(view, dice.choice(("csv", "jsonl", "xlsx", "ics", "text", "markdown", "json")), BytesIO())


def misplaced(kind: str, said: str) -> str:
    """What is wrong with the words of a refusal: each line names its place, and can be read."""
    lines = said.split("\n  ")
    if len(lines) > 1 and re.fullmatch(r"\d+ rows cannot be imported:", lines[0]):
        lines = [line for line in lines[1:] if not re.fullmatch(r"and \d+ more", line)]
    for line in lines if kind != "log" else [said]:
        found = PLACES[kind].search(line) if kind == "log" else PLACES[kind].match(line)
        if found is None:
            return f"no place in {line[:300]!r}"
        if len(line) > LONGEST:
            return f"a sentence of {len(line):,} characters: {line[:300]!r}"
    return ""


# --- what comes of a log ---

COMMANDS = (
    ("verify",),
    ("check",),
    ("project",),
    ("project", "--as-of", "2018-12-04", "--hindsight", "--json"),
    ("events", "--hindsight"),
    ("search", "open"),
    ("diff", "2018-11-28", "2018-12-04@hindsight"),
    ("export", "csv", "-o", "-"),
    ("export", "ics", "-o", "-"),
    ("export", "markdown", "-o", "-"),
    ("export", "xlsx", "-o", "-"),
    ("show", "alpha"),
    ("why", "oil"),
    ("record", "A title", "--on", "2018-12-04", "--known", "2018-12-04"),
    ("define", "new", "--title", "New"),
    ("undo", "last"),
    ("correct", "alpha", "--title", "Another"),
)


def look_at_log(data: bytes, dice: random.Random) -> str:
    """Read a log whose chain is right, and ask some commands."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "log"
        create_log(folder, title="Odd", zone=dice.choice(ZONES), log_id="odd").append([])
        (folder / "000001.jsonl").write_bytes(data)
        stored, proven = contents(folder), verify(folder)
        try:
            answer(FileLog(folder), dice)
        except PluginError:
            raise
        except TimelineError as error:
            if wrong := misplaced("log", str(error)):
                return wrong
        for typed in dice.sample(COMMANDS, 4):
            if wrong := _typed(Cli(folder, NOW), typed, stored):
                return wrong
        grown = verify(folder)
        if proven.damage is None and grown.damage is not None:
            return f"what was intact is damaged now: {grown.damage}"
    return ""


def _typed(cli: Cli, typed: tuple[str, ...], stored: dict[str, bytes]) -> str:
    """Run a command: it answers, or says in one sentence why not. What it appends comes after all there was."""
    before = contents(cli.log)
    result = cli.run(*typed)
    after = contents(cli.log)
    if result.exit_code not in (0, 1):
        return f"{typed}: exit code {result.exit_code}: {result.stderr[:300]}"
    if result.exit_code and typed[0] not in ("check", "verify") and not error_of(result):
        return f"{typed}: refused without a word"
    if after != before and (result.exit_code or not after["000001.jsonl"].startswith(before["000001.jsonl"])):
        return f"{typed}: changed the log"
    return ""


# --- within what ---


class TooLong(BaseException):
    """What takes too long is broken off, whatever catches exceptions on the way."""


@contextmanager
def limits() -> Iterator[Callable[[], str]]:
    """Gives what tells of too much time or memory that was taken since. Raises TooLong where the system can stop it.

    Time is that of the processor, as the machine may have other things to do.
    """

    def stop(_: int, __: FrameType | None) -> None:
        raise TooLong(f"it took over {SECONDS} seconds")

    begun, alarm = time.process_time(), getattr(signal, "SIGPROF", None)
    if alarm:
        before = signal.signal(alarm, stop)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        with traced() as peak:
            yield lambda: _spent(time.process_time() - begun, peak())
    finally:
        if alarm:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(alarm, before)


def _spent(seconds: float, taken: int) -> str:
    if taken > BYTES:
        return f"it took {taken:,} bytes"
    return f"it took {seconds:.0f} seconds" if seconds > SECONDS else ""
