"""``export``: the answer as calendar, workbook, text, or whatever format is installed."""

import sys
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import click

from ...dates import Zone
from ...errors import TimelineError
from ...plugins import EXPORTERS, PluginError, by_suffix, export, exporter
from ...view import View
from ...view.ports import Notes
from ...view.words.phrases import counted
from ..clock_options import ask, clock_options, question_text
from ..offering import issue_option, offer
from ..plugin_options import read_options
from ..session import Session, log_option, pass_session, warn
from ..terminal.progress import progress
from ..terminal.progress_view import watched
from ..terminal.table import shown


@click.command("export", short_help="Write the answer as calendar, workbook or text.")
@click.argument("format", required=False, shell_complete=offer("exporter"))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write; - for standard output. Its suffix may name the format.",
)
@clock_options
@issue_option("Only this issue")
@click.option(
    "--cancelled",
    type=click.Choice(["keep", "omit", "prefix"]),
    help="ics: what to do with cancelled events.",
)
@click.option("--width", metavar="PIXELS", help="svg, png: how wide the picture is.")
@click.option("--from", "first", metavar="DATE", help="ics, svg, png: the first day that is seen.")
@click.option("--until", "last", metavar="DATE", help="ics, svg, png: the last day that is seen.")
@click.option("--since", metavar="DATE", help="xlsx: add what changed since the answer of DATE, or of DATE@DATE.")
@click.option(
    "-O",
    "--option",
    "options",
    multiple=True,
    metavar="NAME[=VALUE]",
    help="An option of the exporter, yes if it has no value; repeatable.",
)
@log_option
@pass_session
def export_command(
    session: Session,
    format: str | None,
    output: str | None,
    issues: tuple[str, ...],
    cancelled: str | None,
    width: str | None,
    first: str | None,
    last: str | None,
    since: str | None,
    options: tuple[str, ...],
    **clocks: Any,
) -> None:
    """Write the answer as FORMAT: ics, xlsx, text, markdown, csv, jsonl, json, or what else `timeline plugins` lists.

    \b
    timeline export ics -o timeline.ics --as-of 2018-12-04
    timeline export -o summary.xlsx
    timeline export -o week.xlsx --as-of 2018-12-04 --since 2018-11-27
    timeline export -o autumn.png --width 800 --from "Aug 2018" --until 2018-12-10
    timeline export text -o - --issue caatsa-waiver
    """
    if format is None and output is None:
        raise click.UsageError("name a format, or a file with -o whose suffix names it")
    if format and output is None and "." in format:
        format, output = None, format
    name = format or by_suffix(EXPORTERS, output or "")
    if format and output not in (None, "-"):
        _check_suffix(format, str(output))
    if since is not None:
        since = question_text(session, "--since", since, Zone(session.log().info.zone))
    options = tuple(option if "=" in option else f"{option}=yes" for option in options)
    given = read_options(options, cancelled=cancelled, width=width, start=first, end=last, since=since)
    binary = exporter(name, given).binary
    view = ask(session, issues=issues, **clocks)
    terminal = on_terminal()
    if output is None and terminal and binary:
        raise click.UsageError(f"{name} is no text for a terminal: say where to write it with -o FILE")
    if output in (None, "-"):
        show = _to_terminal if terminal and not binary else _to_pipe
        notes = show(view, name, given)
    else:
        with progress(name) as tell:
            notes = export(watched(view, tell), name, str(output), **given)
        events = notes.holds if isinstance(notes, Notes) and notes.holds else counted(len(view.events), "event")
        click.echo(f"wrote {output}: {events}, {counted(len(view.issues), 'issue')}", err=True)
    for note in notes:
        warn(note)


def _check_suffix(name: str, file: str) -> None:
    """A file should not pass for one of another format. Raises TimelineError."""
    own = exporter(name).suffix
    if file.lower().endswith(own):
        return
    try:
        other = by_suffix(EXPORTERS, file)
    except PluginError:
        return  # no format has this suffix
    raise TimelineError(
        f"{file} ends like {other}, not {name}: call it {Path(file).with_suffix(own)}, or leave out the format"
    )


def on_terminal() -> bool:
    """Whether a person sees what is written to standard output."""
    return sys.stdout.isatty()


def _to_pipe(view: View, name: str, options: Mapping[str, str]) -> Sequence[str]:
    return export(view, name, sys.stdout.buffer, **options)


def _to_terminal(view: View, name: str, options: Mapping[str, str]) -> Sequence[str]:
    """Show an export to a person: control characters in it are data for a file, and orders for a terminal."""
    out = BytesIO()
    notes = export(view, name, out, **options)
    click.echo(shown(out.getvalue().decode(errors="replace")), nl=False)
    return notes
