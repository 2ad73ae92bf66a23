"""The JSON Schema of the machine-readable answer (draft 2020-12): a contract that other tools build on."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from ...model import Qualifier
from ...projection import PHASES

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
OPTIONAL: Schema = {"type": ["string", "null"]}
DAY: Schema = {"type": "string", "pattern": r"^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}$"}
OPTIONAL_DAY: Schema = DAY | {"type": ["string", "null"]}
STAMP: Schema = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$",
    "description": "When the log took the entry, UTC",
}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
EDTF: Schema = {"type": "string", "minLength": 1, "description": "A date or date-time, EDTF"}
WHEN: Schema = {**OPTIONAL, "description": "EDTF, as written; null: no date"}


def object_of(properties: Mapping[str, Schema], description: str, optional: Iterable[str] = ()) -> Schema:
    """An object that has all of these properties, but for those that are optional, and no others."""
    return {
        "type": "object",
        "description": description,
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def ref(name: str) -> Schema:
    """What is defined once under this name."""
    return {"$ref": f"#/$defs/{name}"}


def list_of(name: str) -> Schema:
    """A list of what is defined under this name."""
    return {"type": "array", "items": ref(name)}


def or_null(name: str) -> Schema:
    """What is defined under this name, or null."""
    return {"anyOf": [ref(name), {"type": "null"}]}


def either(*allowed: str) -> Schema:
    """One of these texts."""
    return {"type": "string", "enum": list(allowed)}


def document(title: str, body: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """A schema that stands by itself: with the definitions that it comes to need, and no others."""
    needed, found = set[str](), _refs(body)
    while found:
        needed |= found
        found = set[str]().union(*(_refs(definitions[name]) for name in found)) - needed
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **body,
        "$defs": {name: schema for name, schema in definitions.items() if name in needed},
    }


def _refs(schema: Schema) -> set[str]:
    return set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema)))


CLOCKS: dict[str, Schema] = {
    "as_of": EDTF,
    "known_by": {**EDTF, "type": ["string", "null"], "description": "null: with hindsight"},
    "recorded_by": {**EDTF, "type": ["string", "null"], "description": "null: all that is recorded"},
}
"""The three clocks of a question."""

QUANTITY = object_of(
    {"amount": {"type": "number"}, "unit": OPTIONAL, "qualifier": {"enum": [*get_args(Qualifier), None]}}
    | {"upper": {"type": "number", "description": "The upper end of a range, of which amount is the lower"}},
    "A figure with its unit, or a range of figures",
    optional=["upper"],
)

SOURCE = object_of(
    {"publisher": OPTIONAL, "title": OPTIONAL, "published": OPTIONAL, "url": OPTIONAL},
    "Where an event was reported; published is an EDTF date",
)

CLAIMED: dict[str, Schema] = {
    "value": ref("value"),
    "by": OPTIONAL,
    "claimant": {**OPTIONAL, "description": "by, else the publisher of the report that speaks"},
    "event": TEXT,
    "when": WHEN,
    "known": EDTF,
    "sources": list_of("source"),
}

ATTRIBUTE = object_of(
    {
        "kind": either("state", "estimate"),
        "value": ref("value"),
        "range": {
            "description": "Lowest and highest figure that stands, if all have one unit",
            "anyOf": [{**list_of("value"), "minItems": 2, "maxItems": 2}, {"type": "null"}],
        },
        "since": {**OPTIONAL_DAY, "description": "A calendar day in the log's time zone; null: always"},
        "reaffirmed": {**OPTIONAL_DAY, "description": "A calendar day in the log's time zone; null: always"},
        "event": {**TEXT, "description": "The event whose claim wins"},
        "contested": {"type": "boolean"},
        "claims": {**list_of("claim"), "minItems": 1, "description": "The winner first"},
    },
    "The state of one attribute of an issue",
)

CONTESTED: Schema = {
    "type": "array",
    "items": either("date", "phase"),
    "uniqueItems": True,
    "description": "What publishers do not agree on",
}

EVIDENCE = object_of(
    {"known": {**EDTF, "description": "Since when"}, "sources": list_of("source")}, "What a value rests on"
)

ACCOUNT = object_of(
    {
        "when": WHEN,
        "phase": either("scheduled", "postponed", "occurred", "cancelled"),
        "known": EDTF,
        "sources": list_of("source"),
    },
    "What one or more publishers say of an event",
)

BOUND = "day of its window, in the log's time zone; null: open or not known, or no date"
EVENT: dict[str, Schema] = {
    "event": TEXT,
    "title": TEXT,
    "when": WHEN,
    "earliest": {**OPTIONAL_DAY, "description": f"First {BOUND}"},
    "latest": {**OPTIONAL_DAY, "description": f"Last {BOUND}"},
    "phase": either(*PHASES),
    "kind": OPTIONAL,
    "place": OPTIONAL,
    "actors": {"type": "array", "items": TEXT},
    "summary": OPTIONAL,
    "known": EDTF,
    "revision": COUNT,
    "claims": list_of("stated"),
    "sources": list_of("source"),
    "evidence": object_of(
        {"date": or_null("evidence"), "phase": ref("evidence")},
        "What its date (null: it has none) and its phase rest on",
    ),
    "accounts": {**list_of("account"), "description": "What publishers say, where they differ"},
    "contested": CONTESTED,
}
"""What every JSON output that shows an event says of it."""

STATED = object_of(
    {
        "issue": TEXT,
        "attribute": TEXT,
        **{name: CLAIMED[name] for name in ("value", "by", "claimant", "known", "sources")},
    },
    "A claim as its event states it, in effect or not, with the reports that it rests on",
)

DEFINITION: dict[str, Schema] = {"title": TEXT, "question": OPTIONAL}

ISSUE = object_of(
    {
        "issue": TEXT,
        **DEFINITION,
        "contested": CONTESTED,
        "status": or_null("attribute"),
        "attributes": {"type": "object", "additionalProperties": ref("attribute")},
        "last": or_null("event"),
        "next": or_null("event"),
        **{phase: list_of("event") for phase in PHASES},
    },
    "An issue as of the question",
)

LOG = object_of({"title": TEXT, "id": TEXT, "entries": COUNT, "head": HASH}, "The log that answered")

DEFINITIONS: dict[str, Schema] = {
    "value": {"anyOf": [TEXT, {"type": "number"}, ref("quantity")]},
    "quantity": QUANTITY,
    "source": SOURCE,
    "claim": object_of(CLAIMED, "A claim in effect"),
    "stated": STATED,
    "evidence": EVIDENCE,
    "account": ACCOUNT,
    "attribute": ATTRIBUTE,
    "event": object_of(EVENT, "An event as visible by the question's clocks"),
    "issue": ISSUE,
}

SCHEMA: Schema = document(
    "The answer of timeline project --json",
    object_of(
        {
            "log": LOG,
            **CLOCKS,
            "issues": list_of("issue"),
            "stray": {**list_of("event"), "description": "The events that bear on no issue"},
        },
        "The state of each issue, as of a date, as could be known by another",
    ),
    DEFINITIONS,
)
