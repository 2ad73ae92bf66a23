"""Where a layout has its files, and its manifest, which names them: what that does not name is not there."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from ..atomic_write import written_aside
from ..errors import TimelineError
from ..log import Head, Log, LogBusy, LogInfo
from ..log.writers import WriterLock
from ..visible import quote
from .columns import TABLES

MANIFEST = "manifest.json"
VERSION = 1
"""Of the layout; a program reads the one it knows."""

_A_BUCKET = 250_000  # entries of the log, about
_MOST_BUCKETS = 1024
PART = "rows-"
_ASIDE = f".{MANIFEST}."  # what `written_aside` has until it is whole
_END = b"PAR1"

File = Annotated[str, Meta(pattern=r"^rows-[0-9a-f-]+/[a-z]+/(bucket=[0-9]+/)?[A-Za-z0-9_.-]+\.parquet$")]
"""The path of a file below the folder; it never leads out of that."""
Files = Mapping[str, list[File]]
"""By table the files that have its rows; `superseded` has numbers of events and the generation that speaks of them
since."""


class Manifest(Struct, frozen=True, kw_only=True):
    """What a layout is of: the log, its head, the parts into which issues are divided, and the files of each table."""

    layout: int = VERSION
    log: LogInfo
    head: Head
    generation: Annotated[int, Meta(ge=1)]
    buckets: Annotated[int, Meta(ge=1, le=_MOST_BUCKETS)]
    files: Files


class _Version(Struct):
    layout: int


def buckets_for(entries: int) -> int:
    """Into how many parts the issues of a log with so many entries are divided: a power of two, at most 1024."""
    return min(1 << max(0, (entries - 1) // _A_BUCKET).bit_length(), _MOST_BUCKETS)


def read_manifest(data: bytes, place: str) -> Manifest:
    """The manifest of the layout at a place. Raises TimelineError."""
    try:
        version = msgspec.json.decode(data, type=_Version).layout
        found = msgspec.json.decode(data, type=Manifest) if version == VERSION else None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise TimelineError(
            f"{quote(place)}: {MANIFEST} is none of a layout: {error}; export the log to a new folder"
        ) from error
    if found is None:
        raise TimelineError(
            f"{quote(place)} has layout version {version}, this program reads {VERSION}: export the log to a new folder"
        )
    return found


def manifest_in(folder: Path) -> Manifest | None:
    """The manifest in a folder; None: it has none. Raises TimelineError, OSError."""
    file = folder / MANIFEST
    return read_manifest(file.read_bytes(), str(folder)) if file.exists() else None


def is_of(manifest: Manifest, log: Log) -> bool:
    """Is that the layout of a log as it is now? Its title and zone may be changed. Raises LogDamaged."""
    return manifest.log == log.info and manifest.head == log.head()


def is_whole(folder: Path, manifest: Manifest) -> bool:
    """Are all files that a manifest names there, and none cut short?"""
    return all(_is_whole(folder / file) for files in manifest.files.values() for file in files)


def _is_whole(file: Path) -> bool:
    """Does it end as a file of Parquet does?"""
    try:
        with file.open("rb") as read:
            read.seek(-len(_END), os.SEEK_END)
            return read.read() == _END
    except OSError:
        return False


def whole_manifest(folder: Path) -> Manifest | None:
    """The manifest in a folder that has all that it names; None: there is none. Raises TimelineError."""
    try:
        found = manifest_in(folder)
    except OSError as error:
        raise TimelineError(f"cannot read {quote(str(folder / MANIFEST))}: {error.strerror or error}") from error
    if found:
        check_whole(folder, found)
    return found


def check_whole(folder: Path, manifest: Manifest) -> None:
    """Raises TimelineError: not all files that a manifest names are there, and whole."""
    if not is_whole(folder, manifest):
        raise TimelineError(
            f"{quote(str(folder))} is not whole, a file of it is missing or cut short: export the log to it again, or "
            "ask again if that is going on"
        )


@contextmanager
def held(folder: Path, log: LogInfo) -> Iterator[Manifest | None]:
    """Hold a folder to write the layout of a log to, and give the one that is in it; None: there is none.

    What the manifest does not name is removed, before and after; a folder that was made for what failed goes, too.
    Raises TimelineError: something else is in it, or it is being written to; OSError.
    """
    anew = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    _found(folder, log)  # before a lock is put into a folder of somebody else
    with _alone(folder):  # who does not get it has made nothing that is theirs to remove
        try:
            before = _found(folder, log)
            _clear(folder)
            try:
                yield before
            finally:
                _clear(folder)
        except BaseException:
            if anew and not (folder / MANIFEST).exists():
                shutil.rmtree(folder, ignore_errors=True)
            raise


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        with WriterLock(folder, 0):
            yield
    except LogBusy as error:
        raise TimelineError(f"{quote(str(folder))} is being written to by another export: try again later") from error


def _found(folder: Path, log: LogInfo) -> Manifest | None:
    found = manifest_in(folder)
    check_found(found, (path.name for path in folder.iterdir()), log, quote(str(folder)))
    return found


def check_found(found: Manifest | None, names: Iterable[str], log: LogInfo, shown: str) -> None:
    """May the layout of a log be written where this manifest is, or none and these names? Raises TimelineError."""
    if found is None and not all(map(_is_ours, names)):
        raise TimelineError(f"{shown} has other files: name an empty folder, or a new one")
    if found and found.log.id != log.id:
        raise TimelineError(f"{shown} is of another log, {found.log.title!r}: name another folder")


def _is_ours(name: str) -> bool:
    """Is this what a run may have left that did not end?"""
    return name.startswith((PART, _ASIDE)) or name == ".lock"


def part_name(head: Head, generation: int) -> str:
    """The name of the folder, within that of the layout, for the files of one run."""
    return f"{PART}{generation:04d}-{head.seq}-{head.hash[:8]}"


def found_files(folder: Path, part: str) -> dict[str, list[str]]:
    """The Parquet files of a run, by table."""
    return {
        table: [path.relative_to(folder).as_posix() for path in sorted((folder / part / table).rglob("*.parquet"))]
        for table in (*TABLES, "superseded")
    }


def encoded(manifest: Manifest) -> bytes:
    """A manifest as its file has it."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1)


def publish(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, last, so that it names what is there."""
    with written_aside(folder / MANIFEST) as out:
        out.write(encoded(manifest))


def parts_of(manifest: Manifest | None) -> set[str]:
    """The folders, within that of a layout, that have its files."""
    return {file.partition("/")[0] for files in manifest.files.values() for file in files} if manifest else set()


def _clear(folder: Path) -> None:
    named = parts_of(manifest_in(folder))
    for path in folder.iterdir():
        if path.name.startswith(PART) and path.name not in named:
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith(_ASIDE):
            path.unlink(missing_ok=True)
