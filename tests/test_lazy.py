"""A mapping that is read as far as it is asked for."""

import pytest

from timeline_engine.lazy import Lazy

ALL = {name: name.upper() for name in "abcdef"}


class Source:
    """What is read, and how."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.times_all = 0

    def one(self, name: str) -> str | None:
        self.read.append(name)
        return ALL.get(name)

    def all_of(self) -> dict[str, str]:
        self.times_all += 1
        return ALL


@pytest.fixture
def source() -> Source:
    return Source()


def test_what_is_asked_for_is_read_once(source: Source) -> None:
    lazy = Lazy(source.one, source.all_of)
    assert [lazy.get(name) for name in "abxabx"] == ["A", "B", None] * 2
    assert source.read == ["a", "b", "x"]
    assert source.times_all == 0


def test_to_go_through_it_takes_all(source: Source) -> None:
    lazy = Lazy(source.one, source.all_of)
    lazy["z"] = "Z"
    del lazy["b"]
    assert dict(lazy) == {"a": "A", "c": "C", "d": "D", "e": "E", "f": "F", "z": "Z"}
    assert (len(lazy), source.times_all) == (6, 1)


@pytest.mark.parametrize("few", [0, 1, 2, 6])
def test_of_more_than_a_few_all_are_read_at_once(source: Source, few: int) -> None:
    lazy = Lazy(source.one, source.all_of, {"b": "changed"}, few)
    assert [lazy.get(name) for name in "abcdefx"] == ["A", "changed", "C", "D", "E", "F", None]
    assert source.read == list("acdefx")[:few]
    assert source.times_all == (few < 6)


def test_a_copy_is_changed_independently(source: Source) -> None:
    lazy = Lazy(source.one, source.all_of, few=1)
    copy = lazy.copy()
    copy["a"] = "other"
    assert [lazy["a"], copy["a"], copy["b"], copy["c"]] == ["A", "other", "B", "C"]
    assert source.read == ["a", "b"]
