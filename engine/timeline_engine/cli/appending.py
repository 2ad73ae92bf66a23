"""Appending one entry, as every command does that changes what the log says."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ..entries import Body, to_data
from ..recording import State, append, draft, read_state
from .session import Session, as_json

F = TypeVar("F", bound=Callable[..., Any])


def dry_run_option(command: F) -> F:
    """``--dry-run`` of every command that appends."""
    return click.option("--dry-run", is_flag=True, help="Show the entry; append nothing.")(command)


def put(session: Session, make: Callable[[State], Body], dry_run: bool) -> None:
    """Check and append one entry, and say its id and seq; or only show it."""
    log = session.log()
    if dry_run:
        state = read_state(log)
        made = draft(state, make(state))
        click.echo(f"would append {made.body.KIND} {made.id}")
        click.echo(as_json(to_data(made.body)))
        return
    for receipt in append(log, lambda state: [draft(state, make(state))]):
        click.echo(f"entry {receipt.id} seq {receipt.seq}{'' if receipt.new else ' (in the log already)'}")
