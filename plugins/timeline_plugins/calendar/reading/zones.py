"""What zones are called in calendars: by IANA, by Windows, by an offset or by cities; none that has two meanings."""

import re
import warnings
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone import tzp
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_OFFSET = re.compile(r"\(?(?:UTC|GMT)? ?([+-])([0-9]{1,2})(?::?([0-9]{2}))?\)?", re.IGNORECASE)
_SHOWN = re.compile(
    r"\((?:UTC|GMT)(?: ?([+-])([0-9]{1,2}):?([0-9]{2}))?\) ?(.+)", re.IGNORECASE
)  # as Windows lists them
_UTC_TOO = ("z", "tzone://microsoft/utc", "coordinated universal time")
_FARTHEST = timedelta(hours=14)
_SAMPLES = [datetime(year, month, 1, tzinfo=UTC) for year in (2008, 2014, 2020, 2025) for month in (1, 4, 7, 10)]


def zone_called(name: str) -> tzinfo | None:
    """The zone that a calendar means by a name, if that has one meaning; its own VTIMEZONE is known by then."""
    plain = " ".join(name.strip().strip('"').split())
    return _known(name) or _known(plain) or _iana(plain) or _fixed(plain) or _shown(plain)


def iana_name(name: str) -> str | None:
    """The IANA name of a zone that is called so, if it has one."""
    zone = zone_called(name)
    if isinstance(zone, ZoneInfo):
        return zone.key
    offset = zone.utcoffset(None) if isinstance(zone, timezone) else None
    if offset is None or offset % timedelta(hours=1):
        return None
    hours = offset // timedelta(hours=1)
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"  # with the sign turned, as POSIX has it


def is_iana(name: str) -> bool:
    """Whether IANA has a zone of just this name."""
    return _by_letters().get(name.lower()) == name


def _known(name: str) -> tzinfo | None:
    """As the file itself, IANA or Windows call it, also behind a prefix (§3.2.19)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of the prefix that it leaves out
        try:
            return tzp.timezone(name)
        except (OSError, ValueError):  # the zoneinfo module reads a file, and a name may lead to none
            return None


@cache
def _by_letters() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


def _iana(plain: str) -> tzinfo | None:
    """An IANA name in other letters, with blanks, or behind a prefix."""
    if plain.lower() in _UTC_TOO:
        return ZoneInfo("UTC")
    parts = plain.replace(" ", "_").lower().split("/")
    tails = ["/".join(parts[start:]) for start in range(len(parts))]
    found = next(
        (_by_letters()[tail] for tail in tails if tail in _by_letters() and ("/" in tail or tail == tails[0])), None
    )
    return ZoneInfo(found) if found else None


def _fixed(plain: str) -> tzinfo | None:
    """``GMT+0100``, ``UTC-05:30``, ``+0200``. Of ``GMT+1`` nobody can say: POSIX counts the other way."""
    found = _OFFSET.fullmatch(plain)
    if not found or (found[3] is None and not plain.upper().startswith("UTC")):
        return None
    offset = _offset(found)
    return timezone(offset) if abs(offset) <= _FARTHEST else None


def _offset(found: re.Match[str]) -> timedelta:
    size = timedelta(hours=int(found[2] or 0), minutes=int(found[3] or 0))
    return -size if found[1] == "-" else size


def _shown(plain: str) -> tzinfo | None:
    """As Windows shows it, ``(UTC+01:00) Amsterdam, Berlin, Rome``, if all that it names keep the same clock."""
    found = _SHOWN.fullmatch(plain)
    if found and found[1] is None and found[4].lower() in _UTC_TOO:
        return ZoneInfo("UTC")
    zones = list(_named(found[4] if found else plain))
    if not zones or any(_clock(one) != _clock(other) for one, other in pairwise(zones)):
        return None
    standard = min(_clock(zones[0])[-4:])  # of the last year; where summer is ahead, the smaller
    return zones[0] if not found or standard == _offset(found) else None


def _named(shown: str) -> Iterator[ZoneInfo]:
    plain = shown.removesuffix(" (US & Canada)")
    for name in (f"{plain} Standard Time", f"{plain.removesuffix(' Time')} Standard Time"):
        if name in WINDOWS_TO_OLSON:
            yield ZoneInfo(WINDOWS_TO_OLSON[name])
            return
    for city in re.split(",| / ", shown):  # older systems list cities between strokes
        if zone := _by_city().get(city.strip().lower().replace(" ", "_")):
            yield ZoneInfo(zone)


@cache
def _by_city() -> dict[str, str]:
    """The zones by their cities, those of which there is one."""
    areas = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return _once((name.rsplit("/", 1)[1].lower(), name) for name in available_timezones() if name.startswith(areas))


def _once(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for city, zone in named:
        found.setdefault(city, []).append(zone)
    return {city: zones[0] for city, zones in found.items() if len(zones) == 1}


def _clock(zone: tzinfo) -> list[timedelta]:
    return [moment.astimezone(zone).utcoffset() or timedelta() for moment in _SAMPLES]
