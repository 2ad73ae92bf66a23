"""Odd files and odd logs: each is read, or refused in a sentence that names the place, within some time and memory.

A place is a line of CSV, of JSON Lines and, where the event begins, of a calendar (`odd.csv:7`); a row or a cell of a
workbook (`odd.xlsx:Events!B3`); and of a log the line of a segment, or the entry. What is wrong with a workbook or a
calendar as a whole is told of the file.
"""

import random
import re
import tempfile
import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from cli.running import Cli, contents, error_of
from support import memory_log
from timeline_engine.dates import Zone, read_when
from timeline_engine.errors import TimelineError
from timeline_engine.log import FileLog, MemoryLog, create_log
from timeline_engine.log.verify import verify
from timeline_engine.plugins import PluginError, export
from timeline_engine.plugins.importing import import_file
from timeline_engine.view import project
from timeline_engine.view.json.contract import to_json

from .limits import TooLong, limits
from .odd import Changes
from .odd.bases import BASES, DAY, NOW, ZONES, base, log_of
from .odd.calendars import ICS
from .odd.entries import ENTRIES
from .odd.tables import CSV, JSONL
from .odd.workbooks import XLSX
from .outcome import Outcome

FORMATS: dict[str, Changes] = {"csv": CSV, "jsonl": JSONL, "xlsx": XLSX, "ics": ICS, "log": ENTRIES}
PLACES = {
    "csv": re.compile(r"odd\.csv:\d+: "),
    "jsonl": re.compile(r"odd\.jsonl:\d+: "),
    "xlsx": re.compile(r"odd\.xlsx(:.*![A-Z]{0,3}\d+|:[^!]*)?: ", re.DOTALL),
    "ics": re.compile(r"odd\.ics(:\d+)?: "),
    "log": re.compile(r"000001\.jsonl, line \d+|\bentry \S+ \(seq \d+|byte \d+ of 000001\.jsonl", re.DOTALL),
}
read_when("4 novembre 2018", Zone("UTC"), DAY)  # the names of all languages are read once, whatever a file holds
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
        with warnings.catch_warnings(), limits(of_memory=dice.random() < 0.25) as spent:
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
