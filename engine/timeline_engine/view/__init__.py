"""The answer; in ``ports``, what exporters and importers must be."""

from .answer import Question, View, project

__all__ = ["Question", "View", "project"]
