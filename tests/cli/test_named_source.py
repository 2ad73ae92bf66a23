"""``timeline import --as NAME``: the options that the log keeps for the files of a source."""

from pathlib import Path

from .running import Cli


def test_the_options_of_a_source_are_taken_from_the_log(cli: Cli) -> None:
    Path("a.csv").write_text("Day,title,known\n03/04/18,Talks,2018-04-04\n")
    assert cli.log
    settings = cli.log / "timeline.toml"
    kept = settings.read_text() + '\n[import.harbour]\nmap = "Day=when"\ndates = "day-first"\npivot = 2029\n'
    settings.write_text(kept)
    assert "appended 1 entry" in cli.ok("import", "a.csv", "--as", "harbour")
    assert "nothing to append" in cli.ok("import", "a.csv", "--as", "harbour")
    assert settings.read_text() == kept
    said = cli.refused("import", "a.csv", "--as", "other", "-O", "dates=day-first")
    assert said.endswith('add\n  [import.other]\n  dates = "day-first"')
