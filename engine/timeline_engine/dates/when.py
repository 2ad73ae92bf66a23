"""What a date of the log means: the text as written, its window, and the instant it takes effect."""

from typing import Literal

from msgspec import Struct

from .civil import Instant

Kind = Literal["day", "time", "imprecise", "extended"]
"""`day`: a plain YYYY-MM-DD. `time`: a date-time. `extended`: an interval, or a set of "all of these".
`imprecise`: every other form, such as 2018-04, 2018?, 2018-27 or [2018-10-04..2018-12-03]."""


class When(Struct, frozen=True):
    """A date as the log's time zone reads it (docs/semantics.md, section 1).

    For every `When`, `starts <= effective <= ends`.

    Attributes:
        text: the date as written, stripped.
        earliest: first calendar day it may mean, "YYYY-MM-DD" (a date-time: the day it is then in the log's zone);
            None when the past is open.
        latest: last calendar day it may mean; None when the future is open.
        starts: first microsecond of `earliest` (a date-time: that instant); BEGINNING when open.
        ends: last microsecond of `latest` (a date-time: that instant); FOREVER when open.
        effective: the instant from which what is dated so holds.
        kind: which sort of form the text is.
    """

    text: str
    earliest: str | None
    latest: str | None
    starts: Instant
    ends: Instant
    effective: Instant
    kind: Kind

    @property
    def first_day(self) -> str | None:
        """`earliest` to show: None also where the start is not known (`/2006`), and is only reckoned (R1.6)."""
        return None if self.text.startswith("/") else self.earliest

    @property
    def last_day(self) -> str | None:
        """`latest` to show: None also where the end is not known (`2006/`), and is only reckoned (R1.6)."""
        return None if self.text.endswith("/") else self.latest
