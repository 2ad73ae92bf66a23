"""``correct``: we had recorded something wrongly."""

from collections.abc import Mapping
from typing import Any

import click
from attrs import evolve

from ...entries import EventCorrected, to_data
from ...errors import SHORTEST, UnknownId, pick
from ...model import Claim, Source
from ...recording import State
from ..appending import dry_run_option, put
from ..event_options import claim_options, description_options, read_claims, read_issues, read_url, source_options
from ..offering import offer
from ..session import Session, log_option, pass_session


@click.command("correct", short_help="We had recorded something wrongly.")
@click.argument("entry", shell_complete=offer("event"))
@click.option("--void", is_flag=True, help="The entry never should have been.")
@click.option("--title", help="The right title.")
@click.option("--on", metavar="DATE", help="The right date.")
@click.option("--phase", type=click.Choice(["occurred", "scheduled"]), help="The right phase.")
@click.option(
    "--remove", "removed", multiple=True, metavar="FIELD", help="A field that should say nothing; repeatable."
)
@description_options("An issue it bears on, in place of all it names", "Who takes part, in place of all it names")
@claim_options("A claim, in place of those on the same attribute")
@source_options("When it could be known, if no source has a date.")
@click.option("--note", help="Why it is corrected.")
@dry_run_option
@log_option
@pass_session
def correct_command(session: Session, entry: str, void: bool, note: str | None, dry_run: bool, **given: Any) -> None:
    """Correct ENTRY: its id, the beginning of its id, #SEQ, or an event's id for the entry that recorded it.

    What is not given stays as it is. What is given replaces what the entry says: --issue and --actor the whole list,
    --set the claims on the same issue and attribute (the only claimant stays), the options on the source what its first
    source says.

    Every view changes, whatever it was known by; only --recorded-by still shows the mistake. If the world changed,
    use reschedule, cancel or retract instead.

    \b
    timeline correct putin-arrives-in-new-delhi --on 2018-10-04 \\
        --note "typing error"
    timeline correct 3f2a91 --void
    """

    if void and any(given.values()):
        raise click.UsageError("--void says that the entry never should have been: leave out what it should say")

    def make(state: State) -> EventCorrected:
        target = state.find(_entry_of(entry, state))
        held = state.as_corrected(target)
        fields = _fields(session, state, to_data(held), given) if held and not void else {}
        return EventCorrected(entry=target.id, fields=fields, void=void, note=note)

    put(session, make, dry_run)


def _entry_of(text: str, state: State) -> str:
    """The id of the entry that recorded an event, where the text names one; else the text."""
    try:
        return state.events[pick(text, state.events, "event")].base.id
    except UnknownId:
        if text.isdigit() and len(text) < SHORTEST:
            raise UnknownId(f"no event {text!r} in the log; '#{text}' is the entry with that number") from None
        return text


def _fields(session: Session, state: State, held: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields to replace, as the log writes them."""
    fields: dict[str, Any] = {
        name: given[name] for name in ("title", "phase", "kind", "place", "summary") if given[name]
    }
    if given["actors"]:
        fields["actors"] = list(given["actors"])
    if given["issues"]:
        fields["issues"] = list(read_issues(given["issues"], state))
    if given["on"]:
        fields["when"] = session.when("--on", given["on"], state.zone)
    if given["known"]:
        fields["known"] = session.moment("--known", given["known"], state.zone)
    if source := _source(session, state, held, given):
        fields["sources"] = [to_data(source), *held.get("sources", [])[1:]]
    if claims := read_claims(given["claims"], given["by"], state):
        fields["claims"] = _claims(held.get("claims", []), claims)
    return fields | dict.fromkeys(given["removed"])


def _source(session: Session, state: State, held: Mapping[str, Any], given: Mapping[str, Any]) -> Source | None:
    """The first source with what is given in place of what it says."""
    said = {
        "publisher": given["publisher"],
        "title": given["source_title"],
        "published": session.moment("--published", given["published"], state.zone),
        "url": read_url(given["url"]),
    }
    said = {name: text for name, text in said.items() if text}
    return Source(**{**next(iter(held.get("sources", [])), {}), **said}) if said else None


def _claims(held: list[dict[str, Any]], given: tuple[Claim, ...]) -> list[dict[str, Any]]:
    """The claims of the entry with the given ones in place of those on the same issue and attribute.

    Where several people claim the same, only what the one who is named claims is replaced; where one does, it stays
    that one's unless another is named.
    """
    kept, right = held, []
    for claim in given:
        same = [one for one in kept if (one["issue"], one["attribute"]) == (claim.issue, claim.attribute)]
        wrong = [one for one in same if one.get("by") == claim.by] or same
        kept = [one for one in kept if one not in wrong]
        only = same[0].get("by") if len(same) == 1 else None
        right.append(to_data(evolve(claim, by=claim.by or only)))
    return kept + right
