"""Options in the order in which they were typed: what is given twice is either two things, or refused."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import click
from attrs import evolve, frozen

from ..visible import quote

_KEY = f"{__name__}.typed"

Typed = Sequence[tuple[str, str]]
"""The options of a command as typed: each with its name, such as ``--on``, and its value."""


def note_typed(command: click.Command, args: Sequence[str], ctx: click.Context) -> None:
    """Note the options of a command and of the one that it calls, to be asked for by `typed_options`.

    Raises click.UsageError for an option that takes one value, and was given two; for a place that is empty.
    """
    values, rest, order = command.make_parser(ctx).parse_args(list(args))
    options = [param for param in order if isinstance(param, click.Option)]
    _check_once(options, ctx)
    ctx.meta[_KEY] = list(_in_order(options, values))
    _check_places(options, ctx)
    called = command.get_command(ctx, rest[0]) if isinstance(command, click.Group) and rest else None
    if called:
        note_typed(called, rest[1:], click.Context(called, info_name=rest[0], parent=ctx))


def typed_options(ctx: click.Context, *names: str) -> Typed:
    """Of the command that is called, the options with these names."""
    return [(name, value) for name, value in ctx.meta.get(_KEY, ()) if name in names]


def retyped(ctx: click.Context, text: str, without: Collection[str] = ()) -> str:
    """The command that is called, typed again for another event or entry ``text``, ``without`` some of its options."""
    left = ("--log", "--dry-run", *without)
    options = [word for name, value in ctx.meta.get(_KEY, ()) if name not in left for word in _words(name, value)]
    return " ".join(map(quote, ("timeline", str(ctx.info_name), text, *options)))


def _words(name: str, value: object) -> tuple[str, ...]:
    return (name,) if value is True else (name, str(value))


def _check_once(options: Sequence[click.Option], ctx: click.Context) -> None:
    for option in options:
        if options.count(option) > 1 and not (option.multiple or option.is_flag or option.count):
            ctx.fail(f"{option.opts[-1]} is given {_times(options.count(option))}, and only one can hold: give it once")


def _check_places(options: Sequence[click.Option], ctx: click.Context) -> None:
    """Where to read or write is not said by nothing, as by a variable of a script that is not set."""
    for option, (name, value) in zip(options, ctx.meta[_KEY], strict=True):
        if value == "" and option.metavar in ("DIR", "FILE", "KEY", "PATH"):
            ctx.fail(f"{name} is given empty: say where, or leave it out")


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"


def _in_order(options: Iterable[click.Option], values: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    """Each option with its value: the parser keeps those of one that may be repeated in a list."""
    left = {name: iter(value) for name, value in values.items() if isinstance(value, list)}
    for option in options:
        name = str(option.name)
        yield option.opts[-1], next(left[name]) if name in left else values[name]


@frozen
class TypedSource:
    """A source as typed. What is empty says nothing."""

    publisher: str | None = None
    source_title: str | None = None
    published: str | None = None
    url: str | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing is said of it."""
        return not any((self.publisher, self.source_title, self.published, self.url))


OF_SOURCE = {
    "--source": "publisher",
    "--source-title": "source_title",
    "--published": "published",
    "--url": "url",
}  # fmt: skip


def pair_sources(typed: Typed) -> tuple[TypedSource, ...]:
    """The sources: one of all that is said if there is one ``--source`` at most, else one of each and what follows it.

    Raises click.UsageError for what is said twice of one, or before the first of several.
    """
    several = sum(name == "--source" for name, _ in typed) > 1
    sources = [] if several else [TypedSource()]
    given = set[str]()
    for name, value in typed:
        if several and name == "--source":
            sources.append(TypedSource())
            given.clear()
        if name in given or not sources:
            why = "is given twice for one source" if sources else "stands before the first of several sources"
            raise click.UsageError(
                f"{name} {why}: begin each with --source, and give what else there is of it behind that, like "
                "--source Post --published 2018-12-04 --source Times --published 2018-12-05"
            )
        given.add(name)
        sources[-1] = evolve(sources[-1], **{OF_SOURCE[name]: value or None})
    return tuple(source for source in sources if not source.is_empty)


@frozen
class TypedClaim:
    """A claim as typed, ISSUE.ATTR=VALUE, and who makes it."""

    text: str
    by: str | None = None


def pair_claims(typed: Typed) -> tuple[TypedClaim, ...]:
    """The claims: one ``--by`` is of all of them; of several, each of those before it, back to the one before.

    Raises click.UsageError for one of several without claims before it, and for claims after the last.
    """
    claimants = [value for name, value in typed if name == "--by"]
    if len(claimants) < 2:
        by = (claimants[0] or None) if claimants else None
        return tuple(TypedClaim(value, by) for name, value in typed if name == "--set")
    paired, waiting = list[TypedClaim](), list[str]()
    for name, value in typed:
        if name == "--set":
            waiting.append(value)
        elif not waiting:
            raise click.UsageError(f"--by {value!r} has no --set before it: {_PAIRED}")
        else:
            paired += [TypedClaim(text, value or None) for text in waiting]
            waiting.clear()
    if waiting:
        raise click.UsageError(f"--set {waiting[0]!r} has no --by after it: {_PAIRED}; --by '' names nobody")
    return tuple(paired)


_PAIRED = "of several, each --by says who makes the claims before it, like --set a=1 --by Foo --set b=2 --by Bar"
