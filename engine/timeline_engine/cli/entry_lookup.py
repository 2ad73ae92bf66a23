"""Which entry a person means to correct: one has an id, an event and an issue may have several entries."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import click
from attrs import frozen

from ..entries import Entry, EventCancelled, EventOccurred, EventRescheduled, EventRetracted
from ..errors import SHORTEST, TimelineError, UnknownId, did_you_mean, pick
from ..history import Event, Statement
from ..recording import RecordError, State, to_define
from ..visible import quote
from .entry_words import entry_words
from .typed import retyped

Field = str | tuple[str, str]
"""A field of an entry, or the issue and attribute of a claim."""

_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "title": ("--title",),
    "when": ("--on",),
    "phase": ("--phase",),
    "kind": ("--kind",),
    "place": ("--place",),
    "summary": ("--summary",),
    "actors": ("--actor",),
    "issues": ("--issue",),
    "known": ("--known",),
    "sources": ("--source", "--source-title", "--published", "--url"),
    "claims": ("--set", "--by"),
}
_OF_ISSUE = {"title", "question", "attributes"}


@frozen
class Found:
    """The entry that is meant, and a sentence on it where a person named something else that has several."""

    entry: Entry
    remark: str | None = None


Works = Callable[[Entry], bool]
"""Can what was typed correct an entry?"""


def find_entry(text: str, state: State, fields: Collection[Field], void: bool, works: Works) -> Found:
    """The entry to correct in these fields, or to make void. Raises TimelineError with the commands to choose from."""
    try:
        named = pick(text, {*state.events, *state.issues}, "event")
    except UnknownId:
        if text.isdigit() and len(text) < SHORTEST:
            raise UnknownId(f"no event {text!r} in the log; '#{text}' is the entry with that number") from None
        return Found(_find(text, state))
    if named not in state.events:
        return _of_issue(named, state)
    if named in state.issues and _OF_ISSUE.issuperset(map(str, fields)):
        raise TimelineError(_either(named, state))
    return _of_event(named, state, fields, void, works)


def _find(text: str, state: State) -> Entry:
    """The entry with an id. Raises RecordError, UnknownId with the events and issues that are called nearly so."""
    try:
        return state.find(text)
    except RecordError as error:
        near = did_you_mean(text, {*state.events, *state.issues})
        if not str(error).startswith("no entry") or not near:
            raise
        raise UnknownId(f"no event, issue or entry {text!r} in the log{near}") from error


def _of_issue(issue: str, state: State) -> Found:
    """The definition that holds: the last."""
    defining = state.definitions(issue)
    if not defining:
        raise UnknownId(f"issue {issue!r} has no definition in the log{to_define(issue)}")
    *others, last = defining
    remark = f"issue {issue!r} is also defined by {_listed(entry.id[:8] for entry in others)}" if others else None
    return Found(last, remark)


def _either(name: str, state: State) -> str:
    """That an event and an issue are called the same."""
    ctx = click.get_current_context()
    event, issue = state.events[name].base.id[:8], state.definitions(name)
    commands = [f"`{retyped(ctx, event)}` corrects the event"]
    commands += [f"`{retyped(ctx, entry.id[:8])}` the issue" for entry in issue[-1:]]
    return f"{name!r} is an event and an issue: {', '.join(commands)}"


def _of_event(event: str, state: State, fields: Collection[Field], void: bool, works: Works) -> Found:
    """The entry that recorded an event, if it is the one that set all of the fields last."""
    told = state.events[event]
    entries = [statement for statement in told.statements if not statement.void]
    first = told.base
    if len(entries) < 2:
        return Found(state.find(first.id))
    if void:
        raise TimelineError(_which_void(event, entries, state))
    setters = {field: _last_to_set(field, told) or first for field in fields}
    if any(setter.id != first.id for setter in setters.values()):
        raise TimelineError(_which(event, first, setters, state, works))
    others = _listed(entry_words(entry, state.zone) for entry in entries if entry.id != first.id)
    return Found(
        state.find(first.id),
        f"this corrects entry {entry_words(first, state.zone)}; of event {event!r} there are also {others}",
    )


def _last_to_set(field: Field, told: Event) -> Statement | None:
    setting = [entry for entry in told.statements if not entry.void and _sets(entry, field)]
    return setting[-1] if setting else None


def _sets(entry: Statement, field: Field) -> bool:
    """Does an entry itself say something of a field? A postponement says that there is no date."""
    body = entry.body
    if isinstance(field, tuple):
        return any((claim.issue, claim.attribute) == field for claim in getattr(body, "claims", ()))
    if field == "phase" and isinstance(body, EventOccurred | EventRescheduled | EventCancelled | EventRetracted):
        return True
    return bool(getattr(body, field, None)) or (field == "when" and isinstance(body, EventRescheduled))


def _which_void(event: str, entries: Sequence[Statement], state: State) -> str:
    commands = [
        f"`timeline correct {quote(entry.id[:8])} --void` of {entry_words(entry, state.zone)}" for entry in entries
    ]
    return f"event {event!r} has {len(entries)} entries: say which never should have been, {' or '.join(commands)}"


def _which(event: str, first: Statement, setters: Mapping[Field, Statement], state: State, works: Works) -> str:
    """That another entry set some of the fields last, with the commands that correct each."""
    ctx = click.get_current_context()
    groups: dict[str, list[Field]] = {}
    for field, setter in setters.items():
        groups.setdefault(setter.id, []).append(field)
    rest = groups.pop(first.id, None)
    by_id = {setter.id: setter for setter in setters.values()}
    commands = [_command(by_id[entry], some, state) for entry, some in groups.items()]
    others = {name for entry, some in groups.items() for field in some for name in _names(field)} if rest else set()
    able = rest or works(state.find(first.id))
    told = f"`{retyped(ctx, first.id[:8], others)}` the first," if able else "the first is"
    commands.append(f"{told} {entry_words(first, state.zone)}")
    names = list(dict.fromkeys(_named(field) for some in groups.values() for field in some))
    return (
        f"event {event!r} has several entries, and another than the first set {_listed(names)} last: "
        f"{'; '.join(commands)}"
    )


def _command(setter: Statement, fields: Collection[Field], state: State) -> str:
    """What corrects these fields where an entry set them; it is void where it has no such field."""
    keep = {name for field in fields for name in _names(field)}
    known = all(hasattr(setter.body, "claims" if isinstance(field, tuple) else field) for field in fields)
    typed = retyped(click.get_current_context(), setter.id[:8], _all_options() - keep)
    command = typed if known else f"timeline correct {quote(setter.id[:8])} --void"
    return f"`{command}` corrects entry {entry_words(setter, state.zone)}"


def _all_options() -> set[str]:
    return {name for names in _OPTIONS.values() for name in names} | {"--remove"}


def _names(field: Field) -> Iterator[str]:
    """The options that say something of a field."""
    yield from _OPTIONS["claims"] if isinstance(field, tuple) else _OPTIONS.get(field, ())
    yield "--remove"


def _named(field: Field) -> str:
    if isinstance(field, tuple):
        return ".".join(field)
    return {"when": "the date"}.get(field, f"the {field}")


def _listed(texts: Iterable[str]) -> str:
    return " and ".join(texts)
