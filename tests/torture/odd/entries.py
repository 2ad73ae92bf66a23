"""Odd entries of a log, its chain made right again: what a program would have had to write that is not ours."""

import json
import random
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from timeline_engine.log.port import GENESIS

from . import Change, Changes, things

_KINDS = (
    "issue.defined", "event.recorded", "event.rescheduled", "event.occurred", "event.cancelled", "event.sourced",
    "odd", "", "event.retracted", "event.corrected",
)  # fmt: skip
_VERSIONS: tuple[Any, ...] = (0, 2, -1, 1.0, "1", None, True, 10**30)
_STAMPS = (
    "", "2018-12-04", "2018-02-30T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00.000000Z",
    "x",
)  # fmt: skip
_IDS: tuple[Any, ...] = ("", " ", "entry-1", "x" * 5_000, "a\nb", "\u202e", 1, None)


def relinked(lines: list[str]) -> bytes:
    """The lines, each with the hash of the one before it, where that can be put in."""
    out, prev = b"", GENESIS
    for line in lines:
        mark = '"prev":"'
        head, found, rest = line.rpartition(mark)
        raw = (head + mark + prev + rest[64:] if found else line).encode("utf-8", "surrogatepass").replace(b"\n", b" ")
        out += raw + b"\n"
        prev = sha256(raw).hexdigest()
    return out


def _of_entries(change: Callable[[list[dict[str, Any]], int, random.Random], object]) -> Change:
    def changed(data: bytes, dice: random.Random) -> bytes:
        entries = [json.loads(line) for line in data.decode("utf-8", "surrogatepass").splitlines()]
        if all(isinstance(entry, dict) for entry in entries) and entries:
            change(entries, dice.randrange(len(entries)), dice)
        return relinked([json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries])

    return changed


def _data(entries: list[dict[str, Any]], place: int, dice: random.Random) -> None:
    entries[place]["data"] = things.changed(entries[place].get("data"), dice)


def _field(entries: list[dict[str, Any]], place: int, dice: random.Random) -> None:
    """A field of the data, of the same or another type."""
    if isinstance(data := entries[place].get("data"), dict):
        fields = (
            "event",
            "issue",
            "entry",
            "when",
            "known",
            "phase",
            "claims",
            "sources",
            "fields",
            "void",
            "attributes",
        )
        data[dice.choice((*data, *fields))] = dice.choice((things.text(dice), dice.choice(things.VALUES)))


def _whole(name: str, *said: Any) -> Callable[[list[dict[str, Any]], int, random.Random], None]:
    def change(entries: list[dict[str, Any]], place: int, dice: random.Random) -> None:
        if name in entries[place]:
            entries[place][name] = dice.choice(said)

    return change


def _envelope(entries: list[dict[str, Any]], place: int, dice: random.Random) -> None:
    entries[place] = changed if isinstance(changed := things.changed(entries[place], dice), dict) else {"data": changed}


def _order(entries: list[dict[str, Any]], place: int, dice: random.Random) -> None:
    """Entries dropped, doubled or moved, and numbered anew."""
    entry = entries.pop(place)
    for _ in range(dice.randrange(3)):
        entries.insert(dice.randrange(len(entries) + 1), dict(entry))
    stamps = sorted(str(one.get("recorded")) for one in entries)
    for seq, (one, stamp) in enumerate(zip(entries, stamps, strict=True), 1):
        one |= {"seq": seq, "recorded": stamp}


def _raw(data: bytes, dice: random.Random) -> bytes:
    lines = data.decode("utf-8", "surrogatepass").splitlines()
    place = dice.randrange(len(lines)) if lines else 0
    head, mark, rest = lines[place].rpartition(',"prev":"')
    lines[place] = things.raw(head + "}", dice)[:-1] + mark + rest
    return relinked(lines)


ENTRIES: Changes = {
    "what they say": _of_entries(_data),
    "fields": _of_entries(_field),
    "kinds": _of_entries(_whole("kind", *_KINDS)),
    "versions": _of_entries(_whole("v", *_VERSIONS)),
    "stamps": _of_entries(_whole("recorded", *_STAMPS)),
    "ids": _of_entries(_whole("id", *_IDS)),
    "envelopes": _of_entries(_envelope),
    "entries dropped, doubled, moved": _of_entries(_order),
    "what is no JSON, and keys twice": _raw,
}
