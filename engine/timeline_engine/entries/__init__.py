"""Entries: what a line of the log can say, and its versioned form."""

from .codec import VERSION, Codec, CodecError, NewerError, correct, to_data
from .kinds import (
    BODIES,
    CLAIMING,
    Body,
    Draft,
    Entry,
    EventBody,
    EventCancelled,
    EventCorrected,
    EventOccurred,
    EventRecorded,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    IssueDefined,
)

__all__ = [
    "BODIES",
    "CLAIMING",
    "VERSION",
    "Body",
    "Codec",
    "CodecError",
    "Draft",
    "Entry",
    "EventBody",
    "EventCancelled",
    "EventCorrected",
    "EventOccurred",
    "EventRecorded",
    "EventRescheduled",
    "EventRetracted",
    "EventSourced",
    "IssueDefined",
    "NewerError",
    "correct",
    "to_data",
]
