"""Commands that stand in what is printed, not only in warnings, work on the log that --log named."""

from pathlib import Path

import pytest

from .running import Cli
from .test_hints import typed

ROWS = """event,title,when,phase,issue,value,publisher,published
vote,Vote,2018-05-01,occurred,oil,buying,Post,2018-05-02
visit,Visit,2018-06-01,occurred,oil,ended,Post,2018-06-02
"""


@pytest.mark.parametrize("log", ["elsewhere", "the log"])
def test_an_import_elsewhere_is_undone_and_brought_back_as_it_is_told(cli: Cli, log: str) -> None:
    assert cli.log is not None
    cli.log.rename(log)
    Path("rows.csv").write_text(ROWS, encoding="utf-8")
    nobody = Cli(None, cli.now)
    said = nobody.ok("import", "rows.csv", "--log", log)
    for _ in range(2):
        (command,) = typed(said)
        assert command[:3] == ["--log", log, "undo"]
        said = nobody.ok(*command)
        assert said.startswith("took out 2 entries")


def test_an_empty_answer_says_what_to_begin_with_in_that_log() -> None:
    nobody = Cli(None)
    nobody.ok("init", "new", "--timezone", "UTC")
    said = " ".join(nobody.ok("project", "--log", "new").split())
    assert "Begin with `timeline --log new define` and `timeline --log new record`." in said
