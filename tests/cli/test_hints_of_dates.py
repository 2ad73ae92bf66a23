"""What a hint gives as an example is of the day or of what was typed, and no odd day of its own."""

from pathlib import Path

from .running import Cli


def test_a_date_in_a_hint_is_that_of_the_question(cli: Cli) -> None:
    assert "(2019-01~)" in cli.refused("record", "Talks")
    assert cli.refused("record", "--on", "5 May 2017").endswith("--on '5 May 2017'")
    assert cli.refused("record").endswith("--on 2019-01-01")
    assert "like [2017-05-01..DAY]" in cli.refused("record", "Talks", "--on", "[2017-05..]")


def test_titles_in_a_column_of_ids_are_told_once(cli: Cli) -> None:
    Path("a.csv").write_text("when,Event,known\n2018-09-06,First 2+2 dialogue,2018-09-07\n2018-10,The deal,2018-10\n")
    said = cli.refused("import", "a.csv")
    assert said.count("--map event=title") == 1
    assert "a.csv:2: field event: the log has no event 'First 2+2 dialogue' yet, and no row gives it a title" in said
    assert "appended 2 entries" in cli.ok("import", "a.csv", "--map", "event=title")
