"""The options that describe an event, shared by the commands that record one, change one or correct one."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import click
from attrs import frozen

from ..dates import Zone
from ..entries import EventRecorded
from ..errors import FieldError, TimelineError, UnknownId, pick
from ..model import STATUS, Claim, Source, Value, in_unit, parse_value
from ..recording import State, slug, to_define
from ..visible import quote
from .offering import issue_option, offer
from .session import Session
from .typed import OF_SOURCE, TypedClaim, TypedSource, pair_claims, pair_sources, typed_options

Options = Callable[[Any], Any]


def source_options(known: str = "When it could be known, if no source has a date. [default: today]") -> Options:
    """Where it was reported, and when it could be known; ``known`` is the help of that."""
    return _all_of(
        click.option("--source", "sources", multiple=True, metavar="PUBLISHER", callback=_sources,
                     help="Who reported it; repeatable, each with what follows it."),
        _noted("--source-title", help="The title of the report."),
        _noted("--published", metavar="DATE", help="When it was published: from then on it is known."),
        _noted("--url", help="Where to read it."),
        click.option("--known", metavar="DATE", help=known),
    )  # fmt: skip


def claim_options(claims: str = "A claim") -> Options:
    """What it says of issues; ``claims`` is what the help says of it."""
    return _all_of(
        click.option("--set", "claims", multiple=True, metavar="ISSUE.ATTR=VALUE", shell_complete=offer("claim"),
                     callback=_claims,
                     help=f"{claims}; ISSUE=VALUE sets its status. Values: text, 4.5, '~6bn USD', '>5bn USD'."),
        _noted("--by", metavar="WHO", help="Who makes the claims, like Pentagon; of several, each those before it."),
    )  # fmt: skip


def _noted(name: str, **more: Any) -> Options:
    """An option that is read with the one that it belongs to, in the order in which they were typed."""
    return click.option(name, multiple=True, expose_value=False, **more)


def _sources(ctx: click.Context, param: click.Parameter, value: object) -> tuple[TypedSource, ...]:
    return pair_sources(typed_options(ctx, *OF_SOURCE))


def _claims(ctx: click.Context, param: click.Parameter, value: object) -> tuple[TypedClaim, ...]:
    typed = typed_options(ctx, "--set", "--by")
    if not value and any(who for _, who in typed):
        raise TimelineError("--by says who makes the claims of --set: give the claims as well")
    return pair_claims(typed)


def description_options(issue: str = "An issue it bears on", actor: str = "Who takes part") -> Options:
    """What the event is; ``issue`` and ``actor`` are what the help says of lists."""
    return _all_of(
        issue_option(issue),
        click.option("--kind", help="Like meeting, visit, summit, deadline, statement, report, agreement, decision."),
        click.option("--place", help="Where."),
        click.option("--actor", "actors", multiple=True, help=f"{actor}; repeatable."),
        click.option("--summary", help="What a reader should know, in your words."),
    )


def _all_of(*options: Options) -> Options:
    """Options in the order in which the help shows them."""

    def add(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def read_report(session: Session, zone: Zone, sources: Sequence[TypedSource], known: str | None) -> dict[str, Any]:
    """The ``known`` and ``sources`` of an entry, dates read. Raises TimelineError."""
    return {
        "known": session.moment("--known", known or None, zone),
        "sources": tuple(read_source(session, zone, source) for source in sources),
    }


def read_source(session: Session, zone: Zone, source: TypedSource) -> Source:
    """A source, its date read. Raises TimelineError."""
    published = session.moment("--published", source.published, zone)
    return Source(source.publisher, source.source_title, published, read_url(source.url))


def read_url(text: str | None) -> str | None:
    """The address of a report. Raises TimelineError for what none can be opened at."""
    if text and not re.fullmatch(r"((https?|ftp)://|file:/|mailto:)\S+", text, re.IGNORECASE):
        raise TimelineError(f"--url {text!r}: write the whole address, like https://example.org/report")
    return text or None


def read_issues(texts: Sequence[str], state: State) -> tuple[str, ...]:
    """The ids of the issues that are meant. Raises UnknownId."""
    return tuple(pick(text, state.issues, "issue", to_define(text)) for text in texts)


def read_claims(typed: Sequence[TypedClaim], state: State) -> tuple[Claim, ...]:
    """Read ``ISSUE.ATTR=VALUE`` texts. Raises TimelineError naming the text and what was expected."""
    return tuple(_claim(one.text, one.by, state) for one in typed)


def _claim(text: str, by: str | None, state: State) -> Claim:
    subject, equals, value = text.partition("=")
    subject = subject.strip()
    known = state.issues
    issue, dot, attribute = subject.rpartition(".")
    if subject in known or not dot:
        issue, attribute = subject, STATUS
    if not equals or not issue or not attribute or not value.strip():
        raise TimelineError(f"--set {text!r}: write it as ISSUE.ATTRIBUTE=VALUE, like s-400-deal.value='~6bn USD'")
    try:
        issue = pick(issue, known, "issue", to_define(issue))
    except UnknownId as error:
        raise TimelineError(f"--set {text!r}: {error}") from error
    said = in_unit(read_value(f"--set {text!r}", value), known[issue].attributes.get(attribute))
    return Claim(issue, attribute, said, by or None)


def read_value(option: str, text: str) -> Value:
    """A value as typed with an option. Raises TimelineError for a figure that the log does not take."""
    try:
        return parse_value(text)
    except FieldError as error:
        raise TimelineError(f"{option}: {error}") from error


@frozen
class Form:
    """What a person says of a new event, as typed."""

    title: str | None
    on: str | None
    scheduled: bool
    event: str | None
    issues: tuple[str, ...]
    kind: str | None
    place: str | None
    actors: tuple[str, ...]
    summary: str | None
    claims: tuple[TypedClaim, ...]
    sources: tuple[TypedSource, ...]
    known: str | None
    note: str | None

    def body(self, session: Session, state: State) -> EventRecorded:
        """The entry it makes. Raises TimelineError."""
        today = session.today(state.zone)
        if not self.title or not self.title.strip():
            raise TimelineError(
                f"give the event a title, like: timeline record 'Putin visits New Delhi' --on {quote(self.on or today)}"
            )
        when = session.when("--on", self.on, state.zone)
        if when is None and not self.scheduled:
            raise TimelineError(f"--on: say when it happened, however vague ({today[:7]}~), or that it is --scheduled")
        if when and not self.scheduled and state.zone.when(when).starts > session.now():
            raise TimelineError(f"--on: {when} is yet to come: add --scheduled, or mend the date")
        return EventRecorded(
            event=self.event or slug(self.title, state.events),
            title=self.title,
            when=when,
            phase="scheduled" if self.scheduled else "occurred",
            kind=self.kind or None,
            issues=read_issues(self.issues, state),
            claims=read_claims(self.claims, state),
            place=self.place or None,
            actors=tuple(filter(None, self.actors)),
            summary=self.summary or None,
            note=self.note or None,
            **read_report(session, state.zone, self.sources, self.known),
        )
