"""Rows with their dates as EDTF, read as a file's columns and the options of its import have them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from attrs import evolve
from msgspec import Struct, field
from msgspec.structs import replace

from ..dates import Convention, DateError, Zone, read_end, read_moment, read_when
from ..errors import TimelineError
from ..view.ports import FaultyRow, Row
from .aside import RowsAside
from .evidence import MIDNIGHT, Column, advice_of, years
from .figures import Figures
from .options import Habits
from .reading import RowError, faults_of, of_totals, read_settled

_UTC = Zone("UTC")
_READ = {"when": read_when, "until": read_end, "known": read_moment, "published": read_moment}
_CASES = 10_000
_SHORT = 40  # characters; of what is longer little can be kept


class Seen(Struct):
    """The columns of dates of a file, as they are seen when its rows go by, and its figures.

    ``has_others``: whether there are rows whose writer may have meant what others do not. ``plain`` are dates by column
    that were looked at, and stand as they are written: another of the same shows nothing more.
    """

    habits: Habits
    columns: defaultdict[str, Column] = field(default_factory=lambda: defaultdict(Column))
    figures: Figures = field(default_factory=Figures)
    plain: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    has_rows: bool = False
    has_others: bool = False

    @classmethod
    def of(cls, habits: Habits) -> "Seen":
        """Nothing is seen yet."""
        return cls(habits, figures=Figures(habits.decimal))

    def pass_on(self, rows: Iterable[Row | TimelineError]) -> Iterator[Row | TimelineError]:
        """The rows with their dates as EDTF, and an error in the place of each of which something cannot be read."""
        for row in rows:
            row = row.row if isinstance(row, FaultyRow) else row
            yield row if isinstance(row, TimelineError) else self._row(row)

    @property
    def has_two_readings(self) -> bool:
        """Whether rows have to be refused that were passed on, or their figures read anew."""
        has_pairs = self.habits.pairs is None and any(column.has_two_readings for column in self.columns.values())
        return has_pairs or self.figures.is_open

    def settled(self, rows: Iterable[Row | TimelineError]) -> Iterable[Row | TimelineError]:
        """The rows as all of their columns have them, and an error in the place of each that has two readings."""
        return self.figures.settled(self.refused(rows) if self.habits.pairs is None else rows)

    def refused(self, rows: Iterable[Row | TimelineError]) -> Iterator[Row | TimelineError]:
        """The rows, with an error in the place of each that has a pair in a column of two readings."""
        names = [name for name, column in self.columns.items() if column.has_two_readings]
        for row in rows:
            yield row if isinstance(row, TimelineError) or _is_ours(row) else _refused(row, names) or row

    def advise(self, rows: RowsAside, year: str) -> None:
        """Put into the errors among the rows what makes a column readable; ``year`` is that of today."""
        advice = advice_of(self.columns, year)
        for error in rows.held.values():
            if isinstance(error, RowError):
                error.advice += tuple(one for name in error.columns for one in advice.get(name, ()))

    def doubts(self, file: str, given: Collection[str]) -> Iterator[str]:
        """A sentence on each thing that is not as it seems to be; ``given`` are the options that no preset gave."""
        for name, column in self.columns.items():
            for sentence in column.doubts(name, self.habits):
                yield f"{file}: {sentence}"
        for sentence in self.figures.doubts():
            yield f"{file}: {sentence}"
        said = {name: value for name, value in self.habits.said.items() if name in given}
        if self.has_rows and not self.has_others and said:
            options = ", ".join(f"-O {name}={value}" for name, value in said.items())
            yield f"{file}: {options}: does nothing here, as calendars and exported rows say what they mean"

    def _row(self, row: Row) -> Row | TimelineError:
        is_ours = _is_ours(row)
        self.has_rows, self.has_others = True, self.has_others or not is_ours
        if row.written is not None:
            row = self.figures.look(row)
        read, wrong = row, dict[str, DateError]()
        for name, text in _dates(row):
            if text in self.plain[name] or (is_ours and _is_edtf(text)):  # else some program wrote it in its own manner
                continue
            try:
                if (meant := self._meant(name, text, row.at)) != text:
                    read = _with(read, name, meant)
                elif ":" not in text and len(text) <= _SHORT and len(self.plain[name]) < _CASES:
                    self.plain[name].add(text)
            except DateError as error:
                wrong[name] = error
        if not wrong and not row.faults:
            return read
        faults = [*faults_of(row), *(f"field {name}: {error}" for name, error in wrong.items())]
        asked = [name for name in wrong if wrong[name].options]
        return RowError(f"{row.at}: {'; '.join(faults)}", of_totals(row, wrong), asked, None if row.faults else row)

    def _meant(self, name: str, text: str, at: str) -> str:
        """A date as EDTF. Raises DateError."""
        column, habits = self.columns[name], self.habits
        column.look(text, at)
        if (pair := years(text)) and habits.pairs != "months":
            return pair if habits.pairs == "years" else text  # all of the column has to be seen
        try:
            found = _read(name, text, habits.convention)
        except DateError as error:
            column.asked |= dict.fromkeys(error.options)
            raise
        column.look_at_time(found)
        midnight = MIDNIGHT.fullmatch(found) if habits.times == "days" else None
        return midnight[1] if midnight else found


@lru_cache(_CASES)
def _read(name: str, text: str, convention: Convention) -> str:
    return read_settled(text, _UTC, _READ[name], convention)


def _dates(row: Row) -> list[tuple[str, str]]:
    published = row.source.published if row.source else None
    given = (("when", row.when), ("until", row.until), ("known", row.known), ("published", published))
    return [(name, text.strip()) for name, text in given if isinstance(text, str)]  # importers make rows as they like


def _with(row: Row, name: str, date: str) -> Row:
    if name == "published" and row.source:
        return replace(row, source=evolve(row.source, published=date))
    return replace(row, **{name: date})


def _is_ours(row: Row) -> bool:
    """Whether a row is of an export, or of a calendar, whose dates have one reading."""
    return row.entry is not None or row.is_state or row.is_edtf


@lru_cache(_CASES)
def _is_edtf(text: str) -> bool:
    try:
        _UTC.when(text)
    except DateError:
        return False
    return True


def _refused(row: Row, names: Iterable[str]) -> TimelineError | None:
    for name, text in _dates(row):
        if name in names and (both := years(text)):
            return RowError(f"{row.at}: field {name}: {_readings(text, both)}", _WHICH, row=row)
    return None


_WHICH = ("Say which with -O pairs=months or -O pairs=years.",)


def _readings(text: str, both: str) -> str:
    try:
        month = _UTC.when(text)
    except DateError as error:
        return f"{error} As the years {both} it is read with -O pairs=years."
    return f"{text!r} can be read as {month.earliest} to {month.latest} (EDTF) or as the years {both}."
