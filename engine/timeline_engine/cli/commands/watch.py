"""``watch``: follows the log, and tells what each append to it changes."""

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

import click

from ...dates import Zone, utc_instant
from ...entries import Entry, EventCorrected, IssueDefined
from ...errors import TimelineError
from ...log import Log, LogUnreachable, Waiting
from ...log.following import Appended, Follower
from ...view.following import News, history_of, news, news_json
from ...view.json.contract import json_text
from ...view.words.diff import change_paragraphs
from ...view.words.phrases import counted
from ..offering import issue_option
from ..session import Session, log_option, pass_session, warn
from ..terminal.paragraphs import wrapped
from ..terminal.table import paragraph

LIMIT = 10
INTERRUPTED = 130  # as a shell has it of a program that Ctrl-C ended


@click.command("watch", short_help="Tell what each new entry changes, as it comes.")
@issue_option("Only what changes of this issue")
@click.option("--after", type=click.IntRange(min=0), metavar="N", help="Begin behind entry N. [default: the last]")
@click.option("--interval", type=click.FloatRange(min=0.05), default=1.0, show_default=True, metavar="SECONDS",
              help="How often to look.")  # fmt: skip
@click.option("--once", is_flag=True, help="Tell what there is, and do not wait for more.")
@click.option("--count", type=click.IntRange(min=1), metavar="N", help="End when so much was told.")
@click.option("--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True, metavar="N",
              help="Of each, the first N changes.")  # fmt: skip
@click.option("--json", "json", is_flag=True, help="A line of JSON for each, with all changes.")
@log_option
@pass_session
def watch_command(
    session: Session,
    issues: tuple[str, ...],
    after: int | None,
    interval: float,
    once: bool,
    count: int | None,
    limit: int,
    json: bool,
) -> None:
    """Follow the log, and tell what each new entry changes of the state of the issues today, and why; Ctrl-C ends it.

    What was appended together, as by an import, is told together; so is what piled up in more than 20 steps. With
    --issue, what changes none of these is not told. A database that cannot be reached is waited for.

    \b
    timeline watch
    timeline watch --issue iran-oil --interval 10
    timeline watch --after 80 --once --json
    """
    gc.enable()  # `run` left it off, for commands that end soon
    log = session.log()
    if not log.location:
        raise TimelineError("a log in memory cannot be watched: nobody else can append to it")
    zone = Zone(log.info.zone)
    if not once and sys.stderr.isatty():
        click.echo(paragraph(f"Watching {log.info.title}; Ctrl-C ends it."), err=True)
    try:
        for told in islice(_told(session, log, issues, after, None if once else interval), count):
            click.echo(json_text(news_json(told), -1) if json else "\n".join(_lines(told, zone, limit)))
    except KeyboardInterrupt:
        raise click.exceptions.Exit(INTERRUPTED) from None


def _told(
    session: Session, log: Log, issues: tuple[str, ...], after: int | None, interval: float | None
) -> Iterator[News]:
    """What is new, as it comes; without an interval what there is. Raises TimelineError."""
    zone, follower = Zone(log.info.zone), Follower(log)
    appended = follower.look()
    begun = [one for one in appended if after is None or one.head.seq <= after]
    history, appended = history_of(log.info, begun), appended[len(begun) :]
    if after is not None and not appended and after > history.head.seq:
        raise TimelineError(f"--after: the log has {counted(history.head.seq, 'entry')}, none of them is {after}")
    only = history.at(session.today(zone), issues=issues).only
    while True:
        for told in news(history, appended, session.today(zone), only):
            history = told.history
            if told.found.changes or not only:
                yield told
        if interval is None:
            return
        wait = partial(log.wait if isinstance(log, Waiting) else session.sleep, interval)
        wait()
        appended = _looked(follower, wait)


def _looked(follower: Follower, wait: Callable[[], object]) -> list[Appended]:
    """What is new, once there is a way to the log; that there is none is told once. Raises LogError."""
    told = False
    while True:
        try:
            return follower.look()
        except LogUnreachable as error:
            if not told:
                warn(f"{error}; watching goes on once it is there again")
            told = True
        wait()


def _lines(told: News, zone: Zone, limit: int) -> Iterator[str]:
    """What was appended, and what that changed, in paragraphs; a blank line ends them."""
    stamp = zone.stamp(utc_instant(told.entries[-1].recorded))[:16].replace("T", " ")
    yield click.style(paragraph(f"{stamp}  {_entries_words(told.entries)}"), bold=True)
    parts = list(change_paragraphs(told.found, limit))
    yield from wrapped(parts[1:], zone)  # the first is blank
    if not parts:
        yield "It changes nothing of what holds today."
    yield ""


def _entries_words(entries: tuple[Entry, ...]) -> str:
    """``entry 62f897b4 seq 2: event.recorded, council-approves-the-bridge``; of several how many of each kind."""
    first, last = entries[0], entries[-1]
    if first is last:
        return f"entry {first.id[:8]} seq {first.seq}: {first.kind}, {_subject(first)}"
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in sorted(Counter(one.kind for one in entries).items()))
    return f"entries seq {first.seq} to {last.seq}: {kinds}"


def _subject(entry: Entry) -> str:
    body = entry.body
    if isinstance(body, EventCorrected):
        return f"entry {body.entry[:8]}"
    return body.issue if isinstance(body, IssueDefined) else body.event
