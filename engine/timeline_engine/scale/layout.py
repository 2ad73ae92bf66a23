"""Where a layout has its files, and its manifest, which names them: what that does not name is not there."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from ..atomic_write import written_aside
from ..errors import TimelineError
from ..log import Head, LogInfo
from ..visible import quote
from .columns import TABLES

MANIFEST = "manifest.json"
VERSION = 1
"""Of the layout; a program reads the one it knows."""

_A_BUCKET = 250_000  # entries of the log, about

Files = Mapping[str, list[str]]
"""By table the files that have its rows, as paths below the folder; `superseded` has numbers of events and the
generation that speaks of them since."""


class Manifest(Struct, frozen=True, kw_only=True):
    """What a layout is of: the log, its head, the parts into which issues are divided, and the files of each table."""

    layout: int = VERSION
    log: LogInfo
    head: Head
    generation: int
    buckets: int
    files: Files


def buckets_for(entries: int) -> int:
    """Into how many parts the issues of a log with so many entries are divided: a power of two, at most 1024."""
    return min(1 << max(0, (entries - 1) // _A_BUCKET).bit_length(), 1024)


def read_manifest(data: bytes, place: str) -> Manifest:
    """The manifest of the layout at a place. Raises TimelineError."""
    try:
        found = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise TimelineError(f"{quote(place)}: {MANIFEST} is none of a layout: {error}") from error
    if found.layout != VERSION:
        raise TimelineError(
            f"{quote(place)} has layout version {found.layout}, this program reads {VERSION}: export it anew"
        )
    return found


def manifest_in(folder: Path) -> Manifest | None:
    """The manifest in a folder; None: it has none. Raises TimelineError, OSError."""
    file = folder / MANIFEST
    return read_manifest(file.read_bytes(), str(folder)) if file.exists() else None


def prepare(folder: Path, log: LogInfo) -> Manifest | None:
    """The layout that is in a folder to write to, if it has one. Raises TimelineError: something else is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    found = manifest_in(folder)
    if found is None and any(not is_ours(path) for path in folder.iterdir()):
        raise TimelineError(f"{quote(str(folder))} has other files: name an empty folder, or a new one")
    if found and found.log.id != log.id:
        raise TimelineError(f"{quote(str(folder))} is of another log, {found.log.title!r}: name another folder")
    return found


_PART = "rows-"


def part_name(head: Head, generation: int) -> str:
    """The name of the folder, within that of the layout, for the files of one run."""
    return f"{_PART}{generation:04d}-{head.seq}-{head.hash[:8]}"


def is_ours(path: Path) -> bool:
    """Is this what a run that did not end may have left?"""
    return path.is_dir() and path.name.startswith(_PART)


def found_files(folder: Path, part: str) -> dict[str, list[str]]:
    """The Parquet files of a run, by table."""
    tables = (*TABLES, "superseded")
    return {
        table: [path.relative_to(folder).as_posix() for path in sorted((folder / part / table).rglob("*.parquet"))]
        for table in tables
    }


def publish(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, last, so that it names what is there; then remove what it does not name."""
    with written_aside(folder / MANIFEST) as out:
        out.write(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    _clear(folder, {file.partition("/")[0] for files in manifest.files.values() for file in files})


def _clear(folder: Path, named: Iterable[str]) -> None:
    for path in folder.iterdir():
        if is_ours(path) and path.name not in named:
            shutil.rmtree(path, ignore_errors=True)
