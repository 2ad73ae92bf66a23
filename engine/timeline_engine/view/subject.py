"""What is asked or said something about: ``ISSUE`` for its status, or ``ISSUE.ATTRIBUTE``."""

from collections.abc import Collection

from ..errors import pick
from ..model import STATUS


def split_subject(subject: str, issues: Collection[str], advice: str = "") -> tuple[str, str]:
    """The issue and the attribute; the issue's id may be shortened. Raises UnknownId, with the ``advice``."""
    issue, dot, attribute = subject.rpartition(".")
    if subject in issues or not dot:
        return pick(subject, issues, "issue", advice), STATUS
    return pick(issue, issues, "issue", advice), attribute
