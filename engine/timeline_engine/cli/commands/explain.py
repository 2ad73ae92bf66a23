"""``why`` and ``diff``: the evidence behind an answer, and what changed between two."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import click

from ...dates import Zone
from ...model import Source, format_value
from ...projection import ClaimState
from ...view.diff import Diff, diff_json, diff_questions, read_question
from ...view.why import Correction, Why, claimed_attributes, why, why_json
from ...view.why.withdrawn import TakenBack
from ...view.words.diff import diff_paragraphs
from ...view.words.phrases import (
    attribute_words,
    claimant_words,
    clocks_words,
    counted,
    date_words,
    since_words,
    source_words,
    when_words,
)
from ..clock_options import clock_options, read_clocks
from ..offering import issue_option, offer
from ..session import Session, as_json, log_option, pass_session, warn
from ..terminal.table import paragraph

T = TypeVar("T")

LIMIT = 10
"""How many of a kind a person is shown, if nothing else is said."""


@click.command("why", short_help="Show the evidence behind an answer.")
@click.argument("subject", metavar="ISSUE[.ATTRIBUTE]", shell_complete=offer("subject"))
@clock_options
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    show_default=f"{LIMIT}; all with --json",
    metavar="N",
    help="The first N of each kind.",
)
@click.option("--json", "json", is_flag=True, help="The evidence as JSON.")
@log_option
@pass_session
def why_command(session: Session, subject: str, limit: int | None, json: bool, **clocks: Any) -> None:
    """Show why that is the answer: the claims, their events and sources, and what they prevailed over.

    Without ATTRIBUTE it is the issue's status. What decides comes first: the claim that prevailed, then of each kind
    the latest; of what is expected, the soonest; of our corrections, the last recorded.

    \b
    timeline why iran-oil --as-of 2019-06-25
    timeline why s-400-deal.value --as-of 2018-12-04
    """
    log = session.log()
    found = why(log, subject, **read_clocks(session, Zone(log.info.zone), **clocks))
    click.echo(as_json(why_json(found, limit)) if json else "\n".join(_why_lines(found, limit or LIMIT)))


def _why_lines(found: Why, limit: int) -> Iterator[str]:
    state, zone = found.state, found.view.zone
    yield click.style(paragraph(f"{found.issue}.{found.attribute}: {_answer(found)}"), bold=True)
    yield paragraph(clocks_words(found.view.question), 2)
    if state is None and (others := _others(found)):
        yield paragraph(f"ask about {' or '.join(others)}", 2)
    if state:
        rest = state.claims[1:]
        yield from _claims("It rests on", zone, state.claims[:1], 1)
        yield from _claims("The same is said by", zone, [c for c in rest if c.value == state.value], limit)
        yield from _claims("It is disputed by", zone, [c for c in rest if c.value != state.value], limit)
    yield from _claims("It replaced", zone, found.replaced, limit)
    yield from _claims("Expected, or not sure yet", zone, found.waiting, limit)
    yield from _taken_back(found.taken_back, zone, limit)
    yield from _day_before(found)
    yield from _corrected(found.corrections, limit)


def _answer(found: Why) -> str:
    state = found.state
    if state is None:
        return "nothing known"
    contested = ", contested" if state.contested else ""
    return f"{attribute_words(state)} {since_words(state, found.view.zone)}{contested}"


def _others(found: Why) -> list[str]:
    """What else of the issue is claimed."""
    issue = found.view.issue(found.issue)
    names = claimed_attributes(issue) if issue else []
    return [f"{found.issue}.{name}" for name in names if name != found.attribute]


def _headed(heading: str, found: Sequence[T], limit: int, tell: Callable[[T], Iterator[str]]) -> Iterator[str]:
    """The first few under their heading, and how many more there are; nothing if there are none."""
    if found:
        yield f"\n{heading}:"
    for one in found[:limit]:
        yield from tell(one)
    if len(found) > limit:
        yield paragraph(f"and {len(found) - limit:,} more (--limit)", 2)


def _claims(heading: str, zone: Zone, claims: Sequence[ClaimState], limit: int) -> Iterator[str]:
    def tell(claim: ClaimState) -> Iterator[str]:
        revision = claim.revision
        yield paragraph(f"{format_value(claim.value)}, says {claimant_words(claim)}", 2)
        yield paragraph(f"{revision.body.title} [{revision.event}]", 4)
        known, of_event = (date_words(it.known.text, zone) for it in (claim, revision))
        first = "" if known == of_event else f"; the event itself since {of_event}"
        happened = "happened" if revision.outcome == "occurred" else "set for"
        own = claim.stated.when
        when = date_words(own.text, zone) if own else when_words(revision, zone)
        yield paragraph(f"{_dated(f'{happened} {when}', known)}{first}", 4)
        yield from _sources(claim.sources, zone)

    return _headed(heading, claims, limit, tell)


def _dated(deed: str, known: str) -> str:
    """``happened 2018-09-06, known that day``."""
    return f"{deed}, known {'that day' if deed.endswith(f' {known}') else known}"


def _sources(sources: Iterable[Source], zone: Zone) -> Iterator[str]:
    for source in sources:
        yield paragraph(f"source: {source_words(source, zone)}{' ' + source.url if source.url else ''}", 4)


def _taken_back(claims: Sequence[TakenBack], zone: Zone, limit: int) -> Iterator[str]:
    def tell(claim: TakenBack) -> Iterator[str]:
        yield paragraph(f"{format_value(claim.value)}, said {claim.claimant or 'unattributed'}", 2)
        yield paragraph(f"{claim.title} [{claim.event}]", 4)
        yield paragraph(f"known {date_words(claim.known, zone)}; {_HOW[claim.how]} {date_words(claim.since, zone)}", 4)
        yield from _sources(claim.sources, zone)

    return _headed("Taken back", claims, limit, tell)


_HOW = {
    "retracted": "retracted, known",
    "cancelled": "the event cancelled, known",
    "void": "taken out of the record",
    "corrected": "corrected in the record",
}


def _day_before(found: Why) -> Iterator[str]:
    question, before = found.before_question, found.before
    words = attribute_words(before) + (", contested" if before.contested else "") if before else "nothing known"
    yield "\n" + paragraph(f"A day before, {clocks_words(question)}: {words}.")


def _corrected(corrections: Sequence[Correction], limit: int) -> Iterator[str]:
    def tell(correction: Correction) -> Iterator[str]:
        note = f": {correction.note}" if correction.note else ""
        corrected = correction.corrected
        kind = corrected.body.KIND.removeprefix("event.")
        yield paragraph(f"{correction.entry.recorded[:10]} entry {corrected.id[:8]} ({kind}){note}", 2)

    return _headed("We corrected the record", corrections, limit, tell)


@click.command("diff", short_help="Show what changed between two answers.")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@issue_option("Only this issue")
@click.option("--recorded-by", metavar="DATE", help="A as the log stood then, so that our corrections show.")
@click.option("-o", "--output", metavar="FILE", help="Write it in the format of the suffix: .txt, .xlsx.")
@click.option("--json", "json", is_flag=True, help="The changes as JSON.")
@log_option
@pass_session
def diff_command(
    session: Session,
    before: str,
    after: str,
    issues: tuple[str, ...],
    recorded_by: str | None,
    output: str | None,
    json: bool,
) -> None:
    """Show what changed from A to B, sorted by cause, each line with the event responsible.

    A and B are each a date, or DATE@DATE: the world on one day as known by another, DATE@hindsight with all that
    became known later. The world moved: it took effect in between. We learned: it had before, and was known in
    between. We recorded: the log of A did not have it yet. We corrected: our record was wrong. It became due or
    overdue: nothing but time passed.

    \b
    timeline diff 2018-12-04 2019-06-25
    timeline diff 2019-05-31 2019-05-31@hindsight --issue iran-oil
    """
    if output:
        from ...plugins import diff_format, export_diff

        diff_format(output)  # before the work
    log = session.log()
    zone = Zone(log.info.zone)
    ends = [_question_text(session, name, text, zone) for name, text in (("A", before), ("B", after))]
    recorded = session.moment("--recorded-by", recorded_by, zone)
    found = diff_questions(log, read_question(ends[0], recorded), read_question(ends[1]), issues)
    if output:
        notes = export_diff(found, output)
        click.echo(f"wrote {output}: {counted(len(found.changes), 'change')}", err=True)
        for note in notes:
            warn(note)
    elif json:
        click.echo(as_json(diff_json(found)))
    else:
        click.echo("\n".join(_diff_lines(found)))


def _question_text(session: Session, name: str, text: str, zone: Zone) -> str:
    as_of, at, known = text.partition("@")
    if known and known.casefold() != "hindsight":
        known = session.moment(name, known, zone) or ""
    return f"{session.moment(name, as_of, zone)}{at}{known}"


def _diff_lines(found: Diff) -> Iterator[str]:
    for part in diff_paragraphs(found):
        text = paragraph(part.text, part.indent, part.hang)
        yield click.style(text, bold=True) if part.heading else text
