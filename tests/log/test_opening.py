"""Making logs and opening them, by path and by URL."""

import os
import tomllib
from pathlib import Path

import pytest

from timeline_engine.log import (
    FileLog,
    LogError,
    LogExists,
    LogNewer,
    LogNotFound,
    MemoryLog,
    create_log,
    open_log,
    without_password,
)
from timeline_engine.log.port import LogInfo

from .samples import START_STAMP, SetClock, event, ids, new_log

GOOD = {"title": '"A"', "timezone": '"UTC"', "id": '"x"', "format": "1"}


def write_settings(folder: Path, **changes: str | None) -> Path:
    lines = [f"{name} = {value}" for name, value in (GOOD | changes).items() if value is not None]
    (folder / "timeline.toml").write_text("\n".join(lines), encoding="utf-8")
    (folder / "000001.jsonl").touch()
    return folder


class TestCreate:
    def test_makes_the_folder_and_its_files(self, tmp_path: Path) -> None:
        log = create_log(tmp_path / "a" / "b", title="T", zone="Europe/Berlin")
        assert sorted(path.name for path in log.path.iterdir()) == [".lock", "000001.jsonl", "timeline.toml"]
        assert (log.info.title, log.info.zone, log.info.format) == ("T", "Europe/Berlin", 1)
        assert len(log.info.id) == 32

    def test_each_has_its_own_id(self, tmp_path: Path) -> None:
        made = [create_log(tmp_path / name, title="T", zone="UTC").info.id for name in "ab"]
        assert made[0] != made[1]

    @pytest.mark.parametrize(
        "title", ["", 'say "hi" \\ there', "a\nb\tc\r", "\x00\x1f\x7f\x80", "भारत 🚀 \u2028", "'''", '"""', "#\\u0041"]
    )
    def test_any_title_survives(self, tmp_path: Path, title: str) -> None:
        create_log(tmp_path, title=title, zone="UTC", log_id=title or None)
        assert FileLog(tmp_path).info.title == title
        assert tomllib.loads((tmp_path / "timeline.toml").read_text("utf-8"))["title"] == title

    def test_a_title_that_is_no_text_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(LogError, match="UTF-8"):
            create_log(tmp_path, title="\udcff", zone="UTC")

    @pytest.mark.parametrize("url", ["memory:here", "file:///srv/events"])
    def test_another_url_is_no_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(LogError, match=r"is none: write a path, or memory:, .*postgresql://"):
            create_log(url, title="T", zone="UTC")
        assert list(tmp_path.iterdir()) == []

    def test_in_memory_it_is_what_was_asked_for(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        log = create_log("memory:", title="T", zone="Asia/Kolkata", log_id="x", clock=SetClock())
        assert isinstance(log, MemoryLog)
        assert log.info == LogInfo("T", "x", "Asia/Kolkata", 1)
        log.append([event(1)])
        assert [entry.recorded for entry in log.read()] == [START_STAMP]
        assert len({create_log("memory:", title="T", zone="UTC").info.id for _ in range(2)}) == 2
        with pytest.raises(LogError, match="no time zone"):
            create_log("memory:", title="T", zone="Nowhere")
        assert list(tmp_path.iterdir()) == []

    def test_refuses_where_there_is_one(self, tmp_path: Path) -> None:
        new_log(tmp_path, 1)
        with pytest.raises(LogExists):
            create_log(tmp_path, title="again", zone="UTC")
        (tmp_path / "timeline.toml").unlink()
        with pytest.raises(LogExists, match="has entries"):
            create_log(tmp_path, title="again", zone="UTC")

    def test_goes_on_where_a_crash_left_it(self, tmp_path: Path) -> None:
        (tmp_path / "000001.jsonl").touch()
        (tmp_path / "timeline.toml.new").write_text("title = ")
        create_log(tmp_path, title="T", zone="UTC").append([event(1)])
        assert ids(FileLog(tmp_path)) == ["e1"]

    def test_an_unknown_zone(self, tmp_path: Path) -> None:
        with pytest.raises(LogError, match="Asia/Kolkata"):
            create_log(tmp_path / "x", title="T", zone="Asia/Kolkatta")
        assert not (tmp_path / "x").exists()

    def test_where_a_file_is(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(LogError, match="cannot make a log"):
            create_log(tmp_path / "file", title="T", zone="UTC")


class TestOpen:
    def test_a_path(self, tmp_path: Path) -> None:
        new_log(tmp_path, 2)
        for place in (tmp_path, str(tmp_path), f"{tmp_path}{os.sep}"):
            assert ids(open_log(place)) == ["e1", "e2"]

    def test_a_relative_path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        new_log(tmp_path / "events", 1)
        monkeypatch.chdir(tmp_path)
        for place in ("events", "./events", "file:events", "FILE:./events"):
            assert ids(open_log(place)) == ["e1"]

    def test_a_file_url(self, tmp_path: Path) -> None:
        folder = tmp_path / "my log ü"
        new_log(folder, 1)
        uri = folder.as_uri()
        assert "%20" in uri
        for place in (uri, uri.replace("file:///", "file://localhost/"), uri.replace("file:///", "file:/")):
            assert ids(open_log(place)) == ["e1"]

    def test_memory(self) -> None:
        assert isinstance(open_log("memory:"), MemoryLog)

    @pytest.mark.parametrize("url", ["mysql://me:secret@db/x", "https://example.org", "memory:x", "s3:bucket"])
    def test_an_unknown_scheme(self, url: str) -> None:
        with pytest.raises(LogError, match=r"file:///a/path, or memory:, .*postgresql://") as caught:
            open_log(url)
        assert "secret" not in str(caught.value)

    def test_the_scheme_of_another_package(self) -> None:
        log = open_log("Aardvark:ants")
        assert (log.info.title, create_log("aardvark:x", title="T", zone="UTC").info.title) == ("ants", "T")
        with pytest.raises(LogError, match=r"logs at alien: cannot be used: broken_formats:Logs does not load"):
            open_log("alien:x")
        assert open_log("memory:").info.title == "in memory", "that is ours"

    @pytest.mark.parametrize(
        ("url", "shown"),
        [
            ("postgresql://me:secret@db:5432/x?schema=y", "postgresql://me@db:5432/x?schema=y"),
            ("postgresql://me:se/cret@db/x", "postgresql://me@db/x"),
            ("postgresql://me:se:cr@et@db/x", "postgresql://me@db/x"),
            ("postgresql://db:5432/x?user=me&password=secret&schema=y", "postgresql://db:5432/x?user=me&password=…&schema=y"),
            ("postgresql://me:se#cret@db/x", "postgresql://me@db/x"),
            ("postgresql://db/x?password=se#cret", "postgresql://db/x?password=…"),
            ("postgresql:me:secret@db/x", "postgresql:me@db/x"),
            ("postgresql:///x?SSLPassword=secret", "postgresql:///x?SSLPassword=…"),
            ("postgresql://me:se?cr#et@db/x", "postgresql://me@db/x"),
            ("postgresql://m@e:secret@db/x", "postgresql://m@e@db/x"),
            ("postgresql://db:5432/x?schema=a%40b", "postgresql://db:5432/x?schema=a%40b"),
            ("postgresql://me@[::1]:5432/x", "postgresql://me@[::1]:5432/x"),
            ("./events", "./events"),
        ],
    )  # fmt: skip
    def test_a_password_is_not_shown(self, url: str, shown: str) -> None:
        assert without_password(url) == shown

    def test_a_file_on_another_computer(self) -> None:
        with pytest.raises(LogError, match="another computer"):
            open_log("file://server/share/events")

    def test_a_missing_log_says_how_to_make_one(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(LogNotFound) as caught:
            open_log("./events")
        assert str(caught.value) == "no timeline log at ./events: make one with `timeline init ./events`"
        with pytest.raises(LogNotFound, match="`timeline init 'my events'`"):
            open_log("my events")

    def test_a_folder_without_settings_or_a_file_is_no_log(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        for place in (tmp_path, tmp_path / "file"):
            with pytest.raises(LogNotFound):
                open_log(place)


class TestSettings:
    def test_more_fields_and_tables_are_allowed(self, tmp_path: Path) -> None:
        write_settings(tmp_path, lang='"en"', calendar='{ name = "x" }')
        assert open_log(tmp_path).info.title == "A"

    @pytest.mark.parametrize("name", GOOD)
    def test_a_missing_field_is_named(self, tmp_path: Path, name: str) -> None:
        write_settings(tmp_path, **{name: None})
        with pytest.raises(LogError, match=rf"timeline\.toml: `{name}` is missing"):
            open_log(tmp_path)

    @pytest.mark.parametrize(
        ("name", "value", "reason"),
        [
            ("title", "1", "must be a text"),
            ("timezone", "[]", "must be a text"),
            ("timezone", '"Asia/Kolkatta"', "Asia/Kolkata"),
            ("timezone", '"../etc/passwd"', "no time zone"),
            ("id", "true", "must be a text"),
            ("format", "true", "must be a whole number"),
            ("format", '"1"', "must be a whole number"),
            ("format", "0", "count from 1"),
        ],
    )
    def test_a_wrong_field_is_named(self, tmp_path: Path, name: str, value: str, reason: str) -> None:
        write_settings(tmp_path, **{name: value})
        with pytest.raises(LogError, match=rf"timeline\.toml: `{name}`.*{reason}"):
            open_log(tmp_path)

    def test_a_newer_format_says_upgrade(self, tmp_path: Path) -> None:
        write_settings(tmp_path, format="2", timezone=None)
        with pytest.raises(LogNewer, match=r"format 2 .* upgrade"):
            open_log(tmp_path)

    @pytest.mark.parametrize("content", [b"title = ", b"\xff", b"title = 'a'\ntitle = 'b'"])
    def test_what_is_no_toml(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "timeline.toml").write_bytes(content)
        with pytest.raises(LogError, match=r"timeline\.toml is not valid TOML"):
            open_log(tmp_path)
