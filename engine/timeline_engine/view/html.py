"""An answer as a table in HTML, which notebooks show: what the terminal shows, with the words of every format."""

from collections.abc import Iterable
from html import escape

from ..dates import Zone
from ..history import Revision
from ..visible import visible
from .answer import View
from .summary import Line, summarise
from .words.phrases import begin_words, clocks_words, when_words

_HEADER = ("issue", "status", "since", "last", "next", "flags")


def view_html(view: View) -> str:
    """The table, under a line that says of which log and as of when it is. All text of the log is escaped."""
    head = visible(f"{view.log.title}: {clocks_words(view.question)}")
    rows = [_row("td", _cells(line, view.zone)) for line in summarise(view).lines]
    return f"<p>{escape(head)}</p><table><thead>{_row('th', _HEADER)}</thead><tbody>{''.join(rows)}</tbody></table>"


def _row(kind: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{kind}>{escape(visible(cell))}</{kind}>' for cell in cells)}</tr>"


def _cells(line: Line, zone: Zone) -> tuple[str, ...]:
    status = line.status or ""
    since = begin_words(line.since, zone) if line.since else ""
    return line.issue, status, since, _when(line.last, zone), _when(line.next, zone), line.flags


def _when(revision: Revision | None, zone: Zone) -> str:
    return when_words(revision, zone) if revision else ""
