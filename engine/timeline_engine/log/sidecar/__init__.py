"""A sidecar of a large log: where things stand in it, so that one thing costs one thing."""

from .kept import Kept
from .sidecar import Sidecar

__all__ = ["Kept", "Sidecar"]
