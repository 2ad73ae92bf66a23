"""What a terminal gets: the words of a pipe, in tables that rich draws, and with links. A pipe gets plain text."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from timeline_engine.cli.terminal import links, rich_screen, table
from timeline_engine.dates import Zone
from timeline_engine.model import Source

from .running import SHIPPED, Cli

pytest.importorskip("termios", reason="needs terminals as Unix has them")

import fcntl
import pty
import struct
import termios

TIMELINE = "from timeline_engine.cli import run; run()"
WITHOUT_RICH = f"import sys; sys.modules['rich'] = None; {TIMELINE}"
OSC_8 = re.compile(r"\x1b]8;(?:id=\d+)?;(.*?)\x1b\\")
STYLES = re.compile(r"\x1b\[[0-9;]*m")
ASKED = ("project", "--as-of", "2018-12-04")
EVENTS = ("events", "--as-of", "2018-12-04", "--issue", "iran-oil")


def settings(more: dict[str, str]) -> dict[str, str]:
    gone = ("COLUMNS", "NO_COLOR", "COLORTERM", "FORCE_COLOR", "TTY_COMPATIBLE")
    kept = {name: value for name, value in os.environ.items() if name not in gone}
    return {**kept, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **more}


def on_terminal(*args: str, log: Path = SHIPPED, columns: int = 80, run: str = TIMELINE, **env: str) -> str:
    """What a command writes to a terminal so wide."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = (sys.executable, "-c", run, "--log", str(log), *args)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=slave, stderr=slave, env=settings(env))
    os.close(slave)
    written = b""
    with os.fdopen(master, "rb", buffering=0) as screen:
        try:
            while chunk := screen.read(1 << 16):
                written += chunk
        except OSError:  # as Linux says that nobody writes to it any more
            pass
    assert process.wait(60) == 0, written
    return written.decode().replace("\r\n", "\n")


def piped(*args: str, log: Path = SHIPPED, run: str = TIMELINE) -> str:
    command = (sys.executable, "-c", run, "--log", str(log), *args)
    return subprocess.run(command, capture_output=True, check=True, env=settings({}), timeout=60).stdout.decode()


def unstyled(text: str) -> str:
    return STYLES.sub("", OSC_8.sub("", text))


def without_rules(text: str) -> list[str]:
    return [line.rstrip() for line in unstyled(text).splitlines() if not re.fullmatch("[─ ]*─[─ ]*", line)]


@pytest.mark.parametrize("asked", [ASKED, EVENTS, ("show", "first-two-plus-two")])
def test_a_table_has_a_rule_and_the_words_of_a_pipe(asked: tuple[str, ...]) -> None:
    drawn, plain = on_terminal(*asked), piped(*asked)
    assert without_rules(drawn) == plain.splitlines()
    assert "\x1b[1m" in drawn
    assert len(unstyled(drawn).splitlines()) == len(plain.splitlines()) + 1
    assert "\x1b" not in plain


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_it_plain_gets_the_bytes_of_a_pipe(env: dict[str, str]) -> None:
    assert on_terminal(*ASKED, **env) == piped(*ASKED)


def test_without_rich_a_terminal_gets_plain_tables_with_bold_headers() -> None:
    drawn = on_terminal(*ASKED, run=WITHOUT_RICH)
    assert unstyled(drawn) == piped(*ASKED)
    assert "\x1b[1m" in drawn


def test_the_width_of_the_terminal_is_used() -> None:
    wide, narrow = (unstyled(on_terminal(*EVENTS, columns=columns)).splitlines() for columns in (110, 64))
    assert 80 < max(map(len, wide)) <= 110
    assert max(map(len, narrow)) <= 64
    assert " ".join(wide).split()[-1] == " ".join(narrow).split()[-1]


@pytest.mark.parametrize("asked", [ASKED, EVENTS, (*ASKED, "--issue", "iran-oil"), ("why", "iran-oil")])
def test_a_terminal_of_40_columns_breaks_no_line(asked: tuple[str, ...]) -> None:
    lines = unstyled(on_terminal(*asked, columns=40)).splitlines()
    assert max(map(len, lines)) <= 40
    assert lines[-1].split()[-1] == [word for word in piped(*asked).split() if word != "-"][-1]


