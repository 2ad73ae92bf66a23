"""The ``known`` and ``key`` options of importers, which are the engine's own."""

from timeline_engine.rows.keys import read_key
from timeline_engine.rows.known import read_known, with_known

__all__ = ["read_key", "read_known", "with_known"]
