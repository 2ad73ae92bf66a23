"""Short names of months where no language is told: those of large languages; others are words of English too."""

import pytest

from dating import read
from timeline_engine.dates import DateError


@pytest.mark.parametrize(
    ("text", "language"),
    [("any 1850", "ee"), ("vol 1850", "ss"), ("ant 2018", "gaa"), ("few 2018", "tk"), ("now 2018", "wo"),
     ("4 now 2018", "wo"), ("pro 2018", "cs")],
)  # fmt: skip
def test_a_word_that_is_a_month_of_a_small_language_is_asked_for(text: str, language: str) -> None:
    with pytest.raises(DateError, match="names a month only in the language") as refused:
        read(text)
    assert f"language={language}" in refused.value.options
    assert read(text, language).startswith(text[-4:])


@pytest.mark.parametrize("text", ["1850-now", "1850 - now", "1850 to now", "from 1850 to now", "1850\N{EN DASH}now"])
def test_now_at_the_end_of_a_span_is_the_present(text: str) -> None:
    assert read(text) == "1850/.."


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("4 avr. 2018", "2018-04-04"),
        ("4 Dez. 2018", "2018-12-04"),
        ("4 ene 2018", "2018-01-04"),
        ("4 out 2018", "2018-10-04"),
        ("4 set 2018", "2018-09-04"),
        ("4 mei 2018", "2018-05-04"),
        ("4 maja 2018", "2018-05-04"),
        ("4 Ocak 2018", "2018-01-04"),
        ("4 мая 2018", "2018-05-04"),
        ("4 मई 2018", "2018-05-04"),
        ("4 Ionawr 2018", "2018-01-04"),
    ],
)
def test_those_of_large_languages_and_long_names_go_on_being_read(text: str, edtf: str) -> None:
    assert read(text) == edtf
