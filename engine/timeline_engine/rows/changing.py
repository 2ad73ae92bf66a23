"""What is done with the rows of any importer, as the options of an import have it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define

from ..errors import TimelineError
from ..view.ports import Row
from .blanks import without
from .columns import ColumnMap, read_map
from .habits import Seen
from .keys import keyed, read_key
from .known import read_known, with_known
from .markup import but, plain, read_markup, read_without
from .options import HABITS, Habits, read_habits
from .renaming import check_columns, renamed

BY_US = ("map", "known", "key", "markup", "without", *HABITS)
"""The options that do for every importer."""


def check_options(options: Mapping[str, str]) -> None:
    """Refuse what those of the options that are `BY_US` cannot be. Raises TimelineError."""
    read_map(options.get("map"))
    read_known(options.get("known"))
    read_key(options.get("key"))
    read_markup(options.get("markup"))
    read_without(options.get("without"))
    read_habits(options)


@define
class Change:
    """What is to be done. ``named_all``: each row that was gone through names its event."""

    columns: ColumnMap
    known: str | None
    key: Sequence[str]
    habits: Habits
    seen: Seen
    is_html: bool = False
    without: tuple[str, str] | None = None
    named_all: bool = True

    @classmethod
    def of(cls, ours: Mapping[str, str], key: Sequence[str]) -> "Change":
        """From the options that the importer has not. Raises TimelineError."""
        habits = read_habits(ours)
        if "key" in ours:
            check_columns(key, "key")
        columns, known = read_map(ours.get("map")), read_known(ours.get("known"))
        is_html, left = read_markup(ours.get("markup")), read_without(ours.get("without"))
        return cls(columns, known, key, habits, Seen.of(habits), is_html, left)

    def made(self, rows: Iterable[Row | TimelineError]) -> Iterable[Row | TimelineError]:
        """The rows as the options have them."""
        rows = without(rows, self.habits.empty) if self.habits.empty else rows
        rows = renamed(rows, self.columns) if self.columns else rows
        rows = plain(rows) if self.is_html else rows
        rows = but(rows, *self.without) if self.without else rows
        rows = self.seen.pass_on(rows)
        rows = keyed(self._noted(rows), self.key, self.habits.convention) if self.key else rows
        return with_known(rows, self.known)

    def _noted(self, rows: Iterable[Row | TimelineError]) -> Iterator[Row | TimelineError]:
        """The rows as they are, noting whether each names its event."""
        for row in rows:
            self.named_all = self.named_all and isinstance(row, Row) and bool(row.event)
            yield row
