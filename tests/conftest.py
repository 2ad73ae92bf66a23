"""Settings of all tests: which examples the property tests draw, and what else is installed beside us.

The examples are the same ones for everybody, unless a profile asks for others: `same` tells of the first failure as it
was drawn, `shrink` makes a smaller one of it, `torture` draws others for each seed (`make torture`).

Whatever else is installed must make no difference, so strangers are: plugins of another package, some of them broken.
What is installed is looked for once for each path of imports: a process of its own does so for each command.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache, cached_property
from importlib import metadata
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import engine, providers

from postgres import Server, server_of
from support import STRANGERS
from timeline_engine.log.cache import SETTING
from timeline_engine.plugins import installed

sys.path.insert(0, str(STRANGERS))

settings.register_profile(
    "same",
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],  # the machine may be busy
)
settings.register_profile("shrink", settings.get_profile("same"), phases=(Phase.explicit, Phase.generate, Phase.shrink))
settings.register_profile("torture", settings.get_profile("shrink"), derandomize=False, database=None, print_blob=True)
settings.load_profile("same")

_patch = pytest.MonkeyPatch()  # what hypothesis has no settings for; its version is fixed, so that the names hold
# Else it draws constants out of whatever modules of ours the process happens to have loaded.
_patch.setattr(providers, "_get_local_constants", lambda: providers._local_constants)
_patch.setattr(engine, "MAX_SHRINKING_SECONDS", 30)


@cache
def _points_of(path: tuple[str, ...], group: str) -> metadata.EntryPoints:
    return metadata.entry_points(group=group)


_patch.setattr(installed, "entry_points", lambda group: _points_of(tuple(sys.path), group))
_read = cached_property(metadata.Distribution.metadata.fget)  # else read again for each name and version
_read.__set_name__(metadata.Distribution, "metadata")
_patch.setattr(metadata.Distribution, "metadata", _read)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--part", type=int, default=1, help="draw the PARTth part of the examples of each property test")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``--part 2`` half of the examples, of which each test has a number of its own: the rest costs minutes."""
    part = config.getoption("--part")
    if part == 1:
        return
    name = "_hypothesis_internal_use_settings"  # which no profile changes
    tests = {id(test): test for item in items if hasattr(test := _test_of(item), name)}
    for test in tests.values():
        own = getattr(test, name)
        setattr(test, name, settings(own, max_examples=max(1, own.max_examples // part)))


def _test_of(item: pytest.Item) -> Any:
    test = getattr(item, "obj", None)
    return getattr(test, "__func__", test)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A file made for a test has the time in it, and its bytes are no name: workers have to agree on that."""
    return argname if isinstance(val, bytes) and len(val) > 40 else None


@pytest.fixture(scope="session")
def postgres_servers() -> Iterator[Callable[[str], Server]]:
    """Servers of PostgreSQL by name, each started when a test asks for it, once for all tests of the process."""
    with ExitStack() as stack:
        yield cache(lambda name: server_of(name, stack))


@pytest.fixture(scope="session", autouse=True)
def no_png() -> Iterator[None]:
    """Workbooks have the chart, whether or not the extra is installed that draws a picture, which takes a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("timeline_plugins.workbook.writing.picture.png_of", lambda view: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is kept of logs that are elsewhere is kept in a folder of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, str(tmp_path_factory.mktemp("cache")))
        yield
