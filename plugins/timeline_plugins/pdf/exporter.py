"""Exporter: the answer as a chronology to print, with pages that are numbered and a hash to prove it by."""

from collections.abc import Sequence
from typing import BinaryIO, ClassVar

from attrs import field, frozen

from timeline_engine.view import View
from timeline_plugins.links import losses

from .chronology import chronology
from .picture import drawn
from .typesetting import typeset

_PAPERS = {"a4": "a4", "letter": "us-letter"}


def _paper(text: str) -> str:
    if text.lower() not in _PAPERS:
        raise ValueError(f"paper is {text!r}, it must be one of {', '.join(_PAPERS)}")
    return text.lower()


@frozen(kw_only=True)
class PdfExporter:
    """Writes a chronology: the picture, the issues, what is disputed and who says so, and the events by their dates.

    Options:
        paper: a4, if not given, or letter.
    """

    title: ClassVar[str] = "Chronology to print: the issues, what is disputed, every event with its sources"
    suffix: ClassVar[str] = ".pdf"
    binary: ClassVar[bool] = True

    paper: str = field(default="a4", converter=_paper)

    def export(self, view: View, out: BinaryIO) -> Sequence[str]:
        """Write the pages. Raises TimelineError where the extra is not installed."""
        picture, told = drawn(view)
        pages, unseen = typeset({**chronology(view), "paper": _PAPERS[self.paper], "picture": picture})
        out.write(pages)
        return [*dict.fromkeys((*losses(view), *told, *unseen))]  # picture and pages may lack the same fonts
