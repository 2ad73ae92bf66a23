"""Work that is shared: who asks for the same waits for the same, of one thing two runs at most, none for nobody."""

import asyncio
from threading import Event

import pytest

from timeline_engine.serve.once import Once
from timeline_engine.serve.problems import Problem
from timeline_engine.serve.together import Together


class Work:
    """Something that takes until it is let go, and says how often it was begun."""

    def __init__(self) -> None:
        self.go, self.begun = Event(), 0

    def __call__(self) -> int:
        self.begun += 1
        number = self.begun
        assert self.go.wait(10)
        return number


async def _until_begun(work: Work, count: int = 1) -> None:
    while work.begun < count:
        await asyncio.sleep(0.001)


def test_a_version_that_changes_makes_two_runs_at_most() -> None:
    """The second has not begun as others come: what it finds is newer than whatever they may have seen."""
    work = Work()

    async def ask() -> list[int]:
        shared = Together[int](1, 10)
        first = [asyncio.create_task(shared.get("a", "one", work)) for _ in range(5)]
        await _until_begun(work)
        later = [asyncio.create_task(shared.get("a", f"{number}", work)) for number in range(50)]
        await asyncio.sleep(0.01)
        work.go.set()
        found = await asyncio.gather(*first, *later)
        shared.close()
        return found

    assert asyncio.run(ask()) == [1] * 5 + [2] * 50
    assert work.begun == 2


def test_what_nobody_waits_for_any_more_is_not_begun() -> None:
    slow, never = Work(), Work()

    async def ask() -> None:
        shared = Together[int](1, 0.05)
        for work in (slow, never):
            with pytest.raises(Problem, match="takes longer"):
                await shared.get(work, 1, work)
        assert slow.begun == 1
        slow.go.set()
        assert await shared.get(never, 1, lambda: 7) == 7  # who comes at once begins it anew
        shared.close()

    asyncio.run(ask())
    assert never.begun == 0


def test_what_has_begun_is_kept_though_nobody_waits() -> None:
    work, kept = Work(), dict[object, int]()

    async def ask() -> None:
        shared = Together[int](1, 0.05, kept.__setitem__)
        with pytest.raises(Problem):
            await shared.get("a", 1, work)
        work.go.set()
        while not kept:
            await asyncio.sleep(0.001)
        shared.close()

    asyncio.run(ask())
    assert kept == {"a": 1}


def test_an_error_is_told_to_all_and_kept_for_nobody() -> None:
    def fail() -> int:
        raise ValueError("no")

    async def ask() -> "list[int | BaseException]":
        shared = Together[int](1, 10)
        found = await asyncio.gather(*(shared.get("a", 1, fail) for _ in range(3)), return_exceptions=True)
        assert await shared.get("a", 1, lambda: 7) == 7
        shared.close()
        return found

    assert [str(one) for one in asyncio.run(ask())] == ["no"] * 3


def test_what_is_kept_has_a_size_with_its_questions() -> None:
    """Of a short answer to a long question the question takes the most."""

    class Short:
        size, tag = 3, "tag"

    async def ask() -> int:
        once = Once[Short](10, most=100_000)
        for number in range(200):
            await once.get(f"{number:04}" + "z" * 4000, "tag", Short)
        once.close()
        return sum(not once.is_new(f"{number:04}" + "z" * 4000, "tag") for number in range(200))

    assert 0 < asyncio.run(ask()) < 25


def test_who_asks_for_too_much_is_told() -> None:
    work = Work()

    async def ask() -> int:
        shared = Together[int](1, 10)
        some = [asyncio.create_task(shared.get(number, 1, work)) for number in range(100)]
        await _until_begun(work)
        work.go.set()
        found = await asyncio.gather(*some, return_exceptions=True)
        shared.close()
        return sum(isinstance(one, Problem) for one in found)

    assert asyncio.run(ask()) == 100 - 64
