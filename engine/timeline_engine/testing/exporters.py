"""What an exporter must promise (docs/plugins.md)."""

from collections.abc import Mapping
from io import BytesIO, RawIOBase
from typing import ClassVar, cast

import pytest

from ..log import create_log
from ..plugins import EXPORTERS, PluginError, by_suffix, export, exporter
from ..view import View, project
from ..view.ports import Exporter
from .announced import check_announced
from .sample import AS_OF, sample_log


class ExporterContract:
    """Tests for an exporter: derive a class from it that says its ``name``, and ``options`` to make it with."""

    name: ClassVar[str]
    options: ClassVar[Mapping[str, str]] = {}

    def view(self) -> View:
        """The answer that is written. Another one may be given by a method of this name."""
        return project(sample_log(), AS_OF)

    def test_it_is_what_the_port_says(self) -> None:
        """All that the engine asks of it is there, and its options are optional."""
        made = exporter(self.name)
        assert isinstance(made, Exporter), "see timeline_engine.view.ports.Exporter"
        check_announced(EXPORTERS, self.name, made.title, made.suffix)
        named = by_suffix(EXPORTERS, f"a.b{made.suffix.upper()}")
        assert exporter(named).suffix == made.suffix, "its suffix, in capitals too, names it or one that is called so"

    def test_it_refuses_an_option_that_it_does_not_have(self) -> None:
        """By its name: an option mistyped must not be lost."""
        with pytest.raises(PluginError, match=f"'{self.name}' has no option 'no_such_option'"):
            exporter(self.name, {"no_such_option": "x"})

    def test_it_writes_forwards_and_leaves_the_stream_open(self) -> None:
        """As what it writes to may be a pipe, or more may follow."""
        out = _Pipe()
        notes = export(self.view(), self.name, cast("BytesIO", out), **self.options)
        assert not out.closed, "it must not close the stream"
        assert out.written, "it wrote nothing"
        for note in notes:
            assert note.endswith("."), f"what is left out is told in sentences: {note!r}"

    def test_it_writes_the_same_for_the_same_view(self) -> None:
        """No clock and no chance: times come from the view."""
        view = self.view()
        assert self._written(view) == self._written(view)
        assert self._written(view) == self._written(self.view()), "equal views give equal bytes"

    def test_it_writes_the_answer_of_an_empty_log(self) -> None:
        """Which has no issue and no event."""
        view = project(create_log("memory:", title="Empty", zone="UTC", log_id="empty"), AS_OF)
        assert self._written(view) == self._written(view)

    def test_its_text_is_utf_8(self) -> None:
        """Unless it says that what it writes is binary."""
        if not exporter(self.name, self.options).binary:
            self._written(self.view()).decode()

    def _written(self, view: View) -> bytes:
        out = BytesIO()
        export(view, self.name, out, **self.options)
        return out.getvalue()


class _Pipe(RawIOBase):
    """Takes bytes and can do nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        before = len(self.written)
        self.written += bytes(data)  # type: ignore[call-overload]
        return len(self.written) - before
