"""The ``known`` option of importers, which is the engine's own."""

from timeline_engine.rows.known import read_known, with_known

__all__ = ["read_known", "with_known"]
