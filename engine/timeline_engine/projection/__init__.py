"""Projection: visible revisions folded into the state of each issue."""

from .events import PHASES, EventState, EventStates, Phase
from .folding import claims_in_effect, fold, phase_of
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
    "fold",
    "phase_of",
]
