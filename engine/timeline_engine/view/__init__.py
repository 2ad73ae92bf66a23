"""The answer; in ``ports``, what exporters and importers must be."""

from .answer import Question, View
from .asking import LogHistory, project, read

__all__ = ["LogHistory", "Question", "View", "project", "read"]
