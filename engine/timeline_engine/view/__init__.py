"""The answer and the ports of those who write and read it."""

from .answer import Question, UnknownIssue, View, project
from .ports import Exporter, Importer, Row

__all__ = ["Exporter", "Importer", "Question", "Row", "UnknownIssue", "View", "project"]
