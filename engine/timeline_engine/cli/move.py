"""``import`` and ``export``: rows in, calendar, workbook and text out."""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

import click

from ..entries import Draft
from ..errors import TimelineError
from ..plugins import EXPORTERS, IMPORTERS, by_suffix, export, exporter, read_rows
from ..recording import State, append, read_state
from ..rows import Proposal, propose
from .project import ask, clock_options
from .session import Session, log_option, offer, pass_session, warn
from .table import counted


@click.command("import", short_help="Append what a file says and the log does not.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--format", "name", help="The importer. [default: by the file's suffix]")
@click.option("--dry-run", is_flag=True, help="Show what would be appended; append nothing.")
@log_option
@pass_session
def import_command(session: Session, file: str, name: str | None, dry_run: bool) -> None:
    """Import rows from FILE and append exactly what they say that the log does not.

    A file is imported whole or not at all; importing it again appends nothing, importing its next version what changed.
    Columns: event, title, when, known, phase, kind, issue, attribute, value, by, publisher, source, published, url,
    place, actors, summary. Rows that share an event add claims and sources to it; each of them repeats its event,
    when, known and phase.

    \b
    timeline import reports.csv --dry-run
    timeline import reports.jsonl
    """
    if file == "-" and name is None:
        raise click.UsageError("standard input has no suffix: name its format with --format")
    format = name or by_suffix(IMPORTERS, file)
    with cast("BinaryIO", click.open_file(file, "rb")) as data:
        rows = read_rows(data, format, "standard input" if file == "-" else file)
    made = Proposal((), ())

    def plan(state: State) -> Sequence[Draft]:
        nonlocal made
        made = propose(rows, state, session.now())
        return made.drafts

    log = session.log()
    if dry_run:
        plan(read_state(log))
    else:
        append(log, plan)
    for issue in made.issues:
        click.echo(
            f"{'would define' if dry_run else 'defined'} issue {issue!r}, which {file} names and the log did not have"
        )
    if dry_run:
        for draft in made.drafts:
            body = draft.body
            about = getattr(body, "event", None) or getattr(body, "entry", None) or getattr(body, "issue", "")
            click.echo(f"{draft.id}  {body.KIND:18} {about}")
    click.echo(_counted(made.drafts, dry_run))


def _counted(drafts: Sequence[Draft], dry_run: bool) -> str:
    kinds = Counter(draft.body.KIND for draft in drafts)
    if not kinds:
        return "nothing to append: the log says all of it already"
    said = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    return f"{'would append' if dry_run else 'appended'} {counted(len(drafts), 'entry')}: {said}"


@click.command("export", short_help="Write the answer as calendar, workbook or text.")
@click.argument("format", required=False)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write; - for standard output. Its suffix may name the format.",
)
@clock_options
@click.option(
    "--issue",
    "issues",
    multiple=True,
    shell_complete=offer("issue"),
    metavar="ISSUE",
    help="Only this issue; repeatable.",
)
@click.option(
    "--cancelled",
    type=click.Choice(["keep", "omit", "prefix"]),
    help="ics: what to do with cancelled events.",
)
@click.option(
    "-O",
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="An option of the exporter; repeatable.",
)
@log_option
@pass_session
def export_command(
    session: Session,
    format: str | None,
    output: str | None,
    issues: tuple[str, ...],
    cancelled: str | None,
    options: tuple[str, ...],
    **clocks: Any,
) -> None:
    """Write the answer as FORMAT: ics, xlsx, text, or what `timeline plugins` lists.

    \b
    timeline export ics -o timeline.ics --as-of 2018-12-04
    timeline export -o summary.xlsx
    timeline export text -o - --issue caatsa-waiver
    """
    if format is None and output is None:
        raise click.UsageError("name a format, or a file with -o whose suffix names it")
    if format and output is None and "." in format:
        format, output = None, format
    name = format or by_suffix(EXPORTERS, output or "")
    given = _options(options, cancelled)
    binary = exporter(name, given).binary
    view = ask(session, issues=issues, **clocks)
    if output is None and sys.stdout.isatty() and binary:
        raise click.UsageError(f"{name} is no text for a terminal: say where to write it with -o FILE")
    if output in (None, "-"):
        notes = export(view, name, sys.stdout.buffer, **given)
    else:
        with written_aside(Path(str(output))) as out:
            notes = export(view, name, out, **given)
        click.echo(
            f"wrote {output}: {counted(len(view.events), 'event')}, {counted(len(view.issues), 'issue')}", err=True
        )
    for note in notes:
        warn(note)


def _options(texts: tuple[str, ...], cancelled: str | None) -> dict[str, str]:
    options = {"cancelled": cancelled} if cancelled else {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise TimelineError(f"--option {text!r}: write it as NAME=VALUE")
        options[name] = value
    return options


@contextmanager
def written_aside(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its place when it is whole; a failure leaves the old file as it was."""
    handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        mask = os.umask(0)
        os.umask(mask)
        Path(aside).chmod(0o666 & ~mask)
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
