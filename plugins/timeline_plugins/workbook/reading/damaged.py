"""What to say of a workbook that cannot be read, whatever the library said that reads it."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from timeline_engine.errors import TimelineError

SAVE_AGAIN = "open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and import that"


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Libraries fail on a damaged file in many ways, and warn of what does not matter here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (TimelineError, MemoryError):
            raise
        except Exception as error:
            raise TimelineError(f"{name}: the workbook is damaged ({_reason(error)}): {SAVE_AGAIN}") from error


def _reason(error: Exception) -> str:
    if isinstance(error, ValueError) and "integer string conversion" in str(error):
        return "a number of over 4,300 digits"
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
