"""What *we* had wrong: corrections applied before anything else is folded (docs/semantics.md, section 3)."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from ..entries import CodecError, Entry, EventCorrected, correct
from ..errors import TimelineError


class HistoryError(TimelineError):
    """An entry that cannot be understood: its date or its correction is invalid; names the entry."""


class Corrected(Struct, frozen=True, gc=False):
    """An entry with its corrections applied. ``corrections`` are all there are of it, void ones too."""

    entry: Entry
    void: bool
    corrections: tuple[Entry, ...]


class Corrections(Struct, frozen=True):
    """The corrections among some entries: those that apply and all there are, by the entry's id, and what is void."""

    fixes: Mapping[str, Sequence[Entry]]
    named: Mapping[str, tuple[Entry, ...]]
    void: frozenset[str]
    touched: frozenset[str]

    def of(self, entry: Entry) -> Corrected:
        """An entry with its corrections applied. Raises HistoryError."""
        if entry.id not in self.touched:
            return Corrected(entry, False, ())
        corrected = _apply(entry, self.fixes.get(entry.id, ()))
        return Corrected(corrected, entry.id in self.void, self.named.get(entry.id, ()))


def apply_corrections(entries: Sequence[Entry]) -> Iterable[Corrected]:
    """Each entry with its corrections applied, whether it is void, and the corrections of it."""
    return map(corrections_among(entries).of, entries)


def corrections_among(entries: Iterable[Entry]) -> Corrections:
    """Find the corrections; ``touched`` are the ids of the entries that they change or name."""
    made = [(entry, entry.data) for entry in entries if isinstance(entry.data, EventCorrected)]
    void = _void(made)
    fixes: dict[str, list[Entry]] = {}
    named: dict[str, tuple[Entry, ...]] = {}
    roots: dict[str, str] = {}
    for entry, correction in made:
        root = roots[entry.id] = roots.get(correction.entry, correction.entry)
        named[root] = (*named.get(root, ()), entry)
        if not correction.void and entry.id not in void:
            fixes.setdefault(correction.entry, []).append(entry)
    return Corrections(fixes, named, frozenset(void), frozenset(named).union(void))


def _void(made: Sequence[tuple[Entry, EventCorrected]]) -> set[str]:
    """The ids of the void entries: from the last correction back, since a void correction voids nothing."""
    void: set[str] = set()
    for entry, correction in reversed(made):
        if correction.void and entry.id not in void:
            void.add(correction.entry)
    return void


def _apply(entry: Entry, fixes: Iterable[Entry]) -> Entry:
    for fix in fixes:
        if isinstance(fix.data, EventCorrected) and not isinstance(entry.data, EventCorrected):
            try:
                body = correct(entry.data, fix.data.fields)
                entry = Entry(entry.seq, entry.id, entry.recorded, body)
            except CodecError as error:
                raise HistoryError(f"entry {fix.id} (seq {fix.seq}) corrects entry {entry.id}, but {error}") from error
    return entry
