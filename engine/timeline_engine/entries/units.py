"""The units of figures in entries, declared or claimed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ..model import Quantity
from .entry import Entry
from .kinds import Body, EventCorrected, IssueDefined

_UNIT = re.compile(rb'"unit":"([^"\\]+)"')


def units_in(entries: Iterable[Entry]) -> Counter[str]:
    """How often each unit is used in entries, declared or claimed. Of a new event only the units are read."""
    return Counter(unit for entry in entries for unit in units_said(entry))


def units_said(entry: Entry) -> Iterable[str]:
    """The units in an entry, as often as they are used."""
    if isinstance(entry.data, bytes):
        return [unit.decode() for unit in _UNIT.findall(entry.data)]
    said = entry.said
    if isinstance(said, IssueDefined):
        return [attribute.unit for attribute in said.attributes.values() if attribute.unit]
    return units_of(said)


def units_of(body: Body) -> Iterator[str]:
    """The units of what an entry claims."""
    claims = () if isinstance(body, IssueDefined | EventCorrected) else body.claims
    values = (claim.value for claim in claims)
    yield from (value.unit for value in values if isinstance(value, Quantity) and value.unit)
