"""An export in Parquet answers alone what the log answers, in the same words."""

from pathlib import Path

import pytest

from .running import Cli


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet") / "layout"
    from .running import SHIPPED

    assert "89 entries" in Cli(SHIPPED).ok("index", "export", "--parquet", str(folder))
    return folder


@pytest.mark.parametrize(
    "asked",
    [
        ("--as-of", "2018-12-04"),
        ("--as-of", "2018-12-04", "--hindsight"),
        ("--as-of", "2019-05-31", "--known-by", "2018-12-04"),
        ("--as-of", "2018-12-04", "--issue", "iran"),
        ("--as-of", "2018-12-04", "--json"),
    ],
)
def test_the_answer_is_that_of_the_log(shipped: Cli, exported: Path, asked: tuple[str, ...], tmp_path: Path) -> None:
    alone = Cli(tmp_path / "no-log").ok("project", *asked, "--from-parquet", str(exported))
    assert alone == shipped.ok("project", *asked)


def test_a_day_before_everything_and_an_issue_that_is_none(exported: Path, tmp_path: Path) -> None:
    alone = Cli(tmp_path / "no-log")
    assert "No issue was known by then" in alone.ok("project", "--as-of", "1900-01-01", "--from-parquet", str(exported))
    told = alone.refused("project", "--issue", "iran-oyl", "--from-parquet", str(exported))
    assert "iran-oil" in told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--engine", "duckdb"), "name it with --from-parquet"),
        (("--from-parquet", "x", "--master", "local"), "add --engine spark"),
    ],
)
def test_options_that_do_not_go_together_are_told(shipped: Cli, options: tuple[str, ...], told: str) -> None:
    assert told in shipped.refused("project", *options, code=2)
