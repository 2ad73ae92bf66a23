"""A file's report beside the same one in the log: what of it the log lacks, as corrections (R8.3 to R8.5)."""

from collections.abc import Container, Iterator, Sequence
from typing import Any

from attrs import evolve
from msgspec import Struct, field

from ..entries import Body, EventBody, EventCorrected, correct, to_data
from ..history.reports import phase_in
from ..model import Claim, Source, format_value
from ..view.words.phrases import counted
from ..visible import quote
from .reading import RowError
from .reports import FileReport, PlacedClaim, anew
from .sources import cells_of, sources_with
from .stream import Held, Stream, key_of
from .wording import a_cell, as_told, same_source, same_subject, says, told_by

FIELDS = ("when", "title", "kind", "place", "actors", "summary")


class Fixes(Struct):
    """What makes an entry say a report: fields to replace, and the names of those that were corrected away before."""

    fields: dict[str, Any] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


class Match(Struct, frozen=True):
    """The same report in the log. ``now`` is the entry that says it, None if all are void; ``ever`` all it ever said,
    ``void`` what void entries did.

    ``source``: which of the entry's sources the report's is; None if it has all of them, or none.
    """

    now: Held | None
    ever: Sequence[EventBody]
    source: Source | None
    void: Sequence[EventBody] = ()


def find(report: FileReport, stream: Stream, taken: Container[str]) -> Match | None:
    """The same report in the log (R8.4), if it is there; those ``taken`` are others of the same file's."""
    named = stream.held.get(report.entry or "")
    if named and not named.void:
        return Match(named, named.versions, None)
    found = [held for held in _candidates(report, stream) if held.id not in taken]
    if named:  # whose report may have been recorded again
        found = [named, *[held for held in found if not held.void and phase_in(held.body) == report.phase]]
    if not found:
        return None
    now = next((held for held in found if _is_alike(report, held.body) and not held.void), None)
    now = now or next((held for held in found if not held.void), None)
    ever = [version for held in found for version in held.versions]
    void = [version for held in found if held.void for version in held.versions]
    return Match(now, ever, _its_own(report, now) if now else None, void)


def _candidates(report: FileReport, stream: Stream) -> Iterator[Held]:
    """The entries that are, or once were, the same report: all have the first of its sources that has a day."""
    dated = ((source, source.published or report.known) for source in report.sources or (Source(),))
    key = next((key_of(source, day) for source, day in dated if day), None)
    for held in stream.of_key(key) if key else ():
        if any(_is_alike(report, version) for version in held.versions):
            yield held


def _is_alike(report: FileReport, held: EventBody) -> bool:
    """Are all sources of a report among those of an entry, whose title and url may be absent in one?"""
    there = held.sources or (Source(),)
    return all(any(_is_same(one, report, other, held) for other in there) for one in report.sources or (Source(),))


def _is_same(one: Source, report: FileReport, other: Source, held: EventBody) -> bool:
    """Is it one source (R8.2): of the same publisher and day, and with the same title and url or none?"""
    days = says(one.published or report.known or "", other.published or held.known or "")
    return days and says(one.publisher or "", other.publisher or "") and same_source(one, other)


def _its_own(report: FileReport, held: Held) -> Source | None:
    """Of an entry with several sources the one that a report gives, if it does not give all."""
    if len(held.body.sources) < 2 or len(report.sources) != 1:
        return None
    return next(
        (source for source in held.body.sources if _is_same(report.sources[0], report, source, held.body)), None
    )


def says_nothing_new(report: FileReport, ever: Sequence[EventBody]) -> bool:
    """Is all that it says what void entries said?"""
    if report.phase and report.phase not in map(phase_in, ever):
        return False
    fixes = _fixes(report, ever[-1], ever)
    return not fixes.fields


def is_said_last(report: FileReport, stream: Stream) -> bool:
    """Is the same report the last of its publisher in the log, and says all of it?"""
    match = find(report, stream, ())
    last = match and match.now
    if last is None or last is not stream.last_of(report.sources) or phase_in(last.body) != report.phase:
        return False
    return not _fixes(report, last.body, ()).fields


def was_taken_back(report: FileReport, match: Match) -> bool:
    """Is all that it says what void entries said, while what stands gives another phase (R8.5)?"""
    phase = phase_in(match.now.body) if match.now else None
    is_other = bool(phase and report.phase and phase != report.phase)
    return is_other and bool(match.void) and says_nothing_new(report, match.void)


def corrections(report: FileReport, match: Match, day_recorded: str, put_back: bool) -> tuple[list[Body], list[str]]:
    """What makes the log say the report, and the fields that were corrected away. Raises RowError (R8.3)."""
    held = match.now
    assert held is not None, "what is void is not corrected"
    _check_phase(report, held)
    _check_places(report, held)
    fixes = _fixes(report, held.body, () if put_back else match.ever)
    if report.phase and phase_in(held.body) is None:
        fixes.fields["phase"] = report.phase
    _add_sources(report, held, match.source, day_recorded, fixes, () if put_back else match.ever)
    if not fixes.fields:
        return [], fixes.left
    if match.source is None:
        return [EventCorrected(entry=held.id, fields=fixes.fields)], fixes.left
    return [*_taken_apart(held, match.source, fixes.fields)], fixes.left


