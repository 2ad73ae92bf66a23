"""What the schemas of the JSON outputs beside ``project`` are made of, each defined once."""

from typing import get_args

from ...entries import BODIES, EventBody, ReportedPhase
from ..check import RULES
from ..diff.causes import Deed
from ..search.index import FIELDS
from .schema import (
    CLAIMED,
    COUNT,
    DEFINITION,
    DEFINITIONS,
    EDTF,
    EVENT,
    OPTIONAL,
    OPTIONAL_DAY,
    STAMP,
    TEXT,
    WHEN,
    Schema,
    either,
    list_of,
    object_of,
    or_null,
    ref,
)

FLAG: Schema = {"type": "boolean"}
OPTIONAL_COUNT: Schema = COUNT | {"type": ["integer", "null"]}
SEQ: Schema = {"type": "integer", "minimum": 1, "description": "The number of an entry"}
TEXTS: Schema = {"type": "array", "items": TEXT}
EVENT_KINDS = [kind for kind, body in BODIES.items() if body in get_args(EventBody)]

# What entries say, as the log stores it: what is not said is left out.
_SAID: dict[str, Schema] = {
    "said_quantity": DEFINITIONS["quantity"] | {"required": ["amount"]},
    "said_value": {"anyOf": [TEXT, {"type": "number"}, ref("said_quantity")]},
    "said_source": DEFINITIONS["source"] | {"required": []},
    "said_claim": object_of(
        {"issue": TEXT, "attribute": TEXT, "value": ref("said_value"), "by": TEXT}, "A claim as stored", ["by"]
    ),
}
_SAID_FIELDS: dict[str, Schema] = {
    "event": TEXT,
    "known": EDTF,
    "sources": list_of("said_source"),
    "note": TEXT,
    "title": TEXT,
    "when": EDTF,
    "phase": either("occurred", "scheduled"),
    "kind": TEXT,
    "issues": TEXTS,
    "claims": list_of("said_claim"),
    "place": TEXT,
    "actors": TEXTS,
    "summary": TEXT,
}

_CORRECTION = object_of(
    {
        "entry": {**TEXT, "description": "The id of the entry that corrects"},
        "corrects": {**TEXT, "description": "The id of the entry that it corrects"},
        "recorded": STAMP,
        "fields": {"type": "object", "description": "New values of fields, as the log stores them; null: taken out"},
        "void": FLAG,
        "note": OPTIONAL,
    },
    "A correction of ours",
)
_DECLARED = object_of(
    {
        "kind": either("state", "estimate"),
        "unit": OPTIONAL,
        "allowed": {"type": "array", "items": ref("said_value"), "description": "In order; none: any value"},
    },
    "How an attribute is declared",
)
DEFINED: dict[str, Schema] = {
    **DEFINITION,
    "attributes": {"type": "object", "additionalProperties": ref("declared")},
}
_ENTRY: dict[str, Schema] = {
    "entry": {**TEXT, "description": "The id of the entry"},
    "seq": SEQ,
    "kind": either(*EVENT_KINDS),
    "known": EDTF,
    "recorded": STAMP,
    "note": OPTIONAL,
    "said": {**or_null("said"), "description": "What it said before it was corrected; null: it was not"},
    "corrected": list_of("correction"),
}
_REVISION = object_of(
    {
        **_ENTRY,
        "when": WHEN,
        "outcome": either("scheduled", "occurred", "cancelled", "retracted"),
        "publisher": {**OPTIONAL, "description": "Whose report it is; an entry of several publishers is several"},
        "own": {**WHEN, "description": "The date that the report itself gives"},
        "sources": list_of("source"),
    },
    "A report of the event, its entry, and what the event was after it",
)

_TAKEN_BACK = object_of(
    {
        **CLAIMED,
        "how": either("retracted", "cancelled", "void", "corrected"),
        "since": {**EDTF, "description": "Since when that was known; of what is void or corrected, the day of that"},
        "taken_back_by": {**OPTIONAL, "description": "Who retracted or cancelled it"},
    },
    "A claim that was made once and is not any more",
)
_TOUCHED = object_of(
    {"entry": TEXT, "corrects": TEXT, "event": TEXT, "recorded": STAMP, "note": OPTIONAL},
    "A correction of ours that touched the evidence",
)


def _turn(name: str, value: Schema, about: str) -> Schema:
    return object_of(
        {
            name: value,
            "publisher": {**OPTIONAL, "description": "Whose report made it so"},
            "known": EDTF,
            "sources": list_of("source"),
            "entry": TEXT,
            "restored": {**FLAG, "description": "That report took back another"},
        },
        about,
    )


