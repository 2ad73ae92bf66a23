"""What looks mistyped beside all else that the log says: a unit in other letters, a year far from all others."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import evolve

from ...entries import EventBody, IssueDefined
from ...entries.units import units_in
from ...history import Base, Event, Statement
from ...model import Claim, Quantity, format_value
from .context import Ground
from .finding import Fault, fault, set_option

FAR = 50
"""Years: an event that is further from every other than this, and than all others from each other, is told."""
FEW = 3
"""With fewer events of other years nothing is far from all others."""

_YEAR = re.compile(r"(?<![\d:+])(?<!\d\.)(-?\d{4,6})(?!\d)")


def year_of(when: str | None) -> int | None:
    """The last year that an EDTF text names."""
    found = _YEAR.findall(when or "")
    return int(found[-1]) if found else None


def is_far(year: int, years: Mapping[int, int]) -> bool:
    """Is a year far from all others? ``years`` says how many other events there are of each.

    Of these do not count that are far themselves and look like another mistyped: two slips must not hide each other.
    A history of few events in many centuries has far years, too, and none of them is told.
    """
    if sum(years.values()) < FEW or _nearest(year, years) <= FAR:
        return False
    rest = set(years)
    while slips := {one for one in rest if years[one] == 1 and _is_apart(one, rest - {one}) and _slipped(one, rest)}:
        rest -= slips
    return _is_apart(year, rest)


def _is_apart(year: int, years: Collection[int]) -> bool:
    """Is it further from the nearest of some years than these are from each other?"""
    return bool(years) and _nearest(year, years) > max(FAR, max(years) - min(years))


def _slipped(year: int, years: Iterable[int]) -> bool:
    """Is it one of some years but for a digit, or two that changed places?"""
    return any(_differ(str(year), str(other)) in (1, 2) for other in years)


def _differ(one: str, other: str) -> int:
    """In how many digits two years of one length differ; 2 only if these changed places, else 0."""
    places = [place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    if len(one) != len(other) or len(places) > 2:
        return 0
    return len(places) if len(places) < 2 or sorted(one) == sorted(other) else 0


def _nearest(year: int, years: Iterable[int]) -> int:
    return min((abs(year - other) for other in years), default=0)


def far_fault(event: str, year: int, others: Collection[int]) -> str:
    """The sentence on an event whose year is far from all others."""
    first, last = min(others), max(others)
    span = f"{first}" if first == last else f"{first} to {last}"
    return f"event {event!r} is of the year {year}, far from all others, which are of {span}"


def unit_faults(
    body: EventBody, used: Mapping[str, int], issues: Mapping[str, IssueDefined]
) -> Iterator[tuple[Claim, str]]:
    """Each claim of an entry, with the unit that others write in other letters; a declared one is told of itself."""
    for claim in body.claims:
        unit = claim.value.unit if isinstance(claim.value, Quantity) else None
        attribute = issues[claim.issue].attributes.get(claim.attribute) if claim.issue in issues else None
        if unit and not (attribute and attribute.unit) and (other := _other_case(unit, used)):
            yield claim, other


def _other_case(unit: str, used: Mapping[str, int]) -> str | None:
    """The unit that differs from this one only by case, if it is used more, or as often and first."""
    letters = unit.casefold()
    same = [(count, -place, other) for place, (other, count) in enumerate(used.items()) if other.casefold() == letters]
    best = max(same, default=None)
    return best[2] if best and best[2] != unit else None


def unit_fault(claim: Claim, other: str) -> tuple[str, str]:
    """The sentence on a unit in other letters, and what to type instead."""
    value = claim.value
    assert isinstance(value, Quantity)
    said = f"{claim.issue}.{claim.attribute} is in {value.unit}, elsewhere that unit is written {other}"
    return said, set_option(claim.issue, claim.attribute, format_value(evolve(value, unit=other)))


def other_cases(ground: Ground) -> Iterator[Fault]:
    """A unit that differs only by case from one that is used more: told once, where it is used first."""
    used = units_in(ground.entries)
    told = set[str]()
    for report in ground.reports if len({unit.casefold() for unit in used}) < len(used) else ():
        for claim, other in unit_faults(report.body, used, ground.history.issues):
            sentence, mend = unit_fault(claim, other)
            if sentence not in told:
                told.add(sentence)
                yield fault(report.entry, sentence, claim.issue, mend)


def far_years(ground: Ground) -> Iterator[Fault]:
    """An event in a year far from those of all others."""
    told = {name: years_of(event) for name, event in ground.history.events.items()}
    count = Counter(year for years in told.values() for year in years)
    for year in [year for year, number in count.items() if number == 1]:
        name = next(name for name, years in told.items() if year in years)
        others = {other: left for other, number in count.items() if (left := number - (other in told[name]))}
        if is_far(year, others):
            statements = ground.history.events[name].statements
            last = [one for one in statements if not one.void and year_of(_when(one)) == year][-1]
            yield Fault(last.seq, last.id, far_fault(name, year, others), name, mend="--on DATE")


def years_of(told: Event) -> set[int]:
    """The years that are given for an event; of most, that is known without reading it."""
    texts = [_when(statement) for statement in told.statements if not statement.void]
    return {year for text in texts if (year := year_of(text)) is not None}


def _when(statement: Statement) -> str | None:
    if isinstance(statement, Base):
        return statement.gist.when
    return statement.said.when
