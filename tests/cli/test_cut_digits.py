"""An import says once that digits of seconds were left out."""

from .running import Cli


def test_it_is_told_once_and_by_the_first(cli: Cli) -> None:
    rows = "when,title,issue\n2023-05-03T07:36:43.9116468Z,A,deal\n2026-07-02T17:47:57.955519754+00:00,B,deal\n"
    said = " ".join(cli.run("import", "-", "--format", "csv", typed=rows).stderr.split())
    assert said.count("more digits of a second than the six that are kept") == 1
    assert "'2023-05-03T07:36:43.9116468Z'" in said
