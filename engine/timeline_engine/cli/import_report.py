"""How a person is told what an import comes to."""

from collections import Counter
from collections.abc import Mapping, Sequence

import click

from ..entries import Body, Draft, EventCorrected, IssueDefined
from ..errors import concise
from ..model import format_value
from ..rows.preview import Preview
from ..rows.reading import left_out
from ..view.check.finding import Fault, some
from ..view.words.phrases import counted
from ..visible import quote
from .entry_words import kept
from .session import hinting, warn
from .terminal.table import shown

DOUBTS_SHOWN = 20
ISSUES_SHOWN = 5


def say(made: Preview, file: str, dry_run: bool, verbose: bool = False) -> None:
    """Tell a person what was or would be appended, and what to look at in it."""
    for sentence in (*left_out(made.refused), *made.warnings, *made.twins):
        warn(sentence)
    if made.issues:
        click.echo(shown(f"{'would define' if dry_run else 'defined'} {_defined(made.issues, file)}"))
    if dry_run:
        for draft in made.drafts:
            click.echo(f"{draft.id}  {draft.body.KIND:18} {concise(_about(draft.body, made.homes))}")
    click.echo(_counted(made.drafts, dry_run) if made.drafts else shown(_nothing(made, file)))
    if (len(made.drafts) > 1 or made.twins) and not dry_run:
        all_of = "all of it" if len(made.drafts) > 1 else "it"
        click.echo(hinting(f"`timeline undo {quote(made.drafts[0].id[:8])}` takes {all_of} out again"))
    if made.absent:
        click.echo(shown(f"{_absent(made, file)}{'' if verbose else '; -v names them'}"))
    _show_doubts(made.doubts, dry_run)
    if made.many and not dry_run:
        click.echo(hinting("so many are not looked over here: see `timeline check`"))


def _absent(made: Preview, file: str) -> str:
    """What the file's publishers reported before, and it does not name."""
    was, are = ("was", "is") if len(made.absent) == 1 else ("were", "are")
    who = some([name for name in made.publishers if name])
    by = f"{who} reported before" if who else f"{was} reported before without a publisher"
    return f"{counted(len(made.absent), 'event')} that {by} {are} not in {file}"


def _defined(issues: Mapping[str, str], file: str) -> str:
    """The new issues in one line: how many, and the first few; those that look like others before the rest."""
    which = f"which {file} names and the log did not have"
    if len(issues) == 1:
        ((issue, near),) = issues.items()
        return f"issue {issue!r}, {which}{near}"
    names = [
        f"{issue!r} ({near.removeprefix('; ')})" if near else repr(issue)
        for issue, near in sorted(issues.items(), key=lambda item: not item[1])
    ]
    return f"{counted(len(names), 'issue')}, {which}: {some(names, ISSUES_SHOWN)}"


def _show_doubts(doubtful: Sequence[Fault], dry_run: bool) -> None:
    for doubt in doubtful[:DOUBTS_SHOWN]:
        warn(doubt.sentence if dry_run else kept(doubt.sentence, doubt.entry, doubt.mend))
    if len(doubtful) > DOUBTS_SHOWN:
        warn(f"and {counted(len(doubtful) - DOUBTS_SHOWN, 'more doubt')}, which `timeline check` lists")


def _about(body: Body, homes: Mapping[str, str]) -> str:
    """What an entry is about and says, in a few words: phase, new date, corrected fields, claims."""
    if isinstance(body, EventCorrected):
        return f"{homes.get(body.entry, body.entry)}: {'void' if body.void else ', '.join(body.fields)}"
    if isinstance(body, IssueDefined):
        return body.issue
    claims = [f"{c.issue}.{c.attribute}={format_value(c.value)}" for c in getattr(body, "claims", ())]
    return " ".join(filter(None, (body.event, getattr(body, "phase", None), getattr(body, "when", None), *claims)))


def _nothing(made: Preview, file: str) -> str:
    """Why nothing is appended."""
    if made.empty:
        return f"nothing to append: {file} has no rows"
    return f"nothing to append: the log says all {'else' if made.refused or made.warnings else 'of it'} already"


def _counted(drafts: Sequence[Draft], dry_run: bool) -> str:
    kinds = Counter(draft.body.KIND for draft in drafts)
    said = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    return f"{'would append' if dry_run else 'appended'} {counted(len(drafts), 'entry')}: {said}"
