"""``undo``: what an import appended is taken out of the record."""

from collections.abc import Sequence

import click

from ...entries import Draft, Entry
from ...errors import TimelineError
from ...recording import State, read_state
from ...recording.undoing import undone
from ...view.words.phrases import counted
from ...visible import quote
from ..appending import append_noted, dry_run_option
from ..session import Session, hinting, log_option, pass_session

LAST = "last"


@click.command("undo", short_help="Take out what an import appended.")
@click.argument("entry", metavar="IMPORT")
@dry_run_option
@log_option
@pass_session
def undo_command(session: Session, entry: str, dry_run: bool) -> None:
    """Take out of the record all that was appended together with IMPORT: an entry's id, its beginning, #SEQ, or last.

    What one import appended is void from then on, in every view; only --recorded-by still shows it. To undo the undoing
    brings it back. A single entry is taken out by `timeline correct ENTRY --void`.

    \b
    timeline undo last --dry-run
    timeline undo 3f2a91c0
    """
    log = session.log()
    found: list[Entry] = []
    needed: list[str] = []

    def plan(state: State) -> Sequence[Draft]:
        found[:] = [_named(entry, state)]
        drafts, needed[:] = undone(found[0], state, session.now())
        return drafts

    if dry_run:
        drafts = plan(read_state(log))
        click.echo(f"would take out {counted(len(drafts), 'entry')}, recorded {found[0].recorded}{_stay(needed)}")
        return
    receipts = append_noted(session, log, plan)
    back = hinting(f"`timeline undo {quote(receipts[0].id[:8])}` brings it back")
    click.echo(f"took out {counted(len(receipts), 'entry')}, recorded {found[0].recorded}{_stay(needed)}; {back}")


def _stay(issues: Sequence[str]) -> str:
    """That issues on which other events bear stay defined."""
    if not issues:
        return ""
    which = f"issue {issues[0]!r} stays" if len(issues) == 1 else f"{len(issues)} issues ({issues[0]!r}, …) stay"
    return f"; {which} defined, as other events bear on {'it' if len(issues) == 1 else 'them'}"


def _named(text: str, state: State) -> Entry:
    if text != LAST:
        return state.find(text)
    if not state.entries:
        raise TimelineError("the log is empty: there is nothing to undo")
    return state.entries[-1]
