"""What whoever wrote a file's dates took for granted, where the dates themselves do not say it."""

from typing import Literal

from attrs import frozen


@frozen
class Convention:
    """How dates are read that have several readings. None: nobody says, and such dates are refused.

    Attributes:
        order: which comes first in ``03/04/2024``: ``day-first`` or ``month-first``.
        pivot: the last year that two digits stand for. With 2029, ``29`` is 2029 and ``30`` is 1930.
        epoch: the unit in which plain digits (not four of them, which are a year) count from 1970-01-01T00:00Z.
        zone: the IANA name of the time zone of times without an offset.
        language: the CLDR locale of the names of months, such as ``fr`` or ``pt_BR``.
        negative: what the year -44 is: ``bc`` counts from 1 BC, so that it is 44 BC and there is no year 0; ``iso`` has
            a year 0, as EDTF does, so that it is 45 BC.
    """

    order: Literal["day-first", "month-first"] | None = None
    pivot: int | None = None
    epoch: Literal["s", "ms", "us"] | None = None
    zone: str | None = None
    language: str | None = None
    negative: Literal["bc", "iso"] | None = None

    def year(self, digits: str) -> int | None:
        """The year that is written so with two digits; None if nobody says which."""
        return None if self.pivot is None else self.pivot - (self.pivot - int(digits)) % 100

    @property
    def has_no_year_0(self) -> bool:
        """Whether negative years, and a year 0, are others than in EDTF."""
        return self.negative == "bc"


AS_WRITTEN = Convention()
"""Nothing is taken for granted."""
