"""What a log can do beyond its port, whatever keeps it: show its lines, take in those of another, be a folder."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from ..entries import Codec
from .chain import START, Block, Mark
from .keeping import Keeper
from .port import Head, Log
from .segments import OnTorn, unheard


@runtime_checkable
class Chained(Protocol):
    """A log that can show its chain, to be verified."""

    codec: Codec

    def blocks(self, after: Mark = START, on_torn: OnTorn = unheard) -> Iterator[Block]:
        """Check the chain behind a mark, block by block. Raises LogDamaged behind the intact ones."""
        ...


@runtime_checkable
class Followed(Log, Chained, Protocol):
    """A log that can be read on from where reading ended, and copied."""

    def holds(self, mark: Mark) -> bool:
        """Is the log, looked at anew, still the one whose blocks were read up to this mark? Raises LogError."""
        ...

    def lines_at(self, seqs: Sequence[int]) -> list[bytes]:
        """The lines of the entries with these numbers, in order, as stored. Raises LogError if there is none."""
        ...

    def take(self, raw: Sequence[bytes]) -> Head:
        """Store lines of another log as they are, all or none, and return the head that ends with them.

        They have to follow from the last line by ``seq``, ``prev`` and ``recorded``, with ids that are new. Raises
        LogError.
        """
        ...


class Mirrored(Followed, Protocol):
    """A log of which there may be a mirror on this machine; see `Mirror`."""

    def size(self) -> int:
        """How many bytes its lines take, about. Raises LogError."""
        ...


@runtime_checkable
class Waiting(Protocol):
    """A log that tells when something is appended."""

    def wait(self, seconds: float) -> None:
        """Wait until something is appended, and no longer than this; a hint: to look is what tells."""
        ...


@runtime_checkable
class InFolder(Followed, Protocol):
    """A log in a folder, where there are files beside it."""

    path: Path
    keeper: Keeper
