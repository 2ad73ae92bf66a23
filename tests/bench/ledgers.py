"""Plain-text accounting: the balances as of a date, of as many dated transactions as our log has entries.

It is the nearest that many people have to a log of facts: text that is read whole for each question.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from commands import project, subject
from comparing import Anchor, Bench, Build, Row
from logs import WORK, kept, own, scratch
from measuring import HERE, Run, whole
from others import PYTHON

ENTRIES = 100_000
ONE_TIME = "knows one date of each, sums and nothing else; reads all for each question"


def benches() -> dict[str, Callable[[Bench], Iterator[Row]]]:
    return {"ledgers": ledgers}


def ledgers(bench: Bench) -> Iterator[Row]:
    size = bench.sized(ENTRIES)
    journal, beans = _journal(size), _beans(size)
    balance = whole("hledger", "-f", journal, "balance", "--end", "2008-01-01", "assets")
    script = HERE / "peers" / "beans.py"
    read = whole(PYTHON, script, beans, "2008-01-01")
    anew = read._replace(before=lambda: [path.unlink() for path in beans.parent.glob(f".{beans.name}*")])
    anchors = [
        Anchor("hledger balance", balance, None, ONE_TIME, "hledger"),
        Anchor("beancount, balances", anew, None, ONE_TIME, "beancount"),
    ]
    yield from bench.compare("project, all issues as of a day", size, partial(_project, size), anchors)


def _project(size: int, build: Build) -> Run:
    command = project(build, own(build, size), subject(size))
    return Run(lambda: command)


def _journal(size: int) -> Path:
    return _written(size, "journal", [], "{day} report {n}\n    assets:issue-{issue:03d}  {sum} EUR\n    income\n")


def _beans(size: int) -> Path:
    opened = ["2000-01-01 open Income:All", *(f"2000-01-01 open Assets:Issue-{n:03d}" for n in range(200))]
    return _written(
        size, "beancount", opened, '{day} * "report {n}"\n  Assets:Issue-{issue:03d}  {sum} EUR\n  Income:All\n'
    )


def _written(size: int, suffix: str, first: list[str], form: str) -> Path:
    """A ledger of so many transactions, made once and kept."""
    path = WORK / f"ledger-{size}.{suffix}"
    if not path.exists():
        made = (form.format(day=_day(n), n=n, issue=n % 200, sum=1 + n % 400) for n in range(size))
        (scratch() / path.name).write_text("\n".join([*first, *made]))
        kept(path)
    return path


def _day(number: int) -> str:
    return (date(2004, 1, 1) + timedelta(number % 3650)).isoformat()
