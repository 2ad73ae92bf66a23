"""What can be asked, as an OpenAPI document (3.1): its schemas are those that `timeline schema` publishes."""

import json
from importlib.metadata import version
from typing import Any

from ..projection import PHASES
from ..view.json.schemas import SCHEMAS

Part = dict[str, Any]

_TEXT: Part = {"type": "string"}
_DAY = _TEXT | {"description": "A day such as 2018-12-04, or an instant such as 2018-12-04T14:30+05:30"}
_FLAG: Part = {"type": "string", "enum": ["yes", "no"]}
_LIST: Part = {"type": "array", "items": _TEXT}
_PROBLEM: Part = {
    "type": "object",
    "description": "RFC 9457",
    "properties": {"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT},
    "required": ["type", "title", "status", "detail"],
}
_HEAD: Part = {
    "type": "object",
    "properties": {"entries": {"type": "integer"}, "head": _TEXT},
    "required": ["entries", "head"],
}

_CLOCKS = {
    "as-of": _DAY | {"description": "The state of the world on that day; today, if it is left out"},
    "known-by": _DAY | {"description": "As a reader could know it by then; the as-of day, if it is left out"},
    "hindsight": _FLAG | {"description": "With all that became known later"},
    "recorded-by": _DAY | {"description": "As the log stood then; as it stands, if it is left out"},
}
_ISSUES = {"issue": _LIST | {"description": "Only these issues"}}
_END = _TEXT | {"description": "DAY, DAY@DAY for one day as known by another, or DAY@hindsight"}
_DAYS = {"from": _TEXT | {"description": "The first day"}, "until": _TEXT | {"description": "The last day"}}
_WHY = {
    "subject": _TEXT | {"description": "ISSUE, ISSUE.ATTRIBUTE or EVENT"},
    "event": _FLAG | {"description": "The subject is an event, though an issue is called so, too"},
    "limit": {"type": "integer", "minimum": 1, "description": "The first so many of each kind"},
}
_SELECTION = {
    "phase": {"type": "array", "items": {"type": "string", "enum": list(PHASES)}},
    "from": _TEXT | {"description": "Only events that may be on or after this day"},
    "to": _TEXT | {"description": "Only events that may be on or before this day"},
    "text": _TEXT | {"description": "What an event's words hold"},
}
_DIFF = {"from": _END, "to": _END, "recorded-by": _DAY | {"description": "The first as the log stood then"}}
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def document() -> Part:
    """The document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "timeline serve",
            "version": version("timeline-engine"),
            "description": "The state of each issue on any day, as it could be known that day, and why.",
        },
        "security": [{}, {"password": []}, {"bearer": []}],
        "paths": {path: {"get": operation} for path, operation in _operations().items()},
        "components": {
            "schemas": {**_schemas(), "problem": _PROBLEM},
            "securitySchemes": {
                "password": {"type": "http", "scheme": "basic"},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _operations() -> dict[str, Part]:
    json_of = {name: {"application/json": {"schema": _ref(name)}} for name in ("project", "why", "diff", "events")}
    clocks = _CLOCKS | _ISSUES
    return {
        "/api/project": _operation("The state of each issue", json_of["project"], clocks),
        "/api/why": _operation("The evidence behind an answer", json_of["why"], _CLOCKS | _WHY, ("subject",)),
        "/api/diff": _operation("What changed between two answers", json_of["diff"], _DIFF | _ISSUES, ("from", "to")),
        "/api/events": _operation("The events", json_of["events"], clocks | _SELECTION),
        "/api/head": _operation("How far the log goes", {"application/json": {"schema": _HEAD}}, {}),
        "/calendar.ics": _operation("A calendar to subscribe to", {"text/calendar": {}}, clocks | _DAYS),
        "/issues/{issue}.ics": _operation("That of an issue", {"text/calendar": {}}, _CLOCKS | _DAYS, path="issue"),
        "/changes.atom": _operation("What changed of late, and why", {"application/atom+xml": {}}, _ISSUES),
        "/summary.csv": _operation("The state of each issue as CSV", {"text/csv": {}}, clocks),
        "/summary.md": _operation("As Markdown", {"text/markdown": {}}, clocks),
        "/summary.svg": _operation("As a picture", {"image/svg+xml": {}}, clocks | _DAYS),
        "/summary.xlsx": _operation("As a workbook", {_SHEET: {}}, clocks),
    }


def _operation(
    summary: str, content: Part, query: dict[str, Part], required: tuple[str, ...] = (), path: str | None = None
) -> Part:
    named = [{"name": path, "in": "path", "required": True, "schema": _TEXT}] if path else []
    asked = [{"name": name, "in": "query", "required": name in required, "schema": one} for name, one in query.items()]
    refused = {"description": "Why not", "content": {"application/problem+json": {"schema": _ref("problem")}}}
    return {
        "summary": summary,
        "parameters": named + asked,
        "responses": {
            "200": {"description": summary, "content": content},
            "304": {"description": "Nothing has changed"},
            "default": refused,
        },
    }


def _ref(name: str) -> Part:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas() -> dict[str, Part]:
    """The published schemas, and what they refer to, as parts of this document."""
    found: dict[str, Part] = {}
    for name in ("project", "why", "diff", "events"):
        schema = _moved(SCHEMAS[name])
        found |= schema.pop("$defs")
        found[name] = {key: said for key, said in schema.items() if key not in ("$schema", "$id")}
    return found


def _moved(schema: Part) -> Part:
    moved: Part = json.loads(json.dumps(schema).replace('"#/$defs/', '"#/components/schemas/'))
    return moved
