"""Dates as people write them, read for tests, and how they are refused."""

from typing import Any

import pytest

from timeline_engine.dates import Convention, DateError, Zone, read_when

UTC = Zone("UTC")
TODAY = "2026-11-21"


def read(text: str, language: str | None = None, **convention: Any) -> str:
    """The EDTF text of a date, by what is said of how it is written."""
    return read_when(text, UTC, TODAY, Convention(language=language, **convention))


def refusal(text: str, language: str | None = None, **convention: Any) -> DateError:
    """The error by which it is refused."""
    with pytest.raises(DateError) as refused:
        read(text, language, **convention)
    return refused.value
