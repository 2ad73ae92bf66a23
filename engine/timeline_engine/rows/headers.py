"""Headers of a table as people write them, and the sentences on those that say nothing."""

from collections.abc import Collection, Iterable, Sequence

from ..dates import DateError, Zone, read_when
from ..errors import TimelineError, did_you_mean
from ..visible import quote

_SHOWN = 12
_SOME_DAY = "2000-01-01"
_OTHER_NAMES = {"start": "when", "begin": "when", "date": "when", "end": "until", "headline": "title", "name": "title"}
"""What people call columns, folded; a hint only."""


def folded(header: str) -> str:
    """A header without what people write now so, now so: capitals and spaces."""
    return "".join(header.split()).casefold()


def listed(names: Iterable[str]) -> str:
    """Names in quotes, not too many of them."""
    shown = [repr(" ".join(name.split())) for name in names]
    return ", ".join(shown[:_SHOWN]) + (f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else "")


def advice(header: str, column: str) -> str:
    """The option that says what a header stands for, as it can be typed."""
    said = f"{' '.join(header.split())}={column}"
    return f"--map {quote(said)}"


def check_known(unknown: Iterable[str], headers: Sequence[str], columns: Collection[str], at: str) -> None:
    """Without a map every header must be known: one mistyped would lose a whole column silently. Raises TimelineError.

    ``headers`` are all there are: where one of them is a date, the line is no header.
    """
    names = sorted({header for header in unknown if header.strip()})
    if not names:
        return
    _check_is_header(headers, at)
    near = did_you_mean(folded(names[0]), columns)
    raise TimelineError(
        f"{at}: unknown column {listed(names)}{near}; say what it is with {_advice(names, headers)}, "
        f"where COLUMN is one of {', '.join(columns)}: columns that a map does not name are left out"
    )


def _advice(names: Sequence[str], headers: Sequence[str]) -> str:
    """The option for unknown headers, of which nobody knows more than what others call so.

    Where there is no title, an event is most often called by one.
    """
    known = [f"{' '.join(name.split())}={_OTHER_NAMES[folded(name)]}" for name in names if folded(name) in _OTHER_NAMES]
    events = [header for header in headers if folded(header) == "event"]
    if known and events and not any(one.endswith("=title") for one in known) and "title" not in map(folded, headers):
        known.append(f"{' '.join(events[0].split())}=title")
    return f"--map {quote(','.join(known))}" if known else advice(names[0], "COLUMN")


def names_no_event(headers: Sequence[str], columns: Collection[str], at: str) -> str:
    """That nothing says which event a row is about. Raises TimelineError where the line is no header."""
    _check_is_header(headers, at)
    return (
        f"{at}: there must be an event or a title column; the columns are {', '.join(columns)}: "
        f"say which is which with {advice('HEADER', 'title')}"
    )


def _check_is_header(headers: Sequence[str], at: str) -> None:
    """Raises TimelineError where a header is a date, as in the first row of a file without a header line."""
    if date := next((header for header in headers if _is_date(header)), None):
        raise TimelineError(
            f"{at}: {date.strip()!r} is a date, and no name of a column: the file seems to have no header line; put "
            "one above it, like when,title"
        )


def _is_date(header: str) -> bool:
    if not any(map(str.isdigit, header)):
        return False
    try:
        read_when(header, Zone("UTC"), _SOME_DAY)
    except DateError as error:
        return bool(error.options)  # one that has several readings
    return True
