"""Settings as they are written are read without what reads all of TOML, and as that reads them."""

import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from timeline_engine.log.port import LogInfo
from timeline_engine.log.settings import load_settings, plain_fields, write_info

_TEXT = st.text(st.sampled_from("a\"\\'\n\r\t #=[]{}.,é\x7f\u2028\ud800\U0001f600") | st.characters(), max_size=9)
_LINE = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["title", "id", "format", "a.b", '"a"', "é", "a-b", "", "[a]", "# a"]),
    st.sampled_from([" = ", "=", " =", "  = ", ""]),
    st.one_of(
        _TEXT.map('"{}"'.format),
        _TEXT,
        st.integers().map(str),
        st.sampled_from(["'a'", '"""a"""', "1_0", "01", "0x1", "٣", "1.5", "true", "[1]", '"a" ', '"a" # b', '"']),
    ),
    st.sampled_from(["\n", "\n\n", "\r\n", ""]),
)


@given(st.lists(_LINE, max_size=4).map("".join))
def test_what_is_read_plainly_is_what_toml_says(text: str) -> None:
    found = plain_fields(text)
    assert found is None or found == tomllib.loads(text)


@given(title=st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters='"\\'), max_size=9))
def test_settings_as_they_are_written_are_plain(title: str) -> None:
    text = f'title = "{title}"\ntimezone = "Asia/Kolkata"\nid = "0776939a"\nformat = 1\n'
    assert plain_fields(text) == tomllib.loads(text)


def test_they_are_read_back(tmp_path: Path) -> None:
    for number, title in enumerate(("Oil imports, 2018", 'a "b" \\ c\n\x7f')):
        (tmp_path / str(number)).mkdir()
        write_info(tmp_path / str(number), LogInfo(title, "0776", "Asia/Kolkata", 1))
        assert load_settings(tmp_path / str(number))["title"] == title
