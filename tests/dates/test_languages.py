"""Months in the languages of the CLDR: read by babel, asked for where a name has two meanings, missed by name."""

import subprocess
import sys

import pytest

from dating import read
from timeline_engine.dates import Convention, DateError, check_convention, names


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("4 novembre 2018", "2018-11-04"),
        ("4 NOVEMBRE 2018", "2018-11-04"),
        ("1er mai 2018", "2018-05-01"),
        ("3 août 2018", "2018-08-03"),
        ("3 aout 2018", "2018-08-03"),  # as who has no accents writes it
        ("15 févr. 2018", "2018-02-15"),
        ("mardi 4 décembre 2018", "2018-12-04"),
        ("mar. 4 déc. 2018", "2018-12-04"),  # in English, March
        ("4-6 septembre 2018", "2018-09-04/2018-09-06"),
        ("novembre 2018", "2018-11"),
        ("4. November 2018", "2018-11-04"),
        ("4.–6. Dezember 2018", "2018-12-04/2018-12-06"),
        ("Dienstag, 4. Dezember 2018", "2018-12-04"),
        ("4 de noviembre de 2018", "2018-11-04"),
        ("4 d'octubre de 2018", "2018-10-04"),
        ("2018. november 4.", "2018-11-04"),
        ("4 ноября 2018", "2018-11-04"),
        ("दिसंबर 2018", "2018-12"),
        ("Mar 4 2018", "2018-03-04"),
        ("Mar 4, 2018 at 14:30", "2018-03-04T14:30"),
    ],
)
def test_a_month_that_has_one_reading_is_read(text: str, edtf: str) -> None:
    assert read(text) == edtf


def test_a_month_of_two_readings_is_asked_for() -> None:
    with pytest.raises(DateError, match="October or November") as refused:
        read("4 listopada 2018")
    assert refused.value.options == ("language=hr", "language=pl")
    assert (read("4 listopada 2018", "pl"), read("4 listopada 2018", "hr")) == ("2018-11-04", "2018-10-04")


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("4 novembre 2018", "fr", "2018-11-04"),
        ("4 Nov 2018", "fr", "2018-11-04"),  # English is read all the same
        ("4 outubro 2018", "pt_BR", "2018-10-04"),
        ("7 Jänner 2018", "de_AT", "2018-01-07"),
        ("4 Mac 2018", "sw", "2018-03-04"),
    ],
)
def test_a_language_that_is_told_comes_first(text: str, language: str, edtf: str) -> None:
    assert read(text, language) == edtf


def test_what_the_told_language_does_not_have_is_refused() -> None:
    with pytest.raises(DateError, match="names no month in English or de"):
        read("4 novembre 2018", "de")


def test_a_weekday_in_another_language_has_to_be_right() -> None:
    with pytest.raises(DateError, match="2018-12-04 is a Tuesday"):
        read("lundi 4 décembre 2018")


@pytest.mark.parametrize(
    ("convention", "said"),
    [
        (Convention(language="xx"), "no language 'xx'; write a CLDR locale such as fr or pt_BR"),
        (Convention(zone="Berlin"), "no time zone called 'Berlin'"),
    ],
)
def test_a_convention_of_what_there_is_not_is_refused(convention: Convention, said: str) -> None:
    with pytest.raises(DateError, match=said):
        check_convention(convention)
    check_convention(Convention(language="fr", zone="Europe/Paris"))


def test_without_babel_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "has_no_languages", lambda: True)
    assert read("4 Nov 2018") == "2018-11-04"
    for text, language in (("4 novembre 2018", None), ("4 novembre 2018", "fr")):
        with pytest.raises(DateError, match=r'pip install "timeline-engine\[languages\]"'):
            read(text, language)


ENGLISH = ["4 Nov 2018", "Tue, 04 Dec 2018 10:00:00 GMT", "Mar 4, 2018 at 14:30", "4-6 Sep 2018", "1914-1918", "1990s",
           "between 4 Oct and 3 Dec 2018", "end of March 2017", "by 4 Nov 2018", "spring 2018", "44 BC"]  # fmt: skip


def test_english_is_read_without_babel() -> None:
    code = (
        "import sys\nfrom timeline_engine.dates import Zone, read_when\n"
        f"for text in {ENGLISH!r}:\n    read_when(text, Zone('UTC'), '2026-11-21')\nprint('babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
