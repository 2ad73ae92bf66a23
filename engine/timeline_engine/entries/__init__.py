"""Entries: what a line of the log can say, and its versioned form."""

from .codec import VERSION, Codec, CodecError, NewerError, correct, to_data
from .entry import CLAIMING, RECORDING, Draft, Entry, Recorded, body_in, read_recorded, said_in
from .gist import Gist, Gists
from .kinds import (
    BODIES,
    Body,
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
    "RECORDING",
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
    "Gist",
    "Gists",
    "IssueDefined",
    "NewerError",
    "Recorded",
    "body_in",
    "correct",
    "read_recorded",
    "said_in",
    "to_data",
]
