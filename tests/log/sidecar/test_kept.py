"""What a sidecar tells of a log: where lines stand, by number, id, name and date."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from log.samples import event, issue, moved, new_log
from log.sidecar.asked import log_with
from timeline_engine.dates import Zone
from timeline_engine.entries import Draft, EventCorrected, EventRecorded
from timeline_engine.log import FileLog
from timeline_engine.log.sidecar import Kept
from timeline_engine.log.sidecar.tables import OTHER, key_of, keys_from
from timeline_engine.model import Claim, Quantity

ZONE = Zone("Asia/Kolkata")


def kept_of(log: FileLog) -> Kept:
    kept = log.keeper.kept(make=True)
    assert kept
    assert kept.head == log.head()
    return kept


def correction(name: str, of: str, **fields: Any) -> Draft:
    return Draft(name, EventCorrected(entry=of, fields=fields or {"note": name}))


def recorded(name: str, **fields: Any) -> Draft:
    return Draft(name, EventRecorded(event=name, title=name, **fields))


@pytest.mark.parametrize("grown", [False, True], ids=["made at once", "kept up"])
def test_lines_are_found_over_segments_and_rows(tmp_path: Path, grown: bool) -> None:
    log = new_log(tmp_path / "log", segment_bytes=4_000)
    if grown:
        kept_of(log)
    for number in range(150):
        log.append([event(number, summary="x" * (number % 7 * 30))])
        if grown and number % 10 == 0:
            kept_of(log)
    assert len(list(log.path.glob("*.jsonl"))) > 3
    kept, entries = kept_of(log), list(log.read())
    assert kept.entries(range(1, 151)) == entries
    assert [kept.entries([number + 1])[0] for number in range(149, -1, -1)] == entries[::-1]
    for number in (1, 32, 33, 64, 150):
        segment, byte = kept.place(number)
        line = (log.path / f"{segment:06}.jsonl").read_bytes()[byte:].partition(b"\n")[0]
        assert line == kept.line(number)


def test_ids_that_share_a_key_are_told_apart(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log")
    ids = [
        "0123abcd1",
        "0123abcd2",
        "0123abcd",
        "0123ABCD",
        "ffffffff",
        "0123",
        "é" * 8,
        "a\x00b",
        "no-hex-at-all",
        "١٢٣٤٥٦٧٨",
    ]
    log.append([Draft(one, EventRecorded(event=f"e{n}", title="t")) for n, one in enumerate(ids)])
    kept = kept_of(log)
    assert [kept.seq(one) for one in ids] == [*range(1, len(ids) + 1)]
    assert kept.seq("0123abcd3") is kept.seq("") is None
    for text in ("0123abcd", "0123a", "0123", "f", "é", "no", "a", "A", "١٢"):
        assert [one.id for one in sorted(kept.beginning(text), key=lambda one: one.seq)] == [
            one for one in ids if one.startswith(text)
        ]


@given(st.text("0123456789abcdefABCDEFgé _+-x١٢", max_size=12), st.integers(0, 12))
def test_the_key_of_an_id_is_within_those_of_what_it_begins_with(entry_id: str, length: int) -> None:
    begun, key = keys_from(entry_id[:length]), key_of(entry_id)
    assert 0 <= key < OTHER << 1
    if key < OTHER and length:
        assert begun
        assert begun[0] <= key <= begun[1]


def test_corrections_are_filed_with_what_they_correct(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log")
    log.append([
        correction("early", "a"),  # before what it corrects
        correction("of-early", "early"),
        recorded("a"),
        correction("one", "a", title="A"),
        correction("two", "one"),
        correction("three", "two"),
        correction("dangling", "nothing"),
        correction("of-dangling", "dangling"),
        issue(),
        correction("defined", "i1", title="Another"),
        Draft("itself", EventCorrected(entry="itself", fields={"note": "n"})),
    ])  # fmt: skip
    kept = kept_of(log)
    assert kept.has_strays
    assert kept.filed("event", "a") == [3, 4, 5, 6]
    assert kept.filed("entry", "a") == [1, 2]
    assert kept.filed("entry", "nothing") == [7, 8]
    assert kept.filed("issue", "caatsa-waiver") == kept.all_filed("issue") == [9, 10]
    assert kept.filed("entry", "itself") == [11]
    assert kept.filed("event", "nothing") == []
    homes = [" ".join(kept.home(one)) for one in kept.entries(range(1, 12))]
    assert homes == ["entry a"] * 2 + ["event a"] * 4 + ["entry nothing"] * 2 + ["issue caatsa-waiver"] * 2 + [
        "entry itself"
    ]
    assert [kept.filed_at(home) for home in ("event a", "entry nothing")] == [[3, 4, 5, 6], [7, 8]]


def test_names_come_by_their_beginning(tmp_path: Path) -> None:
    names = ["a", "a b", "a%", "a_b", "ab", "A", "ä", "a\U0010fffe", "'; DROP TABLE about; --", "\U0001f680"]
    log = new_log(tmp_path / "log")
    log.append([Draft(f"{n}", EventRecorded(event=name, title="t")) for n, name in enumerate(names)])
    kept = kept_of(log)
    for text in ("", "a", "a_", "a%", "A", "ä", "'", "\U0001f680", "b"):
        found = kept.names("event", text)
        assert sorted(found) == sorted(name for name in names if name.startswith(text))
        assert kept.names("event", text, 1) == found[:1]
    assert all(kept.is_named("event", name) for name in names)
    assert not kept.is_named("issue", "a")


def test_names_of_issues_and_units_come_as_they_were_first_used(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log")
    cost = Claim("b", "cost", Quantity(3, "km"))
    log.append([recorded("x", issues=("c",), claims=(cost, Claim("b", "cost", Quantity(4, "USD")))), issue()])
    log.append([correction("y", "x", issues=["d", "c"], claims=[{"issue": "e", "attribute": "a", "value": 1}])])
    kept = kept_of(log)
    assert list(kept.issues()) == ["c", "b", "caatsa-waiver", "d", "e"]
    assert {name: list(kept.naming(name)) for name in kept.issues()} == {
        "c": [1, 3], "b": [1], "caatsa-waiver": [2], "d": [3], "e": [3],
    }  # fmt: skip
    assert kept.units() == {"km": 1, "USD": 2}
    assert list(kept.naming("nothing")) == []


DATES = (
    "2018-12-04", "2018-11", "2018", "2018-12-04/2019-03-01", "2018-12-04/..", "../2018-12-04", "-0044-03-15",
    "0001-01-01", "9999-12-31", "[2018-12-01..2018-12-09]", "201X", "2018-12-04T23:59:59.999999Z",
)  # fmt: skip


def test_dates_are_found_by_any_day_that_they_may_be_of(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log")
    spans = {}
    for number, text in enumerate(DATES):
        try:
            when = ZONE.when(text)
        except ValueError:
            continue
        log.append([recorded(f"d{number}", when=text)])
        spans[log.head().seq] = when.starts, when.ends
    log.append([recorded("none"), moved("none")])
    kept = kept_of(log)
    for starts, ends in [*spans.values(), (-(1 << 62), -(1 << 61)), (1 << 61, 1 << 62)]:
        told = kept.dated(starts, ends, 100)
        assert {seq for seq, (first, last) in spans.items() if first <= ends and last >= starts} <= set(told)
        assert len(told) == len(set(told))
        assert len(kept.dated(starts, ends, 2)) <= 2


def test_a_correction_of_a_date_that_is_none_is_filed(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log", 1)
    log.append([correction("c", "e1", when="some day"), correction("d", "e1", when=None)])
    assert kept_of(log).filed("event", "event-1") == [1, 2, 3]


def test_what_it_tells_does_not_change_while_the_log_grows(tmp_path: Path) -> None:
    log = new_log(tmp_path / "log", 40)
    before = kept_of(log)
    log.append([event("new"), correction("c", "e1"), recorded("z", issues=("later",))])
    log_with(log.path).append([moved(1)])
    after = kept_of(log)
    assert (before.mark.seq, after.mark.seq) == (40, 44)
    assert before.filed("event", "event-1") == [1]
    assert after.filed("event", "event-1") == [1, 42, 44]
    assert before.seq("enew") is None
    assert "event-new" not in before.names("event")
    assert (list(before.issues()), list(after.issues())) == ([], ["later"])


def test_nobody_has_to_close_it(tmp_path: Path) -> None:
    """Else a warning fails the test."""
    log = new_log(tmp_path / "log", 3)
    kept_of(log).entries([1, 2])
