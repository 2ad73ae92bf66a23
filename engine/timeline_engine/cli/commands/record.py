"""``record``: a new event, from options or from a form in the editor."""

import click

from ..appending import dry_run_option, put
from ..event_options import Form, claim_options, description_options, source_options
from ..session import Session, log_option, pass_session
from ..typed import TypedClaim, TypedSource


@click.command("record", short_help="Record an event, past or expected.")
@click.argument("title", required=False)
@click.option(
    "--on",
    metavar="DATE",
    help="When: 2018-09-06, '4 Nov 2018', 2018-09, 2018-05~, '[2018-10-04..2018-12-03]'.",
)
@click.option("--scheduled", is_flag=True, help="It is expected, not reported as having happened.")
@click.option("--id", "event", help="Its id. [default: made from the title]")
@description_options()
@claim_options()
@source_options()
@click.option("--note", help="A remark on this entry.")
@click.option("--edit", is_flag=True, help="Fill in a form in $EDITOR, with what is given here as its start.")
@dry_run_option
@log_option
@pass_session
def record_command(
    session: Session,
    title: str | None,
    on: str | None,
    scheduled: bool,
    event: str | None,
    issues: tuple[str, ...],
    kind: str | None,
    place: str | None,
    actors: tuple[str, ...],
    summary: str | None,
    claims: tuple[TypedClaim, ...],
    sources: tuple[TypedSource, ...],
    known: str | None,
    note: str | None,
    edit: bool,
    dry_run: bool,
) -> None:
    """Record an event called TITLE: something dated in the world, past or (--scheduled) expected.

    Each of several --source has what stands behind it; each of several --by makes the claims before it, and a single
    one makes all.

    \b
    timeline record "First 2+2 dialogue" --on "6 Sep 2018" --scheduled \\
        --issue two-plus-two --kind meeting --place "New Delhi" \\
        --source "Daily Example" --published 2018-09-05
    timeline record "S-400 ordered" --on "[2018-10-04..2018-12-03]" \\
        --set s-400-deal=ordered --set "s-400-deal.value=~5bn USD"
    timeline record "Aircraft deal" --on 2018-12-01 \\
        --set aircraft=agreed --by Delhi --set aircraft=open --by Paris \\
        --source "Daily Example" --published 2018-12-02 \\
        --source "Evening Example" --published 2018-12-03
    """
    given = Form(
        title, on, scheduled, event, issues, kind, place, actors, summary, claims, sources, known,
        note,
    )  # fmt: skip
    if edit:
        from ..editing import put_edited

        put_edited(session, given, dry_run)
    else:
        put(session, lambda state: given.body(session, state), dry_run)