_REASON = object_of(
    {
        "event": TEXT,
        "how": either(*get_args(Deed)),
        "when": {**WHEN, "description": "The date of the event by then, EDTF; null: no date"},
        "by": {**OPTIONAL, "description": "Who reported it"},
        "known": OPTIONAL,
        "recorded": {**OPTIONAL_DAY, "description": "The day of the entry, where that makes the difference"},
        "corrected": {**OPTIONAL_DAY, "description": "The day of its correction, where that makes the difference"},
        "undone": {
            "enum": ["known", "recorded", "void", None],
            "description": "Why B lacks the step: it was not known or recorded by then, or its entry is void",
        },
        "effective": {**OPTIONAL_DAY, "description": "The day from which it holds, where that makes the difference"},
    },
    "How an event is responsible: by what step in its life",
)


def _change(part: str, names: dict[str, Schema], of: str, about: str) -> Schema:
    """A change of one part of the answer on an issue, which is ``about`` something; ``of`` defines what it was."""
    properties = {
        "issue": {**TEXT, "description": "Empty: the event bears on none"} if part == "event" else TEXT,
        "part": {"const": part},
        **names,
        "old": {**or_null(of), "description": "What A says; null: nothing"},
        "new": {**or_null(of), "description": "What B says; null: nothing"},
        "events": TEXTS,
        "because": list_of("reason"),
    }
    return object_of(properties, about)


_CHANGE: Schema = {
    "oneOf": [
        _change(
            "issue", {}, "definition", "The issue itself: it is in one answer only, or has another title or question"
        ),
        _change("attribute", {"attribute": TEXT}, "attribute", "An attribute of the issue"),
        _change("event", {"event": TEXT}, "event", "An event that bears on the issue"),
    ]
}

_FOUND: dict[str, Schema] = {
    "field": {**either(*FIELDS), "description": "Where it matches most"},
    "snippet": {**TEXT, "description": "What matches, with some words around it"},
}

_FINDING = object_of(
    {
        "severity": either("error", "warning"),
        "code": either(*(rule.code for rule in RULES)),
        "sentence": TEXT,
        "file": {**OPTIONAL, "description": "The path of the segment; null: the log is not in files"},
        "line": {**OPTIONAL_COUNT, "minimum": 1},
        "seq": SEQ,
        "entry": TEXT,
        "event": OPTIONAL,
        "issue": OPTIONAL,
    },
    "Something that an analyst should look at",
)

_PLUGIN = object_of(
    {
        "group": either("timeline.exporters", "timeline.importers"),
        "name": TEXT,
        "title": TEXT,
        "suffix": TEXT,
        "distribution": TEXT,
        "problem": {**OPTIONAL, "description": "Why it cannot be used; null: it can"},
    },
    "A format that is installed",
)

PARTS: dict[str, Schema] = {
    **DEFINITIONS,
    **_SAID,
    "said": object_of(
        _SAID_FIELDS, "What an entry says, as stored", [name for name in _SAID_FIELDS if name != "event"]
    ),
    "correction": _CORRECTION,
    "revision": _REVISION,
    "entry": object_of(_ENTRY, "An entry about the event"),
    "appended": object_of(
        {"entry": TEXT, "seq": SEQ, "kind": either(*sorted(BODIES)), "recorded": STAMP}, "An entry, of whatever kind"
    ),
    "taken_back": _TAKEN_BACK,
    "touched": _TOUCHED,
    "date_turn": _turn("when", WHEN, "What the date became"),
    "phase_turn": _turn("phase", either(*get_args(ReportedPhase)), "What the phase became"),
    "reason": _REASON,
    "definition": object_of(DEFINITION, "How the issue is defined"),
    "declared": _DECLARED,
    "defining": object_of(
        {"entry": TEXT, "seq": SEQ, "recorded": STAMP, **DEFINED, "void": FLAG, "corrected_by": TEXTS},
        "An entry that defines the issue, corrected",
    ),
    "change": _CHANGE,
    "found_issue": object_of({"issue": TEXT, **DEFINITION, **_FOUND}, "An issue that matches"),
    "found_event": object_of({**EVENT, "issues": TEXTS, **_FOUND}, "An event that matches"),
    "finding": _FINDING,
    "plugin": _PLUGIN,
}
"""All that a schema may refer to, those of ``project`` too."""
