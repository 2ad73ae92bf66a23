"""A year with a minus sign counts from 1 BC, or with a year 0 as EDTF does: asked, or known of the file."""

import pytest

from timeline_engine.dates import Convention, DateError, Zone, read_when


def read(text: str, negative: str | None) -> str:
    return read_when(text, Zone("UTC"), "2020-01-01", Convention(negative=negative, pivot=99))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "bc", "iso"),
    [
        ("-44", "-0043", "-0044"),
        ("-1", "0000", "-0001"),
        ("-0044", "-0043", "-0044"),
        ("-1000", "-0999", "-1000"),
        ("-44-03-15", "-0043-03-15", "-0044-03-15"),
        ("-1000-03-15T10:00", "-0999-03-15T10:00", "-1000-03-15T10:00"),
        ("-13800", "Y-13799", "Y-13800"),
        ("about -44", "-0043~", "-0044~"),
        ("-1000~", "-0999~", "-1000~"),
        ("-300 to -200", "-0299/-0199", "-0300/-0200"),
        ("44", "0044", "0044"),
        ("2018-03-15", "2018-03-15", "2018-03-15"),
        ("44 BC", "-0043", "-0043"),
    ],
)
def test_what_a_file_means_decides(text: str, bc: str, iso: str) -> None:
    assert (read(text, "bc"), read(text, "iso")) == (bc, iso)


def test_otherwise_it_is_asked() -> None:
    with pytest.raises(DateError, match="write -0044 for 45 BC, or 44 BC") as caught:
        read("-44", None)
    assert caught.value.options == ("negative=bc", "negative=iso")


@pytest.mark.parametrize("text", ["0", "0000", "0000-01-01", "-0"])
def test_eras_have_no_year_0(text: str) -> None:
    with pytest.raises(DateError, match="has a year 0, which no era has"):
        read(text, "bc")


@pytest.mark.parametrize("text", ["-0100/-0044", "[-0100..-0044]", "-0044/.."])
def test_what_is_edtf_only_is_not_taken_for_it_in_a_file_that_counts_otherwise(text: str) -> None:
    assert read(text, "iso") == text
    with pytest.raises(DateError, match="write the years before 1 in words"):
        read(text, "bc")
