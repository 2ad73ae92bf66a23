"""What every log must do, whatever keeps it. An adapter's test class inherits this and says how to open one."""

import json
from collections.abc import Callable
from hashlib import sha256
from threading import Thread

import msgspec
import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from support import unchecked
from timeline_engine.entries import Codec, Draft, EventCancelled, EventCorrected, EventRecorded, EventRetracted
from timeline_engine.log import (
    GENESIS,
    Followed,
    Head,
    IdConflict,
    Log,
    LogConflict,
    LogError,
    MemoryLog,
    Receipt,
)
from timeline_engine.log.chain import START as BEGINNING
from timeline_engine.log.ending import Ending, ending_of
from timeline_engine.log.following import Follower
from timeline_engine.log.verify import verify
from timeline_engine.model import Claim, Quantity, Source
from timeline_engine.numeric import EXACT

from .samples import SECOND, START, START_STAMP, SetClock, event, full, ids, issue, moved

Reopen = Callable[[], Log]


class LogContract:
    """Inherit, and give the fixtures ``reopen`` (opens one and the same log again) and ``clock`` (which it uses)."""

    @pytest.fixture
    def clock(self) -> SetClock:
        return SetClock()

    @pytest.fixture
    def reopen(self, clock: SetClock) -> Reopen:
        raise NotImplementedError

    @pytest.fixture
    def log(self, reopen: Reopen) -> Log:
        return reopen()

    def test_says_what_it_is(self, log: Log) -> None:
        assert (log.info.title, log.info.zone, log.info.id, log.info.format) == ("A test", "Asia/Kolkata", "test", 1)

    def test_is_empty_at_first(self, log: Log) -> None:
        assert list(log.read()) == []
        assert log.head() == Head(0, GENESIS)

    def test_reads_what_was_appended(self, log: Log) -> None:
        drafts = [issue(), full(), event(1), moved(1, "2019-01"), moved(2)]
        log.append(drafts)
        entries = list(log.read())
        assert [(entry.id, entry.body) for entry in entries] == [(draft.id, draft.body) for draft in drafts]
        assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]
        assert {entry.recorded for entry in entries} == {START_STAMP}

    def test_receipts_number_the_entries(self, log: Log) -> None:
        assert log.append([event(1), event(2)]) == [Receipt(1, "e1", True), Receipt(2, "e2", True)]
        assert log.append([event(3)]) == [Receipt(3, "e3", True)]

    def test_reads_after_an_entry(self, log: Log) -> None:
        log.append([event(n) for n in range(1, 6)])
        for after in range(7):
            assert [entry.seq for entry in log.read(after)] == list(range(after + 1, 6))

    def test_the_head_is_the_hash_of_the_last_line(self, log: Log) -> None:
        log.append([event(1), event(2)])
        first = Codec().line(event(1), 1, START_STAMP, GENESIS)
        second = Codec().line(event(2), 2, START_STAMP, sha256(first).hexdigest())
        assert log.head() == Head(2, sha256(second).hexdigest())

    def test_it_ends_with_the_head_and_the_stamp_of_the_last_entry(self, log: Log, reopen: Reopen) -> None:
        assert ending_of(log) == Ending(log.head(), None)
        log.append([event(1), event(2)])
        log.append([event(3)])
        assert [ending_of(one) for one in (log, reopen())] == [Ending(log.head(), [*log.read()][-1].recorded)] * 2

    def test_a_reading_tells_the_head_at_its_end(self, log: Log) -> None:
        for count in range(3):
            for after in range(4):
                reading = log.read(after)
                assert len(list(reading)) == max(count - after, 0)
                assert reading.head == log.head()
            log.append([event(count)])
        reading = log.read()
        next(reading)
        with pytest.raises(LogError, match="not been read to its end"):
            _ = reading.head

    def test_an_empty_append_changes_nothing(self, log: Log) -> None:
        log.append([event(1)])
        head = log.head()
        assert log.append([]) == []
        assert log.append([], head) == []
        assert log.head() == head
        with pytest.raises(LogConflict):
            log.append([], Head(0, GENESIS))

    def test_the_same_id_and_body_again_is_a_no_op(self, log: Log) -> None:
        log.append([event(1), full()])
        head = log.head()
        assert log.append([full(), event(1)]) == [Receipt(2, "full", False), Receipt(1, "e1", False)]
        assert log.head() == head

    def test_it_is_a_no_op_after_opening_again(self, log: Log, reopen: Reopen) -> None:
        log.append([event(1), full()])
        head = log.head()
        assert reopen().append([full()]) == [Receipt(2, "full", False)]
        assert reopen().head() == head

    def test_old_and_new_in_one_batch(self, log: Log) -> None:
        log.append([event(1)])
        assert [r.new for r in log.append([event(0), event(1), event(2)])] == [True, False, True]
        assert ids(log) == ["e1", "e0", "e2"]

    def test_twice_in_one_batch(self, log: Log) -> None:
        assert log.append([event(1), event(1)]) == [Receipt(1, "e1", True), Receipt(1, "e1", False)]
        same = event(3)
        assert [r.seq for r in log.append([event(2), same, same, event(4), same])] == [2, 3, 3, 4, 3]
        assert ids(log) == ["e1", "e2", "e3", "e4"]

    @pytest.mark.parametrize("other", [event(1, title="other"), Draft("e1", moved(1).body)])
    def test_the_same_id_with_another_body_is_refused(self, log: Log, reopen: Reopen, other: Draft) -> None:
        log.append([event(0), event(1)])
        for writer in (log, reopen()):
            with pytest.raises(IdConflict, match=r"'e1' is taken by entry 2") as caught:
                writer.append([event(2), other])
            assert (caught.value.id, caught.value.seq) == ("e1", 2)
        assert ids(reopen()) == ["e0", "e1"]

    def test_the_same_data_under_another_kind_is_refused(self, log: Log) -> None:
        log.append([Draft("x", EventCancelled(event="e"))])
        with pytest.raises(IdConflict):
            log.append([Draft("x", EventRetracted(event="e"))])

    def test_two_bodies_for_one_id_in_a_batch_are_refused(self, log: Log) -> None:
        with pytest.raises(IdConflict):
            log.append([event(1), event(1, title="other")])
        assert ids(log) == []

    def test_an_update_from_the_head_it_was_based_on(self, log: Log) -> None:
        log.append([event(1)], Head(0, GENESIS))
        log.append([event(2)], log.head())
        log.append([event(3)], log.head().hash)
        log.append([event(4)], log.head().hash[:8].upper())
        log.append([event(5)], str(log.head()))
        assert log.head().seq == 5

    def test_a_lost_update_is_refused(self, log: Log, reopen: Reopen) -> None:
        log.append([event(1)])
        seen = log.head()
        reopen().append([event(2)], seen)
        for expected in (seen, seen.hash, replace(log.head(), seq=7)):
            with pytest.raises(LogConflict) as caught:
                log.append([event(3)], expected)
            assert str(expected) in str(caught.value)
            assert str(log.head()) in str(caught.value)
        assert ids(log) == ["e1", "e2"]

    def test_others_wait_while_one_is_the_only_writer(self, log: Log, reopen: Reopen) -> None:
        other = Thread(target=lambda: reopen().append([event(9)]))
        with log.exclusive():
            other.start()
            with log.exclusive():
                log.append([event(1)])
            other.join(0.05)
            assert ids(log) == ["e1"], "entered twice, left once"
            log.append([event(2)])
        other.join()
        assert ids(log) == ["e1", "e2", "e9"]

    @pytest.mark.parametrize("text", ["", "1234567", "not a hash", "0" * 65])
    def test_an_expected_head_that_is_none_is_refused(self, log: Log, text: str) -> None:
        with pytest.raises(LogError, match="no head of a log"):
            log.append([event(1)], text)

    def test_recorded_follows_the_clock(self, log: Log, clock: SetClock) -> None:
        log.append([event(1)])
        clock.now = START + 90 * SECOND + 7
        log.append([event(2), event(3)])
        recorded = [entry.recorded for entry in log.read()]
        assert recorded == [START_STAMP, *["2018-12-04T03:53:30.000007Z"] * 2]

    def test_each_append_has_a_stamp_of_its_own_that_never_runs_backwards(
        self, log: Log, clock: SetClock, reopen: Reopen
    ) -> None:
        for step, now in enumerate([START, START - 3600 * SECOND, START - 1, START + 1]):
            clock.now = now
            (log if step % 2 else reopen()).append([event(step)])
        stamps = [entry.recorded for entry in log.read()]
        assert stamps == [START_STAMP, *(f"2018-12-04T03:52:00.00000{after}Z" for after in (1, 2, 3))]

    def test_two_openings_see_each_other(self, log: Log, reopen: Reopen) -> None:
        other = reopen()
        for number in range(1, 7):
            (log if number % 2 else other).append([event(number)])
        assert ids(log) == ids(other) == [f"e{number}" for number in range(1, 7)]
        assert log.head() == other.head()

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400, 2**53 + 1, object(), "\ud800", True])
    def test_what_could_not_be_read_again_is_refused(self, log: Log, value: object) -> None:
        log.append([event(0)])
        claim = unchecked(Claim, "i", "a", value)
        with pytest.raises(LogError, match="'e1' cannot be recorded"):
            log.append([event(2), event(1, claims=(claim,))])
        assert ids(log) == ["e0"]

    def test_an_entry_of_the_wrong_shape_is_refused(self, log: Log) -> None:
        with pytest.raises(LogError, match=r"\$\.data\.title"):
            log.append([Draft("x", unchecked(EventRecorded, event="e", title=7))])
        for wrong in ("x", Draft(5, event(1).body), Draft("x", "said")):  # type: ignore[arg-type]
            with pytest.raises(LogError, match="cannot be recorded: give"):
                log.append([wrong])  # type: ignore[list-item]
        with pytest.raises(LogError, match="without an id"):
            log.append([Draft("", event(1).body)])

    def test_an_entry_that_would_lose_something_is_refused(self, log: Log) -> None:
        @frozen(kw_only=True)
        class Annotated(EventCancelled):
            more: str

        with pytest.raises(LogError, match="read back as something else"):
            log.append([Draft("x", Annotated(event="e", more="lost"))])

    def test_a_part_that_would_lose_something_is_refused(self, log: Log) -> None:
        @frozen
        class Cited(Source):
            page: int = 7

        @frozen
        class Rounded(Quantity):
            digits: int = 2

        for part in ({"sources": (Cited("ANI"),)}, {"claims": (Claim("i", "a", Rounded(5)),)}):
            with pytest.raises(LogError, match="read back as something else"):
                log.append([event(1, **part)])
        assert ids(log) == []

    def test_lists_and_tuples_are_the_same(self, log: Log) -> None:
        log.append([event(1, actors=["India", "US"])])
        assert [r.new for r in log.append([event(1, actors=("India", "US"))])] == [False]
        assert [r.new for r in log.append([event(2, actors=[])])] == [True]
        assert [r.new for r in log.append([event(2, actors=[]), event(2)])] == [False, False]
        entry = next(iter(log.read()))
        assert isinstance(entry.body, EventRecorded)
        assert entry.body.actors == ("India", "US")

    def test_reading_while_appending_sees_the_log_as_it_was(self, log: Log) -> None:
        log.append([event(1), event(2)])
        seen = []
        for entry in log.read():
            seen.append(entry.id)
            log.append([event(f"later-{entry.seq}")])
        assert seen == ["e1", "e2"]

    def test_ids_of_any_text(self, log: Log, reopen: Reopen) -> None:
        names = ["a\x00b", "a", "a\x00", "\x00", "'\"\\u0000", "é\u2028", "x" * 5000]
        log.append([Draft(name, event(number).body) for number, name in enumerate(names)])
        assert ids(reopen()) == names
        again = reopen().append([Draft(name, event(number).body) for number, name in enumerate(names)])
        assert [(receipt.seq, receipt.new) for receipt in again] == [(seq, False) for seq in range(1, len(names) + 1)]

    def test_an_append_of_which_nobody_heard_is_recorded_once(self, log: Log, reopen: Reopen) -> None:
        before, drafts = log.head(), [event(1), full()]
        log.append(drafts, before)
        assert [receipt.new for receipt in reopen().append(drafts)] == [False, False]
        with pytest.raises(LogConflict):
            reopen().append(drafts, before)
        assert ids(log) == ["e1", "full"]

    def test_order_is_visibility(self, log: Log, reopen: Reopen) -> None:
        """While several append, a reader sees no entry before the ones with lower numbers, nor misses one later."""
        writers = [
            Thread(target=lambda n=n: [reopen().append([event(f"{n}-{i}"), event(f"{n}+{i}")]) for i in range(5)])
            for n in range(3)
        ]
        for writer in writers:
            writer.start()
        seen: list[int] = []
        alive = True
        while alive:
            alive = any(writer.is_alive() for writer in writers)  # asked first: then all is there at the last look
            checkpoint = seen[-1] if seen else 0
            seen += [entry.seq for entry in reopen().read(checkpoint)]
            assert seen == list(range(1, len(seen) + 1))
        assert len(seen) == len(set(ids(log))) == 30

    def test_blocks_are_the_lines_as_stored_and_go_on_from_any(self, log: Log) -> None:
        assert isinstance(log, Followed)
        heads, marks = [], [BEGINNING]
        for number in range(1, 6):
            log.append([event(number), event(f"{number}b", summary="\x00 \u2028 भारत")])
            heads.append(log.head())
            marks += [block.end for block in log.blocks(marks[-1])][-1:]
        assert [mark.head for mark in marks[1:]] == heads
        lines = stored(log)
        assert [sha256(line).hexdigest() for line in lines[1::2]] == [head.hash for head in heads]
        for number, mark in enumerate(marks):
            assert [line for block in log.blocks(mark) for line in block.raw] == lines[2 * number :]
            assert log.holds(mark)
            assert not log.holds(replace(mark, hash="1" * 64)) or not mark.seq
        assert log.lines_at([9, 2]) == [lines[8], lines[1]]
        for seq in (0, 11):
            with pytest.raises(LogError, match=f"no entry {seq}: the log has 10"):
                log.lines_at([1, seq])

    def test_it_can_be_verified_and_followed(self, log: Log, reopen: Reopen) -> None:
        follower = Follower(log)
        assert follower.look() == []
        reopen().append([event(1), event(2)])
        kept = log.head()
        reopen().append([event(3)])
        assert [one.head for one in follower.look()] == [kept, log.head()]
        assert follower.look() == []
        report = verify(log, kept.hash)
        assert (report.entries, report.head, report.kept, report.damage) == (3, log.head(), kept, None)

    def test_a_copy_is_the_same_byte_for_byte(self, log: Log, reopen: Reopen) -> None:
        other = MemoryLog(log.info, clock=SetClock())
        other.append([event(1), full()])
        other.append([event("a\x00b")])
        spaced = stored(other)
        spaced.append(_spaced(event(4), spaced[-1]))
        assert isinstance(log, Followed)
        assert log.take(spaced[:2]) == Head(2, sha256(spaced[1]).hexdigest())
        assert log.take([]) == log.head()
        again = reopen()
        assert isinstance(again, Followed)
        assert again.take(spaced[2:]) == log.head()
        assert stored(log) == spaced, "also what another writer spells otherwise"
        assert verify(log).damage is None
        assert [receipt.new for receipt in log.append([full(), event(5)])] == [False, True]

    def test_lines_that_do_not_follow_are_not_taken(self, log: Log) -> None:
        mine, theirs = MemoryLog(log.info, clock=SetClock()), MemoryLog(log.info, clock=SetClock())
        for fork, name in ((mine, "mine"), (theirs, "theirs")):
            fork.append([event(1)])
            fork.append([event(name)])
            fork.append([event(3)])
        assert isinstance(log, Followed)
        ours, others = stored(mine), stored(theirs)
        log.take(ours[:2])
        same_id = Codec().line(event(1), 3, START_STAMP, log.head().hash)
        two = ours[2].replace(b'"data":', b'\n"data":')
        wrong = {
            "prev is not": [others[2:]],
            "seq is": [ours, ours[1:], [ours[2], others[2]]],
            "id 'e1' is that of another": [[_later(same_id)]],
            "more than one line": [[two]],
            "line 3": [[b"{"], [b""]],
        }
        for reason, several in wrong.items():
            for lines in several:
                with pytest.raises(LogError, match=f"do not follow from entry 2.*(?:{reason}).*none was recorded"):
                    log.take(lines)
        assert stored(log) == ours[:2]
        with pytest.raises(LogConflict):
            log.append([event(4)], theirs.head())
        assert log.take(ours[2:]) == mine.head()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def test_random_batches_read_back_equal(self, reopen: Reopen, data: st.DataObject) -> None:
        log = reopen()
        before, drafts = ids(log), data.draw(_BATCHES)
        written: list[Draft] = []
        for batch in drafts:
            fresh = [Draft(f"{len(before)}-{n + len(written)}", body) for n, body in enumerate(batch)]
            log.append(fresh, log.head())
            written += fresh
        for reader in (log, reopen()):
            entries = list(reader.read(len(before)))
            assert [(e.id, e.body) for e in entries] == [(d.id, d.body) for d in written]
            assert reader.head().seq == len(before) + len(written)
        assert not any(receipt.new for receipt in reopen().append(written))


