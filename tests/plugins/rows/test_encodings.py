"""Text files in other encodings: what a mark or an option says is done, nothing is guessed that could be two things."""

import warnings
from io import BytesIO
from pathlib import Path

import pytest

from timeline_engine.errors import TimelineError
from timeline_engine.plugins import read_rows
from timeline_engine.plugins.making import importer
from timeline_engine.view.ports import LeftOut, Row

CASES = Path(__file__).parents[2] / "data" / "cases" / "encodings"
RUSSIAN = "when;title\n" + "".join(f"2024-05-0{day};Суд вынес решение по делу о мосте\n" for day in range(1, 8))


def titles(data: bytes, **options: str) -> list[str | None]:
    rows = importer("csv", options).rows(BytesIO(data), "f.csv")
    return [row.title if isinstance(row, Row) else str(row) for row in rows]


def test_utf_16_with_a_mark_is_read() -> None:
    (row,) = read_rows(CASES / "utf16.csv", "csv")
    assert isinstance(row, Row)
    assert row.title == "Été"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_a_mark_says_is_done(encoding: str) -> None:
    assert titles("when,title\n2018,Été\n".encode(encoding)) == ["Été"]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850", "utf-16-le", "utf-8"])
def test_what_a_person_says_is_done(encoding: str) -> None:
    assert titles("when,title\n2018,Été\n".encode(encoding), encoding=encoding) == ["Été"]


def test_utf_16_without_a_mark_is_refused_with_what_it_is() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        with pytest.raises(TimelineError, match=f"read it with -O encoding={encoding}"):
            titles("when,title\n2018,A\n".encode(encoding))


def test_what_could_be_several_things_is_refused_with_how_each_reads() -> None:
    with pytest.raises(
        TimelineError, match=r"a\.csv:2: not UTF-8 text, and it could be cp1252 \('Été'\) or mac_roman"
    ) as said:
        list(importer("csv").rows(BytesIO((CASES / "cp1252.csv").read_bytes()), "a.csv"))
    assert "say which with -O encoding=NAME" in str(said.value)


def test_readings_are_shown_of_a_word_that_tells_them_apart() -> None:
    """Événement is the same in cp1250 and cp1252: only one of them was named, and not the right one."""
    french = "when;title\n" + "".join(f"2024-05-0{day};Événement à l'école\n" for day in range(1, 8))
    with pytest.raises(TimelineError, match=r"cp1250 \('ŕ'\) or cp1252 \('à'\)"):
        titles(french.encode("cp1252"))


def test_what_all_readings_agree_on_is_taken_and_told() -> None:
    with pytest.warns(LeftOut, match=r"^f\.csv: no UTF-8, and read as cp866; -O encoding=NAME says another$"):
        assert titles(RUSSIAN.encode("cp866"))[0] == "Суд вынес решение по делу о мосте"


def test_a_few_letters_are_too_few_to_tell_by() -> None:
    with pytest.raises(TimelineError, match=r"f\.csv:2: not UTF-8 text"):
        titles("when;title\n2024-05-01;Мост\n".encode("cp866"))


def test_an_encoding_is_that_of_the_whole_file() -> None:
    with pytest.raises(TimelineError, match=r"f\.csv:3: not UTF-8 text, as what stands before it is"):
        titles("when,title\n2018,Été\n".encode() + b"2019,\xc9t\xe9\n")
    with pytest.raises(TimelineError, match=r"f\.csv:3: not text in cp1252"):
        titles(b"when,title\n2018,A\n2019,\x81\n", encoding="cp1252")
    with pytest.raises(TimelineError, match=r"f\.csv: not text in utf-16"):
        titles("when,title\n".encode("utf-16") + b"\x00\xd8\x00\xd8\n\x00")


def test_lines_are_read_once_in_whatever_encoding() -> None:
    """What was read ahead to find the encoding is not decoded twice, nor a row that is read again."""
    text = RUSSIAN + '2024-05-08;"Мост\n2024-05-09;Вокзал\n'
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOut)
        found = titles(text.encode("cp866"))
    assert found[-1] == "Вокзал"


@pytest.mark.parametrize("name", ["cp125", "rot13", "zip", "", "no\0"])
def test_what_is_no_encoding_of_text_is_refused(name: str) -> None:
    with pytest.raises(TimelineError, match="encoding: no encoding of text is called"):
        importer("csv", {"encoding": name})
