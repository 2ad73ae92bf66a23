"""However long a text is that a message quotes, the message is not: of the text its beginning stands."""

import warnings
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline_engine.cli import main
from timeline_engine.errors import TimelineError, TimelineWarning, concise
from timeline_engine.log import create_log, log_at
from timeline_engine.plugins.importing import import_file
from timeline_engine.rows.reading import RowError, in_order
from timeline_engine.view.check import check

LONG = 1_500
NUMBER, TEXT = "9" * 5_000, "many words of a text " * 5_000


@pytest.fixture
def log(tmp_path: Path) -> str:
    create_log(tmp_path / "log", title="Long", zone="UTC")
    return str(tmp_path / "log")


def refused(log: str, data: str, name: str = "csv", **options: str) -> str:
    with pytest.raises(TimelineError) as error:
        import_file(log, BytesIO(data.encode()), format=name, **options)
    assert len(str(error.value)) < LONG
    return str(error.value)


def csv(header: str, *rows: str) -> str:
    return "\n".join((header, *rows, ""))


def test_two_bad_rows_with_an_id_of_thousands_of_digits(log: str) -> None:
    said = refused(log, csv("event,title,when", f"{NUMBER},A,2018", "b,B,20x8"))
    assert said.index(":2: field event") < said.index(":3: field when")


def test_errors_come_in_the_order_of_their_numbers_however_long() -> None:
    texts = ["f:10: x", "f:9: x", f"f:9: {'1' * 250} y", f"f:9: {'2' * 249} y", f"f:9: {'0' * 251} y", "f:8: x"]
    said = [str(error)[:8] for error in in_order(map(RowError, texts))]
    assert said == ["f:8: x", "f:9: 000", "f:9: 222", "f:9: 111", "f:9: x", "f:10: x"]


@pytest.mark.parametrize(
    "text", [NUMBER, TEXT.strip(), "'\"" * 3_000, "\\" * 9_000], ids=["id", "text", "quotes", "slashes"]
)
@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("event,title,when", "{},A,2018"),
        ("event,title,when", "a,A,{}"),
        ("event,title,when,phase", "a,A,2018,{}"),
        ("event,title,when,issue", "a,A,2018,{}"),
        ("event,title,when,issue,value,attribute", "a,A,2018,i,1,{}"),
        ("event,title,when,by", "a,A,2018,{}"),
        ("event,title,when,claim", "a,A,2018,{}"),
        ("event,title,when,{}", "a,A,2018,x"),
        ("title,{},title", "a,b,c"),
    ],
    ids=["event", "when", "phase", "issue", "attribute", "by", "claim", "header", "headers"],
)
def test_a_cell_or_header_is_quoted_shortened(log: str, header: str, row: str, text: str) -> None:
    cell = '"' + text.replace('"', '""') + '"'
    assert ":1:" in refused(log, csv(header.format(cell), row.format(cell))).replace(":2:", ":1:")


def test_the_sentence_goes_on_after_a_word_without_an_end() -> None:
    assert concise(f"cannot read {'x' * 500}: it is too long").endswith("x… (500 characters): it is too long")


def test_a_publisher_of_many_lines_is_told_on_one(log: str) -> None:
    rows = (f'a,{title},2018,2018,"{"word" + chr(10)}{"word" + chr(10) * 5_000}{"word"}"' for title in "AB")
    assert refused(log, csv("event,title,when,published,publisher", *rows)).count("\n") == 0


def test_rows_that_contradict_each_other_are_quoted_shortened(log: str) -> None:
    rows = (f"a,A,2018,2018,{TEXT},{'x' if row else TEXT}" for row in range(2))
    said = refused(log, csv("event,title,when,published,publisher,summary", *rows))
    assert "field summary: 'x', but" in said
    assert said.endswith("give each an id in a column event")


@pytest.mark.parametrize(
    "line",
    [
        f'{{"event":"{NUMBER}","title":"A"}}',
        f'{{"event":{NUMBER},"title":"A"}}',
        f'{{"event":"a","title":"A","when":"2018","issue":"i","value":{NUMBER}}}',
        f'{{"event":"a","title":"A","when":"2018","claim":"{NUMBER}"}}',
        f'{{"event":"a","{TEXT}":1}}',
        '{"event":' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
)
def test_a_line_of_json_is_quoted_shortened(log: str, line: str) -> None:
    said = refused(log, line, "jsonl")
    assert ":1: " in said
    assert "recursion" not in said


@pytest.mark.parametrize("option", ["map", "key", "known", "other"])
def test_an_option_is_quoted_shortened(log: str, option: str) -> None:
    for text in (TEXT, f"a={NUMBER}", f"{NUMBER}=title"):
        refused(log, csv("a,b", "1,2"), **{option: text})


@pytest.mark.parametrize(
    "args",
    [
        ("show", NUMBER), ("show", f"#{NUMBER}"), ("correct", f"#{NUMBER}", "--void"), ("correct", "#²", "--void"),
        ("why", f"{NUMBER}.x"), (f"--{NUMBER}",), ("project", f"--{NUMBER}"), (NUMBER,),
        ("search", "x", "--limit", NUMBER), ("events", "--phase", NUMBER),
        ("import", NUMBER), ("export", f"{NUMBER}.{NUMBER}"), ("project", "--as-of", NUMBER),
        ("record", "A", "--on", "2018", "--issue", NUMBER), ("occurred", NUMBER), ("record", "A", "--phase", TEXT),
    ],
)  # fmt: skip
def test_a_command_line_is_quoted_shortened(log: str, args: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, args if args[0].startswith("--") else ("--log", log, *args))
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)
    assert len(result.output) < LONG + 500


def test_warnings_are_shortened(log: str) -> None:
    rows = csv("title,when,published,issue", f"{TEXT},2018,2018,i", f"{TEXT},2018,2018,i")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        import_file(log, BytesIO(rows.encode()), format="csv", map="title=title,when=when,published=published")
    assert caught
    assert all(len(str(one.message)) < LONG for one in caught if issubclass(one.category, TimelineWarning))


def test_concise_leaves_what_people_read() -> None:
    name = "a" * 200
    assert concise(f"the log's event {name!r}: `timeline show {name}`" * 2).count(name) == 4
    cut = concise(f"f:2: the log's field x: {'b' * 300!r}: write 'c'")
    assert cut == f"f:2: the log's field x: '{'b' * 60}…' (300 characters): write 'c'"
    line = concise("f:2: " + "word " * 1_000 + "write less")
    assert line.startswith("f:2: word")
    assert line.endswith("word write less")
    assert "characters more" in line
    assert len(line) < LONG


def test_what_check_finds_is_shortened(log: str) -> None:
    rows = csv("title,when,publisher,issue,value", f"a,2018,P,i,{TEXT}", f"b,2018,P,i,{TEXT}b")
    with pytest.warns(TimelineWarning):
        import_file(log, BytesIO(rows.encode()), format="csv")
    found = check(log_at(log), "2020").findings
    assert found
    assert all(len(one.sentence) < LONG for one in found)
