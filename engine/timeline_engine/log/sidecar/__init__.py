"""A sidecar of a large log: where things stand in it, so that one thing costs one thing."""

from .kept import Kept
from .lines import Lines
from .sidecar import Sidecar
from .texts import Texts

__all__ = ["Kept", "Lines", "Sidecar", "Texts"]
