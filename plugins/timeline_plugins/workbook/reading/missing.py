"""Libraries that only some kinds of workbook need: an extra, which is named where one is missing."""

from importlib import import_module
from types import ModuleType

from timeline_engine.errors import NotInstalled


def needed(module: str, name: str) -> ModuleType:
    """The module by which a file is read. Raises NotInstalled if it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise NotInstalled(
            f"{name}: this kind of workbook is read by {module.replace('_', '-')}, which is not installed: "
            "pip install 'timeline-engine[spreadsheets]', or save the file as .xlsx or .ods"
        ) from error
