"""``init`` and ``define``: making a log, and saying what its issues are."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click
from attrs import evolve, frozen

from ...dates import Zone
from ...entries import IssueDefined
from ...errors import TimelineError
from ...log import LogError, LogExists, LogNotFound, create_log, open_log, without_password
from ...log.opening import check_free as check_free  # as `create_log` does
from ...log.schemes import kind_of, schemes, split_scheme
from ...model import Attribute, AttributeKind, Value
from ...recording import State
from ..appending import dry_run_option, put
from ..event_options import read_value
from ..offering import offer
from ..session import Session, log_option, pass_session


@click.command("init", short_help="Make an empty log.")
@click.argument("path", required=False)
@click.option("--title", help="What the log is about. [default: its folder's name]")
@click.option("--timezone", "zone", default="UTC", show_default=True, help="IANA zone in which its days begin and end.")
@click.option("--roles", is_flag=True, help="In a database: make roles for who writes and who reads.")
@click.option("--dry-run", is_flag=True, help="Say what would be made; make nothing.")
@log_option
@pass_session
def init_command(session: Session, path: str | None, title: str | None, zone: str, roles: bool, dry_run: bool) -> None:
    """Make an empty log in PATH (default: ./events, or --log).

    \b
    timeline init --title "US-India relations" --timezone Asia/Kolkata
    timeline init "postgresql://db/news?schema=india" --roles
    """
    if path is not None and session.named is not None:
        raise click.UsageError("PATH and --log both say where, and only one can hold: give one")
    text = path or session.location()
    Zone(zone)
    place = _Elsewhere(text) if split_scheme(text) else _Folder(Path(text))
    title = title or place.title()
    if dry_run:
        place.check_free()
        click.echo(f"would make the log {title!r} in {place} ({zone})")
        return
    log = create_log(place.where, title=title, zone=zone, clock=session.now, roles=roles)
    click.echo(f"made the log {log.info.title!r} in {place} ({zone}, id {log.info.id})")


@frozen
class _Elsewhere:
    """A place for a log of a kind that a package brings."""

    where: str

    def __str__(self) -> str:
        return without_password(self.where)

    def title(self) -> str:
        """What it is called if nobody says. Raises TimelineError for another kind of URL."""
        scheme = (split_scheme(self.where) or ("",))[0]
        kind = None if scheme in ("file", "memory") else kind_of(scheme)
        if kind is None:
            others = " or ".join(f"{one}://" for one in schemes())
            raise TimelineError(
                f"a log is made in a folder, or at {others}: give such a path or URL instead of {scheme}:…"
            )
        return kind.title(self.where)

    def check_free(self) -> None:
        """Refuse a place in which there is a log. Raises LogError."""
        with suppress(LogNotFound):
            open_log(self.where)
            raise LogExists(f"there is a timeline log at {self} already")


@frozen
class _Folder:
    """A folder for a log."""

    where: Path

    def __str__(self) -> str:
        return str(self.where)

    def title(self) -> str:
        """What it is called if nobody says."""
        return _named(self.where)

    def check_free(self) -> None:
        """Refuse a folder in which no log could be made. Raises LogError."""
        _check_place(self.where)


def _check_place(place: Path) -> None:
    """Refuse the folder in which no log could be made, and touch nothing. Raises LogError."""
    there = next(folder for folder in (place, *place.absolute().parents) if folder.exists())
    if not there.is_dir():
        raise LogError(f"cannot make a log at {place}: {there} is a file")
    if not os.access(there, os.W_OK):
        raise LogError(f"cannot make a log at {place}: {there} may not be written to")
    check_free(place, place)


def _named(place: Path) -> str:
    """A title from the folder; ``events`` is no name, so the folder around it."""
    folder = place.resolve()
    return folder.parent.name if folder.name == "events" and folder.parent.name else folder.name


@click.command("define", short_help="Define an issue, or define it anew.")
@click.argument("issue", shell_complete=offer("issue"))
@click.option("--title", help="What people call it. [default: as before, else the id]")
@click.option("--question", help="The question that events answer.")
@click.option(
    "--estimate",
    "estimates",
    multiple=True,
    metavar="NAME[:UNIT]",
    help="An attribute where each figure stands.",
)
@click.option(
    "--state",
    "states",
    multiple=True,
    metavar="NAME[:UNIT]",
    help="An attribute where later replaces earlier.",
)
@click.option(
    "--allow",
    "allowed",
    multiple=True,
    metavar="NAME=A|B|C",
    help="The values an attribute may take, in order.",
)
@dry_run_option
@log_option
@pass_session
def define_command(
    session: Session,
    issue: str,
    title: str | None,
    question: str | None,
    estimates: tuple[str, ...],
    states: tuple[str, ...],
    allowed: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Define ISSUE, or define it anew: what is not given stays as it was.

    \b
    timeline define s-400-deal --title "S-400 purchase" \\
        --question "Will India buy the S-400?" \\
        --estimate value:USD --allow "status=planned|ordered|delivered"
    """

    def make(state: State) -> IssueDefined:
        before = state.issues.get(issue)
        if before is None:
            _check_name(issue, state.issues)
        for option, texts, mark in (
            ("--estimate", estimates, ":"),
            ("--state", states, ":"),
            ("--allow", allowed, "="),
        ):
            _check_once(option, texts, mark)
        if both := _names(estimates) & _names(states):
            raise TimelineError(f"{min(both)!r} cannot be both: give it with --estimate or with --state")
        attributes = dict(before.attributes) if before else {}
        _declare(attributes, "estimate", estimates)
        _declare(attributes, "state", states)
        for text in allowed:
            name, values = _allowed(text)
            attributes[name] = evolve(attributes.get(name, Attribute()), allowed=values)
        return IssueDefined(
            issue=issue,
            title=title or (before.title if before else issue),
            question=question or (before.question if before else None),
            attributes=attributes,
        )

    put(session, make, dry_run)


