"""The numbers that an entry holds, made by hand or read from a log that took what is not taken now."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..model import Quantity, numbers_of, range_fault
from ..numeric import number_fault
from .kinds import Body, EventBody, EventCorrected, IssueDefined


def figures_fault(body: Body) -> str | None:
    """Of what a body says a number in, and why the log does not take it; None: it takes all.

    It is the first that it does not take.
    """
    for name, data in _said(body):
        wrong = range_fault(data) if isinstance(data, Quantity) else None
        for number in _numbers(data):
            wrong = wrong or number_fault(number)
        if wrong:
            return f"{name}: {wrong}"
    return None


def _said(body: Body) -> Iterator[tuple[str, Any]]:
    """What may have numbers in it, and how that is called."""
    if isinstance(body, EventCorrected):
        yield from body.fields.items()
    elif isinstance(body, IssueDefined):
        yield from ((f"{body.issue}.{name}", attribute.allowed) for name, attribute in body.attributes.items())
    elif isinstance(body, EventBody):  # what is no entry at all is told where entries are checked
        yield from ((f"{claim.issue}.{claim.attribute}", claim.value) for claim in body.claims)


def _numbers(data: Any) -> Iterator[int | float]:
    """The numbers in values, or in JSON data with them."""
    if isinstance(data, int | float):
        yield data
    elif isinstance(data, Quantity):
        yield from numbers_of(data)
    elif isinstance(data, Mapping):
        yield from _numbers(list(data.values()))
    elif isinstance(data, list | tuple):
        for item in data:
            yield from _numbers(item)