def _check_phase(report: FileReport, held: Held) -> None:
    phase = phase_in(held.body)
    if phase and report.phase and phase != report.phase:
        raise RowError(
            f"{report.at}: field phase: {report.phase}, but entry {held.id[:8]} of the log says {phase} in the same "
            f"report of event {report.event!r}: {anew(report)}; if the entry is wrong, "
            f"`timeline correct {quote(held.id[:8])} --void` and import again"
        )


def _check_places(report: FileReport, held: Held) -> None:
    """Raises RowError for a claim that a row puts where its entry never had one."""
    most = max(len(version.claims) for version in held.versions)
    for one in report.claims if report.entry == held.id else ():
        if one.place and one.place > most:
            raise RowError(
                f"{report.at}: field claim: {one.place}, but entry {held.id[:8]} has {counted(most, 'claim')}: leave "
                "the cell claim blank where a row adds one"
            )


def _fixes(report: FileReport, held: EventBody, ever: Sequence[EventBody]) -> Fixes:
    """The fields of an entry that a report gives otherwise, but for what was corrected away (R8.5)."""
    fixes = Fixes()
    for name in FIELDS:
        said = getattr(report, name)
        if said and not says(getattr(held, name), said):
            if any(says(getattr(version, name), said) for version in ever):
                fixes.left.append(f"{name} {a_cell(said)}")
            else:
                fixes.fields[name] = list(said) if isinstance(said, tuple) else said
    claims = _claims(report, held, ever, fixes)
    if new := [issue for issue in report.issues if issue not in (*held.issues, *_issues(claims))]:
        fixes.fields["issues"] = [*held.issues, *new]
    if claims != held.claims:
        fixes.fields["claims"] = [to_data(claim) for claim in claims]
    return fixes


def _issues(claims: Sequence[Claim]) -> list[str]:
    return [claim.issue for claim in claims]


def _claims(report: FileReport, held: EventBody, ever: Sequence[EventBody], fixes: Fixes) -> tuple[Claim, ...]:
    """The claims of an entry with those of a report."""
    there = told_by(held.claims)
    said = [one for one in report.claims if as_told(one.claim) not in there]
    if not said:
        return held.claims
    claims, before = list(held.claims), told_by(claim for version in ever for claim in version.claims)
    for one in said:
        if as_told(one.claim) in before:
            fixes.left.append(f"{one.claim.issue}.{one.claim.attribute} {a_cell(format_value(one.claim.value))}")
        elif stood := _stood_at(one.place, report, held, claims):
            claims[claims.index(stood)] = one.claim
        else:
            claims = _with(claims, one.claim, report.claims)
    return tuple(claims)


def _stood_at(place: int | None, report: FileReport, held: EventBody, claims: Sequence[Claim]) -> Claim | None:
    """The claim in whose place an exported row is; None if there is none, or another row says that it is elsewhere now:
    a correction may have changed their order since.
    """
    if not place or place > len(held.claims):
        return None
    stood = held.claims[place - 1]
    elsewhere = told_by(one.claim for one in report.claims)
    return stood if stood in claims and told_by([stood]).isdisjoint(elsewhere) else None


def _with(claims: list[Claim], new: Claim, said: Sequence[PlacedClaim]) -> list[Claim]:
    """The claims with a new one, in place of what its claimant said of that and does not say in this report."""
    same = [claim for claim in claims if same_subject(claim, new)]
    kept = {as_told(one.claim) for one in said} if same else ()
    wrong = [claim for claim in same if told_by([claim]).isdisjoint(kept)]
    if not wrong:
        return [*claims, new]
    left = [new if claim is wrong[0] else claim for claim in claims]
    return [claim for claim in left if not any(claim is other for other in wrong[1:])]


def _add_sources(
    report: FileReport, held: Held, source: Source | None, day: str, fixes: Fixes, ever: Sequence[EventBody]
) -> None:
    """What the report's sources say more or, of the entry that the rows name, otherwise; its known date, too."""
    body = held.body
    if report.entry != held.id:
        own = source or (body.sources or (Source(),))[0]
        if len(body.sources) < 2 or source:
            whole = _filled(own, (report.sources or (own,))[0])
            if whole != own:
                fixes.fields["sources"] = [to_data(whole)]
        return
    told = (body.known,) if body.known else (day, *[source.published for source in body.sources])
    if report.known and report.known not in told:
        if any(version.known == report.known for version in ever):
            fixes.left.append(f"known {a_cell(report.known)}")
        else:
            fixes.fields["known"] = report.known
    sources, gone = sources_with(report.sources, body.sources, [one for version in ever for one in version.sources])
    fixes.left += [f"source {a_cell(', '.join(filter(None, cells_of(one))))}" for one in gone]
    if sources != body.sources:
        fixes.fields["sources"] = [to_data(one) for one in sources]


def _filled(own: Source, said: Source) -> Source:
    return evolve(own, title=own.title or said.title, url=own.url or said.url)


def _taken_apart(held: Held, source: Source, fields: dict[str, Any]) -> Iterator[Body]:
    """One report taken out of an entry of several, and said on its own: the others did not say so (R8.4)."""
    others = [to_data(one) for one in held.body.sources if one != source]
    yield EventCorrected(entry=held.id, fields={"sources": others})
    yield correct(evolve(held.body, sources=(source,)), fields)