def _check_name(issue: str, known: Iterable[str]) -> None:
    """A new issue must be one that ISSUE.ATTR=VALUE can name. Raises TimelineError."""
    if "=" in issue:
        raise TimelineError(f"issue id {issue!r}: leave out the =, which begins the value in --set ISSUE.ATTR=VALUE")
    for other in known:
        if issue.startswith(f"{other}.") or other.startswith(f"{issue}."):
            longer, shorter = sorted((issue, other), key=len, reverse=True)
            attribute = longer[len(shorter) + 1 :]
            raise TimelineError(
                f"issue id {issue!r}: {longer!r} would also read as the attribute {attribute!r} of {shorter!r}; "
                "take an id without the dot"
            )


def _names(texts: Iterable[str]) -> set[str]:
    return {text.partition(":")[0].strip() for text in texts}


def _check_once(option: str, texts: Iterable[str], mark: str) -> None:
    """Of one attribute only one thing can be said. Raises click.UsageError."""
    names = [text.partition(mark)[0].strip() for text in texts]
    for name in names:
        if names.count(name) > 1:
            raise click.UsageError(f"{option} is given twice for {name!r}, and only one can hold: give it once")


def _declare(attributes: dict[str, Attribute], kind: AttributeKind, texts: Iterable[str]) -> None:
    """Give each attribute its kind; a unit that is not given again and the allowed values stay."""
    for text in texts:
        name, _, unit = (part.strip() for part in text.partition(":"))
        if not name or set(name) & set(".="):
            raise TimelineError(f"--{kind} {text!r}: write it as NAME or NAME:UNIT without . or =, like value:USD")
        before = attributes.get(name, Attribute())
        attributes[name] = Attribute(kind, unit or before.unit, before.allowed)


def _allowed(text: str) -> tuple[str, tuple[Value, ...]]:
    name, _, values = (part.strip() for part in text.partition("="))
    parts = [part.strip() for part in values.split("|")]
    if not name or not all(parts):
        raise TimelineError(f"--allow {text!r}: write it as NAME=A|B|C, like status=planned|ordered")
    return name, tuple(read_value(f"--allow {text!r}", part) for part in parts)
