"""The sources that rows of an export give, beside those of the entry which they name."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter

from ..model import Source
from .wording import says

_SHORT = 200  # characters; of what is longer little can be kept


def sources_with(
    said: Sequence[Source], held: tuple[Source, ...], before: Sequence[Source]
) -> tuple[tuple[Source, ...], list[Source]]:
    """The sources of an entry with those that rows say, and which of these were corrected away (R8.5).

    ``before`` are all that the entry ever had; what is among them and no longer there is not put back.
    """
    there, new = _unlike(held, said)
    gone = [one for one in new if any(_reads(other, _with_blanks(one, other)) for other in before)]
    put = dict(zip(there, new, strict=False)) if len(said) >= len(held) else {}
    kept = [_with_blanks(put[one], one) if one in put and put[one] not in gone else one for one in held]
    return (*kept, *[one for one in new if one not in (*put.values(), *gone)]), gone


cells_of: Callable[[Source], tuple[str | None, str | None, str | None, str | None]] = attrgetter(
    "publisher", "title", "published", "url"
)
"""What rows have of a source, in the order in which people read it."""


def source_of(publisher: str | None, title: str | None, published: str | None, url: str | None) -> Source:
    """A source of these cells: of the many that only name publisher and day it is one. Raises FieldError."""
    if title or url or (publisher and len(publisher) > _SHORT):
        return Source(publisher, title, published, url)
    return _on_its_day(publisher, title, published, url)


_on_its_day = lru_cache(10_000)(Source)


def _unlike(held: Sequence[Source], said: Sequence[Source]) -> tuple[list[Source], list[Source]]:
    """The sources of an entry that no row gives, and those of the rows that it lacks; blank says nothing (R8.4)."""
    there = [one for one in held if not any(_reads(one, other) for other in said)]
    new = []
    for one in said:
        if not any(_reads(other, one) for other in held):
            same = next((other for other in there if _reads(other, _with_blanks(one, other))), None)
            there.remove(same) if same else new.append(one)
    return there, new


def _with_blanks(said: Source, held: Source) -> Source:
    """A source of a row with what it leaves blank of the entry's, if that is of the same publisher."""
    if said.publisher and not says(held.publisher or "", said.publisher):
        return said
    return Source(*[new or old for new, old in zip(cells_of(said), cells_of(held), strict=True)])


def _reads(held: Source, said: Source) -> bool:
    """Whether the row's source is the entry's, as a file brings it back."""
    return all(says(old or "", new or "") for old, new in zip(cells_of(held), cells_of(said), strict=True))
