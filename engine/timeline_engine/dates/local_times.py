"""Times without an offset, as the clocks of a zone showed them, given their offset."""

import re
from datetime import datetime, timedelta

from .errors import DateError, quoted
from .zone import time_zone

_LOCAL = r"(?<![-0-9])([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2})(:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)(?=/|$)"


def with_offsets(text: str, zone: str) -> str:
    """The EDTF text with an offset at each local time of it.

    Raises:
        DateError: a time came twice in that zone, or not at all; or there is no such zone.
    """
    return re.sub(_LOCAL, lambda found: found[0] + _offset(found, zone), text)


def offsets_in(text: str, zone: str) -> tuple[str, ...]:
    """The offsets of a local time in a zone: the same twice, but where the clocks were changed. Raises DateError."""
    found = re.fullmatch(_LOCAL, text)
    return tuple(map(_written, _both(found, zone))) if found else ()


def _both(found: re.Match[str], zone: str) -> tuple[datetime, datetime]:
    day, hour, rest = found.groups()
    local = datetime.fromisoformat(f"{day}T00{rest}") + timedelta(hours=int(hour))
    return local.replace(tzinfo=time_zone(zone)), local.replace(tzinfo=time_zone(zone), fold=1)


def _offset(found: re.Match[str], zone: str) -> str:
    first, second = _both(found, zone)
    if first.utcoffset() == second.utcoffset():
        return _written(first)
    both = f"{found[0]}{_written(first)} or {found[0]}{_written(second)}"
    how = "comes twice" if first.utcoffset() > second.utcoffset() else "does not come"  # type: ignore[operator]
    raise DateError(f"{quoted(found[0])} {how} in {zone}, where the clocks were changed then; write {both}.")


def _written(local: datetime) -> str:
    return str(local.isoformat()[len(local.replace(tzinfo=None).isoformat()) :])
