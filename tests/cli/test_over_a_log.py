"""What is written never takes the place of a log's files; an option of a format is given once."""

from pathlib import Path

import pytest

from .running import Cli


@pytest.mark.parametrize("name", ["000001.jsonl", "000002.jsonl", "timeline.toml"])
def test_an_export_does_not_overwrite_a_log(cli: Cli, name: str) -> None:
    said = cli.refused("export", "text", "-o", f"{cli.log}/{name}")
    if name.endswith("toml"):
        assert said.endswith("timeline.toml is part of a log, which would be lost: write to another file")
    assert cli.refused("export", "jsonl", "-o", f"{cli.log}/{name}").endswith("write to another file")


def test_nor_do_rows_with_their_ids(cli: Cli) -> None:
    Path("rows.csv").write_text("title,when,known\nA,2018-01-01,2018-01-02\n", encoding="utf-8")
    segment = f"{cli.log}/000001.jsonl"
    assert "is part of a log" in cli.refused("import", "rows.csv", "--ids-to", segment, "--overwrite")


def test_names_of_a_log_are_free_elsewhere(cli: Cli) -> None:
    assert cli.run("export", "-o", "000001.jsonl").exit_code == 0
    assert cli.run("import", "000001.jsonl").exit_code == 0


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("export", "text", "-O", "width=60", "-O", "width=70"), "--option width is given twice"),
        (("export", "ics", "-O", "cancelled=omit", "--cancelled", "keep"), "--cancelled and --option cancelled say"),
        (("import", "rows.csv", "-O", "known=2018", "--known", "2019"), "--known and --option known say"),
        (("import", "rows.csv", "-O", "map=a=title", "--map", "b=title"), "--map and --option map say"),
        (("import", "rows.csv", "-O", "key=title", "--key", "when"), "--key and --option key say"),
    ],
)
def test_an_option_of_a_format_is_given_once(cli: Cli, command: tuple[str, ...], said: str) -> None:
    Path("rows.csv").write_text("title,when\nA,2018-01-01\n", encoding="utf-8")
    assert said in cli.refused(*command, code=2)
