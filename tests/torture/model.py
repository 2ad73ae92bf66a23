"""Any sequence of commands on two logs: what is refused changes nothing, nothing that was appended is ever changed, and
the answers are those of the oracle.
"""

import json
import random
import shlex
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.reporting import with_reporter
from hypothesis.stateful import RuleBasedStateMachine, get_state_machine_test, initialize, rule

from cli.running import Cli, contents, error_of
from oracle.by_engine import entry_of
from oracle.evidence import answer
from oracle.strategies import FIRST_STAMPS, ISSUES, ZONES, Question, questions, stamp, streams
from oracle.test_against_oracle import comparable
from timeline_engine.dates import utc_instant
from timeline_engine.entries import Draft
from timeline_engine.log import create_log
from timeline_engine.log.verify import verify
from timeline_engine.view import project
from timeline_engine.view.json.contract import to_json

from .outcome import Outcome
from .typed import commands

BEGUN = 1_543_708_800_000_000
"""2018-12-02T00:00Z, amid the days of which the commands tell."""
STEPS, SEQUENCES = 30, 5
ZONE = ZONES[1]
HOUR = 3_600_000_000
FORMATS = ("csv", "jsonl", "xlsx", "ics")
SIDES = ("here", "there")
ACTIONS = (
    *("append",) * 8,
    *("ask",) * 4,
    *("export_and_import",) * 2,
    *("import_any",) * 2,
    *("merge", "pass_time", "try_out", "look"),
)
LOOKS = (("check",), ("events",), ("project",), ("diff", "2018-11-28", "2018-12-03"), ("show", "alpha"), ("why", "oil"))
sides = st.sampled_from((*SIDES[:1] * 3, *SIDES))


def part(dice: random.Random) -> Iterator[Outcome]:
    """Some sequences for each of many seeds."""
    while True:
        yield run(dice.randrange(10**6))


