"""What a reader of one form of date needs beside the text."""

from collections.abc import Callable

from msgspec import Struct

from .convention import Convention
from .errors import DateError, quoted

_DEEPEST = 20  # dates in dates; people's have five or six, and each costs Python several levels of its stack


class How(Struct, frozen=True):
    """How a date is read.

    Attributes:
        today: the day "YYYY-MM-DD" from which "yesterday" is counted.
        convention: what decides between several readings.
        read_with: reads a date that stands in another, such as that of "about ...".
        depth: in how many others the date stands.
        is_side: whether it is one of several, so that a bare number may go on with another of them.
    """

    today: str
    convention: Convention
    read_with: "Callable[[str, How], str]"
    depth: int = 0
    is_side: bool = False

    def read_side(self, text: str) -> str:
        """The EDTF text of one of several dates, where no bare number is a year. Raises DateError."""
        return self._read(text, is_side=True)

    def read(self, text: str) -> str:
        """The EDTF text of a date that stands in another. Raises DateError, also where that goes on for too long."""
        return self._read(text, self.is_side)

    def _read(self, text: str, is_side: bool) -> str:
        if self.depth == _DEEPEST:
            raise DateError(f"{quoted(text)} is not a date; write one such as 4 Nov 2018, Nov 2018 or about May 2018.")
        return self.read_with(text, How(self.today, self.convention, self.read_with, self.depth + 1, is_side))
