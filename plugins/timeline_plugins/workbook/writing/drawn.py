"""The picture of an answer as a png, where the extra ``picture`` is installed, which draws it."""

from timeline_engine.view import View

from ...picture import draw, is_installed, rastered

_MOST = 500  # events that are drawn while one waits
_ROWS = 8  # of events an issue has at most; the picture counts what has no room
_SCALE = 1.5  # pixels a unit of its width


def png_of(view: View) -> bytes | None:
    """The png; None where nothing draws it, of very many events, and where it could not say all that was asked.

    That is of other clocks than it has, and where no font here has a sign of its words.
    """
    if len(view.events) > _MOST or not is_installed():
        return None
    made = draw(view, rows=_ROWS)
    if made.notes:
        return None
    png, notes = rastered(made.svg, made.width, made.height, _SCALE)
    return None if notes else png
