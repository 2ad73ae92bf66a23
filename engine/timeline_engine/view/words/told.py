"""What a page tells of an event, of what is disputed and of the log it was made from: the same in every format."""

from collections.abc import Iterator
from typing import Protocol

from ...dates import Zone
from ...fields import explained
from ...log import Head, LogInfo
from ...model import format_value
from ...projection import AttributeState, EventState
from .phrases import claimant_words, claiming_words, claims_words, counted, moves_words, sentence
from .said import differing_words, further_evidence

_SHORT = 12  # digits of a hash by which it is found again


@explained
def event_lines(event: EventState, zone: Zone) -> Iterator[str]:
    """What is known of an event beside its title, date and phase, a line each: its summary; kind, place and actors;
    how it moved; its claims; who reported what, where that is not the same for all.
    """
    revision = event.revision
    body, moves, claims = revision.body, moves_words(revision, zone), claims_words(event)
    about = {"Kind": body.kind, "Place": body.place, "Actors": ", ".join(body.actors)}
    yield from filter(None, (body.summary, "; ".join(f"{name}: {said}" for name, said in about.items() if said)))
    if moves:
        yield sentence(moves)
    if claims:
        yield f"{claiming_words(event).capitalize()}: {'; '.join(claims)}"
    yield from map(sentence, filter(None, (*further_evidence(revision, zone), differing_words(revision, zone))))


@explained
def sides(attribute: AttributeState) -> list[tuple[str, list[str]]]:
    """Each value that stands of an attribute, the one that holds first, with those who say so."""
    claimants: dict[str, list[str]] = {}
    for claim in attribute.claims:
        claimants.setdefault(format_value(claim.value), []).append(claimant_words(claim))
    return [(value, [*dict.fromkeys(who)]) for value, who in claimants.items()]


class Proven(Protocol):
    """What was made of a log, and says of which and how much of it."""

    @property
    def log(self) -> LogInfo:
        """Which log."""
        ...

    @property
    def head(self) -> Head:
        """How much of it."""
        ...

    @property
    def zone(self) -> Zone:
        """Whose days it has."""
        ...


@explained
def proof_words(view: Proven, digits: int | None = _SHORT) -> str:
    """What all of it was made from: how many entries of which log, and so many digits of its hash; None: all."""
    entries, proof = counted(view.head.seq, "entry"), view.head.hash[:digits]
    return f"From {entries} of log {view.log.id}, head {proof}; days are those of {view.zone.name}."
