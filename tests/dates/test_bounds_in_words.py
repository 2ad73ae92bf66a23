"""Bounds that are parts of a year, decades or centuries, and seasons of an era, in words that are read back."""

import pytest

from timeline_engine.dates import Zone, in_words, read_when


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("[..2019-35]", "by Q3 2019"),
        ("[2019-35..]", "not before Q3 2019"),
        ("[..199X]", "by the 1990s"),
        ("[199X..]", "not before the 1990s"),
        ("[190X..]", "not before the 1900s (decade)"),
        ("[..18XX]", "by the 19th century"),
        ("[..2018-24]", "by winter 2018/19"),
        ("[..-0043-21]", "by spring 44 BC"),
        ("-0043-21", "spring 44 BC"),
        ("-0043-23~", "about autumn 44 BC"),
        ("0476-34", "Q2 476 AD"),
        ("-0043-40", "H1 44 BC"),
        ("-0043-38", "second four months of 44 BC"),
        ("-0043-21/-0040-22", "from spring 44 BC to summer 41 BC"),
    ],
)
def test_bounds_and_eras(edtf: str, words: str) -> None:
    assert in_words(edtf) == words
    assert read_when(words, Zone("UTC"), "2026-11-21") == edtf
