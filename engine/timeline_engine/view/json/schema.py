"""The JSON Schema of the machine-readable answer (draft 2020-12): a contract that other tools build on."""

from typing import Any

from ...projection import PHASES

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
OPTIONAL: Schema = {"type": ["string", "null"]}
DAY: Schema = {**OPTIONAL, "description": "A calendar day in the log's time zone; null: always"}


def _object(properties: dict[str, Schema], description: str) -> Schema:
    """An object that has all of these properties and no others."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(of: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{of}"}}


def _or_null(of: str) -> Schema:
    return {"anyOf": [{"$ref": f"#/$defs/{of}"}, {"type": "null"}]}


QUANTITY = _object(
    {
        "amount": {"type": "number"},
        "unit": OPTIONAL,
        "qualifier": {"enum": ["about", "over", "under", "at least", "at most", None]},
    },
    "A figure with its unit",
)

SOURCE = _object(
    {"publisher": OPTIONAL, "title": OPTIONAL, "published": OPTIONAL, "url": OPTIONAL},
    "Where an event was reported; published is an EDTF date",
)

CLAIM = _object(
    {
        "value": {"$ref": "#/$defs/value"},
        "by": OPTIONAL,
        "claimant": {**OPTIONAL, "description": "by, else the publisher of the first source"},
        "event": TEXT,
        "when": {**OPTIONAL, "description": "EDTF, as written; null: no date"},
        "known": TEXT,
        "sources": _list("source"),
    },
    "A claim in effect",
)

ATTRIBUTE = _object(
    {
        "kind": {"enum": ["state", "estimate"]},
        "value": {"$ref": "#/$defs/value"},
        "range": {
            "description": "Lowest and highest figure that stands, if all have one unit",
            "anyOf": [
                {"type": "array", "items": {"$ref": "#/$defs/value"}, "minItems": 2, "maxItems": 2},
                {"type": "null"},
            ],
        },
        "since": DAY,
        "reaffirmed": DAY,
        "event": {**TEXT, "description": "The event whose claim wins"},
        "contested": {"type": "boolean"},
        "claims": {**_list("claim"), "minItems": 1, "description": "The winner first"},
    },
    "The state of one attribute of an issue",
)

EVENT = _object(
    {
        "event": TEXT,
        "title": TEXT,
        "when": {**OPTIONAL, "description": "EDTF, as written; null: no date"},
        "earliest": {
            **OPTIONAL,
            "description": "First day of its window, in the log's time zone; null: open, or no date",
        },
        "latest": {**OPTIONAL, "description": "Last day of its window, in the log's time zone; null: open, or no date"},
        "phase": {"enum": list(PHASES)},
        "kind": OPTIONAL,
        "known": TEXT,
        "revision": {"type": "integer", "minimum": 0},
        "claims": _list("stated"),
        "sources": _list("source"),
    },
    "An event as visible by the question's clocks",
)

STATED = _object(
    {"issue": TEXT, "attribute": TEXT, "value": {"$ref": "#/$defs/value"}, "by": OPTIONAL},
    "A claim as its event states it, in effect or not",
)

ISSUE = _object(
    {
        "issue": TEXT,
        "title": TEXT,
        "question": OPTIONAL,
        "status": _or_null("attribute"),
        "attributes": {"type": "object", "additionalProperties": {"$ref": "#/$defs/attribute"}},
        "last": _or_null("event"),
        "next": _or_null("event"),
        **{phase: _list("event") for phase in PHASES},
    },
    "An issue as of the question",
)

LOG = _object(
    {
        "title": TEXT,
        "id": TEXT,
        "entries": {"type": "integer", "minimum": 0},
        "head": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
    "The log that answered",
)

SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "The answer of timeline project --json",
    **_object(
        {
            "log": LOG,
            "as_of": TEXT,
            "known_by": {**OPTIONAL, "description": "null: with hindsight"},
            "recorded_by": {**OPTIONAL, "description": "null: all that is recorded"},
            "issues": _list("issue"),
        },
        "The state of each issue, as of a date, as could be known by another",
    ),
    "$defs": {
        "value": {"anyOf": [TEXT, {"type": "number"}, {"$ref": "#/$defs/quantity"}]},
        "quantity": QUANTITY,
        "source": SOURCE,
        "claim": CLAIM,
        "stated": STATED,
        "attribute": ATTRIBUTE,
        "event": EVENT,
        "issue": ISSUE,
    },
}
