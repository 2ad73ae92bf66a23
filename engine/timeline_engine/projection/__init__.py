"""Projection: visible revisions folded into the state of each issue."""

from .folding import claims_in_effect, fold, phase_of
from .states import PHASES, AttributeState, ClaimState, EventState, IssueState, Phase, Projection

__all__ = [
    "PHASES",
    "AttributeState",
    "ClaimState",
    "EventState",
    "IssueState",
    "Phase",
    "Projection",
    "claims_in_effect",
    "fold",
    "phase_of",
]
