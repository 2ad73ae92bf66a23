"""What the shell offers when Tab is pressed: the ids of the log's issues and events, with their titles, and formats."""

from collections.abc import Callable, Iterable
from functools import wraps

import click
from click.shell_completion import CompletionItem

from ..errors import TimelineError
from ..plugins import EXPORTERS, IMPORTERS, names
from ..plugins.installed import PRESETS
from ..recording import State, read_state
from ..recording.offered import attributes_claimed, events_begun
from .session import Session

Completion = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _of_readable(complete: Completion) -> Completion:
    """A log, or a part of one, that cannot be read completes nothing."""

    @wraps(complete)
    def completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        try:
            return complete(ctx, param, incomplete)
        except (TimelineError, OSError):
            return []

    return completed


@_of_readable
def complete_issue(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The issues whose ids begin so."""
    state = _state(ctx)
    return _items(((issue, body.title) for issue, body in state.issues.items()), incomplete)


@_of_readable
def complete_event(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The events whose ids begin so."""
    state = _state(ctx)
    return _items(events_begun(state, incomplete), incomplete)


@_of_readable
def complete_subject(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """``ISSUE``, and after a dot the attributes that the log claims of it."""
    state = _state(ctx)
    issue, dot, _ = incomplete.rpartition(".")
    if not dot:
        return complete_issue(ctx, param, incomplete)
    return _items(((f"{issue}.{name}", "") for name in attributes_claimed(state, issue)), incomplete)


def complete_evidence(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What ``why`` can be asked about: as ``complete_subject``, and events."""
    return [*complete_subject(ctx, param, incomplete), *complete_event(ctx, param, incomplete)]


def complete_claim(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """As ``complete_subject``, for what comes before the equals sign of a claim."""
    return [] if "=" in incomplete else complete_subject(ctx, param, incomplete)


def complete_exporter(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The formats that are installed and begin so."""
    return _items(((name, "") for name in names(EXPORTERS)), incomplete)


def complete_importer(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The same for what is imported."""
    return _items(((name, "") for name in names(IMPORTERS)), incomplete)


def complete_preset(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of layouts that files have."""
    return _items(((name, "") for name in names(PRESETS)), incomplete)


def complete_schema(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The JSON answers that have a schema."""
    from ..view.json.schemas import SCHEMAS

    return _items(((name, "") for name in SCHEMAS), incomplete)


def _items(named: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name, help=title or None) for name, title in sorted(named) if name.startswith(incomplete)]


def _state(ctx: click.Context) -> State:
    """The log as it stands."""
    session = ctx.find_object(Session) or Session()
    session.path = session.path or ctx.find_root().params.get("log")
    return read_state(session.log())
