"""What an importer must promise (docs/plugins.md)."""

import warnings
from collections.abc import Iterator, Mapping
from io import BytesIO
from random import Random
from typing import ClassVar

import pytest

from ..errors import TimelineError
from ..log import create_log
from ..plugins import IMPORTERS, PluginError, by_suffix, importer, read_rows
from ..plugins.importing import read_file
from ..rows import import_rows
from ..view.ports import Importer, LeftOut, Row
from .announced import check_announced

_TODAY = "2026-01-01"
_SPOILED = 60  # files, made of the sample
_ODD = (b"", b"\xff", b"\x00", b'"', b"<", b"\n", b"9" * 40)


class ImporterContract:
    """Tests for an importer: derive a class from it that says its ``name``, ``options`` to make it with, and a sample.

    ``sample`` is a file that it reads, in which ``rows`` rows can be read and none is refused.
    """

    name: ClassVar[str]
    sample: ClassVar[bytes]
    rows: ClassVar[int]
    options: ClassVar[Mapping[str, str]] = {}

    def test_it_is_what_the_port_says(self) -> None:
        """All that the engine asks of it is there, and its options are optional."""
        made = importer(self.name)
        assert isinstance(made, Importer), "see timeline_engine.view.ports.Importer"
        check_announced(IMPORTERS, self.name, made.title, made.suffix)
        named = by_suffix(IMPORTERS, f"a.b{made.suffix.upper()}")
        assert importer(named).suffix == made.suffix, "its suffix, in capitals too, names it or one that is called so"

    def test_it_refuses_an_option_that_it_does_not_have(self) -> None:
        """By its name: an option mistyped must not be lost."""
        with pytest.raises(PluginError, match=f"'{self.name}' has no option 'no_such_option'"):
            importer(self.name, {"no_such_option": "x"})

    def test_it_reads_its_sample(self) -> None:
        """Row by row, the same again, from a stream that stays open; each row says its place in the file."""
        data = BytesIO(self.sample)
        read = self._read(data)
        assert not data.closed, "it must not close the stream"
        assert [str(row) for row in read if isinstance(row, TimelineError)] == []
        assert len(read) == self.rows
        assert all(isinstance(row, Row) and row.at.startswith("the.file") for row in read), "at names file and place"
        assert read == self._read(self.sample), "the same file gives the same rows"

    def test_its_rows_can_be_imported_and_nothing_is_new_then(self) -> None:
        """The engine compares them with the log: that needs the same ids for the same events."""
        log = create_log("memory:", title="Empty", zone="UTC", log_id="empty")
        read = self._read(self.sample)
        assert import_rows(log, read), "something is appended"
        assert import_rows(log, read) == [], "a second import appends nothing"

    def test_the_options_of_every_import_do_for_it(self) -> None:
        """``known`` and the like are applied by the engine to what it reads."""
        options = {**self.options, "known": "2018-12-05", "empty": "no such cell"}
        read = list(read_file(BytesIO(self.sample), self.name, "the.file", options, lambda told: None, _TODAY))
        assert len(read) == self.rows
        assert any(isinstance(row, Row) and (row.known or row.source) for row in read)

    def test_it_refuses_what_it_cannot_read_by_its_place(self) -> None:
        """With a TimelineError that names the file, and no other: in the place of a row, or for the whole file."""
        for data in _spoiled(self.sample):
            try:
                told = self._read(data)
            except PluginError as error:
                raise AssertionError(f"it fails on {data[:80]!r}: {error}") from error
            except TimelineError as error:
                told = [error]
            for row in told:
                said = row.at if isinstance(row, Row) else str(row)
                assert said.startswith("the.file"), f"of {data[:80]!r} it says {said!r}, which names no file"

    def _read(self, data: bytes | BytesIO) -> list[Row | TimelineError]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", LeftOut)  # of what it does not read, which it may tell
            stream = BytesIO(data) if isinstance(data, bytes) else data
            return read_rows(stream, self.name, "the.file", self.options)


def _spoiled(sample: bytes) -> Iterator[bytes]:
    """The sample cut short, with other bytes in it, and what was never of this format."""
    yield from (b"", b"\n", b"\x00\xff\xfe", b"\xef\xbb\xbf", "ü\u2028".encode(), b"[" * 5_000, sample + sample)
    chance = Random(1)
    for _ in range(_SPOILED):
        place = chance.randrange(len(sample))
        yield sample[:place]
        yield (
            sample[:place] + chance.choice((b"", b"\xff", b"\x00", b'"', b"<", b"\n", b"9" * 40)) + sample[place + 1 :]
        )
