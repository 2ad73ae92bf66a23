"""The URL of a log in PostgreSQL: what is not read is told, and no message has a part of a password."""

from pathlib import Path
from string import punctuation

import pytest

from cli.running import Cli
from timeline_engine.log import LogError, create_log, open_log

pytest.importorskip("psycopg")
from timeline_plugins.postgres.address import Address

PARTS = ("Zqj", "xkv", "wyh")
PLACES = {
    "user": "postgresql://me:{}@127.0.0.1:1/news?schema=india",
    "no-slash": "postgresql://me:{}@127.0.0.1:1?schema=india",
    "hosts": "postgresql://me:{}@127.0.0.1:1,[::1]:1/news",
    "socket": "postgres://me:{}@%2Fnowhere/news",
    "no-host": "postgresql://me:{}@/news?host=/nowhere",
    "nothing-more": "postgresql://me:{}/news",
    "password": "postgresql://127.0.0.1:1/news?user=me&password={}&schema=india",
    "last": "postgresql://127.0.0.1:1/news?passfile=/nowhere&password={}",
    "sslpassword": "postgresql://127.0.0.1:1/news?sslpassword={}&schema=india",
    "mistyped": "postgresql://127.0.0.1:1/news?pasword={}&schema=india",
    "unknown": "mysql://me:{}@127.0.0.1:1/news",
    "of-unknown": "mysql://127.0.0.1:1/news?password={}",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize(
    "mark", [*punctuation, " ", "\t", "\n", "%2", "%00", "//", "@[", "]:", "?a=", "&a=", "&b", "=&", "\u2028"]
)
def test_no_message_has_a_part_of_a_password(place: str, mark: str, tmp_path: Path) -> None:
    url = place.format(mark.join(PARTS))
    for asked in (
        ("--log", url, "project"),
        ("init", url, "--dry-run"),
        ("log", "copy", url, str(tmp_path / "copy")),
        ("--log", url, "index", "drop"),
    ):
        result = Cli(None).run(*asked)
        said = result.stdout + result.stderr
        assert "Traceback" not in said
        assert not [part for part in PARTS if part in said], (asked, said)
        if asked[-1] != "drop":
            assert result.exit_code == 1


@pytest.mark.parametrize(
    "command",
    [
        ("repair", "--dry-run", "--backup"),
        ("verify", "--against"),
        ("import",),
        ("export",),
        ("project", "--from-parquet"),
        ("serve", "--behind-proxy", "--tokens"),
        ("project", "--log"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("typed", ["{}", " {}"], ids=["URL", "blank"])
def test_no_message_has_a_password_where_a_file_is_wanted(command: tuple[str, ...], typed: str, tmp_path: Path) -> None:
    create_log(tmp_path / "log", title="T", zone="UTC")
    file = tmp_path / "log" / "000001.jsonl"
    file.write_bytes(b"{}\n")  # there is something to repair
    url = typed.format("postgresql://me:Zqj@127.0.0.1:1/news?password=xkv")
    for asked in ((*command, url), (*command[:-1], f"{command[-1]}={url}"))[: 2 if "-" in command[-1] else 1]:
        result = Cli(tmp_path / "log").run(*asked)
        assert result.exit_code
        assert not [part for part in PARTS if part in result.stdout + result.stderr], (asked, result.stderr)


@pytest.mark.parametrize(
    "url",
    ["postgresql://me:WRONG@PW@127.0.0.1/x", "postgresql://me:a/Zebra1@h/x", "postgresql://me:a?Z@h/x",
     "postgresql://me:a#Z@h/x", "postgresql://me:a%Z@h/x", "postgresql://me:a Z@h/x", "postgresql://h/x?user=m@e"],
)  # fmt: skip
def test_what_is_to_be_written_otherwise_is_told(url: str) -> None:
    with pytest.raises(LogError, match="%40 for @, %2F for /, %3A for :"):
        open_log(url)


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("postgresql://me:a%40b+c:d@h1:1,h2/x", {"user": "me", "password": "a@b+c:d", "host": "h1,h2", "port": "1,"}),
        ("postgresql://me:[a]@[::1]:5/x?schema=a+b", {"password": "[a]", "host": "::1", "port": "5", "dbname": "x"}),
        ("postgres://h?password=a+b%26", {"password": "a+b&", "host": "h"}),
        ("postgresql:///x?host=/run/postgresql&ssl=true", {"host": "/run/postgresql", "sslmode": "require"}),
        ("postgresql://%2Frun/x?service=s&passfile=/p", {"host": "/run", "service": "s", "passfile": "/p"}),
    ],
)
def test_what_libpq_takes_is_given_to_it_as_it_is(url: str, read: dict[str, str]) -> None:
    from psycopg.conninfo import conninfo_to_dict

    found = conninfo_to_dict(Address.of(url).conninfo)
    assert {name: found[name] for name in read} == read


@pytest.mark.parametrize(
    ("query", "told"),
    [("shema=india", "'shema'.*did you mean 'schema'"), ("schema=a&pasword=Zebra1", "'pasword'.*mean 'password'")],
)
def test_a_parameter_that_there_is_not_is_named(query: str, told: str) -> None:
    with pytest.raises(LogError, match=told) as caught:
        open_log(f"postgresql://h/x?{query}")
    assert "Zebra1" not in str(caught.value)
    assert "india" not in str(caught.value)
