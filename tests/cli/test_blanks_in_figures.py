"""A text like a figure with blanks that the log has comes back from an export as that text."""

from pathlib import Path

from .running import Cli


def test_an_exported_text_is_no_figure(cli: Cli) -> None:
    Path("a.csv").write_text('title,when,known,issue,value\nA,2018-05-01,2018-05-02,x,"""1 234"""\n')
    cli.ok("import", "a.csv")
    for name in ("x.csv", "x.jsonl"):
        cli.run("export", "-o", name, "--hindsight")
        assert "1 234" in Path(name).read_text()
        assert "nothing to append" in cli.ok("import", name)
