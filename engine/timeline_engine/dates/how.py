"""What a reader of one form of date needs beside the text."""

from collections.abc import Callable

from msgspec import Struct

from .convention import Convention


class How(Struct, frozen=True):
    """How a date is read.

    Attributes:
        today: the day "YYYY-MM-DD" from which "yesterday" is counted.
        convention: what decides between several readings.
        read_with: reads a date that stands in another, such as that of "about ...".
    """

    today: str
    convention: Convention
    read_with: "Callable[[str, How], str]"

    def read(self, text: str) -> str:
        """The EDTF text of a date that stands in another. Raises DateError."""
        return self.read_with(text, self)
