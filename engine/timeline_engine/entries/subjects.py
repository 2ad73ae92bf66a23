"""What an entry is about: what it is filed under, and the issues that it names."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Literal

from .entry import Entry
from .kinds import Body, EventBody, EventCorrected, IssueDefined

Kind = Literal["event", "issue", "entry"]


def subject(said: Body) -> str:
    """What an entry is about: its event, its issue, or the entry it corrects."""
    return " ".join(filed_under(said))


def filed_under(said: Body) -> tuple[Kind, str]:
    """The same in two: what kind of thing it is, and its id."""
    if isinstance(said, IssueDefined):
        return "issue", said.issue
    return ("entry", said.entry) if isinstance(said, EventCorrected) else ("event", said.event)


def named_issues(said: EventBody) -> tuple[str, ...]:
    """The issues that an entry names, itself or by its claims, each once."""
    named, claims = said.issues, said.claims
    return tuple(dict.fromkeys([*named, *[claim.issue for claim in claims]])) if named or claims else ()


def issues_in(said: Body) -> tuple[str, ...]:
    """The issues that any entry names; of a correction those in the fields that it replaces."""
    if isinstance(said, IssueDefined):
        return (said.issue,)
    return tuple(dict.fromkeys(_in_fields(said.fields))) if isinstance(said, EventCorrected) else named_issues(said)


def publishers_in(entry: Entry) -> Collection[str | None]:
    """The publishers that report an entry, None for who gives none; of a correction those that it puts in."""
    if entry.gist and entry.gist.is_plain:
        return (entry.gist.publisher,)
    said = entry.said
    if isinstance(said, IssueDefined):
        return ()
    if isinstance(said, EventCorrected):
        sources = [source for source in _list(said.fields.get("sources")) if isinstance(source, dict)]
        found: set[str | None] = {name for one in sources if isinstance(name := one.get("publisher"), str)}
        return found or {None} if "sources" in said.fields else ()
    return {source.publisher for source in said.sources} or {None}


def _in_fields(fields: dict[str, Any]) -> Iterator[str]:
    claims = [claim.get("issue") for claim in _list(fields.get("claims")) if isinstance(claim, dict)]
    yield from (issue for issue in (*_list(fields.get("issues")), *claims) if isinstance(issue, str))


def _list(said: object) -> Iterable[Any]:
    return said if isinstance(said, list | tuple) else ()
