"""Finding plugins through entry points; each is loaded when it is used, and a broken one harms no other."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import EntryPoint, entry_points
from inspect import signature
from io import TextIOBase
from pathlib import PurePath
from typing import Any, BinaryIO

from attrs import frozen

from .errors import TimelineError, did_you_mean
from .view import View
from .view.diff import Diff
from .view.ports import DiffExporter, Exporter, Importer, Row

EXPORTERS = "timeline.exporters"
IMPORTERS = "timeline.importers"


class PluginError(TimelineError):
    """A plugin that is not there, cannot be loaded, or refuses its options; names the plugin."""


@frozen
class Plugin:
    """One installed plugin as ``timeline plugins`` lists it. ``problem`` says why it cannot be used, if so."""

    group: str
    name: str
    title: str
    suffix: str
    distribution: str
    problem: str | None = None


def plugins() -> list[Plugin]:
    """All installed plugins, exporters first, by name; broken ones with what is missing."""
    return [
        _describe(group, name, point)
        for group in (EXPORTERS, IMPORTERS)
        for name, point in sorted(_points(group).items())
    ]


def names(group: str) -> list[str]:
    """The names of the plugins of a group; none of them is imported."""
    return sorted(_points(group))


def exporter(name: str, options: Mapping[str, str] | None = None) -> Exporter:
    """The exporter called ``name`` with its options. Raises PluginError."""
    made = _make(EXPORTERS, name, options or {})
    if not isinstance(made, Exporter):
        raise PluginError(f"plugin {name!r} is no exporter: see docs/plugins.md")
    return made


def importer(name: str, options: Mapping[str, str] | None = None) -> Importer:
    """The importer called ``name`` with its options. Raises PluginError."""
    made = _make(IMPORTERS, name, options or {})
    if not isinstance(made, Importer):
        raise PluginError(f"plugin {name!r} is no importer: see docs/plugins.md")
    return made


def export(view: View, name: str, out: BinaryIO, **options: str) -> Sequence[str]:
    """Write a view in the format called ``name``; the sentences on what the format could not carry whole.

    Raises PluginError, also for whatever goes wrong inside the exporter.
    """
    plugin = exporter(name, options)
    _check_binary(out)
    with _named("exporter", name):
        return plugin.export(view, out)


def export_diff(found: Diff, file: str, out: BinaryIO) -> Sequence[str]:
    """Write a diff in the format of the file's suffix. Raises PluginError."""
    name = diff_format(file)
    plugin = exporter(name)
    assert isinstance(plugin, DiffExporter)
    _check_binary(out)
    with _named("exporter", name):
        return plugin.export_diff(found, out)


def diff_format(file: str) -> str:
    """The format in which a diff is written to a file, by its suffix. Raises PluginError if none can be."""
    return by_suffix(EXPORTERS, file, "export_diff")


def read_rows(
    data: BinaryIO, name: str, file: str, options: Mapping[str, str] | None = None
) -> list[Row | TimelineError]:
    """The rows of a file in the format called ``name``, and an error in the place of each that must be refused.

    Raises PluginError, also for whatever goes wrong inside the importer; TimelineError if the file cannot be read.
    """
    plugin = importer(name, options)
    with _named("importer", name):
        return list(plugin.rows(data, file))


def _check_binary(out: object) -> None:
    if isinstance(out, TextIOBase):
        raise TimelineError("an export is bytes, and this file takes text: open it in binary, with mode 'wb'")


@contextmanager
def _named(kind: str, name: str) -> Iterator[None]:
    """A plugin may fail in any way, and is named for it."""
    try:
        yield
    except (TimelineError, OSError):
        raise
    except Exception as error:
        raise PluginError(f"{kind} {name!r} failed: {type(error).__name__}: {error}") from error


def by_suffix(group: str, file: str, able_to: str = "__init__") -> str:
    """The name of the plugin whose suffix a file has, of those with the method ``able_to``.

    Raises PluginError naming the formats there are.
    """
    suffix = PurePath(file).suffix.lower()
    working = []
    for name, point in sorted(_points(group).items()):  # loaded one by one: what is found first is enough
        plugin = _describe(group, name, point)
        if plugin.problem is None and hasattr(_load(group, name), able_to):
            if plugin.suffix == suffix:
                return plugin.name
            working.append(f"{plugin.name} ({plugin.suffix})")
    what = " that writes changes" if able_to == "export_diff" else ""
    raise PluginError(f"no format{what} is known for {file!r}: name one of {', '.join(working)}")


def _points(group: str) -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=group)}


def _describe(group: str, name: str, point: EntryPoint) -> Plugin:
    distribution = f"{point.dist.name} {point.dist.version}" if point.dist else "unknown"
    try:
        made = _load(group, name)
        return Plugin(group, name, made.title, made.suffix, distribution)
    except PluginError as error:
        return Plugin(group, name, "", "", distribution, str(error))
    except Exception as error:  # a plugin may fail in any way; the list must not
        return Plugin(group, name, "", "", distribution, f"{type(error).__name__}: {error}")


def _load(group: str, name: str) -> Any:
    points = _points(group)
    if name not in points:
        kind = group.rpartition(".")[2]
        raise PluginError(
            f"no {kind[:-1]} {name!r}{did_you_mean(name, points)}; there are: {', '.join(sorted(points))}"
        )
    try:
        return points[name].load()
    except Exception as error:  # its import may fail in any way
        raise PluginError(f"plugin {name!r} ({points[name].value}) cannot be loaded: {error}") from error


def _make(group: str, name: str, options: Mapping[str, str]) -> object:
    try:
        made = _load(group, name)
        unknown = sorted(set(options) - set(signature(made).parameters))
        if unknown:
            takes = ", ".join(signature(made).parameters) or "none"
            raise PluginError(f"{name!r} has no option {unknown[0]!r}; its options: {takes}")
        return made(**options)
    except (TypeError, ValueError) as error:
        raise PluginError(f"{name!r} does not take these options: {error}") from error
    except TimelineError:
        raise
    except Exception as error:
        raise PluginError(f"{name!r} cannot be used: {type(error).__name__}: {error}") from error