def stored(log: Log) -> list[bytes]:
    """The lines of a log."""
    assert isinstance(log, Followed)
    return [line for block in log.blocks() for line in block.raw]


def _spaced(draft: Draft, before: bytes) -> bytes:
    """A line as another writer may spell it: with spaces, its fields in another order."""
    line = Codec().envelope(before)
    said = msgspec.json.decode(Codec().line(draft, line.seq + 1, _stamp(line.recorded), sha256(before).hexdigest()))
    return json.dumps(dict(reversed(said.items()))).encode()


def _later(line: bytes) -> bytes:
    recorded = Codec().envelope(line).recorded
    return line.replace(recorded.encode(), _stamp(recorded).encode(), 1)


def _stamp(recorded: str) -> str:
    """A stamp that is later."""
    return recorded.replace("2018", "2019", 1)


_TEXT = st.text(max_size=30)
_VALUE = st.one_of(
    _TEXT, st.integers(-EXACT, EXACT), st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)
)
_CLAIM = st.builds(Claim, _TEXT, _TEXT, _VALUE, st.none() | _TEXT)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-EXACT, EXACT) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=5,
)
_BODY = st.one_of(
    st.builds(EventRecorded, event=_TEXT, title=_TEXT, claims=st.lists(_CLAIM, max_size=3).map(tuple), note=_TEXT),
    st.builds(EventCorrected, entry=_TEXT, fields=st.dictionaries(_TEXT, _JSON, max_size=3), void=st.booleans()),
)
_BATCHES = st.lists(st.lists(_BODY, max_size=4), max_size=4)
