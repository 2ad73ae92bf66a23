"""Making an exporter or importer with its options; whose fault it is if that cannot be done."""

from collections.abc import Collection, Mapping
from importlib.metadata import EntryPoint
from inspect import signature

from ..errors import TimelineError, shortened
from ..view.ports import Exporter, Importer
from .installed import EXPORTERS, IMPORTERS, called, find, load
from .loading import PluginError


def exporter(name: str, options: Mapping[str, str] | None = None) -> Exporter:
    """The exporter called ``name`` with its options. Raises PluginError, TimelineError."""
    return make_exporter(find(EXPORTERS, name), options)


def importer(name: str, options: Mapping[str, str] | None = None) -> Importer:
    """The importer called ``name`` with its options. Raises PluginError, TimelineError."""
    return make_importer(find(IMPORTERS, name), options)


def options_of(name: str) -> Collection[str]:
    """The names of the options of the importer called ``name``. Raises PluginError."""
    point = find(IMPORTERS, name)
    try:
        return signature(load(point)).parameters
    except (TypeError, ValueError) as error:  # no class
        raise PluginError(f"{called(point)} cannot be used: {error}") from error


def make_exporter(point: EntryPoint, options: Mapping[str, str] | None = None) -> Exporter:
    """The exporter of an entry point with its options. Raises PluginError, TimelineError."""
    made = _make(point, {} if options is None else options)
    if not isinstance(made, Exporter):
        raise PluginError(f"{called(point)} is not what an exporter must be: see docs/plugins.md")
    return made


def make_importer(point: EntryPoint, options: Mapping[str, str] | None = None) -> Importer:
    """The importer of an entry point with its options. Raises PluginError, TimelineError."""
    made = _make(point, {} if options is None else options)
    if not isinstance(made, Importer):
        raise PluginError(f"{called(point)} is not what an importer must be: see docs/plugins.md")
    return made


def _make(point: EntryPoint, options: Mapping[str, str]) -> object:
    _check_texts(options)
    made = load(point)
    try:
        takes = signature(made)
        if not options:
            takes.bind()
    except (TypeError, ValueError) as error:  # no class, or one with an option that must be given
        raise PluginError(f"{called(point)} cannot be used: {error}") from error
    if unknown := sorted(set(options) - set(takes.parameters)):
        known = ", ".join(takes.parameters) or "none"
        raise PluginError(f"{point.name!r} has no option {unknown[0]!r}; its options: {known}")
    try:
        return made(**options)
    except TimelineError:
        raise
    except (Exception, SystemExit) as error:
        if options and isinstance(error, TypeError | ValueError):
            raise PluginError(f"{point.name!r} does not take these options: {error}") from error
        raise PluginError(f"{called(point)} cannot be used: {type(error).__name__}: {error}") from error


def _check_texts(options: Mapping[str, str]) -> None:
    if not isinstance(options, Mapping):
        raise TimelineError(f"the options are {shortened(options)}: write them as a dict, like {{'known': '2018'}}")
    for name, value in options.items():
        if not isinstance(value, str):
            raise TimelineError(f"option {name!r} is {shortened(value)}: write it as text, like '60'")
