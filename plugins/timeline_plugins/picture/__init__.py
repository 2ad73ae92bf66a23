"""Pictures: the page as it stands on one day, as SVG and as PNG, for print, for a document, for another format."""

from .drawing import Picture, draw, png, svg
from .extra import is_installed
from .raster import rastered

__all__ = ["Picture", "draw", "is_installed", "png", "rastered", "svg"]
