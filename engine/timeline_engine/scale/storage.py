"""A layout in an object storage, by its URL: s3://, gs:// or abfss://, as Arrow opens them.

Who asks proves who he is by what the environment has, or wherever the service keeps it; no URL has it in it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import TimelineError
from ..log import LogInfo
from ..visible import quote
from .columns import schema
from .layout import MANIFEST, PART, Manifest, check_found, encoded, parts_of, read_manifest

if TYPE_CHECKING:
    from pyarrow.dataset import Dataset

_SCHEMES = ("s3://", "gs://", "abfss://")
_SECRET = re.compile(r"(?i)//[^/?#]*:[^/?#]*@|[?&](access_key|secret_key|session_token|sas_token|account_key)=")


def is_url(place: str) -> bool:
    """Is this no folder of this machine?"""
    return "://" in place


def refuse_secret(url: str) -> None:
    """Let no key stand in a URL, which others see. Raises TimelineError, which does not tell it."""
    if _SECRET.search(url):
        raise TimelineError("a URL with a secret in it is not opened: give keys by the environment")


class Storage:
    """What lies below a URL. Everything raises TimelineError where the service, or the network, refuses it."""

    def __init__(self, url: str) -> None:
        from pyarrow.fs import FileSystem, SubTreeFileSystem

        refuse_secret(url)
        if not url.startswith(_SCHEMES):
            raise TimelineError(f"{quote(url)}: a layout lies in a folder, or at {', '.join(_SCHEMES)}")
        self._url, self._shown = url, quote(url)
        with self._told():
            system, path = FileSystem.from_uri(url)
            self._files = SubTreeFileSystem(path.rstrip("/"), system)

    def manifest(self) -> Manifest | None:
        """The manifest; None: there is none."""
        with self._told():
            if not self._files.get_file_info(MANIFEST).is_file:
                return None
            with self._files.open_input_file(MANIFEST) as file:
                return read_manifest(file.read(), self._url)

    def before(self, log: LogInfo) -> Manifest | None:
        """The layout of a log that is there to be written over, if one is."""
        found = self.manifest()
        check_found(found, () if found else self._names(), log, self._shown)
        return found

    def is_whole(self, manifest: Manifest) -> bool:
        """Are all files that a manifest names there? An object is there whole or not at all."""
        named = [file for files in manifest.files.values() for file in files]
        with self._told():
            return not named or all(found.is_file for found in self._files.get_file_info(named))

    def dataset(self, files: Sequence[str], kinds: Mapping[str, str]) -> "Dataset":
        """Files of a table with columns of these kinds, of which DuckDB reads what it needs."""
        import pyarrow.dataset as ds

        bucket = ds.partitioning(schema({"bucket": kinds["bucket"]}), flavor="hive") if "bucket" in kinds else None
        with self._told():
            return ds.dataset(
                list(files), schema=schema(kinds), filesystem=self._files, format="parquet", partitioning=bucket
            )

    def publish(self, folder: Path, manifest: Manifest) -> None:
        """Take in a layout that is in a folder, its manifest last; then remove what that does not name."""
        from pyarrow.fs import LocalFileSystem, copy_files

        named = parts_of(manifest)
        with self._told():
            for part in sorted(named):
                copy_files(str(folder / part), part, LocalFileSystem(), self._files)
            with self._files.open_output_stream(MANIFEST) as out:
                out.write(encoded(manifest))
            for name in self._names():
                if name.startswith(PART) and name not in named:
                    self._files.delete_dir(name)

    def _names(self) -> list[str]:
        from pyarrow.fs import FileSelector

        with self._told():
            return [info.base_name for info in self._files.get_file_info(FileSelector("", allow_not_found=True))]

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, NotImplementedError) as error:
            said = str(error).strip().partition("\n")[0]
            raise TimelineError(f"{self._shown}: {said}") from error
