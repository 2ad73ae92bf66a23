"""An issue in full, as ``project --issue`` shows it."""

import sys
from collections.abc import Iterator

from ...projection import IssueState
from ...view import View
from ...view.words.issue import events_paragraphs, state_paragraphs
from .lane import lane_lines, placed, signs_for
from .paragraphs import wrapped
from .table import paragraph, width


def page(issue: IssueState, view: View) -> Iterator[str]:
    """One issue in full."""
    yield from wrapped(state_paragraphs(issue, view), view.zone)
    yield from _lane(issue, view)
    yield from wrapped(events_paragraphs(issue, view), view.zone)


def _lane(issue: IssueState, view: View) -> Iterator[str]:
    """Its events on a line along time, if there are any."""
    events = [placed(event, view.zone) for event in issue.events]
    if events:
        asked, signs = f"as of {view.question.as_of}", signs_for(sys.stdout.encoding)
        line, today, legend = lane_lines(events, view.zone, view.as_of, asked, width() - 2, signs)
        yield from ("", f"  {line}", f"  {today}", paragraph(legend, 2, 0))
