"""The machine-readable answer: a view as plain JSON data, in the shape that ``timeline schema`` publishes."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from attrs import asdict

from ...dates import BEGINNING
from ...errors import FieldError, shortened
from ...fields import typed
from ...history import Account, AttributedClaim, Evidence
from ...model import Quantity, Source, Value
from ...projection import PHASES, AttributeState, ClaimState, EventState, IssueState
from ...visible import json_escaped
from ..answer import View

_ALLOWED = re.compile("[\x7f-\x9f]")
"""Control characters that a terminal obeys and JSON does not forbid."""


@typed
def to_json(view: View) -> dict[str, Any]:
    """The whole answer: the log, the question, every issue with its events by phase, and the events of none."""
    return {
        "log": {"title": view.log.title, "id": view.log.id, "entries": view.head.seq, "head": view.head.hash},
        "as_of": view.question.as_of,
        "known_by": view.question.known_by,
        "recorded_by": view.question.recorded_by,
        "issues": [issue_json(issue, view) for issue in view.issues],
        "stray": [event_json(event) for event in view.events.stray()],
    }


def json_text(data: Any, indent: int = 2) -> str:
    """JSON data as text, indented; with ``indent=-1`` on one line. Control characters are escaped, also those that JSON
    would allow as they are, and so is what is hidden in a text: a program reads the same.

    Raises FieldError for what is no JSON data.
    """
    try:
        text = msgspec.json.format(msgspec.json.encode(data), indent=indent).decode()
    except (TypeError, ValueError) as error:
        raise FieldError(f"json_text: data is {shortened(data)}, it must be JSON data: {error}") from error
    return json_escaped(_ALLOWED.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def issue_json(issue: IssueState, view: View) -> dict[str, Any]:
    """One issue: its status, its other attributes, the last and next event, and the events of each phase."""
    return {
        "issue": issue.issue,
        "title": issue.title,
        "question": issue.question,
        "contested": list(issue.contested),
        "status": attribute_json(issue.status, view) if issue.status else None,
        "attributes": {
            name: attribute_json(attribute, view)
            for name, attribute in issue.attributes.items()
            if attribute is not issue.status
        },
        "last": event_json(issue.last) if issue.last else None,
        "next": event_json(issue.next) if issue.next else None,
        **{phase: [event_json(event) for event in issue.phase(phase)] for phase in PHASES},
    }


def attribute_json(attribute: AttributeState, view: View) -> dict[str, Any]:
    """The state of one attribute; ``range`` only where every figure that stands has the same unit."""
    return {
        "kind": attribute.kind,
        "value": value_json(attribute.value),
        "range": [value_json(value) for value in attribute.range] if attribute.range else None,
        "since": _day(attribute.since_instant, view),
        "reaffirmed": _day(attribute.reaffirmed_instant, view),
        "event": attribute.winner.revision.event,
        "contested": attribute.contested,
        "claims": [claim_json(claim) for claim in attribute.claims],
    }


def _day(instant: int, view: View) -> str | None:
    """The day of an instant; none for what has always been in effect."""
    return view.zone.day(instant) if instant > BEGINNING else None


def claim_json(claim: ClaimState) -> dict[str, Any]:
    """A claim in effect: who says what, by which event, known since when, from which sources."""
    when = claim.stated.when or claim.revision.when  # R5.8
    return {
        "value": value_json(claim.value),
        "by": claim.by,
        "claimant": claim.claimant,
        "event": claim.revision.event,
        "when": when.text if when else None,
        "known": claim.known.text,
        "sources": sources_json(claim.sources),
    }


def event_json(event: EventState) -> dict[str, Any]:
    """An event as visible: its date with the bounds of its window, its phase, words, claims, sources and evidence."""
    revision = event.revision
    when, body = revision.when, revision.body
    return {
        "event": revision.event,
        "title": body.title,
        "when": when.text if when else None,
        "earliest": when.first_day if when else None,
        "latest": when.last_day if when else None,
        "phase": event.phase,
        "kind": body.kind,
        "place": body.place,
        "actors": list(body.actors),
        "summary": body.summary,
        "known": revision.known.text,
        "revision": revision.number,
        "claims": [_stated(stated) for stated in revision.claims],
        "sources": sources_json(revision.sources),
        "evidence": {
            "date": _evidence(revision.date_evidence),
            "phase": _evidence(revision.phase_evidence),
        },
        "accounts": [_account(account) for account in revision.accounts],
        "contested": list(revision.contested),
    }


def _evidence(evidence: Evidence | None) -> dict[str, Any] | None:
    return {"known": evidence.known.text, "sources": sources_json(evidence.sources)} if evidence else None


def _account(account: Account) -> dict[str, Any]:
    return {
        "when": account.when.text if account.when else None,
        "phase": account.phase,
        "known": account.known.text,
        "sources": sources_json(account.sources),
    }


def value_json(value: Value) -> Any:
    """A value as JSON: text, a number, or a quantity's object, which has an upper end only if it is a range."""
    if not isinstance(value, Quantity):
        return value
    return {name: part for name, part in asdict(value).items() if name != "upper" or part is not None}


def _stated(stated: AttributedClaim) -> dict[str, Any]:
    """A claim as its event states it, with what it rests on."""
    claim = stated.claim
    return {
        "issue": claim.issue,
        "attribute": claim.attribute,
        "value": value_json(claim.value),
        "by": claim.by,
        "claimant": stated.claimant,
        "known": stated.known.text,
        "sources": sources_json(stated.sources),
    }


def sources_json(sources: Iterable[Source]) -> list[dict[str, Any]]:
    """Sources as JSON, as the log has them."""
    return [
        {"publisher": source.publisher, "title": source.title, "published": source.published, "url": source.url}
        for source in sources
    ]


__all__ = [
    "attribute_json",
    "claim_json",
    "event_json",
    "issue_json",
    "json_text",
    "sources_json",
    "to_json",
    "value_json",
]
