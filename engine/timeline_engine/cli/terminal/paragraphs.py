"""Paragraphs as a terminal shows them: wrapped, headings bold, sources as links where it can have such."""

from collections.abc import Iterable, Iterator

import click

from ...dates import Zone
from ...view.words.paragraph import Paragraph
from .links import linked


def wrapped(parts: Iterable[Paragraph], zone: Zone) -> Iterator[str]:
    """Each paragraph as text, of one line or several."""
    for part in parts:
        text = linked(part.text, part.sources, zone, part.indent, part.hang)
        yield click.style(text, bold=True) if part.heading else text
