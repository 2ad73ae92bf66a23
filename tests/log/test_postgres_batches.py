"""Batches of which the database takes in one part while the next is made; and what it refuses of lines, however put."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from postgres import Server, server_of
from support import unchecked
from timeline_engine.entries import Codec, Draft
from timeline_engine.log import GENESIS, IdConflict, Log, LogBusy, LogError, LogUncertain, create_log, open_log
from timeline_engine.log.verify import verify
from timeline_engine.model import Claim

from .contract import stored
from .samples import SetClock, event, full, ids, new_log

psycopg = pytest.importorskip("psycopg")
from timeline_plugins.postgres.address import Address  # noqa: E402
from timeline_plugins.postgres.log import PostgresLog  # noqa: E402
from timeline_plugins.postgres.statements import PIECE  # noqa: E402

MANY = 4 * PIECE + 7
MIDDLE = 2 * PIECE + 5
BEFORE = Path(__file__).with_name("proving_before.sql")
Sql = Callable[..., Any]


@pytest.fixture
def server(postgres_servers: Callable[[str], Server]) -> Server:
    return postgres_servers("wheel")


@pytest.fixture(params=["made now", "made before"])
def url(request: pytest.FixtureRequest, server: Server) -> str:
    """A log with one entry, with the guards of today, or with those of tables that were made before."""
    made = server.url()
    with create_log(made, title="A test", zone="Asia/Kolkata", log_id="test") as log:
        log.append([event("first")])
    if request.param == "made before":
        address = Address.of(made)
        with closing(psycopg.connect(address.conninfo, autocommit=True)) as connection:
            connection.execute(BEFORE.read_text().replace("{schema}", address.schema).encode())
    return made


@pytest.fixture
def log(url: str) -> Iterator[Log]:
    with open_log(url, clock=SetClock()) as found:
        yield found


@pytest.fixture(params=["guessed", "looked up"])
def ready(request: pytest.FixtureRequest, log: Log) -> Log:
    """A log that knows its end from its last append, or has to look."""
    if request.param == "guessed":
        log.append([event("second")])
    return log


@pytest.fixture(autouse=True)
def _nothing_else_is_told(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """What fails is told by its error alone: psycopg would log what follows from it."""
    with caplog.at_level(logging.WARNING):
        yield
    assert not caplog.records


class Hooked(Codec):
    """Does something as it makes the line with some number."""

    def __init__(self, seq: int, hook: Callable[[], object]) -> None:
        super().__init__()
        self._seq, self._hook = seq, hook

    def shaped_line(self, draft: Draft, seq: int, recorded: str, prev: str) -> bytes | None:
        if seq == self._seq:
            self._seq = 0
            self._hook()
        return super().shaped_line(draft, seq, recorded, prev)


def events(count: int = MANY) -> list[Draft]:
    return [event(number) for number in range(count)]


class TestBatches:
    @pytest.mark.parametrize("count", [1, 2, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, MANY, 70 * PIECE])
    def test_of_every_size_are_stored_as_a_folder_has_them(
        self, server: Server, log: Log, tmp_path: Path, count: int
    ) -> None:
        folder = new_log(tmp_path / "folder", clock=SetClock())
        folder.append([event("first")])
        drafts = [full(), *events(count - 1)]
        for one in (folder, log):
            receipts = one.append(drafts)
            assert [(receipt.seq, receipt.new) for receipt in receipts] == [(n, True) for n in range(2, count + 2)]
        assert log.append([event("last")])[0].seq == count + 2
        assert [Codec().envelope(line).id for line in stored(log)] == [*ids(folder), "elast"]
        assert verify(log).damage is None

    def test_one_that_cannot_be_recorded_leaves_nothing(self, ready: Log) -> None:
        head = ready.head()
        wrong = event("wrong", claims=(unchecked(Claim, "i", "a", float("nan")),))
        with pytest.raises(LogError, match="'ewrong' cannot be recorded"):
            ready.append([*events(MIDDLE), wrong, *events(MANY)[MIDDLE:]])
        assert ready.head() == head
        assert ready.append(events())[-1].seq == head.seq + MANY

    def test_an_id_that_is_there_already_is_no_news(self, ready: Log) -> None:
        head = ready.head()
        receipts = ready.append([*events(MIDDLE), event("first"), *events(MANY)[MIDDLE:]])
        assert [receipt.seq for receipt in receipts if not receipt.new] == [1]
        assert [receipt.seq for receipt in receipts if receipt.new] == list(range(head.seq + 1, head.seq + MANY + 1))
        assert verify(ready).damage is None

    def test_an_id_that_says_something_else_leaves_nothing(self, ready: Log) -> None:
        head = ready.head()
        with pytest.raises(IdConflict):
            ready.append([*events(MIDDLE), event("first", title="Another"), *events(MANY)[MIDDLE:]])
        assert ready.head() == head

    def test_behind_another_writer_they_are_worked_out_anew(self, url: str, ready: Log) -> None:
        head = ready.head()
        with open_log(url) as other:
            other.append(events(3))
        receipts = ready.append(events())
        assert [receipt.new for receipt in receipts] == [False] * 3 + [True] * (MANY - 3)
        assert receipts[-1].seq == head.seq + MANY

    def test_they_wait_for_another_writer(self, url: str, log: Log) -> None:
        with PostgresLog(Address.of(url), lock_seconds=0.05) as hasty:
            hasty.append([event("second")])
            with log.exclusive(), pytest.raises(LogBusy, match="another process is writing"):
                hasty.append(events())
            assert hasty.append(events())[-1].seq == MANY + 2

    def test_others_wait_for_them(self, url: str) -> None:
        told: list[str] = []

        def tried() -> None:
            with PostgresLog(Address.of(url), lock_seconds=0.05) as hasty, pytest.raises(LogBusy) as caught:
                hasty.append([event("between")])
            told.append(str(caught.value))

        with PostgresLog(Address.of(url), codec=Hooked(MIDDLE, tried)) as slow:
            slow.append([event("second")])
            slow.append(events())
            assert told
            assert "ebetween" not in ids(slow)

    def test_nobody_sees_a_part(self, url: str, log: Log) -> None:
        seen: list[int] = []
        with PostgresLog(Address.of(url), codec=Hooked(MIDDLE, lambda: seen.append(len(ids(log))))) as slow:
            slow.append(events())
        assert seen == [1]
        assert len(ids(log)) == MANY + 1

    def test_an_interrupt_leaves_nothing_and_lets_the_lock_go(self, url: str, log: Log) -> None:
        def interrupt() -> None:
            raise KeyboardInterrupt

        with PostgresLog(Address.of(url), codec=Hooked(MIDDLE, interrupt)) as slow:
            slow.append([event("second")])
            with pytest.raises(KeyboardInterrupt):
                slow.append(events())
            assert ids(log) == ["efirst", "esecond"]
            assert log.append([event("third")])[0].seq == 3
            assert slow.append(events())[-1].seq == MANY + 3

    def test_a_connection_that_is_lost_leaves_nothing(self, url: str, log: Log, sql: Sql) -> None:
        others = "FROM pg_stat_activity WHERE application_name = 'timeline' AND pid <> pg_backend_pid()"

        def cut() -> None:
            sql(f"SELECT pg_terminate_backend(pid, 5000) {others}")

        with PostgresLog(Address.of(url), codec=Hooked(MIDDLE, cut)) as slow:
            slow.append([event("second")])
            with pytest.raises(LogUncertain, match="all of it is recorded, or nothing"):
                slow.append(events())
            assert ids(log) == ["efirst", "esecond"]
            assert slow.append(events())[-1].seq == MANY + 2

    def test_a_client_without_pipelines_stores_the_same(self, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(psycopg.Pipeline, "is_supported", lambda: False)
        assert log.append(events())[-1].seq == MANY + 1
        assert verify(log).damage is None


@pytest.mark.slow
def test_a_server_that_is_killed_amid_a_batch_has_nothing_of_it() -> None:
    with ExitStack() as stack:
        server = server_of("wheel", stack)
        where = server.url()
        create_log(where, title="A test", zone="UTC").close()
        log = stack.enter_context(PostgresLog(Address.of(where), codec=Hooked(MIDDLE, server.kill)))
        log.append([event("first")])
        with pytest.raises(LogUncertain):
            log.append(events())
        server.start()
        assert ids(log) == ["efirst"]
        assert log.append(events())[-1].seq == MANY + 1
        assert verify(log).damage is None


STAMP = "2019-01-01T00:00:00.000000Z"
Lines = list[tuple[int, bytes]]


def by_inserts(connection: Any, table: str, lines: Lines) -> None:
    with connection.transaction():
        for seq, line in lines:
            connection.execute(f"INSERT INTO {table} VALUES (%s, sha256(%s), %s)", [seq, line, line])


def by_one_insert(connection: Any, table: str, lines: Lines) -> None:
    places = ", ".join(["(%s, sha256(%s), %s)"] * len(lines))
    connection.execute(
        f"INSERT INTO {table} VALUES {places}", [part for seq, line in lines for part in (seq, line, line)]
    )


def by_copy(connection: Any, table: str, lines: Lines) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int8", "bytea", "bytea"])
        for seq, line in lines:
            copy.write_row((seq, sha256(line).digest(), line))


def put(change: Callable[[bytes], bytes] = lambda line: line, at: int = 0, count: int = 1, shift: int = 0) -> Any:
    """Makes lines behind a head, of which one was changed, at numbers that are so far off."""

    def made(seq: int, prev: str) -> Lines:
        lines = []
        for index in range(count):
            line = Codec().line(event(index), seq + 1 + index, STAMP, prev)
            line = change(line) if index == at else line
            lines.append((seq + 1 + index + shift, line))
            prev = sha256(line).hexdigest()
        return lines

    return made


def spaced(line: bytes) -> bytes:
    return line.replace(b'{"seq":', b'{ "seq": ').replace(b',"prev":', b' , "prev" :')


def turned(line: bytes) -> bytes:
    """The fields in another order."""
    found = re.fullmatch(rb'\{("seq":\d+),(.*),("prev":"\w+")\}', line)
    assert found
    return b"{" + found[3] + b"," + found[1] + b"," + found[2] + b"}"


GOOD = {
    "one": put(),
    "one spelled with blanks": put(spaced),
    "one in another order": put(turned),
    "one with a NUL": put(lambda line: turned(line).replace(b"Event 0", rb"\u0000")),
    "three": put(count=3),
    "three, the first otherwise": put(spaced, count=3),
    "three, the second otherwise": put(turned, at=1, count=3),
    "three, the last otherwise": put(spaced, at=2, count=3),
    "three, backwards": lambda seq, prev: put(count=3)(seq, prev)[::-1],
}
BAD = {
    "one of another prev": put(lambda line: re.sub(rb'"prev":"\w{64}"', b'"prev":"' + b"1" * 64 + b'"', line)),
    "one with the genesis": put(lambda line: re.sub(rb"\w{64}", GENESIS.encode(), line)),
    "one of another seq": put(lambda line: line.replace(b'"seq":', b'"seq":1')),
    "one whose seq is a text": put(lambda line: re.sub(rb'"seq":(\d+)', rb'"seq":[\1]', line)),
    "one without a prev": put(lambda line: re.sub(rb',"prev":"\w+"', b"", line)),
    "one that ends in a blank and another prev": put(lambda line: re.sub(rb'"\w{64}"\}', b'"x" }', line)),
    "one a place behind": put(shift=1),
    "one at the place of the head": put(shift=-1),
    "the least number": lambda seq, prev: [(-(2**63), put()(seq, prev)[0][1])],
    "the greatest number": lambda seq, prev: [(2**63 - 1, put()(seq, prev)[0][1])],
    "three, one of another seq": put(lambda line: line.replace(b'"seq":', b'"seq":1'), at=1, count=3),
    "three, the last of another prev": put(lambda line: re.sub(rb"\w{64}", b"1" * 64, line), at=2, count=3),
    "three, with a gap": lambda seq, prev: [*put(count=3)(seq, prev)[:1], *put(count=3)(seq, prev)[2:]],
}
UNREADABLE = {
    "no JSON": lambda seq, prev: [(seq + 1, b"no line")],
    "no text": lambda seq, prev: [(seq + 1, b"\xff\xfe")],
    "nothing": lambda seq, prev: [(seq + 1, b"")],
    "half a line": put(lambda line: line[:-20]),
    "two, the second no JSON": lambda seq, prev: [*put()(seq, prev), (seq + 2, b"no line")],
}  # fmt: skip
WAYS = [by_inserts, by_one_insert, by_copy]


@pytest.mark.parametrize("count", [1, 3])
def test_an_id_of_another_length_is_refused(log: Log, sql: Sql, count: int) -> None:
    head = log.head()
    lines = put(count=count)(head.seq, head.hash)
    places = ", ".join(["(%s, sha224(%s), %s)"] * count)
    values = [part for seq, line in lines for part in (seq, line, line)]
    with pytest.raises(psycopg.errors.CheckViolation):
        sql(f"INSERT INTO {{}}.line VALUES {places}", *values)
    assert log.head() == head


@pytest.mark.parametrize("way", WAYS)
class TestPastThisProgram:
    """The same is taken and refused however lines are put, by the guards of today and those of before."""

    @pytest.fixture
    def put_by(self, url: str, way: Callable[[Any, str, Lines], None]) -> Callable[[Lines], None]:
        address = Address.of(url)

        def run(lines: Lines) -> None:
            with closing(psycopg.connect(address.conninfo, autocommit=True)) as connection:
                way(connection, f'"{address.schema}".line', lines)

        return run

    @pytest.mark.parametrize("lines", GOOD)
    def test_what_follows_is_taken(
        self, log: Log, put_by: Callable[[Lines], None], lines: str, sql: Sql, way: Any
    ) -> None:
        head = log.head()
        made = GOOD[lines](head.seq, head.hash)
        if way is by_inserts:
            made = sorted(made)
        put_by(made)
        assert sql("SELECT seq, hash FROM {}.head").fetchone() == (max(made)[0], sha256(max(made)[1]).hexdigest())

    @pytest.mark.parametrize("lines", BAD)
    def test_what_does_not_is_refused(self, log: Log, put_by: Callable[[Lines], None], lines: str) -> None:
        head = log.head()
        with pytest.raises(psycopg.IntegrityError):
            put_by(BAD[lines](head.seq, head.hash))
        assert log.head() == head
        assert log.append([event("next")])[0].seq == head.seq + 1

    @pytest.mark.parametrize("lines", UNREADABLE)
    def test_what_cannot_be_read_is_refused(self, log: Log, put_by: Callable[[Lines], None], lines: str) -> None:
        head = log.head()
        with pytest.raises(psycopg.Error):
            put_by(UNREADABLE[lines](head.seq, head.hash))
        assert log.head() == head

    @pytest.mark.parametrize(
        "damage", ["UPDATE {}.line SET line = line || ' '", "UPDATE {}.head SET hash = repeat('1', 64)"]
    )
    def test_nothing_follows_a_head_whose_line_is_another(
        self, log: Log, put_by: Callable[[Lines], None], sql: Sql, damage: str
    ) -> None:
        sql("ALTER TABLE {}.line DISABLE TRIGGER refuse")
        sql(damage)
        seq, digest = sql("SELECT seq, hash FROM {}.head").fetchone()
        for count in (1, 3):
            with pytest.raises(psycopg.IntegrityError, match="is not the one of the head"):
                put_by(put(count=count)(seq, digest))
