"""Short ways to write an example, and to look into an answer."""

from typing import Any, NamedTuple

Data = dict[str, Any]
LATE = "2018-12-20T10:00:00.000000Z"
PHASES = ("occurred", "possible", "upcoming", "due", "postponed", "overdue", "cancelled", "retracted")


class Ask(NamedTuple):
    """A question (K "D": the same as D; None: hindsight) and what its answer says, by path."""

    D: str
    says: Data
    K: str | None = "D"
    R: str | None = None


class Example(NamedTuple):
    rule: str
    name: str
    entries: list[Data]
    asks: tuple[Ask, ...]

    zone: str = "UTC"


def example(rule: str, name: str, entries: list[Data], *asks: Ask, zone: str = "UTC") -> Example:
    return Example(rule, name, entries, asks, zone)


def log(*bodies: Data) -> list[Data]:
    """Entries ``e1``, ``e2``… from bodies with their ``kind`` (and, if it matters, ``recorded``) among the fields."""
    about = ("kind", "recorded", "type_")
    return [
        {
            "seq": seq,
            "id": f"e{seq}",
            "recorded": body.get("recorded", LATE),
            "kind": body["kind"],
            "data": {name: value for name, value in body.items() if name not in about}
            | ({"kind": body["type_"]} if "type_" in body else {}),
        }
        for seq, body in enumerate(bodies, 1)
    ]


def day(number: int) -> str:
    """A day of December 2018."""
    return f"2018-12-{number:02}"


def said(publisher: str | None, number: int | str | None = None) -> Data:
    """The field of one source, published on a day of December."""
    published = day(number) if isinstance(number, int) else number
    source = {"publisher": publisher, "published": published, "title": "T"}
    return {"sources": [{name: value for name, value in source.items() if value}]}


def entry(kind: str, event: str = "a", **fields: Any) -> Data:
    return {"kind": f"event.{kind}", "event": event, **fields}


def occurred(event: str = "a", **fields: Any) -> Data:
    return entry("recorded", event, **{"title": event.upper(), "issues": ["i"], "phase": "occurred", **fields})


def scheduled(event: str = "a", **fields: Any) -> Data:
    return occurred(event, phase="scheduled", **fields)


def correction(of: str, *, void: bool = False, recorded: str = LATE, **fields: Any) -> Data:
    said_of = {"void": True} if void else {"fields": fields}
    return {"kind": "event.corrected", "entry": of, "recorded": recorded, **said_of}


def claim(value: Any, by: str | None = None, attribute: str = "status", issue: str = "i") -> Data:
    return {"issue": issue, "attribute": attribute, "value": value} | ({"by": by} if by else {})


ESTIMATE: Data = {"kind": "issue.defined", "issue": "i", "title": "I", "attributes": {"price": {"kind": "estimate"}}}


def look(issues: list[Data], path: str) -> Any:
    """``issues``, ``phases``, or a field of issue i: ``status.value``, ``price.claims`` or ``EVENT.evidence.date``.

    Sources are told as their publishers; a claim on an attribute as value, claimant, known and sources (``dates``: when
    it was); a claim
    of an event as its value; an event as its id; an account as date, phase and sources.
    """
    if path == "issues":
        return [issue["issue"] for issue in issues]
    (issue,) = (issue for issue in issues if issue["issue"] == "i")
    events = {event["event"]: event for name in PHASES for event in issue[name]}
    if path == "phases":
        return {name: event["phase"] for name, event in events.items()}
    head, *rest = path.split(".")
    thing = {**issue, **issue["attributes"], **events}[head]
    for name in rest:
        thing = [claim["when"] for claim in thing["claims"]] if name == "dates" else thing[name]
    return short(thing)


def short(thing: Any) -> Any:
    if isinstance(thing, list):
        return [short(one) for one in thing]
    return of_object(thing) if isinstance(thing, dict) else thing


def of_object(thing: Data) -> Any:
    if "claimant" in thing and "attribute" not in thing:
        return thing["value"], thing["claimant"], thing["known"], short(thing["sources"])
    if set(thing) == {"when", "phase", "known", "sources"}:
        return thing["when"], thing["phase"], short(thing["sources"])
    for mark, name in (("published", "publisher"), ("attribute", "value"), ("revision", "event")):
        if mark in thing:
            return thing[name]
    return {name: short(value) for name, value in thing.items()}