def test_a_pipe_does_not_import_rich() -> None:
    told = "import atexit, sys; atexit.register(lambda: print('rich' in sys.modules)); "
    assert piped(*ASKED, run=told + TIMELINE).endswith("False\n")
    assert unstyled(on_terminal(*ASKED, run=told + TIMELINE)).endswith("True\n")


def test_who_watches_on_a_terminal_is_told_that_it_goes_on() -> None:
    asked = ("watch", "--after", "88", "--count", "1")
    told = "Watching US-India relations, 2018-2019; Ctrl-C ends it.\n"
    assert unstyled(on_terminal(*asked)) == told + piped(*asked)


@pytest.fixture
def told(cli: Cli) -> Path:
    """A log with a source of the web, and texts that would like to be obeyed."""
    title = "Signed \x1b[31m[bold]red[/bold] \x1b]8;;http://evil\x07here \u202e :smile:"
    cli.ok("record", title, "--id", "signed", "--on", "2018-11-01", "--set", "oil=ended", "--published", "2018-11-02",
           "--source", "A paper of a very long name that has to go on to the next line of the screen \x1b[32m",
           "--url", "https://example.org/a;b?c=ü&d")  # fmt: skip
    assert cli.log is not None
    return cli.log


@pytest.mark.parametrize(
    "asked", [("project", "--issue", "oil"), ("why", "oil"), ("why", "signed"), ("show", "signed")]
)
def test_sources_are_links_in_the_words_of_a_pipe(told: Path, asked: tuple[str, ...]) -> None:
    drawn = on_terminal(*asked, log=told)
    assert without_rules(drawn) == piped(*asked, log=told).splitlines()
    urls = [url for url in OSC_8.findall(drawn) if url]
    assert urls
    assert set(urls) == {"https://example.org/a;b?c=%C3%BC&d"}
    assert OSC_8.findall(drawn).count("") == len(urls)
    for line in drawn.splitlines():  # a link ends with its line
        assert OSC_8.findall(line).count("") * 2 == len(OSC_8.findall(line))
    assert on_terminal(*asked, log=told, NO_COLOR="1") == piped(*asked, log=told)


@pytest.mark.parametrize("asked", [("events",), ("project", "--issue", "oil"), ("show", "signed")])
def test_hostile_texts_are_shown_and_not_obeyed(told: Path, asked: tuple[str, ...]) -> None:
    drawn = on_terminal(*asked, log=told)
    left = STYLES.sub("", drawn.replace("https://example.org", ""))
    assert "\x1b[31m" not in drawn
    assert "\x1b[32m" not in drawn
    assert "http://evil\ufffd" in re.sub(r"\s+", "", left)
    assert not re.search(r"[\x00-\x08\x0b-\x1a\x1c-\x1f\u202e]", left)
    for words in ("[bold]red[/bold]", "<U+202E>", ":smile:"):
        assert words in re.sub(r"\s+", " ", left)


@pytest.mark.parametrize(
    ("url", "leads_to"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("mailto:desk@a.example", "mailto:desk@a.example"),
        ("https://a.example/\x1b\\\x1b[31m\x07\n", "https://a.example/%1B%5C%1B[31m%07%0A"),
        ("https://a.example/\u202e", "https://a.example/%E2%80%AE"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        (" https://a.example", None),
        ("https://", None),
    ],
)
def test_a_link_leads_to_the_web_or_a_mailbox_alone(
    url: str, leads_to: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "is_rich", lambda: True)
    source = Source("Paper", published="2018-01-01", url=url)
    found = OSC_8.findall(links.linked("said by Paper (2018-01-01), and Paper", [source], Zone("UTC")))
    assert found == ([leads_to, ""] if leads_to else [])


def test_a_long_table_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "is_rich", lambda: True)
    rows = [("a", "b")] * rich_screen.MOST_ROWS
    assert "─" in table.table(("A", "B"), rows)
    assert "─" not in table.table(("A", "B"), [*rows, ("a", "b")])


def test_no_cell_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        ("दिल्ली", "東京都千代田区永田町"),
        ("family 👨\u200d👩\u200d👧", "x" * 30),
        ("e\u0301" * 20, "[link=x]y[/]"),
    ]
    plain = unstyled(table.table(("A", "B"), rows, total=60))
    monkeypatch.setattr(table, "is_rich", lambda: True)
    drawn = without_rules(table.table(("A", "B"), rows, total=60))
    assert "".join(drawn).split() == "".join(plain.split("\n")).split()
