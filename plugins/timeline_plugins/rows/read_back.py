"""What an import would not read as it was meant: rows are read back as they are written, and compared."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import Factory, define

from timeline_engine.errors import TimelineError
from timeline_engine.model import Value
from timeline_engine.recording import check_id
from timeline_engine.view.ports import Row
from timeline_engine.view.words.phrases import counted

from ..limits import Limits
from .columns import EventRow
from .row_of_cells import make_row

_LONGEST = Limits().cell
_KEPT = 256  # texts whose reading is remembered: neighbours are alike
_MANY = 1_000_000  # claims of an entry, whose numbers are read as they are up to here
_IDS = ("event", "issue", "attribute")
FIELDS = (
    *_IDS, "title", "when", "known", "phase", "kind", "value", "by", "source", "place", "actors", "summary",
)  # fmt: skip
_IN_WORDS = {"when": "date", "known": "known date", "by": "claimant"}


@define
class ReadBack:
    """Counts, row by row, what an import would read otherwise than the log has it."""

    _lost: int = 0
    _first: str = ""
    _joined: int = 0
    _refused: dict[str, str] = Factory(dict)
    _states: int = 0
    _long: int = 0
    _is_id: Callable[[str | None], bool] = Factory(lambda: lru_cache(_KEPT)(_may_be_id))
    _read: Callable[[str], tuple[Value | None, ...]] = Factory(lambda: lru_cache(_KEPT)(_as_read))

    def take(self, row: Row, said: Mapping[str, Any], fields: Sequence[str] = FIELDS) -> None:
        """Compare a row, or these fields of it, with what an importer makes of the cells that are to say it."""
        try:
            read = make_row(said, row.at)
        except TimelineError as error:
            self._refuse("number", row, str(error).removeprefix(f"{row.at}: "))
            return
        self._states += row.is_state
        self._long += sum(isinstance(cell, str) and len(cell) > _LONGEST for cell in said.values())
        for name in fields:
            if getattr(read, name) != getattr(row, name):
                self._add(name, row)
        for name in _IDS:
            if name not in self._refused and not self._is_id(getattr(row, name)):
                self._refuse(name, row, f"no {name} may be called so")

    def take_texts(self, row: Row, said: EventRow) -> None:
        """The same of cells that are all texts: of these only the value and the actors may be read otherwise.

        They are read for each row only where a look does not tell: few values are unlike all before.
        """
        as_said = row.value is None if said.value is None else self._read(said.value) == (row.value,)
        is_plain = as_said and not row.is_state and not row.actors and (row.claim or 1) < _MANY
        ids = self._is_id(row.event) and self._is_id(row.issue) and self._is_id(row.attribute)
        if not (is_plain and ids and sum(map(len, filter(None, said))) <= _LONGEST):
            self.take(row, said._asdict(), ("value", "actors"))

    def _refuse(self, reason: str, row: Row, why: str) -> None:
        self._refused.setdefault(reason, f"An import refuses a row of {row.event!r}: {why}.")

    def _add(self, name: str, row: Row) -> None:
        if name == "actors" and any(";" in actor for actor in row.actors):
            self._joined += 1
            return
        self._lost += 1
        self._first = self._first or f"the {_IN_WORDS.get(name, name)} of {row.event}"

    def sentences(self) -> list[str]:
        """One sentence for each kind of thing that the rows cannot say."""
        events = counted(self._joined, "event")
        joined = f"The import rows set actors apart by “;”, which is part of an actor's name in {events}."
        lost = f"An import reads {counted(self._lost, 'cell')} otherwise than the log has it (first: {self._first})."
        states = f"{counted(self._states, 'row says', 'rows say')} how an event stands; read back, each is a report."
        many = counted(self._long, "cell")
        long = f"An import refuses {many} of over {_LONGEST:,} characters, unless with -O limits=cell=NUMBER."
        return [
            *([states] if self._states else []),
            *([joined] if self._joined else []),
            *([lost] if self._lost else []),
            *self._refused.values(),
            *([long] if self._long else []),
        ]


def _may_be_id(text: str | None) -> bool:
    try:
        check_id(text if text is not None else "x", "")
    except TimelineError:
        return False
    return True


def _as_read(value: str) -> tuple[Value | None, ...]:
    """What an importer makes of the text of a value; empty if it refuses that."""
    try:
        return (make_row({"value": value}, "").value,)
    except TimelineError:
        return ()
