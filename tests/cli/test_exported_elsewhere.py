"""An export that a spreadsheet program saved in its own manner of dates is read as the import is told, else refused."""

from .running import Cli


def exported(cli: Cli) -> str:
    cli.ok("record", "A", "--on", "2018-11-04", "--known", "2018-11-04", "--issue", "deal")
    cli.ok("record", "B", "--on", "2018-11", "--known", "2018-11-20", "--issue", "deal")
    return cli.run("export", "csv", "-o", "-", "--as-of", "2018-12-04").stdout


def test_what_is_no_edtf_is_read_as_told_and_asked_otherwise(cli: Cli) -> None:
    rows = exported(cli)
    assert "nothing to append" in cli.run("import", "-", "--format", "csv", typed=rows).stdout
    saved = rows.replace("2018-11-04", "11/4/2018")
    refused = cli.run("import", "-", "--format", "csv", typed=saved)
    assert (refused.exit_code, "-O dates=" in refused.stderr) == (1, True)
    again = cli.run("import", "-", "--format", "csv", "-O", "dates=month-first", typed=saved)
    assert "nothing to append" in again.stdout


def test_what_is_edtf_stays_what_it_is(cli: Cli) -> None:
    rows = exported(cli)
    for option in ("dates=day-first", "pivot=2029", "epoch=s", "pairs=years", "times=days", "negative=bc"):
        assert "nothing to append" in cli.run("import", "-", "--format", "csv", "-O", option, typed=rows).stdout


def test_a_semicolon_in_a_name_is_no_other_name(cli: Cli) -> None:
    row = '{"title":"A","when":"2018-01-01","actors":["Bob; Co","Ann"],"publisher":"P","published":"2018-01-02"}'
    cli.ok("import", "-", "--format", "jsonl", typed=row)
    rows = cli.run("export", "csv", "-o", "-", "--as-of", "2018-12-04").stdout
    assert "nothing to append" in cli.run("import", "-", "--format", "csv", typed=rows).stdout
