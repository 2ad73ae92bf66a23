"""A layout in an object storage, S3 as a server on this machine speaks it, is written there and answers alone."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.running import SHIPPED, Cli
from support import define, put, recorded
from timeline_engine import create_log


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A bucket on a server, for whose keys the environment is asked."""
    from moto.server import ThreadedMotoServer
    from pyarrow.fs import FileSystem

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        host, port = server.get_host_and_port()
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "key")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        FileSystem.from_uri("s3://bucket?allow_bucket_creation=true")[0].create_dir("bucket")
        yield "s3://bucket"
    server.stop()


@pytest.fixture(scope="module")
def layout(url: str) -> str:
    place = f"{url}/deep/layout"
    assert "89 entries" in Cli(SHIPPED).ok("index", "export", "--parquet", place)
    return place


@pytest.mark.parametrize("asked", [(), ("--hindsight",), ("--issue", "iran"), ("--json",)])
def test_the_answer_is_that_of_the_log(layout: str, asked: tuple[str, ...]) -> None:
    question = ("project", "--as-of", "2018-12-04", *asked)
    assert Cli(None).ok(*question, "--from-parquet", layout) == Cli(SHIPPED).ok(*question)


def test_what_is_there_of_the_same_head_stays_and_a_log_that_has_grown_replaces_it(url: str, tmp_path: Path) -> None:
    place, log = f"{url}/grows", Cli(tmp_path / "log")
    with create_log(tmp_path / "log", title="log", zone="UTC") as made:
        define(made, "oil")
        put(made, recorded("first", "2018-11-01", "oil.status=buying", published="2018-11-02"))
        log.ok("index", "export", "--parquet", place)
        before = stamps(place)
        log.ok("index", "export", "--parquet", place)
        assert stamps(place) == before
        put(made, recorded("second", "2018-11-03", "oil.status=ended", published="2018-11-04"))
    log.ok("index", "export", "--parquet", place)
    assert {name.partition("-")[2][:4] for name in stamps(place)} == {"", "0002"}
    assert "ended" in Cli(None).ok("project", "--as-of", "2018-12-04", "--from-parquet", place)


def stamps(place: str) -> dict[str, object]:
    from pyarrow.fs import FileSelector, FileSystem

    system, path = FileSystem.from_uri(place)
    return {
        found.path.removeprefix(f"{path}/"): found.mtime
        for found in system.get_file_info(FileSelector(path, recursive=True)) if found.is_file
    }  # fmt: skip


def test_another_log_other_files_and_nothing_are_told(url: str, layout: str, tmp_path: Path) -> None:
    with create_log(tmp_path / "log", title="log", zone="UTC"):
        other = Cli(tmp_path / "log")
    assert "is of another log" in other.refused("index", "export", "--parquet", layout)
    assert "has other files" in other.refused("index", "export", "--parquet", f"{url}/deep")
    assert "has no manifest.json" in Cli(None).refused("project", "--from-parquet", f"{url}/nothing")
    assert "bucket" in Cli(None).refused("project", "--from-parquet", "s3://no-bucket/x").lower()


def test_a_file_that_is_missing_is_told_and_the_next_export_mends_it(url: str) -> None:
    from pyarrow.fs import FileSystem

    place = f"{url}/missing"
    Cli(SHIPPED).ok("index", "export", "--parquet", place)
    system, path = FileSystem.from_uri(place)
    (claims,) = (name for name in stamps(place) if "/claims/" in name)
    system.delete_file(f"{path}/{claims}")
    question = ("project", "--as-of", "2018-12-04")
    assert claims in Cli(None).refused(*question, "--from-parquet", place)
    Cli(SHIPPED).ok("index", "export", "--parquet", place)
    assert Cli(None).ok(*question, "--from-parquet", place) == Cli(SHIPPED).ok(*question)


@pytest.mark.parametrize(
    "place",
    [
        "s3://who:SECRET@bucket/x",
        "s3://bucket/x?secret_key=SECRET",
        "https://who:SECRET@host/x",
        "ftp://host/x",
        "s3:///",
    ],
)
def test_a_url_that_is_none_or_has_a_secret_in_it_is_told_without_it(place: str, tmp_path: Path) -> None:
    with create_log(tmp_path / "log", title="log", zone="UTC"):
        log = Cli(tmp_path / "log")
    for command in (("project", "--from-parquet"), ("index", "export", "--parquet")):
        assert "SECRET" not in log.refused(*command, place)
    assert "Spark writes to a folder" in log.refused("scale", "derive", "--to", place)
