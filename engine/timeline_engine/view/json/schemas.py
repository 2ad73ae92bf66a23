"""The JSON Schema of what each command prints with ``--json``, by name."""

from ..diff import CAUSES
from .schema import (
    CLOCKS,
    COUNT,
    EDTF,
    EVENT,
    HASH,
    OPTIONAL,
    SCHEMA,
    TEXT,
    Schema,
    document,
    list_of,
    object_of,
    or_null,
    ref,
)
from .schema_parts import DEFINED, OPTIONAL_COUNT, PARTS, TEXTS

_WHY = object_of(
    {
        "issue": TEXT,
        "attribute": TEXT,
        **CLOCKS,
        "state": {**or_null("attribute"), "description": "The answer; null: no claim is in effect"},
        "replaced_in_all": COUNT,
        "replaced": {**list_of("claim"), "description": "What it prevailed over, the latest first"},
        "waiting_in_all": COUNT,
        "waiting": {**list_of("claim"), "description": "What is not (surely) in effect yet, the soonest first"},
        "taken_back_in_all": COUNT,
        "taken_back": {**list_of("taken_back"), "description": "The last taken back first"},
        "day_before": object_of(
            {"as_of": CLOCKS["as_of"], "known_by": CLOCKS["known_by"], "state": or_null("attribute")},
            "The answer of the day before",
        ),
        "corrections_in_all": COUNT,
        "corrections": {**list_of("touched"), "description": "The last recorded first"},
    },
    "The evidence behind the answer on one attribute; of lists that --limit cuts, how many there are in all",
)

_WHY_EVENT = object_of(
    {
        **CLOCKS,
        "event": ref("event"),
        "dates_in_all": COUNT,
        "dates": {**list_of("date_turn"), "description": "What its date was, the last first"},
        "phases_in_all": COUNT,
        "phases": {**list_of("phase_turn"), "description": "What its phase was, the last first"},
        "day_before": object_of(
            {"as_of": CLOCKS["as_of"], "known_by": CLOCKS["known_by"], "event": or_null("event")},
            "The event as of the day before; null: it was not known",
        ),
        "corrections_in_all": COUNT,
        "corrections": {**list_of("touched"), "description": "The last recorded first"},
    },
    "The evidence behind the date and the phase of an event",
)

_CHANGES = object_of(
    {cause: {**list_of("change"), "minItems": 1, "description": words} for cause, words in CAUSES.items()},
    "What changed, by cause; a cause of nothing is left out",
    CAUSES,
)

_DIFF = object_of(
    {
        "before": object_of(CLOCKS, "The question A"),
        "after": object_of(CLOCKS, "The question B"),
        "changes": _CHANGES,
    },
    "What changed between two answers",
)

_WATCH = object_of(
    {
        "entries": {**list_of("appended"), "minItems": 1, "description": "In their order"},
        "head": {**HASH, "description": "Of the log that ends with them"},
        "as_of": CLOCKS["as_of"],
        "known_by": EDTF,
        "changes": _CHANGES,
    },
    "A line: entries that were appended, and what they changed of the answer of that day",
)

_VOUCHER = object_of(
    {
        "file": TEXT,
        "entries": {**OPTIONAL_COUNT, "description": "Of how many entries it is the head; null: it cannot be read"},
        "signed": {**TEXTS, "description": "Who signed it, as the allowed signers name them"},
        "fault": {**OPTIONAL, "description": "Why it does not vouch for the log, in a sentence; null: it does"},
        "added": {**OPTIONAL_COUNT, "description": "How many entries were added since; null: it does not vouch"},
    },
    "A head that was kept (--against) or is signed (--allowed-signers), held beside the log",
)

_HEAD = object_of(
    {
        "format": {**COUNT, "description": "The version of this form"},
        "log": {**TEXT, "description": "The id of the log"},
        "timezone": TEXT,
        "entries": COUNT,
        "hash": {**HASH, "description": "Of the last of them; zeros: there is none"},
        "recorded": {**OPTIONAL, "description": "When the last of them was recorded, UTC; null: there is none"},
        "signed": {**TEXT, "description": "When it was signed, UTC"},
    },
    "What to keep of a log elsewhere",
    ["signed"],
)

_VERIFY = object_of(
    {
        "entries": {**COUNT, "description": "How many are proven"},
        "head": {**HASH, "description": "The hash of the last of them"},
        "segments": COUNT,
        "damage": {**OPTIONAL, "description": "The first damage, in a sentence; null: the chain is intact"},
        "torn": {**OPTIONAL, "description": "The unfinished last line, which is no part of the log; null: none"},
        "newer": {**COUNT, "description": "Entries that only a newer timeline can read"},
        "references": {**TEXTS, "description": "What refers to nothing, a sentence for each"},
        "unreadable": {**TEXTS, "description": "What keeps all commands from answering, a sentence for each entry"},
        "kept": {
            "description": "The entry whose hash --head gave; null: none was given, or it is not in this log",
            "anyOf": [object_of({"seq": COUNT, "head": HASH}, "An entry"), {"type": "null"}],
        },
        "vouchers": {"type": "array", "items": _VOUCHER},
    },
    "What is proven of the log",
)

_BODIES: dict[str, Schema] = {
    "why": {"oneOf": [_WHY, _WHY_EVENT]},
    "diff": _DIFF,
    "watch": _WATCH,
    "events": list_of("event"),
    "show": {
        "anyOf": [
            object_of(
                {**EVENT, "revisions": {**list_of("revision"), "minItems": 1}, "void": list_of("entry")},
                "An event, every entry that tells of it, and those that are void",
            ),
            object_of(
                {"issue": TEXT, **DEFINED, "definitions": list_of("defining"), "events": list_of("event")},
                "An issue as it is defined, every entry that defines it, and the events that bear on it",
            ),
        ]
    },
    "search": object_of(
        {
            "query": TEXT,
            **CLOCKS,
            "issues_in_all": COUNT,
            "issues": list_of("found_issue"),
            "events_in_all": COUNT,
            "events": list_of("found_event"),
        },
        "What was found, the best matches first",
    ),
    "plugins": list_of("plugin"),
    "head": _HEAD,
    "verify": _VERIFY,
    "check": object_of(
        {"as_of": EDTF, "entries": COUNT, "errors": COUNT, "warnings": COUNT, "findings": list_of("finding")},
        "What is wrong or doubtful in the log",
    ),
}

SCHEMAS: dict[str, Schema] = {
    "project": SCHEMA,
    **{
        name: document(f"The answer of timeline {name.replace('-', ' ')} --json", body, PARTS)
        for name, body in _BODIES.items()
    },
}
"""By the name of the command that prints it."""
