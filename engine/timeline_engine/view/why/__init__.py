"""The evidence behind an answer."""

from .evidence import Correction, Why, claimed_attributes, event_meant, why, why_json, why_of
from .of_event import Turn, WhyEvent, why_event, why_event_json, why_event_of

__all__ = [
    "Correction",
    "Turn",
    "Why",
    "WhyEvent",
    "claimed_attributes",
    "event_meant",
    "why",
    "why_event",
    "why_event_json",
    "why_event_of",
    "why_json",
    "why_of",
]
