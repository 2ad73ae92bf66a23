"""Which plugins are installed: found through entry points, each imported when it is used, a broken one named."""

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from os import PathLike
from pathlib import PurePath
from typing import Any

from attrs import frozen

from ..errors import TimelineError, did_you_mean, shortened
from .loading import PluginError, imported

EXPORTERS = "timeline.exporters"
IMPORTERS = "timeline.importers"
PRESETS = "timeline.presets"

_OURS = "timeline-engine"


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
        _describe(point)
        for group in (EXPORTERS, IMPORTERS)
        for _, point in sorted(_by_name(entry_points(group=group)).items())
    ]


def clashes() -> list[str]:
    """A sentence on each name and suffix that plugins of several packages have; none of them is imported for it."""
    return [
        f"{_kind(group)} {name!r} is in {' and '.join(sorted(have))}: that of {used} is used"
        for group in (EXPORTERS, IMPORTERS)
        for name, have, used in _several(entry_points(group=group))
    ]


def _several(points: EntryPoints) -> Iterator[tuple[str, set[str], str]]:
    """Names and announced suffixes in several packages: these packages, and the one whose plugin is used."""
    used = _by_name(points)
    for name in sorted({point.name for point in points}):
        have = {_distribution(point) for point in points if point.name == name}
        if len(have) > 1:
            first = used[name] if name in used else _likeliest_first(points, name)[0]
            yield name, have, _distribution(first)


def names(group: str) -> list[str]:
    """The names of the plugins of a group; none of them is imported."""
    return sorted(_by_name(entry_points(group=group)))


def by_suffix(group: str, file: str | PathLike[str], able_to: str = "__init__") -> str:
    """The name of the plugin whose suffix a file has, of those with the method ``able_to``.

    What is called like the suffix, or announces it, is tried first; others are imported only if that does not fit.
    Raises PluginError naming the formats there are.
    """
    if not isinstance(file, str | PathLike):
        raise TimelineError(f"{shortened(file)} is no path: write the name of a file, like 'out.csv'")
    suffix = _suffix(PurePath(file), group)
    working = []
    for point in _likeliest_first(entry_points(group=group), suffix):
        plugin = _describe(point)
        if plugin.problem is None and hasattr(load(point), able_to):
            if plugin.suffix == suffix:
                return plugin.name
            working.append(f"{plugin.name} ({plugin.suffix})")
    what = {"export_diff": " that writes changes", "export_rows": " that writes rows"}.get(able_to, "")
    raise PluginError(f"no format{what} is known for {str(file)!r}: name one of {', '.join(sorted(working))}")


def _suffix(file: PurePath, group: str) -> str:
    """The suffix of a file: the last two, as in ``a.timelinejs.json``, if a plugin announces these."""
    double = "".join(file.suffixes[-2:]).lower()
    return double if any(point.name == double for point in entry_points(group=group)) else file.suffix.lower()


def find(group: str, name: str) -> EntryPoint:
    """The entry point of the plugin called ``name``. Raises PluginError if there is none."""
    points = _by_name(entry_points(group=group))
    if not isinstance(name, str):
        raise TimelineError(f"the format is {shortened(name)}: write its name as text, like 'csv'")
    if name not in points:
        near = did_you_mean(name, points)
        raise PluginError(f"no {_kind(group)} {name!r}{near}; there are: {', '.join(sorted(points))}")
    return points[name]


def load(point: EntryPoint) -> Any:
    """The class of a plugin. Raises PluginError."""
    return imported(point, called(point))


def called(point: EntryPoint) -> str:
    """A plugin as it is named for what goes wrong in it: ``exporter 'agenda' of timeline-agenda 0.1.0``."""
    return f"{_kind(point.group)} {point.name!r} of {_distribution(point)}"


def _kind(group: str) -> str:
    return group.rpartition(".")[2].removesuffix("s")


def _distribution(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown package"


def _by_name(points: Iterable[EntryPoint]) -> dict[str, EntryPoint]:
    """The plugins by name. Of several with one name it is ours, else that of the package found first."""
    found: dict[str, EntryPoint] = {}
    for point in points:
        if not point.name.startswith(".") and (point.name not in found or _is_ours(point)):
            found[point.name] = point
    return found


def _is_ours(point: EntryPoint) -> bool:
    return point.dist is not None and point.dist.name == _OURS


def _likeliest_first(points: EntryPoints, suffix: str) -> list[EntryPoint]:
    """The plugins, those first that have this suffix as far as can be told without importing any."""
    announced = {point.value for point in points if point.name == suffix}
    return sorted(
        _by_name(points).values(),
        key=lambda point: (f".{point.name}" != suffix, point.value not in announced, point.name),
    )


def _describe(point: EntryPoint) -> Plugin:
    told = point.group, point.name
    distribution = _distribution(point)
    try:
        made = load(point)
        return Plugin(*told, made.title, made.suffix, distribution)
    except PluginError as error:
        return Plugin(*told, "", "", distribution, str(error))
    except (Exception, SystemExit) as error:  # a plugin may fail in any way; the list must not
        return Plugin(*told, "", "", distribution, f"{type(error).__name__}: {error}")
