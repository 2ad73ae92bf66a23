"""What a preset brings is not told as if it had been typed; what is typed beside it is."""

import pytest

from .running import Cli

_SHEET = "event,title,when,known,entry\na,A,2018-06-01,2018-05-01,0123456789abcdef\n"


@pytest.mark.parametrize(("typed", "is_told"), [((), False), (("-O", "pivot=2029"), True)])
def test_only_what_is_typed_is_told(cli: Cli, typed: tuple[str, ...], is_told: bool) -> None:
    columns = "title=title,when=when,known=known,entry=entry,event=event"
    asked = ("import", "-", "--format", "csv", "--preset", "timelinejs", "--map", columns, *typed)
    said = " ".join(cli.run(*asked, typed=_SHEET).stderr.split())
    assert ("-O pivot=2029: does nothing here" in said) == is_told
    assert "negative" not in said
