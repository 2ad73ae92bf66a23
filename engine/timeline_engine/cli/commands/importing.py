"""``import``: rows of a file, or another log, compared with this one; exactly what is missing is appended."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

import click

from ...dates import Zone
from ...entries import Draft
from ...log import open_log
from ...merging import merge
from ...plugins.importing import read_file, writing_ids
from ...plugins.named import with_source
from ...recording import State, read_state
from ...rows.aside import RowsAside
from ...rows.preview import Preview, preview
from ...view.words.phrases import counted, when_words
from ..appending import append_noted
from ..import_report import say
from ..offering import offer
from ..plugin_options import read_options
from ..session import Session, log_option, pass_session, warn
from ..terminal.progress import progress
from ..terminal.table import paragraph, shown


@click.command("import", short_help="Append what a file says and the log does not.")
@click.argument("file", type=click.Path(exists=True, allow_dash=True))
@click.option(
    "--format", "name", shell_complete=offer("importer"), help="The importer. [default: by the file's suffix]"
)
@click.option("--map", "columns", metavar="A=B,C=D", help="Names of the file's columns: Date=when,Headline=title.")
@click.option("--known", metavar="DATE", help="When it could be known, where the file does not say.")
@click.option("--key", metavar="A,B", help="The columns that identify an event, where a row has no id of it.")
@click.option(
    "--preset",
    metavar="NAME",
    shell_complete=offer("preset"),
    help="The options for a layout: timelinejs, timesketch, l2tcsv, gdelt; docs/importing.md.",
)
@click.option("--as", "source", metavar="NAME", help="Take the options that timeline.toml has in [import.NAME].")
@click.option(
    "--ids-to",
    metavar="FILE",
    help="Write the rows with the ids of their events, as .csv or .jsonl; also if --dry-run.",
)
@click.option("--overwrite", is_flag=True, help="Let --ids-to replace a file that is there.")
@click.option(
    "-O",
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="An option of the importer, like issue=trial for a calendar; docs/plugins.md lists them.",
)
@click.option("--skip-bad", is_flag=True, help="Import the rest if rows must be refused.")
@click.option(
    "--complete", is_flag=True, help="FILE is all there is: cancel what its publishers have scheduled and it lacks."
)
@click.option(
    "--only-changes", is_flag=True, help="Leave out reports that agree with what held then; files must come in order."
)
@click.option("--put-back", is_flag=True, help="Put back what was corrected away or taken out of the record here.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Name the events of the log that its publishers gave and FILE lacks."
)
@click.option("--dry-run", is_flag=True, help="Show what would be appended; append nothing.")
@log_option
@pass_session
def import_command(
    session: Session,
    file: str,
    name: str | None,
    columns: str | None,
    known: str | None,
    key: str | None,
    preset: str | None,
    source: str | None,
    ids_to: str | None,
    overwrite: bool,
    options: tuple[str, ...],
    verbose: bool,
    dry_run: bool,
    **taking: bool,
) -> None:
    """Import FILE, a table of rows, a calendar, a workbook, or the folder of another log.

    Exactly what it says and the log does not is appended: importing it again appends nothing, importing its next
    version the reports that are new in it. It is imported whole or not at all, unless --skip-bad leaves out what must
    be refused.

    Columns of rows: event, title, when, known, phase, kind, issue, attribute, value, by, publisher, source,
    published, url, place, actors, summary; exported rows also have entry and claim. Rows of one event, publisher and
    day are one report. A report that the log has not is appended; what another one of the same publisher and day says
    otherwise corrects it. Another log gives its entries that are missing here.

    \b
    timeline import reports.csv --dry-run
    timeline import holidays.ics --known 2024-01-01 --complete
    timeline import holidays.ics -O issue=holidays -O publisher="The State"
    timeline import clippings.xlsx --map "Date=when,Headline=title"
    timeline import clippings.xlsx -O sheet=Events
    timeline import reports.csv --key publisher,title
    timeline import theirs/events
    """
    log = session.log()
    zone = Zone(log.info.zone)
    known = session.moment("--known", known, zone) if known else None
    given = read_options(options, map=columns or None, known=known, key=key, preset=preset)
    make: Callable[[State], Preview]
    rows = RowsAside()
    if overwrite and not ids_to:
        raise click.UsageError("--overwrite is about the file of --ids-to: name it")
    if Path(file).is_dir():
        if given or name or source or ids_to or any(taking.values()):
            raise click.UsageError("another log is merged as it is: leave out the options for files")
        make = _merging(session, file)
    else:
        complete = taking.pop("complete")
        given, name = with_source(log, source, given, name, file)
        if complete and (taking["skip_bad"] or not given.keys().isdisjoint(("start", "end"))):
            raise click.UsageError("--complete would cancel what --skip-bad or an option start or end leaves out")
        rows = _read(file, name, given, session.today(zone))
        day = given.get("known") or session.today(zone)
        make = _comparing(session, rows, day if complete else None, taking)
    with writing_ids(rows, zone, ids_to, overwrite) as unsaid:
        made = _run(session, make, dry_run)
    say(made, _called(file), dry_run, verbose)
    if ids_to:
        _say_written(ids_to, rows, unsaid)
    if verbose and made.absent:
        _say_absent(made.absent, read_state(log))


def _say_absent(events: Sequence[str], state: State) -> None:
    for event in events:
        revision = state.revision(event)
        click.echo(paragraph(f"{when_words(revision, state.zone)}  {revision.body.title} [{event}]", 2, 4))


def _say_written(file: str, rows: RowsAside, unsaid: Sequence[str]) -> None:
    left = f" (without {counted(rows.unread, 'row')} that could not be read)" if rows.unread else ""
    click.echo(shown(f"wrote {file}: {counted(len(rows) - rows.unread, 'row')} with the ids of their events{left}"))
    for sentence in unsaid:
        warn(sentence)


def _called(file: str) -> str:
    return "standard input" if file == "-" else file


def _read(file: str, name: str | None, options: dict[str, str], today: str) -> RowsAside:
    if file == "-" and name is None:
        raise click.UsageError("standard input has no suffix: name its format with --format")
    with cast("BinaryIO", click.open_file(file, "rb")) as data:
        return read_file(data, name, _called(file), options, warn, today)


def _comparing(
    session: Session, rows: RowsAside, complete: str | None, taking: dict[str, Any]
) -> Callable[[State], Preview]:
    def make(state: State) -> Preview:
        with progress("comparing") as tell:
            return preview(rows, state, session.now(), complete=complete, tell=tell, **taking)

    return make


def _merging(session: Session, folder: str) -> Callable[[State], Preview]:
    other = open_log(folder, warn=warn)

    def make(state: State) -> Preview:
        found = merge(other, session.log(), state)
        return Preview(found.drafts, warnings=found.warnings, homes=state.homes)

    return make


def _run(session: Session, make: Callable[[State], Preview], dry_run: bool) -> Preview:
    made = Preview()

    def plan(state: State) -> Sequence[Draft]:
        nonlocal made
        made = make(state)
        return made.drafts

    if dry_run:
        plan(read_state(session.log()))
    else:
        append_noted(session, session.log(), plan)
    return made
