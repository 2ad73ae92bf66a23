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
    """

    today: str
    convention: Convention
    read_with: "Callable[[str, How], str]"
    depth: int = 0

    def read(self, text: str) -> str:
        """The EDTF text of a date that stands in another. Raises DateError, also where that goes on for too long."""
        if self.depth == _DEEPEST:
            raise DateError(f"{quoted(text)} is not a date; write one such as 4 Nov 2018, Nov 2018 or about May 2018.")
        return self.read_with(text, How(self.today, self.convention, self.read_with, self.depth + 1))
