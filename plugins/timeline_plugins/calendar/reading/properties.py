"""The properties of a VEVENT as the fields of a row (RFC 5545 §3.8)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from icalendar import Component

from timeline_engine.recording import slug
from timeline_engine.view.words.printable import printable
from timeline_engine.visible import unmarked

from .file import first, many, text
from .validity import stamp

_LONGEST_SUMMARY = 2_000  # characters: invitations carry pages of dial-in numbers
_LONGEST_UID = 175  # characters: an event id has up to 200, and the date of an occurrence may follow
STATUSES = ("TENTATIVE", "CONFIRMED", "CANCELLED")
_THINGS = ("ROOM", "RESOURCE")  # a CUTYPE (§3.2.3) that takes no part


def event_id(component: Component, original: date | None) -> str:
    """The id of an event, or of its occurrence that was to be at ``original``: the same in every later file.

    It is in UTC, as the next version may write the same RECURRENCE-ID (§3.8.4.4) in another zone.
    """
    uid = text(component, "UID") or slug(line(component, "SUMMARY") or "untitled")
    if len(uid) > _LONGEST_UID or not uid.isprintable():
        plain = "".join(character if character.isprintable() else "-" for character in uid)
        uid = f"{plain[: _LONGEST_UID - 17]}~{sha256(uid.encode()).hexdigest()[:16]}"
    if original is None:
        return uid
    if isinstance(original, datetime) and original.tzinfo:
        original = original.astimezone(UTC)
    return f"{uid}/{_moment(original)}"


def when_text(start: date, end: date) -> str:
    """The days or times from a start to an end, which is exclusive for days (§3.6.1), as an EDTF date."""
    if not isinstance(start, datetime):
        last = end - timedelta(days=1)
        return f"{start}/{last}" if last > start else f"{start}"
    if not isinstance(end, datetime) or _instant(end) <= _instant(start):
        return _moment(start)
    return f"{_moment(start)}/{_moment(end)}"


def known_text(component: Component) -> str | None:
    """Since when a reader can know what an event says: its stamp."""
    found = stamp(component)
    if isinstance(found, datetime) and found.tzinfo:
        found = found.astimezone(UTC)
    return None if found is None else _moment(found)


def line(component: Component, name: str) -> str | None:
    """A text as one line."""
    return " ".join(unmarked(printable(text(component, name) or "")).split()) or None


def status(component: Component) -> str:
    """STATUS (§3.8.1.11) in capitals, empty if it is missing; many write CANCELED, with one L."""
    found = (line(component, "STATUS") or "").upper()
    return "CANCELLED" if found == "CANCELED" else found


def version(component: Component) -> int | None:
    """SEQUENCE (§3.8.7.4); not of a changed occurrence, which many programs count apart from its series."""
    found = None if "RECURRENCE-ID" in component else first(component, "SEQUENCE")
    return found if isinstance(found, int) else None


def summary(component: Component) -> str | None:
    """The DESCRIPTION (§3.8.1.5), as it is written, but not longer than anybody reads."""
    found = unmarked(printable(text(component, "DESCRIPTION") or "")).strip()
    if len(found) > _LONGEST_SUMMARY:
        found = f"{found[: _LONGEST_SUMMARY - 1].rstrip()}…"
    return found or None


def actors(component: Component) -> Iterator[str]:
    """Who organizes and who is invited (§3.8.4.3, §3.8.4.1): by name, else by address."""
    for person in (*many(component, "ORGANIZER"), *many(component, "ATTENDEE")):
        params = getattr(person, "params", {})
        if str(params.get("CUTYPE", "")).upper() not in _THINGS:
            address = str(person)[7:] if str(person)[:7].lower() == "mailto:" else str(person)
            if name := " ".join(unmarked(printable(str(params.get("CN") or address))).split()):
                yield name


def _instant(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment


def _moment(moment: date) -> str:
    """``2018-09-06``, ``2018-12-04T09:22+05:30``, ``2018-12-04T03:52Z``; without zone: ``2018-12-04T09:22``."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    exact = moment.replace(microsecond=0)
    written = exact.isoformat(timespec="seconds" if exact.second else "minutes")
    return written.replace("+00:00", "Z") if exact.tzname() == "UTC" else written
