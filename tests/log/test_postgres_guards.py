"""What the database refuses and what it cannot: roles, guards, damage, lost connections; copies from and to it."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from postgres import Server
from timeline_engine.entries import Codec
from timeline_engine.log import (
    FileLog,
    Followed,
    Log,
    LogBusy,
    LogDamaged,
    LogError,
    LogExists,
    LogNotFound,
    LogUncertain,
    create_log,
    open_log,
)
from timeline_engine.log.copying import copy_log
from timeline_engine.log.verify import verify
from timeline_engine.recording import record

from .contract import stored
from .samples import SetClock, event, full, ids, new_log

psycopg = pytest.importorskip("psycopg")
from timeline_plugins.postgres.address import Address  # noqa: E402
from timeline_plugins.postgres.log import PostgresLog  # noqa: E402

Sql = Callable[..., Any]


@pytest.fixture
def server(postgres_servers: Callable[[str], Server]) -> Server:
    return postgres_servers("wheel")


@pytest.fixture
def url(server: Server) -> str:
    made = server.url()
    create_log(made, title="A test", zone="Asia/Kolkata", log_id="test", roles=True)
    return made


@pytest.fixture
def log(url: str) -> Log:
    found = open_log(url, clock=SetClock())
    found.append([event(1), event(2), full()])
    return found


@pytest.fixture
def as_role(server: Server, url: str, sql: Sql) -> Iterator[Callable[[str], str]]:
    """The URL for somebody with a role."""
    made = []

    def named(role: str) -> str:
        schema = Address.of(url).schema
        user = f"{schema}_{role}_user"
        sql(f'CREATE ROLE "{user}" LOGIN')
        if role != "nobody":
            sql(f'GRANT "{schema}_{role}" TO "{user}"')
        made.append(user)
        return server.url(schema, user=user)

    yield named
    for user in made:
        sql(f'DROP ROLE "{user}"')


class TestMaking:
    def test_there_is_one_log_in_a_schema(self, url: str) -> None:
        with pytest.raises(LogExists, match="already"):
            create_log(url, title="again", zone="UTC")
        assert open_log(url).info.title == "A test"

    @pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII", "EUC_JP"])
    def test_in_a_database_of_another_encoding(self, server: Server, sql: Sql, encoding: str) -> None:
        sql(f"CREATE DATABASE other ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0")
        where = server.url().replace("/postgres?", "/other?")
        try:
            with create_log(where, title="भारत", zone="UTC") as log:
                log.append([event(1), full()])
                log.append([event(2)])
                assert ids(log) == ["e1", "full", "e2"]
                assert verify(log).damage is None
        finally:
            sql("DROP DATABASE other")

    def test_a_title_of_any_text(self, server: Server) -> None:
        where, title = server.url("my schema \"'%"), "\x00 'भारत' \u2028"
        create_log(where, title=title, zone="UTC").append([event(1)])
        assert open_log(where).info.title == title
        assert ids(open_log(where)) == ["e1"]

    def test_none_there_is_told_with_how_to_make_one(self, server: Server) -> None:
        with pytest.raises(LogNotFound, match="make one with `timeline init 'postgresql://"):
            open_log(server.url())

    def test_roles_are_made_once_for_all_logs_of_a_name(self, url: str, sql: Sql) -> None:
        sql("DROP SCHEMA {} CASCADE")
        create_log(url, title="anew", zone="UTC", roles=True)

    @pytest.mark.parametrize(
        "wrong",
        [
            "postgresql://me:secret@/x?schema=" + "x" * 60,
            "postgresql://me:secret@/x?schema=a$b",
            "postgresql://me:secret@/x?schema=a&schema=b",
            "postgresql://h/x?password=secret&schema=pg_a",
            "postgresql://me:secret@h:nan/x",
            "postgresql://me:secret@[/x",
            "postgresql://me:secret@/x?no=such",
            "postgresql://me:secret@/nowhere?host=/nowhere",
            "postgresql://127.0.0.1:1/x?password=secret",
        ],
    )
    def test_no_message_has_a_password(self, wrong: str) -> None:
        for attempt in (open_log, lambda url: create_log(url, title="T", zone="UTC")):
            with pytest.raises(LogError) as caught:
                attempt(wrong)
            assert "secret" not in f"{caught.value!r} {caught.value} {caught.value.__cause__!r}"

    def test_nothing_shown_of_a_log_has_a_password(self, server: Server, url: str) -> None:
        log = open_log(url.replace("postgres@", "postgres:secret@"))
        assert "secret" not in f"{log!r} {log.location} {vars(log)!r}"
        assert open_log(log.location).info == log.info


class TestGuards:
    def test_readers_read_and_writers_append(self, log: Log, as_role: Callable[[str], str]) -> None:
        reader, writer = open_log(as_role("reader")), open_log(as_role("writer"))
        assert ids(reader) == ["e1", "e2", "full"]
        with pytest.raises(LogError, match="needs the role of writers"):
            reader.append([event(3)])
        writer.append([event(3)], writer.head())
        assert verify(reader).entries == 4
        with pytest.raises(LogError, match=r"^cannot read the log at \S+: permission denied for schema \w+; who reads"):
            open_log(as_role("nobody"))
        for one in (reader, writer):
            one.close()

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE {}.line SET line = line",
            "DELETE FROM {}.line",
            "TRUNCATE {}.line",
            "UPDATE {}.head SET seq = 1",
            "INSERT INTO {}.head VALUES (true, 1, '')",
            "DELETE FROM {}.log",
            "DROP TABLE {}.line",
            "ALTER TABLE {}.line DISABLE TRIGGER ALL",
        ],
    )
    def test_writers_change_nothing(self, log: Log, as_role: Callable[[str], str], change: str) -> None:
        address = Address.of(as_role("writer"))
        writer = psycopg.connect(address.conninfo, autocommit=True)
        with closing(writer), pytest.raises(psycopg.errors.InsufficientPrivilege):
            writer.execute(change.replace("{}", address.schema))
        assert verify(log).damage is None

    @pytest.mark.parametrize("change", ["UPDATE {}.line SET line = line", "DELETE FROM {}.line", "TRUNCATE {}.line"])
    def test_nor_does_the_owner_by_mistake(self, log: Log, sql: Sql, change: str) -> None:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only grows"):
            sql(change)
        assert verify(log).damage is None

    def test_nobody_moves_the_head_by_a_trigger_of_their_own(self, log: Log, as_role: Callable[[str], str]) -> None:
        """What proves lines has the rights of the owner, whatever table it is put on."""
        address = Address.of(as_role("reader"))
        with closing(psycopg.connect(address.conninfo, autocommit=True)) as reader:
            reader.execute("CREATE TEMP TABLE own (seq bigint, line bytea)")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                reader.execute(
                    "CREATE TRIGGER prove AFTER INSERT ON own REFERENCING NEW TABLE AS new_lines "
                    f"FOR EACH STATEMENT EXECUTE FUNCTION {address.schema}.prove()"
                )
            reader.execute("DROP TABLE own")
        assert log.head().seq == 3

    def test_not_even_the_owner(self, log: Log, sql: Sql) -> None:
        sql("CREATE TABLE {}.own (seq bigint, line bytea)")
        sql(
            "CREATE TRIGGER prove AFTER INSERT ON {}.own REFERENCING NEW TABLE AS new_lines "
            "FOR EACH STATEMENT EXECUTE FUNCTION {}.prove()"
        )
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="for the lines of a log"):
            sql("INSERT INTO {}.own VALUES (4, 'line')")

    @pytest.mark.parametrize("seq", [3, 5])
    def test_a_line_has_to_follow(self, log: Log, sql: Sql, seq: int) -> None:
        """Whoever writes past this program: by seq, prev, and what the line itself says of them."""
        head = log.head()
        good = Codec().line(event(4), 4, "2019-01-01T00:00:00.000000Z", head.hash)
        insert = "INSERT INTO {}.line VALUES (%s, sha256('x'), %s)"
        for place, line in (
            (seq, good),
            (4, Codec().line(event(4), seq, "2019-01-01T00:00:00.000000Z", head.hash)),
            (4, Codec().line(event(4), 4, "2019-01-01T00:00:00.000000Z", "0" * 64)),
            (4, good.replace(b'"seq":4', b'"seq": 5')),
            (4, b'{"seq":4,"prev":null}'),
        ):
            with pytest.raises(psycopg.IntegrityError):
                sql(insert, place, line)
        with pytest.raises(psycopg.Error):
            sql(insert, 4, b"no line")
        assert log.head() == head
        assert log.append([event(4)])[0].seq == 4

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ("UPDATE {}.line SET line = overlay(line PLACING 'e7' FROM position('e1' IN line)) WHERE seq = 1", "line"),
            ("DELETE FROM {}.line WHERE seq = 2", "line 2"),
            ("DELETE FROM {}.line WHERE seq = 3", "the head"),
            ("UPDATE {}.line SET line = line || ' ' WHERE seq = 3", "the head"),
            ("UPDATE {}.line SET id = sha256('') WHERE seq = 2", "line 2"),
            ("UPDATE {}.line SET seq = seq + 10 WHERE seq = 3", "line 3"),
            ("UPDATE {}.head SET hash = repeat('0', 64)", "the head"),
            ("UPDATE {}.head SET seq = 2", "the head"),
            ("DELETE FROM {}.head", "the head"),
        ],
    )  # fmt: skip
    def test_what_a_superuser_changes_is_found(self, log: Log, sql: Sql, change: str, said: str) -> None:
        sql("ALTER TABLE {}.line DISABLE TRIGGER ALL")
        sql(change)
        report = verify(log)
        assert report.damage
        assert report.damage.place.startswith(said)
        assert report.entries >= (1 if "head" in said and "DELETE FROM {}.head" not in change else 0)
        with pytest.raises(LogDamaged):
            list(log.read())
        with pytest.raises(LogDamaged):
            record(log, "One more", on="2018-11", known="2018-12-01")

    def test_a_log_written_anew_is_found_by_a_head_that_was_kept(self, log: Log, sql: Sql, url: str) -> None:
        kept = log.head().hash
        sql("DROP SCHEMA {} CASCADE")
        create_log(url, title="A test", zone="Asia/Kolkata", log_id="test").append([event(1)])
        report = verify(log, kept)
        assert (report.damage, report.kept) == (None, None)


class TestWriters:
    @pytest.mark.skipif(not hasattr(os, "fork"), reason="no process is forked here")
    def test_a_forked_process_leaves_the_connection_alone(self, log: Log) -> None:
        child = os.fork()
        if not child:
            try:
                log.append([event("child")])
                log.close()
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        with log.exclusive():
            log.append([event("parent")])
        assert ids(log) == ["e1", "e2", "full", "echild", "eparent"]

    def test_one_that_does_not_finish(self, url: str, log: Log) -> None:
        hasty = PostgresLog(Address.of(url), lock_seconds=0.05)
        with log.exclusive(), pytest.raises(LogBusy, match="another process is writing"):
            hasty.append([event(3)])
        assert [receipt.new for receipt in hasty.append([event(1), event(3)])] == [False, True]

    def test_an_interrupt_leaves_no_connection_behind_that_is_of_no_use(self, log: PostgresLog) -> None:
        def interrupted(connection: Any) -> None:
            connection.pgconn.send_query(b"SELECT pg_sleep(5)")
            raise KeyboardInterrupt

        for link in (log._reading, log._writer.link):
            with pytest.raises(KeyboardInterrupt):
                link.run(interrupted)
        log.append([event(3)])
        assert ids(log) == ["e1", "e2", "full", "e3"]

    def test_an_interrupt_as_the_lock_is_taken_lets_it_go(
        self, url: str, log: PostgresLog, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def locked(connection: Any) -> None:
            type(log._ask).lock(log._ask, connection)
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(log._ask, "lock", locked)
            with pytest.raises(KeyboardInterrupt), log.exclusive():
                raise AssertionError
        PostgresLog(Address.of(url), lock_seconds=2).append([event(3)])

    def test_a_lock_that_goes_with_its_connection_loses_no_update(self, url: str, log: Log, sql: Sql) -> None:
        state_of = []

        def cut(state: Any) -> list[Any]:
            state_of.append(len(state.entries))
            if len(state_of) == 1:
                _cut_all(sql)
                open_log(url, clock=SetClock()).append([event("between")])
            return [event(f"after-{len(state.entries)}")]

        from timeline_engine.recording import append

        append(log, cut)
        assert state_of == [3, 4]
        assert ids(log) == ["e1", "e2", "full", "ebetween", "eafter-4"]

    def test_readers_and_writers_come_back_after_the_server_was_away(self, log: Log, sql: Sql) -> None:
        _cut_all(sql)
        assert ids(log) == ["e1", "e2", "full"]
        _cut_all(sql)
        assert log.append([event(3)])[0].seq == 4

    def test_a_record_reads_what_is_new_and_no_more(self, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
        from timeline_plugins.postgres.statements import Statements

        asked: list[int] = []
        page = Statements.page
        monkeypatch.setattr(
            Statements,
            "page",
            lambda self, connection, after, upto: asked.append(after) or page(self, connection, after, upto),
        )
        for name in ("One", "Two", "Three"):
            record(log, name, on="2018-11", known="2018-12-01")
        assert asked == [0, 3, 4]

    @pytest.mark.parametrize("level", ["serializable", "repeatable read"])
    def test_whatever_isolation_is_set_many_may_append(self, url: str, sql: Sql, level: str) -> None:
        sql(f"ALTER ROLE postgres SET default_transaction_isolation = '{level}'")
        try:
            logs = [open_log(url) for _ in range(4)]
            threads = [
                threading.Thread(target=lambda at=at, log=log: [log.append([event(f"{at}-{n}")]) for n in range(10)])
                for at, log in enumerate(logs)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            sql("ALTER ROLE postgres RESET default_transaction_isolation")
        assert len(ids(logs[0])) == 40

    def test_one_that_may_only_read_is_told_so(self, server: Server, url: str, log: Log) -> None:
        standby = url.replace("?", "?options=-c%20default_transaction_read_only%3Don&")
        with open_log(standby) as found:
            assert ids(found) == ["e1", "e2", "full"]
            with pytest.raises(LogError, match="read-only transaction; nothing was recorded"):
                found.append([event(4)])
        assert log.append([event(4)])[0].seq == 4

    def test_a_statement_that_takes_too_long_is_told_and_undone(self, url: str, log: Log) -> None:
        hasty = url.replace("?", "?options=-c%20statement_timeout%3D50ms&")
        told = pytest.raises(LogError, match="statement timeout; nothing was recorded")
        with open_log(hasty) as found, log.exclusive(), told:
            found.append([event(4)])
        assert ids(log) == ["e1", "e2", "full"]

    def test_functions_of_others_are_not_called(self, url: str, log: Log, sql: Sql) -> None:
        sql("CREATE FUNCTION public.unnest(bytea[]) RETURNS SETOF bytea LANGUAGE sql AS 'SELECT NULL::bytea'")
        try:
            path = url.replace("?", "?options=-c%20search_path%3Dpublic,pg_catalog&")
            with open_log(path) as found:
                assert found.append([event(4)])[0].seq == 4
                assert found.append([event(5)])[0].seq == 5
        finally:
            sql("DROP FUNCTION public.unnest(bytea[])")
        assert ids(log)[3:] == ["e4", "e5"]

    def test_an_append_behind_others_looks_again(self, url: str, log: Log) -> None:
        other = open_log(url, clock=SetClock())
        for number in range(3, 9, 2):
            assert log.append([event(number)])[0].seq == number + 1
            assert [(receipt.seq, receipt.new) for receipt in other.append([event(number), event(number + 1)])] == [
                (number + 1, False),
                (number + 2, True),
            ]
        assert verify(log).damage is None

    def test_who_waits_is_told_at_once(self, url: str, log: Log) -> None:
        waiting = open_log(url)
        assert isinstance(waiting, PostgresLog)
        waiting.wait(0.01)  # now it listens
        threading.Timer(0.2, lambda: log.append([event(3)])).start()
        waiting.wait(60)
        assert waiting.head().seq == 4


def _cut_all(sql: Sql) -> None:
    """End all other connections, and wait until they are gone."""
    others = "FROM pg_stat_activity WHERE application_name = 'timeline' AND pid <> pg_backend_pid()"
    sql(f"SELECT pg_terminate_backend(pid, 5000) {others}")


class TestNetwork:
    """A way between program and server that can be cut, so that what the server does is no longer heard."""

    @pytest.mark.parametrize("reached", [False, True])
    def test_the_outcome_is_told_as_unknown_and_repeating_is_safe(
        self, server: Server, url: str, log: Log, reached: bool
    ) -> None:
        schema = Address.of(url).schema
        with Wire(server) as wire:
            far = open_log(f"postgresql://postgres@127.0.0.1:{wire.port}/postgres?schema={schema}", clock=SetClock())
            far.append([event(3)])
            wire.cut_at(b'"id":"e4"', b"INSERT 0 2" if reached else b"")
            with pytest.raises(LogUncertain, match="all of it is recorded, or nothing") as caught:
                far.append([event(4), event(5)])
            assert "nothing is recorded twice" in str(caught.value)
            assert [receipt.new for receipt in far.append([event(4), event(5)])] == [not reached] * 2
            far.close()
        assert ids(log)[3:] == ["e3", "e4", "e5"]
        assert verify(log).damage is None

    @pytest.mark.parametrize("answer", [b"", b"INSERT 0 1"])
    def test_what_is_recorded_meanwhile_is_recorded_once(
        self, server: Server, url: str, log: Log, answer: bytes
    ) -> None:
        schema = Address.of(url).schema
        with Wire(server) as wire:
            far = open_log(f"postgresql://postgres@127.0.0.1:{wire.port}/postgres?schema={schema}")
            wire.cut_at(b'"event":"cut"', answer)
            receipt = record(far, "Cut", on="2018-11", known="2018-12-01")
            far.close()
        assert (receipt.seq, receipt.new) == (4, True)
        assert [entry.seq for entry in log.read()] == [1, 2, 3, 4]


class Wire:
    """Passes what comes at a port on to the socket of a server, until it is cut."""

    def __init__(self, server: Server) -> None:
        self._path = str(server.folder / ".s.PGSQL.5432")
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._ear.getsockname()[1]
        self._text = self._answer = b""
        self._muted = False
        self._open: list[socket.socket] = []

    def __enter__(self) -> "Wire":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ear.shutdown(socket.SHUT_RDWR)
        self._ear.close()
        self._cut()

    def cut_at(self, text: bytes, answer: bytes = b"") -> None:
        """Cut, once, when a text is to be sent; or let it through, and cut when an answer comes, which nobody hears."""
        self._text, self._answer = text, answer

    def _accept(self) -> None:
        while True:
            try:
                near = self._ear.accept()[0]
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(self._path)
            self._open += [near, far]
            for pair in ((near, far, self._is_last_sent), (far, near, self._is_last_answered)):
                threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, is_last: Callable[[bytes], bool]) -> None:
        try:
            while data := source.recv(1 << 16):
                if is_last(data):
                    break
                if target.family == socket.AF_UNIX or not self._muted:
                    target.sendall(data)
        except OSError:
            pass
        for one in (source, target):
            _shut(one)

    def _is_last_sent(self, data: bytes) -> bool:
        if not self._text or self._text not in data:
            return False
        self._text, self._muted = b"", bool(self._answer)
        return not self._muted

    def _is_last_answered(self, data: bytes) -> bool:
        if not self._muted or self._answer not in data:
            return False
        self._muted = False
        return True

    def _cut(self) -> None:
        for one in self._open:
            _shut(one)
            one.close()


def _shut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


class TestCopies:
    def test_there_and_back_is_the_same_byte_for_byte(self, server: Server, tmp_path: Path) -> None:
        first = new_log(tmp_path / "a", 5, segment_bytes=700)
        first.append([full(), event("x", summary="\x00 भारत")])
        where = server.url()
        assert copy_log(first, where).added == 7
        assert copy_log(where, tmp_path / "b").head == first.head()
        assert stored(open_log(where)) == stored(first) == stored(FileLog(tmp_path / "b"))
        assert (tmp_path / "b" / "timeline.toml").read_bytes() == (tmp_path / "a" / "timeline.toml").read_bytes()
        first.append([event(9)])
        assert [copy_log(first, where).added for _ in range(2)] == [1, 0]

    def test_longer_lines_than_are_read_at_a_time(self, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("timeline_plugins.postgres.statements.PAGE_BYTES", 1 << 10)
        log.append([event(f"long-{size}", summary="x" * size) for size in (5000, 10, 3 << 20, 20)])
        assert isinstance(log, Followed)
        assert [len(block.raw) for block in log.blocks()] == [3, 1, 2, 1]
        assert ids(log)[3:] == ["elong-5000", "elong-10", f"elong-{3 << 20}", "elong-20"]

    def test_more_lines_than_are_read_at_a_time(self, server: Server, tmp_path: Path) -> None:
        first = new_log(tmp_path / "a")
        first.append([event(number) for number in range(2500)])
        where = server.url()
        copy_log(first, where)
        assert stored(open_log(where)) == stored(first)
        assert [entry.seq for entry in open_log(where).read(1999)] == list(range(2000, 2501))

    def test_a_log_that_went_its_own_way_is_left_alone(self, log: Log, url: str, tmp_path: Path) -> None:
        copy_log(log, tmp_path / "copy")
        FileLog(tmp_path / "copy").append([event("mine")])
        log.append([event("theirs")])
        for source, target in ((log, tmp_path / "copy"), (tmp_path / "copy", url)):
            with pytest.raises(LogError, match="no earlier copy"):
                copy_log(source, target)
        create_log(tmp_path / "other", title="A test", zone="Asia/Kolkata")
        with pytest.raises(LogError, match="another log"):
            copy_log(log, tmp_path / "other")
        assert len(ids(log)) == 4

    def test_a_damaged_log_is_not_copied(self, log: Log, sql: Sql, tmp_path: Path) -> None:
        sql("ALTER TABLE {}.line DISABLE TRIGGER ALL")
        sql("DELETE FROM {}.line WHERE seq = 2")
        with pytest.raises(LogDamaged):
            copy_log(log, tmp_path / "copy")
        assert not isinstance(log, FileLog)
        assert isinstance(log, Followed)
        assert not (tmp_path / "copy").exists()
