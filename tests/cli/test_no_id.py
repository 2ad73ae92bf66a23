"""No command is suggested that cannot work: what can be no id is said to be none."""

import pytest

from .running import Cli


@pytest.mark.parametrize("issue", ["x" * 201, "9" * 5_000, "a\nb"])
@pytest.mark.parametrize("option", ["--set", "--issue"])
def test_no_issue_can_be_called_so(cli: Cli, issue: str, option: str) -> None:
    said = cli.refused("record", "Two", "--on", "2018-01-01", option, f"{issue}=1" if option == "--set" else issue)
    assert said.endswith("nor can be: ids have up to 200 printable characters, not starting or ending with a space")
    assert len(said) < 500


def test_another_can_be_made(cli: Cli) -> None:
    said = cli.refused("record", "Two", "--on", "2018-01-01", "--issue", "y" * 200)
    assert said.endswith(f"make it with `timeline define {'y' * 200}`")
