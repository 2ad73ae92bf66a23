"""What draws a picture, from the extra ``picture``."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from timeline_engine.errors import NotInstalled

_PACKAGES = {"quickjs": "quickjs-ng", "resvg_py": "resvg-py"}


def is_installed() -> bool:
    """Whether all of the extra is there, for a format that does without a picture where it is not."""
    return all(find_spec(module) for module in _PACKAGES)


def needed(module: str) -> Any:
    """A module of it. Raises NotInstalled if it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise NotInstalled(
            f"a picture is drawn by {_PACKAGES[module]}, which is not installed: pip install 'timeline-engine[picture]'"
        ) from error
