"""Options whose values the shell completes: they are looked up when Tab is pressed."""

from collections.abc import Callable
from typing import Any

import click

from .session import F


def issue_option(help: str) -> Callable[[F], F]:
    """``--issue``, which may be given more than once."""
    return click.option(
        "--issue", "issues", multiple=True, shell_complete=offer("issue"), metavar="ISSUE", help=f"{help}; repeatable."
    )


def offer(what: str) -> Callable[[click.Context, click.Parameter, str], list[Any]]:
    """What the shell completes, such as ``issue`` or ``event``; see ``completing``, imported only then."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from . import completing

        found: list[Any] = getattr(completing, f"complete_{what}")(ctx, param, incomplete)
        return found

    return complete
