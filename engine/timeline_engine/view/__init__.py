"""The answer; in ``ports``, what exporters and importers must be."""

from .answer import Question, UnknownIssue, View, project

__all__ = ["Question", "UnknownIssue", "View", "project"]
