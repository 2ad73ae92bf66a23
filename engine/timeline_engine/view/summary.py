"""The state of every issue in one line: what the table of `timeline project` shows."""

from msgspec import Struct

from ..dates import Zone
from ..history import Revision
from ..log import Log, LogInfo, kept_of
from ..projection import IssueState
from .answer import Question, View
from .words.phrases import attribute_words, flags_words


class Line(Struct, frozen=True, kw_only=True):
    """One issue: its status in words, the event with which that began, the last and the next, what not to overlook."""

    issue: str
    status: str | None
    since: Revision | None
    last: Revision | None
    next: Revision | None
    flags: str


class Summary(Struct, frozen=True, kw_only=True):
    """The answer in lines, with what a table needs beside them."""

    log: LogInfo
    zone: Zone
    question: Question
    lines: list[Line]


def kept_summary_of(log: Log, question: Question) -> Summary | None:
    """The lines of all issues from those that the sidecar of a log keeps; see `kept_summary`. None: it keeps none."""
    kept = kept_of(log)
    if kept is None:
        return None
    from .kept_summary import kept_summary  # and SQLite: for large logs alone

    return kept_summary(log, kept, question)


def keep_lines_of(log: Log, view: View) -> None:
    """Keep lines for the next question, if the log has a sidecar; see `keep_lines`."""
    if kept := kept_of(log):
        from .kept_summary import keep_lines

        keep_lines(log, kept, view)


def summarise(view: View) -> Summary:
    """The lines of a view."""
    return Summary(log=view.log, zone=view.zone, question=view.question, lines=list(map(_line, view.issues)))


def _line(issue: IssueState) -> Line:
    return Line(
        issue=issue.issue,
        status=attribute_words(issue.status) if issue.status else None,
        since=issue.status.first.revision if issue.status else None,
        last=issue.last.revision if issue.last else None,
        next=issue.next.revision if issue.next else None,
        flags=flags_words(issue),
    )
