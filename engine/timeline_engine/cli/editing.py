"""``record --edit``: a commented form in $EDITOR, opened again with the error on top until it is right or emptied."""

import os
import tempfile
import tomllib
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Any

import click
from attrs import asdict, fields

from ..errors import TimelineError
from ..visible import toml_escaped, visible
from .appending import put
from .event_options import Form
from .session import Session
from .typed import TypedClaim, TypedSource

HELP = """\
# A new event for the log. Lines starting with # are ignored; empty fields are not said.
# Save and close to record it; empty the file to record nothing.
"""

_MISTAKE = "# Mistake: "

FIELDS: tuple[tuple[str, str], ...] = (
    ("title", "what happened, or is expected"),
    ("on", "when: 2018-09-06, 4 Nov 2018, 2018-09, 2018-05~, [2018-10-04..2018-12-03]"),
    ("scheduled", "true: expected, not reported as having happened"),
    ("event", "its id; empty: made from the title"),
    ("issues", 'the issues it bears on: ["comcasa"]'),
    ("kind", "meeting, visit, summit, deadline, statement, report, agreement, decision, ..."),
    ("place", "where"),
    ("actors", 'who takes part: ["India", "Pentagon"]'),
    ("summary", "what a reader should know, in your words"),
    ("claims", 'what it says of issues: ["s-400-deal=ordered", "s-400-deal.value=~5bn USD"]'),
    ("by", "who makes the claims"),
    ("publisher", "who reported it"),
    ("source_title", "the title of the report"),
    ("published", "when it was published: from then on it is known"),
    ("url", "where to read it"),
    ("known", "when it could be known, if no source has a date"),
    ("note", "a remark on this entry"),
)


def put_edited(session: Session, start: Form, dry_run: bool) -> None:
    """Open the form, and again on a mistake, until it is right, emptied, or left with the same mistake.

    An emptied form, or one that was not saved, records nothing. One left with its mistake is kept in a file.
    """
    text, wrong = template(start), None
    while True:
        edited = _edited(text)
        if edited is None or not _without_comments(edited):
            click.echo("nothing recorded")
            return
        said = _without_mistake(edited)
        try:
            form = read_form(f"{_MISTAKE}\n{said}")  # so that an error names the line as it stands below the mistake
            put(session, partial(form.body, session), dry_run)
        except TimelineError as error:
            text = f"{_MISTAKE}{' '.join(visible(str(error)).split())}\n{said}"
            if said.strip() == wrong:
                raise TimelineError(f"{error}; the form is kept in {_kept(text)}") from error
            wrong = said.strip()
        else:
            return


def _kept(text: str) -> str:
    """Put a form into a new file in this folder, or in that for temporary files; its path."""
    here = os.access(os.curdir, os.W_OK)
    handle, path = tempfile.mkstemp(".toml", "timeline-record-", Path.cwd() if here else None)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    return Path(path).name if here else path


def _edited(text: str) -> str | None:
    """What comes back from the editor, None if it was not saved. Raises TimelineError if it cannot be run."""
    try:
        return click.edit(text, extension=".toml")
    except click.ClickException as error:
        said = error.format_message()
        raise TimelineError(f"the editor did not run ({said}): set EDITOR to one that is installed") from error


def template(start: Form) -> str:
    """The form as TOML, each field with its explanation, filled in as far as ``start`` says."""
    said = asdict(start, recurse=False)
    said |= asdict(_only(said.pop("sources"), "--source") or TypedSource())
    said["by"] = _only({claim.by for claim in start.claims}, "--by")
    said["claims"] = tuple(claim.text for claim in start.claims)
    return HELP + "".join(f"\n# {what}\n{name} = {_toml(said[name])}\n" for name, what in FIELDS)


def _only(typed: Collection[Any], option: str) -> Any:
    """The one there is, if any. Raises click.UsageError: the form has no room for more."""
    if len(typed) > 1:
        raise click.UsageError(f"the form of --edit has room for one {option}: leave out --edit to give several")
    return next(iter(typed), None)


def read_form(text: str) -> Form:
    """Read an edited form. Raises TimelineError naming the field."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TimelineError(f"the form cannot be read: {error}; texts stand in double quotes") from error
    except (RecursionError, ValueError) as error:  # of a number that is too long, or lists in lists
        raise TimelineError(
            "the form cannot be read: each field is a text, true or false, or a list of texts"
        ) from error
    unknown = [name for name in said if name not in dict(FIELDS)]
    if unknown:
        raise TimelineError(f"the form has no field {unknown[0]!r}")
    values = {name: _value(name, said.get(name)) for name, _ in FIELDS}
    source = TypedSource(**{field.name: values.pop(field.name) for field in fields(TypedSource)})
    by = values.pop("by")
    if by and not values["claims"]:
        raise TimelineError("the form's field by says who makes the claims: give the claims as well")
    values["claims"] = tuple(TypedClaim(text, by) for text in values["claims"])
    return Form(**values, sources=() if source.is_empty else (source,))


def _value(name: str, value: Any) -> Any:
    if name in ("issues", "actors", "claims"):
        if not isinstance(value or [], list) or not all(isinstance(item, str) for item in value or []):
            raise TimelineError(f'the form\'s field {name} is a list of texts, like ["one", "two"]')
        return tuple(value or ())
    if name == "scheduled":
        if value not in (None, True, False):
            raise TimelineError("the form's field scheduled is true or false, without quotes")
        return value is True
    return str(value).strip() or None if value is not None else None


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_quoted(item) for item in value)}]"
    return _quoted(value or "")


def _quoted(text: str) -> str:
    import msgspec

    said = msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")  # the one letter that only JSON takes bare
    return toml_escaped(said)


def _without_comments(text: str) -> str:
    return "".join(line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))


def _without_mistake(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(_MISTAKE))
