"""What is written takes the place of nothing that is kept in the folder of a log, by no name that leads there."""

from pathlib import Path

import pytest

from .running import Cli, error_of

KEPT = ("heads/000003-1a2b3c4d.head", "before-repair-1/000001.jsonl", "000001.jsonl.4711.torn", ".lock", "index.duckdb")


@pytest.mark.parametrize("name", KEPT)
def test_nor_of_signed_heads_or_of_what_was_put_aside(cli: Cli, name: str) -> None:
    file = Path(cli.log, name)
    file.parent.mkdir(exist_ok=True)
    file.write_text("kept")
    assert "is part of a log, which would be lost" in error_of(cli.run("export", "jsonl", "-o", str(file)))
    assert file.read_text() == "kept"


@pytest.mark.parametrize("name", ["000001.jsonl", "timeline.toml", ".lock"])
def test_nor_through_a_link(cli: Cli, name: str) -> None:
    file, link = Path(cli.log, name), Path("link.csv")
    before = file.read_bytes()
    link.symlink_to(file)
    assert cli.refused("export", "csv", "-o", "link.csv").endswith(
        "link.csv is part of a log, which would be lost: write to another file"
    )
    assert file.read_bytes() == before


def test_a_link_to_itself_is_replaced_as_a_link_to_nothing_is(cli: Cli) -> None:
    Path("loop.csv").symlink_to("loop.csv")
    assert cli.run("export", "csv", "-o", "loop.csv").exit_code == 0
    assert Path("loop.csv").is_file()


def test_a_file_of_a_log_names_the_log_when_it_is_imported(cli: Cli) -> None:
    aside = Path(cli.log, "before-repair-1")
    aside.mkdir()
    (aside / "000001.jsonl").write_bytes(Path(cli.log, "000001.jsonl").read_bytes())
    said = error_of(cli.run("import", str(aside / "000001.jsonl")))
    assert said.endswith(f"is part of a log: import its folder, {cli.log}")


def test_names_within_those_folders_are_free_elsewhere(cli: Cli) -> None:
    Path("heads").mkdir()
    assert cli.run("export", "-o", "heads/a.csv").exit_code == 0