def run(number: int) -> Outcome:
    """The sequences of a seed. The last of those that fail, made smaller, is told by its commands."""
    kind = f"{SEQUENCES} sequences of {STEPS} commands"
    drawn = settings(
        max_examples=SEQUENCES,
        stateful_step_count=STEPS,
        database=None,
        deadline=None,
        derandomize=False,
        report_multiple_bugs=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    try:
        with with_reporter(lambda said: None):
            seed(number)(get_state_machine_test(Sequence, settings=drawn))()
    except AssertionError as error:
        return Outcome(kind, **{error.kind if isinstance(error, Lost) else "wrong": _told(number, error)})
    except Exception as error:
        return Outcome(kind, traceback=_told(number, error))
    return Outcome(kind)


def _told(number: int, error: Exception) -> str:
    typed = "\n  ".join(Sequence.latest.typed)
    return f"seed {number}: {type(error).__name__}: {str(error)[:2000]}\n  {typed}"


class Lost(AssertionError):
    """Entries that were acknowledged are not there any more."""

    kind = "lost"


class Sequence(RuleBasedStateMachine):
    """Commands on a log here, and another there, which are merged and imported into each other."""

    latest: ClassVar["Sequence"]

    def __init__(self) -> None:
        super().__init__()
        type(self).latest = self
        self.made = TemporaryDirectory()
        self.folder = Path(self.made.name)
        self.typed: list[str] = []
        self.files: list[Path] = []
        self.clis = {side: Cli(self.folder / side, BEGUN) for side in SIDES}

    def teardown(self) -> None:
        self.made.cleanup()

    @initialize(entries=streams(12), copied=st.booleans(), data=st.data())
    def begin(self, entries: list[dict[str, Any]], copied: bool, data: st.DataObject) -> None:
        """Two logs of which one may be a copy of what the other was."""
        entries = [*map(_defined, ISSUES[:2]), *entries]
        for side, some in zip(SIDES, (entries, entries[: len(entries) // 2 * copied]), strict=True):
            folder = self.clis[side].log
            stamps = iter([utc_instant(line["recorded"]) for line in some])
            log = create_log(folder, title="Any", zone=ZONE, log_id=side, clock=lambda stamps=stamps: next(stamps))
            for line in some:
                entry = entry_of(line)
                log.append([Draft(entry.id, entry.body)])
            log.append([])  # so that there is a segment
            self.typed.append(f"# {side} begins with " + "".join(f"\n#   {json.dumps(line)}" for line in some))

    @rule(does=st.sampled_from(ACTIONS), data=st.data())
    def do(self, does: str, data: st.DataObject) -> None:
        """One rule, as the machine leaves out many of several, and what is done without `append` is little."""
        getattr(self, does)(data)

    # --- what is done ---

    def append(self, data: st.DataObject) -> None:
        self.run(data.draw(sides), *data.draw(commands()))

    def try_out(self, data: st.DataObject) -> None:
        side, arguments = data.draw(sides), data.draw(commands())
        before = contents(self.clis[side].log)
        self.run(side, *arguments, "--dry-run")
        assert contents(self.clis[side].log) == before, "a dry run changed the log"

    def pass_time(self, data: st.DataObject) -> None:
        """The clock may also be set back."""
        hours = data.draw(st.sampled_from((0, 1, 23, 24, 24, 70, -30)))
        self.typed.append(f"# {hours} hours pass")
        for cli in self.clis.values():
            cli.now += hours * HOUR

    def export_and_import(self, data: st.DataObject) -> None:
        """What a log says itself is nothing new to it."""
        side, kind, question = data.draw(sides), data.draw(st.sampled_from(FORMATS)), data.draw(questions())
        if (file := self.export(side, kind, question)) and question[2] is None:
            assert not self.run(side, "import", str(file)), "an import of its own export appended something"

    def import_any(self, data: st.DataObject) -> None:
        """A file that one of the logs gave at any time; after it there is nothing new in it."""
        if self.files:
            side, file = data.draw(sides), data.draw(st.sampled_from(self.files))
            more = data.draw(st.sampled_from((["--skip-bad"], [], [], ["--put-back"])))
            self.run_twice(side, "import", str(file), *more)

    def merge(self, data: st.DataObject) -> None:
        side = data.draw(sides)
        self.run_twice(side, "import", str(self.clis[SIDES[1 - SIDES.index(side)]].log))

    # --- what is asked ---

    def ask(self, data: st.DataObject) -> None:
        """The library and the command answer as the oracle does."""
        side = data.draw(sides)
        cli = self.clis[side]
        lines = cli.entries()
        question = as_of, known_by, recorded_by = data.draw(questions(lines))
        self.typed.append(f"# {side}: as of {as_of}, known by {known_by}, recorded by {recorded_by}")
        expected = answer(lines, *question, ZONE)["issues"]
        view = project(cli.log, as_of, known_by=known_by, hindsight=known_by is None, recorded_by=recorded_by)
        told = to_json(view)["issues"]
        assert json.loads(cli.run("project", "--json", *asked(question)).stdout)["issues"] == told
        assert [comparable(issue) for issue in told] == expected

    def look(self, data: st.DataObject) -> None:
        side, words = data.draw(sides), data.draw(st.sampled_from(LOOKS))
        before = contents(self.clis[side].log)
        self.run(side, *words)
        assert contents(self.clis[side].log) == before, "a command that answers changed the log"

    # --- how ---

    def export(self, side: str, kind: str, question: Question) -> Path | None:
        file = self.folder / f"{len(self.files)}.{kind}"
        if self.run(side, "export", str(file), *asked(question)) is None:
            assert not file.exists(), "a refused export left a file"
            return None
        self.files.append(file)
        return file

    def run_twice(self, side: str, *arguments: str) -> None:
        if self.run(side, *arguments) is not None:
            assert not self.run(side, *arguments), "the same import again appended something"

    def run(self, side: str, *arguments: str) -> int | None:
        """Run a command; how many entries it appended, or None if it was refused."""
        cli = self.clis[side]
        assert cli.log is not None
        self.typed.append(f"timeline --log {side} {shlex.join(arguments)}".replace(f"{self.folder}/", ""))
        before = contents(cli.log)
        result = cli.run(*arguments)
        after = contents(cli.log)
        if result.exit_code and not (arguments[0] == "check" and result.exit_code == 1):
            assert result.exit_code in (1, 2), result.exit_code
            assert error_of(result), "an error without a word"
            assert after == before, "what was refused changed the log"
            return None
        return _appended(before, after, cli.log)


def _defined(issue: str) -> dict[str, Any]:
    data = {"issue": issue, "title": issue, "attributes": {"price": {"kind": "estimate"}}}
    return {"seq": 1, "id": f"issue-{issue}", "recorded": stamp(FIRST_STAMPS[0]), "kind": "issue.defined", "data": data}


def asked(question: Question) -> list[str]:
    """A question as options."""
    as_of, known_by, recorded_by = question
    knowledge = ["--hindsight"] if known_by is None else ["--known-by", known_by]
    return ["--as-of", as_of, *knowledge, *(["--recorded-by", recorded_by] if recorded_by else [])]


def _appended(before: dict[str, bytes], after: dict[str, bytes], log: Path) -> int:
    """How many entries there are more, beside all there were. Raises Lost, AssertionError."""
    name = "000001.jsonl"
    if not after[name].startswith(before[name]):
        raise Lost("an entry that was there is changed or gone")
    assert after | {name: b""} == before | {name: b""}, "another file of the log changed"
    report = verify(log)
    assert report.damage is None, str(report.damage)
    added = after[name].count(b"\n") - before[name].count(b"\n")
    assert report.entries == after[name].count(b"\n")
    return added
