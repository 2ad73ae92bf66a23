"""``correct``: we had recorded something wrongly."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import click
from attrs import evolve

from ...entries import Entry, EventCorrected, IssueDefined, to_data
from ...errors import TimelineError
from ...model import Claim, Source
from ...recording import State, check
from ...view.words.phrases import source_words
from ..appending import dry_run_option, put
from ..entry_lookup import Field, find_entry
from ..event_options import claim_options, description_options, read_claims, read_issues, read_source, source_options
from ..offering import offer
from ..session import Session, log_option, pass_session
from ..typed import TypedSource


@click.command("correct", short_help="We had recorded something wrongly.")
@click.argument("entry", shell_complete=offer("event"))
@click.option("--void", is_flag=True, help="The entry never should have been.")
@click.option("--title", help="The right title.")
@click.option("--on", metavar="DATE", help="The right date.")
@click.option("--phase", type=click.Choice(["occurred", "scheduled"]), help="The right phase.")
@click.option(
    "--remove",
    "removed",
    multiple=True,
    metavar="FIELD",
    help="A field that should say nothing, or of a list only what is given; repeatable.",
)
@description_options("An issue it bears on, in place of all it names", "Who takes part, in place of all it names")
@claim_options("A claim, in place of those on the same attribute")
@source_options("When it could be known, if no source has a date.")
@click.option("--note", help="Why it is corrected.")
@dry_run_option
@log_option
@pass_session
def correct_command(session: Session, entry: str, void: bool, note: str | None, dry_run: bool, **given: Any) -> None:
    """Correct ENTRY: its id, the beginning of its id, #SEQ, or an event's id for the entry that recorded it. Where
    another entry of the event said so last, that one's id is asked for. An issue's id is its last definition.

    What is not given stays as it is. What is given replaces what the entry says: --issue and --actor the whole list,
    --set the claims on the same issue and attribute (the only claimant stays), the options on a source what its only
    source says, or that with the same publisher; several --source replace all of them.

    Every view changes, whatever it was known by; only --recorded-by still shows the mistake. If the world changed,
    use reschedule, cancel or retract instead.

    \b
    timeline correct putin-arrives-in-new-delhi --on 2018-10-04 \\
        --note "typing error"
    timeline correct 3f2a91 --void
    timeline correct oil-imports --void
    """

    _check_given(void, given)
    remarks: list[str] = []
    corrected: list[Entry] = []

    def correction(target: Entry, state: State) -> EventCorrected:
        held = state.as_corrected(target)
        fields = _fields(session, state, to_data(held), given) if held and not void else {}
        return EventCorrected(entry=target.id, fields=fields, void=void, note=note)

    def make(state: State) -> EventCorrected:
        works = partial(_fits, state, partial(correction, state=state))
        found = find_entry(entry, state, _changed(state, given), void, works)
        remarks.extend([found.remark] if found.remark else [])
        corrected.append(found.entry)
        return correction(found.entry, state)

    def also(state: State) -> Iterator[str]:
        yield from remarks
        said = corrected[0].said
        if void and isinstance(said, IssueDefined):
            yield _left(said.issue, state)

    put(session, make, dry_run, also=also)


def _check_given(void: bool, given: Mapping[str, Any]) -> None:
    """Raises click.UsageError for what says nothing, or contradicts itself."""
    if void and any(given.values()):
        raise click.UsageError("--void says that the entry never should have been: leave out what it should say")
    for name, said in given.items():
        if said == "" or (isinstance(said, tuple) and "" in said):
            raise click.UsageError(f"{_option(name)} is given empty: --remove FIELD takes out what a field says")


def _option(name: str) -> str:
    params = click.get_current_context().command.params
    return next(param.opts[-1] for param in params if param.name == name)


def _fits(state: State, correction: Callable[[Entry], EventCorrected], target: Entry) -> bool:
    """Would the log take what was typed as a correction of this entry?"""
    try:
        check(correction(target), state)
    except TimelineError:
        return False
    return True


def _left(issue: str, state: State) -> str:
    """What there is of an issue of which a definition was taken back."""
    defining = state.definitions(issue)
    if defining:
        return f"issue {issue!r} is again as entry {defining[-1].id[:8]} defines it: {state.issues[issue].title}"
    return f"issue {issue!r} is gone: no other entry defines it, and no event bears on it"


def _changed(state: State, given: Mapping[str, Any]) -> list[Field]:
    """The fields that are corrected; of claims, those on the same issue and attribute."""
    named = {"on": "when"}
    plain = [named.get(name, name) for name, said in given.items() if said and name not in ("claims", "removed")]
    claimed = [(claim.issue, claim.attribute) for claim in read_claims(given["claims"], state)]
    return [*plain, *given["removed"], *claimed]


_LISTS = ("actors", "issues", "claims", "sources")


def _fields(session: Session, state: State, held: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields to replace, as the log writes them; those that are removed first are replaced whole."""
    removed = given["removed"]
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
    if given["sources"]:
        fields["sources"] = _sources(
            session, state, [] if "sources" in removed else held.get("sources", []), given["sources"]
        )
    if claims := read_claims(given["claims"], state):
        fields["claims"] = _claims([] if "claims" in removed else held.get("claims", []), claims)
    if both := sorted(set(fields).intersection(removed).difference(_LISTS)):
        raise click.UsageError(f"--remove {both[0]} and another {both[0]} are given, and only one can hold: give one")
    return dict.fromkeys(removed) | fields


def _sources(
    session: Session, state: State, held: Sequence[Mapping[str, Any]], typed: Sequence[TypedSource]
) -> list[Any]:
    """The sources of the entry: several that are given in place of all, of one what is given in place of what it says.

    That is the only one, or the one with this publisher. Raises TimelineError where it may be any of several.
    """
    said = [to_data(read_source(session, state.zone, source)) for source in typed]
    if len(said) > 1 or not held:
        return said
    publishers = [source.get("publisher") for source in held]
    publisher = said[0].get("publisher")
    if len(held) > 1 and publishers.count(publisher) != 1:
        several = " and ".join(source_words(Source(**source), state.zone) for source in held)
        raise TimelineError(
            f"the entry has {len(held)} sources, {several}: name the publisher of the one to correct with --source, or "
            "give all of them, each with its own --source and --published"
        )
    place = publishers.index(publisher) if len(held) > 1 else 0
    return [*held[:place], {**held[place], **said[0]}, *held[place + 1 :]]


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
