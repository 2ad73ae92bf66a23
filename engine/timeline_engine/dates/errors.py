"""The one error of the package, and how it quotes what was read."""

from ..errors import TimelineError

_QUOTED = 60  # characters of the input shown in a message


class DateError(TimelineError, ValueError):
    """A date that cannot be read. The message is one sentence: what was read, what to write instead.

    ``options`` are those of an import that decide it for a whole file, such as ``dates=day-first`` (`Convention`).
    """

    def __init__(self, message: str, options: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.options = options


def quoted(text: str) -> str:
    """Return `text` in quotes for a message, cut to a readable length."""
    return repr(text if len(text) <= _QUOTED else text[:_QUOTED] + "…")
