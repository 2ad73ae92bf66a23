"""Entries: what a line of the log can say, and its versioned form."""

from .codec import VERSION, Codec, CodecError, NewerError, correct, to_data
from .entry import RECORDING, Draft, Entry, body_in, claim_in, forms, read_said, said_in, source_in, value_in
from .figures import figures_fault
from .gist import ClaimGist, Gist, Gists
from .kinds import (
    BODIES,
    WORDS,
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
    ReportedPhase,
)

__all__ = [
    "BODIES",
    "RECORDING",
    "VERSION",
    "WORDS",
    "Body",
    "ClaimGist",
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
    "ReportedPhase",
    "body_in",
    "claim_in",
    "correct",
    "figures_fault",
    "forms",
    "read_said",
    "said_in",
    "source_in",
    "to_data",
    "value_in",
]
