"""The ports of plugins: what an exporter and an importer must be. See docs/plugins.md."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import BinaryIO, ClassVar, Protocol, TextIO, runtime_checkable

from msgspec import Struct

from ..errors import TimelineError, TimelineWarning
from ..model import Source, Value
from .answer import View
from .diff import Diff


class Notes(list[str]):
    """What `Exporter.export` may return instead of a plain list: its sentences, and in words what the file ``holds``,
    like ``64 events``, where that is not all of the view.
    """

    def __init__(self, notes: Iterable[str] = (), *, holds: str | None = None) -> None:
        super().__init__(notes)
        self.holds = holds


@runtime_checkable
class Exporter(Protocol):
    """Writes a view as bytes. Its constructor's keyword arguments (all optional, text) are its options.

    The same view must give the same bytes: no clock, no randomness; times come from the view.
    """

    title: ClassVar[str]
    """One line for ``timeline plugins``: what it writes."""
    suffix: ClassVar[str]
    """The file name's ending that chooses it, with the dot."""
    binary: ClassVar[bool]
    """Whether the bytes are no text for a terminal."""

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the view to ``out``. Returns one sentence for each thing the format could not carry whole."""
        ...


@runtime_checkable
class TextExporter(Protocol):
    """An exporter that writes text: where ``text`` is true, the engine gives it a stream of text, also for diffs.

    What it writes there becomes UTF-8 as it stands: a line ends with ``\\n``, or as it is written.
    """

    title: ClassVar[str]
    suffix: ClassVar[str]
    binary: ClassVar[bool]
    text: ClassVar[bool]

    def export(self, view: View, out: TextIO) -> Sequence[str]:
        """Write the view to ``out``. Returns one sentence for each thing the format could not carry whole."""
        ...


@runtime_checkable
class DiffExporter(Protocol):
    """An exporter that can also write what changed between two questions."""

    def export_diff(self, found: Diff, out: BinaryIO) -> Sequence[str]:
        """Write the changes to ``out``. Returns one sentence for each thing the format could not carry whole."""
        ...


@runtime_checkable
class PageExporter(Protocol):
    """An exporter of a page that, told by its option ``assets`` where they are, leaves styles and scripts to files."""

    def beside(self) -> Mapping[str, bytes]:
        """These files, by name."""
        ...


class Row(Struct, frozen=True, eq=False):
    """A row of an import file: one claim of an event, or the event alone. None: the row does not say.

    A Struct, as very many are made: `msgspec.structs.replace` gives one with other cells.

    ``at`` names the place for messages, like ``rows.csv:12``; ``until`` is the end of what began ``when``. ``entry`` is
    the id of the entry that an exported row is of, ``claim`` the place of its claim in that entry, from 1. A row that
    ``is_state`` is no report of its own, but how its event stood, as a calendar has it (R8.10); of two, the one with
    the larger ``version`` is newer. ``key`` is what the cells say that identify its event, if an importer has the
    option ``key``; an empty text stands for a blank. The dates of one that ``is_edtf`` are EDTF where they can be, and
    so stand as they are, whatever the import was told of dates.
    ``written`` is the text of which ``value`` was read, where there is one: of ``1.234`` the file decides what it is.
    ``faults`` are sentences on what could not be read of it, which name the field: see `FaultyRow`.
    """

    at: str
    event: str | None = None
    title: str | None = None
    when: str | None = None
    until: str | None = None
    known: str | None = None
    phase: str | None = None
    kind: str | None = None
    issue: str | None = None
    attribute: str | None = None
    value: Value | None = None
    by: str | None = None
    source: Source | None = None
    place: str | None = None
    actors: tuple[str, ...] = ()
    summary: str | None = None
    entry: str | None = None
    claim: int | None = None
    is_state: bool = False
    version: int | None = None
    key: tuple[str, ...] = ()
    is_edtf: bool = False
    written: str | None = None
    faults: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        """Whether two say the same, however that is written."""
        return _said(self) == _said(other) if isinstance(other, Row) else NotImplemented

    def __ne__(self, other: object) -> bool:
        """The contrary: what a Struct has for it asks whether both are one object."""
        return not self == other

    def __hash__(self) -> int:
        return hash(_said(self))

    @property
    def begins(self) -> bytes:
        """What a row that goes on with it repeats or leaves blank, as digests: what is kept of very many rows."""
        return array("q", (_digest(getattr(self, name)) for name in _SAID_ONCE)).tobytes()

    def goes_on_with(self, before: "Row | bytes | None") -> bool:
        """Whether it only says more claims or issues than a row before of its event, whose report it so shares (R8.2);
        of that row its ``begins`` is enough.

        It has no source and no known date of its own, and repeats what that row says or leaves it blank.
        """
        if before is None or self.source or self.known or self.entry:
            return False
        begun = array("q", before.begins if isinstance(before, Row) else before)
        said = (getattr(self, name) for name in _SAID_ONCE)
        return all(one in (None, ()) or _digest(one) == other for one, other in zip(said, begun, strict=True))


_said = attrgetter(*(name for name in Row.__struct_fields__ if name != "written"))


class FaultyRow(TimelineError):
    """An error in the place of a row of which something cannot be read, as its ``faults`` say.

    What is else wrong with the row is told together with them.
    """

    def __init__(self, row: Row) -> None:
        super().__init__(f"{row.at}: {'; '.join(row.faults)}")
        self.row = row


def _digest(said: object) -> int:
    """A hash of what a row says, which may be of any kind as long as nobody has looked at it."""
    return hash(said) if isinstance(said, str) else hash(repr(said))


_SAID_ONCE = ("event", "title", "when", "until", "phase", "kind", "place", "actors", "summary", "is_state")


class LeftOut(TimelineWarning):
    """What an importer does not read of a file, in a sentence that names the file: it warns of it as Python does."""


@runtime_checkable
class RowsExporter(Protocol):
    """An exporter that can also write rows, as an importer gives them."""

    def export_rows(self, rows: Iterable[Row], out: BinaryIO) -> Sequence[str]:
        """Write the rows to ``out``. Returns one sentence for each thing the format could not carry whole."""
        ...


@runtime_checkable
class Importer(Protocol):
    """Reads a file as rows; the engine compares them with the log and appends what changed.

    Its constructor's keyword arguments (all optional, text) are its options. What it leaves out it warns of with
    ``warnings.warn(sentence, LeftOut)``.
    """

    title: ClassVar[str]
    suffix: ClassVar[str]

    def rows(self, data: BinaryIO, name: str) -> Iterable[Row | TimelineError]:
        """The rows of a file called ``name``, and an error in the place of each row that must be refused.

        An error names file, line and field. Raises TimelineError if the file as a whole cannot be read.
        """
        ...
