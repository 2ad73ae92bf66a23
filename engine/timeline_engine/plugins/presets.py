"""Presets: the options of an import for a layout that many files have, under a name."""

from collections.abc import Mapping
from typing import ClassVar

from attrs import evolve, frozen

from ..rows.changing import BY_US
from ..rows.columns import COLUMNS, read_map, written_map
from .installed import PRESETS, called, find, load
from .loading import PluginError
from .making import options_of

__all__ = ["Preset", "with_preset"]


@frozen
class Preset:
    """The options for files of a layout: in all formats, and others in those of these names; ``title`` is one line."""

    suffix: ClassVar[str] = ""
    title: str
    options: Mapping[str, str]
    by_format: Mapping[str, Mapping[str, str]] = {}


def with_preset(given: Mapping[str, str], format: str) -> dict[str, str]:
    """The options of an import in a format, with those of the preset that its option ``preset`` names.

    What is given wins, of a map column by column; what the format has no option for, it does not need.
    Raises TimelineError, PluginError if there is no such preset.
    """
    options = dict(given)
    name = options.pop("preset", None)
    if name is None:
        return options
    point = find(PRESETS, name)
    preset = load(point)
    if not isinstance(preset, Preset):
        raise PluginError(f"{called(point)} is no timeline_engine.plugins.presets.Preset")
    takes = {*BY_US, *options_of(format)}
    of_preset = {**preset.options, **preset.by_format.get(format, {})}
    if "map" not in options_of(format) and (missing := _missing(of_preset.get("map"))):
        raise PluginError(f"preset {name!r} is for files with headers like {missing!r}, and {format!r} has none")
    found = {option: text for option, text in of_preset.items() if option in takes} | options
    if "map" in options and "map" in of_preset:
        found["map"] = _merged(of_preset["map"], options["map"])
    return found


def _missing(columns: str | None) -> str | None:
    """A header that a map names and no row of a format without headers has."""
    return next((header for header in read_map(columns).wanted(COLUMNS) if header not in COLUMNS), None)


def _merged(of_preset: str, given: str) -> str:
    """The map of a preset, with columns and headers that are mapped otherwise left to what is given."""
    old, new = read_map(of_preset), read_map(given)
    headers = {column: header for column, header in old.headers.items() if header not in new.headers.values()}
    return written_map(evolve(new, headers={**headers, **new.headers}, optional=set(old.optional) - set(new.headers)))
