"""Text that fits the screen: wrapped by what a terminal shows, not by what Python counts."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_engine.cli.terminal.table import breadth, paragraph, table, wrap
from timeline_engine.view.words.phrases import counted

words = st.lists(st.text("ab日é\u0301-", min_size=1, max_size=30), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("日本", 4), ("e\u0301", 1), ("नमस्ते", 4), ("a\u200db", 2), ("ﾊﾝ", 2), ("—₹", 2)],
)
def test_how_wide_a_text_is(text: str, columns: int) -> None:
    assert breadth(text) == columns


@given(words, st.integers(8, 60), st.integers(0, 6))
def test_nothing_is_lost_and_every_line_fits(text: str, columns: int, hang: int) -> None:
    first, *rest = list(wrap(text, columns, hang)) or [""]
    assert "".join((first, *rest)).replace(" ", "") == text.replace(" ", "")
    assert breadth(first) <= columns
    assert all(line and breadth(line) <= columns - hang for line in rest)


@given(st.lists(st.text("ab", min_size=1, max_size=30), max_size=12).map(" ".join), st.integers(8, 60))
def test_plain_text_wraps_as_the_standard_library_does(text: str, columns: int) -> None:
    expected = textwrap.wrap(text, columns, break_on_hyphens=False)
    assert list(wrap(text, columns)) == [line.rstrip() for line in expected]


@pytest.mark.slow
@given(st.lists(st.tuples(words, words, words), max_size=4), st.integers(40, 120))
def test_a_table_fits(rows: list[tuple[str, ...]], total: int) -> None:
    said = table(("FIRST", "SECOND", "THIRD"), rows, total=total).replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert max(map(breadth, said.splitlines())) <= total
    for letter in "ab日":
        assert said.count(letter) == sum(cell.count(letter) for row in rows for cell in row)


def test_the_columns_of_a_table_stand_under_their_headers() -> None:
    assert table(("A", "B"), [("日本", "x"), ("abc", "y\nz")], total=40).splitlines()[1:] == [
        "日本  x",
        "abc   y",
        "      z",
    ]


def test_gaps_within_a_line_stay_and_line_ends_do_not() -> None:
    assert paragraph("2018-09-06  First\r\n talks", 4) == "    2018-09-06  First talks"


def test_words_that_fit_a_line_are_not_broken() -> None:
    assert list(wrap("see https://example.org/a-long-address", 34)) == ["see", "https://example.org/a-long-address"]


def test_a_word_too_long_for_a_line_is_broken_after_a_hyphen_but_never_a_date() -> None:
    assert list(wrap("steel-aluminium-tariffs", 21)) == ["steel-aluminium-", "tariffs"]
    assert list(wrap("on steel-aluminium-tariffs", 18)) == ["on steel-", "aluminium-tariffs"]
    assert list(wrap("2018-09-06T12:00", 12)) == ["2018-09-06T1", "2:00"]


def test_the_column_that_cannot_be_broken_keeps_its_width() -> None:
    said = table(("A", "B"), [("steel-aluminium-tariffs", "2018-09-06T12:00+05:30")], total=40).splitlines()
    assert said[1:] == ["steel-aluminium-  2018-09-06T12:00+05:30", "tariffs"]


def test_where_words_would_be_broken_each_row_is_a_paragraph() -> None:
    rows = [("unbreakable", "also_unbreakable", "-"), ("x", "", "and_this_one_too")]
    assert table(("A", "B", "C"), rows, total=33).splitlines() == [
        "unbreakable",
        "  b: also_unbreakable",
        "x",
        "  c: and_this_one_too",
    ]


@pytest.mark.parametrize(("number", "said"), [(0, "0 entries"), (1, "1 entry"), (1234, "1,234 entries")])
def test_counted(number: int, said: str) -> None:
    assert counted(number, "entry") == said
