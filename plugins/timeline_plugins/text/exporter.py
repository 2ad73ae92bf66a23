"""Exporter: the answer as a briefing in plain text, short enough to read and to mail."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import BinaryIO, ClassVar

from attrs import field, frozen

from timeline_engine.view import View
from timeline_engine.view.diff import Diff
from timeline_engine.view.words.diff import diff_paragraphs
from timeline_engine.view.words.printable import printable
from timeline_engine.view.words.told import proof_words
from timeline_engine.visible import visible

from .briefing import INDENT, of_issue, of_stray, opening

_NARROWEST = 40


def _width(text: str | int) -> int:
    try:
        width = int(text)
    except ValueError:
        width = 0
    if width < _NARROWEST:
        raise ValueError(f"width is {text!r}, it must be a whole number from {_NARROWEST} on")
    return width


@frozen(kw_only=True)
class TextExporter:
    """Writes a briefing: what holds and why, what is disputed, what comes next, and what to cite.

    Options:
        width: the characters of a line, 80 if not given; longer words stay whole.
    """

    title: ClassVar[str] = "Briefing in plain text"
    suffix: ClassVar[str] = ".txt"
    binary: ClassVar[bool] = False

    width: int = field(default=80, converter=_width)

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the briefing. It sums up; nothing that it leaves out is a loss to report."""
        out.write(self._section(opening(view), "="))
        for issue in view.issues:
            out.write(b"\n" + self._section(of_issue(issue, view), "-"))
        if stray := view.events.stray():
            out.write(b"\n" + self._section(of_stray(stray, view), "-"))
        out.write(b"\n" + self._paragraph(proof_words(view)))
        return ()

    def export_diff(self, found: Diff, out: BinaryIO) -> Sequence[str]:
        """Write what changed between two questions, cause by cause."""
        for part in diff_paragraphs(found):
            indent = " " * part.indent
            lines = self._wrapped(visible(printable(part.text)), indent, indent + " " * part.hang)
            out.write(_encoded(lines or [""]))
        return ()

    def _section(self, paragraphs: Iterator[str], rule: str) -> bytes:
        heading = self._paragraph(next(paragraphs))
        longest = max(map(len, heading.decode().splitlines()), default=0)
        return b"".join((heading, f"{rule * longest}\n".encode(), *map(self._paragraph, paragraphs)))

    def _paragraph(self, text: str) -> bytes:
        """Wrap a text. A leading indent stays; all other white space becomes single blanks."""
        indent = INDENT if text.startswith(INDENT) else ""
        return _encoded(self._wrapped(" ".join(visible(printable(text)).split()), indent, indent + INDENT))

    def _wrapped(self, text: str, indent: str, further: str) -> list[str]:
        return wrap(
            text,
            self.width,
            initial_indent=indent,
            subsequent_indent=further,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _encoded(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
