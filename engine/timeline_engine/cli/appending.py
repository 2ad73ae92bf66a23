"""Appending one entry, as every command does that changes what the log says."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from ..entries import Body, Draft, to_data
from ..log import Log, Receipt
from ..recording import Plan, State, append, read_state
from ..recording.doubts import Drafted, look_over
from .entry_words import kept
from .session import Session, as_json, warn
from .terminal.table import paragraph

F = TypeVar("F", bound=Callable[..., Any])


def dry_run_option(command: F) -> F:
    """``--dry-run`` of every command that appends."""
    return click.option("--dry-run", is_flag=True, help="Show the entry; append nothing.")(command)


def put(
    session: Session,
    make: Callable[[State], Body],
    dry_run: bool,
    *,
    anyway: bool = False,
    also: Callable[[State], Iterable[str]] = lambda state: (),
) -> None:
    """Check and append one entry, and say its id, its seq and what it is about; or only show it.

    ``anyway``: see `draft`. ``also`` says what else there is to tell, of the log with the entry in it.
    """
    log = session.log()
    made: list[Drafted] = []
    remarks: list[str] = []

    def plan(state: State) -> list[Draft]:
        made[:] = [look_over(make(state), state, session.now(), anyway=anyway)]
        remarks[:] = also(state)
        return [made[0].draft]

    if dry_run:
        (draft,) = plan(read_state(log))
        click.echo(f"would append {draft.body.KIND} {draft.id}")
        click.echo(as_json(to_data(draft.body)))
    else:
        (receipt,) = append_noted(session, log, plan)
        click.echo(f"entry {receipt.id} seq {receipt.seq}: {made[0].about}")
    for remark in remarks:
        click.echo(paragraph(remark))
    for doubt in made[0].doubts:
        warn(doubt if dry_run else kept(doubt, made[0].looked_at, made[0].mends.get(doubt)))


def append_noted(session: Session, log: Log, plan: Plan) -> list[Receipt]:
    """Append what ``plan`` makes of the log, noting it first, so that an interrupt can tell whether it was."""

    def noted(state: State) -> Sequence[Draft]:
        drafts = plan(state)
        session.pending = log.head(), {draft.id for draft in drafts}
        return drafts

    return append(log, noted)
