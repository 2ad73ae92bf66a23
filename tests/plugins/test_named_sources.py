"""How the files of a source are written, kept with the log: ``[import.NAME]`` in ``timeline.toml`` (R8.17)."""

from pathlib import Path
from typing import Any

import pytest

from support import memory_log
from timeline_engine import TimelineError, create_log, import_file, open_log
from timeline_engine.log import LogError

HARBOUR = '[import.harbour]\nmap = "Day=when,What=title,Seen=known"\ndates = "day-first"\npivot = 2029\n'
FILE = "Day,What,Seen\n03/04/24,Talks,04/04/24\n"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    create_log("log", title="T", zone="Asia/Kolkata")
    Path("a.csv").write_text(FILE)
    return Path("log")


def keep(log: Path, text: str) -> None:
    settings = log / "timeline.toml"
    settings.write_text(settings.read_text() + "\n" + text)


def whens(log: Path) -> list[Any]:
    return [getattr(entry.body, "when", None) for entry in open_log(log).read()]


def test_a_source_has_its_options_in_the_log(log: Path) -> None:
    keep(log, HARBOUR)
    assert len(import_file(log, "a.csv", source="harbour").receipts) == 1
    assert whens(log) == ["2024-04-03"]
    assert not import_file(log, "a.csv", source="harbour").receipts
    assert HARBOUR in (log / "timeline.toml").read_text()


def test_what_is_given_wins(log: Path) -> None:
    keep(log, HARBOUR)
    import_file(log, "a.csv", source="harbour", dates="month-first")
    assert whens(log) == ["2024-03-04"]


def test_a_source_may_say_the_format_and_when_it_is_known(log: Path) -> None:
    keep(log, '[import."the harbour"]\nformat = "csv"\nknown = "5 Dec 2018"\nkey = "title"\n')
    Path("a.dat").write_text("title,when\nTalks,2018\n")
    import_file(log, "a.dat", source="the harbour")
    (entry,) = open_log(log).read()
    assert (getattr(entry.body, "known", None), getattr(entry.body, "event", None)) == ("2018-12-05", "talks")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('dats = "day-first"', r"no option is called 'dats'; did you mean 'dates'"),
        ('dates = "dmy"', r"dates is 'dmy', it must be day-first or month-first"),
        ('map = "Day"', r"map: 'Day' is not HEADER=COLUMN"),
        ('known = "soon"', r"known: 'soon' is not a date"),
        ('limits = "x"', r"limit"),
        ("pivot = 20.5", r"pivot must be a text in quotes, a whole number or a date"),
    ],
)
def test_a_wrong_option_is_refused_with_file_and_name(log: Path, table: str, said: str) -> None:
    keep(log, f"[import.harbour]\n{table}\n")
    with pytest.raises(TimelineError, match=r"^log/timeline.toml: \[import.harbour\]: " + said):
        import_file(log, "a.csv", source="harbour")
    assert not whens(log), "a log is read whatever its sources are"


def test_a_source_that_is_not_there_is_told_with_what_to_add(log: Path) -> None:
    with pytest.raises(LogError) as error:
        import_file(log, "a.csv", source="harbour", map="Day=when,What=title", dates="day-first")
    said = str(error.value)
    assert said.startswith("log/timeline.toml: [import.harbour] is not there; to keep how its files are written, add\n")
    keep(log, said.partition("\n")[2])
    with pytest.raises(TimelineError, match="pivot"):
        import_file(log, "a.csv", source="harbour")
    with pytest.raises(LogError, match="did you mean 'harbour'"):
        import_file(log, "a.csv", source="harbor")
    with pytest.raises(LogError, match="this log is in no folder"):
        import_file(memory_log(), "a.csv", source="harbour")


@pytest.mark.parametrize("text", ['import = "harbour"', "[import]\nharbour = 5"])
def test_what_is_no_table_is_refused(log: Path, text: str) -> None:
    settings = log / "timeline.toml"
    settings.write_text(
        text + "\n" + settings.read_text() if text.startswith("import") else settings.read_text() + text
    )
    with pytest.raises(LogError, match="must be a table"):
        import_file(log, "a.csv", source="harbour")
