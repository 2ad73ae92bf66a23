"""Writing and reading with plugins: what the caller gave is checked first; what then fails is the plugin's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from os import PathLike, fspath
from pathlib import PurePath
from typing import BinaryIO, cast

from ..errors import TimelineError, shortened
from ..view import View
from ..view.diff import Diff
from ..view.ports import DiffExporter, Row, RowsExporter
from .installed import EXPORTERS, IMPORTERS, by_suffix, called, find, names
from .loading import PluginError, PluginFailed
from .making import make_exporter, make_importer, options_of
from .streams import for_plugin, reading, writing

File = BinaryIO | str | PathLike[str]


def export(view: View, name: str | PathLike[str], out: File | None = None, **options: str) -> Sequence[str]:
    """Write a view to a file; the sentences on what its format could not carry whole.

    ``name`` is the file, whose suffix names the format; or, where it is written to ``out``, the name of a format or of
    such a file. ``out`` is a path, whose file is written whole or not at all, or a binary stream. Raises PluginError,
    also for whatever goes wrong inside the exporter; TimelineError for what cannot be taken; OSError if it cannot be
    written.
    """
    _check(view, View, "view: timeline_engine.project answers a question with one")
    point = find(EXPORTERS, _format(name, out))
    plugin = make_exporter(point, options)
    with writing(cast("File", name) if out is None else out) as stream, _blamed(point):
        return _notes(plugin.export(view, for_plugin(plugin, stream)), point)


def _format(name: str | PathLike[str], out: File | None) -> str:
    """The format in which a view is written. Raises TimelineError, PluginError."""
    if out is None and name in names(EXPORTERS):
        raise TimelineError(f"{name!r} is a format: say which file to write as well, or give one like 'out.{name}'")
    is_file = isinstance(name, PathLike) or (isinstance(name, str) and PurePath(name).suffix)
    return by_suffix(EXPORTERS, name) if out is None or is_file else cast("str", name)


def export_diff(found: Diff, file: str | PathLike[str], out: File | None = None) -> Sequence[str]:
    """Write a diff in the format of the file's suffix: to that path or, if it is given, to ``out``.

    Raises what `export` does.
    """
    _check(found, Diff, "diff: timeline_engine.view.diff.diff compares two answers")
    point = find(EXPORTERS, diff_format(file))
    plugin = make_exporter(point)
    assert isinstance(plugin, DiffExporter)
    with writing(file if out is None else out) as stream, _blamed(point):
        return _notes(plugin.export_diff(found, for_plugin(plugin, stream)), point)


def export_rows(rows: Iterable[Row], file: str | PathLike[str], out: File | None = None) -> Sequence[str]:
    """Write rows in the format of the file's suffix: to that path or, if it is given, to ``out``.

    Raises what `export` does.
    """
    point = find(EXPORTERS, by_suffix(EXPORTERS, file, "export_rows"))
    plugin = make_exporter(point)
    assert isinstance(plugin, RowsExporter)
    with writing(file if out is None else out) as stream, _blamed(point):
        return _notes(plugin.export_rows(rows, for_plugin(plugin, stream)), point)


def diff_format(file: str | PathLike[str]) -> str:
    """The format in which a diff is written to a file, by its suffix. Raises PluginError if none can be."""
    return by_suffix(EXPORTERS, file, "export_diff")


def read_rows(
    data: File, name: str, file: str | PathLike[str] | None = None, options: Mapping[str, str] | None = None
) -> list[Row | TimelineError]:
    """The rows of a path or binary stream in the format ``name``; an error in the place of each that is refused.

    ``file`` is what messages call it (default: its path). The options of every import are applied as in `import_file`.
    Raises PluginError, also for whatever goes wrong inside the importer; TimelineError if the file cannot be read as a
    whole, or is none; OSError from the system.
    """
    if not options or not isinstance(options, Mapping):
        return list(rows_of(data, name, file, options))
    from ..rows.changing import BY_US, Change
    from ..rows.keys import read_key

    own = options_of(name)
    ours = {option: text for option, text in options.items() if option in BY_US and option not in own}
    rows = rows_of(data, name, file, {option: options[option] for option in options if option not in ours})
    return list(Change.of(ours, read_key(options.get("key"))).made(rows) if ours else rows)


def rows_of(
    data: File, name: str, file: str | PathLike[str] | None = None, options: Mapping[str, str] | None = None
) -> Iterator[Row | TimelineError]:
    """The same as they are read."""
    point = find(IMPORTERS, name)
    plugin = make_importer(point, options)
    told = _told(data, file)
    with reading(data) as stream, _blamed(point):
        for row in plugin.rows(stream, told):
            yield _row(row, point)


def path_of(data: File) -> str | PathLike[str]:
    """The path whose suffix names a format. Raises TimelineError for a stream."""
    if isinstance(data, str | PathLike):
        return data
    raise TimelineError("a stream has no suffix: name its format, like format='csv'")


def _told(data: File, file: str | PathLike[str] | None) -> str:
    """What messages call a file."""
    given = getattr(data, "name", data) if file is None else file
    if isinstance(given, str | PathLike):
        return fspath(given)
    if file is None:
        return "the data"
    raise TimelineError(f"{shortened(file)} is no name of a file: write one for the messages, like 'diary.csv'")


def _check(thing: object, kind: type, wanted: str) -> None:
    if not isinstance(thing, kind):
        raise TimelineError(f"{shortened(thing)} is no {wanted}")


def _row(row: Row | TimelineError, point: EntryPoint) -> Row | TimelineError:
    if isinstance(row, Row | TimelineError):
        return row
    raise PluginError(f"{called(point)} gave {shortened(row)} for a row: it has to be a timeline_engine.Row")


def _notes(notes: Sequence[str], point: EntryPoint) -> Sequence[str]:
    if isinstance(notes, Sequence) and not isinstance(notes, str):
        return notes
    wanted = "a sequence of sentences, () if all could be written"
    raise PluginError(f"{called(point)} returned {shortened(notes)}: it has to return {wanted}")


@contextmanager
def _blamed(point: EntryPoint) -> Iterator[None]:
    """A plugin may fail in any way, and is named for it; not for its stream, whose errors name no file."""
    try:
        yield
    except (Exception, SystemExit) as error:  # one that ends the process would look like success
        if isinstance(error, TimelineError) and str(error):
            raise
        if isinstance(error, OSError) and error.filename is None:
            raise
        raise PluginFailed(f"{called(point)} failed: {type(error).__name__}: {error}") from error
