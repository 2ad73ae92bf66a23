"""docs/dates.md: every row of its tables is so."""

import re
from pathlib import Path

import pytest

from timeline_engine.dates import Convention, DateError, Zone, read_when
from timeline_engine.view.words.phrases import date_words

PAGE = Path(__file__).parents[2] / "docs" / "dates.md"
UTC = Zone("UTC")
TODAY = "2026-11-21"
_OPTIONS = {"dates": "order"}


def rows(heading: str) -> list[tuple[str, ...]]:
    """The cells of the rows of the table below a heading, but for those that divide it."""
    (part,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    table = [line.strip("|").split(" | ") for line in part.splitlines() if line.startswith("| `")]
    return [tuple(cell.strip() for cell in cells) for cells in table]


def code(cell: str) -> list[str]:
    return re.findall("`([^`]+)`", cell)


def convention(option: str) -> Convention:
    name, _, value = option.partition("=")
    return Convention(**{_OPTIONS.get(name, name): int(value) if name == "pivot" else value})  # type: ignore[arg-type]


@pytest.mark.parametrize(("written", "kept"), rows("Read as it is"))
def test_read(written: str, kept: str) -> None:
    assert [read_when(code(written)[0], UTC, TODAY)] == code(kept)


@pytest.mark.parametrize(("written", "option", "kept"), rows("Read with an option"))
def test_read_with_an_option(written: str, option: str, kept: str) -> None:
    (text,), (said,) = code(written), code(option)
    assert [read_when(text, UTC, TODAY, convention(said))] == code(kept)


@pytest.mark.parametrize(("written", "instead"), rows("Refused"))
def test_refused_with_what_to_write(written: str, instead: str) -> None:
    (text,) = code(written)
    with pytest.raises(DateError) as refused:
        read_when(text, UTC, TODAY)
    for said in code(instead):
        if "=" in said:
            assert said in refused.value.options
            assert read_when(text, UTC, TODAY, convention(said))
        else:
            assert said in str(refused.value)


@pytest.mark.parametrize(("kept", "shown"), rows("How dates are shown"))
def test_shown_and_typed_again(kept: str, shown: str) -> None:
    (edtf,), (words,) = code(kept), code(shown)
    assert date_words(edtf, UTC) == words
    assert read_when(words, UTC, TODAY) == edtf


def test_no_table_is_empty() -> None:
    for heading in ("Read as it is", "Read with an option", "Refused", "How dates are shown"):
        assert len(rows(heading)) > 10
