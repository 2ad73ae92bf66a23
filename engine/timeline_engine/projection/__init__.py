"""Projection: visible revisions folded into the state of each issue."""

from .claims import claims_in_effect
from .events import PHASES, EventState, EventStates, Phase, events_as_seen
from .folding import fold, phase_of
from .states import AttributeState, ClaimState, IssueState, Projection

__all__ = [
    "PHASES",
    "AttributeState",
    "ClaimState",
    "EventState",
    "EventStates",
    "IssueState",
    "Phase",
    "Projection",
    "claims_in_effect",
    "events_as_seen",
    "fold",
    "phase_of",
]
