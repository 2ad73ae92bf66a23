"""Plugins: exporters and importers of any installed package, loaded when used; a broken one harms no other."""

from .installed import EXPORTERS, IMPORTERS, Plugin, by_suffix, clashes, names, plugins
from .loading import PluginError, PluginFailed
from .making import exporter, importer
from .using import diff_format, export, export_diff, read_rows

__all__ = [
    "EXPORTERS",
    "IMPORTERS",
    "Plugin",
    "PluginError",
    "PluginFailed",
    "by_suffix",
    "clashes",
    "diff_format",
    "export",
    "export_diff",
    "exporter",
    "importer",
    "names",
    "plugins",
    "read_rows",
]
