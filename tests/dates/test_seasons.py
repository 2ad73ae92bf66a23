"""Parts of a year by their code (ISO 8601-2, 4.8): the meteorological seasons of R1.5, quarters and others."""

import pytest

from builders import event, small_view, status
from timeline_engine.dates import Zone

UTC = Zone("UTC")

WHOLE = {
    **dict.fromkeys(("2018-21", "2018-25", "2018-31"), ("2018-03-01", "2018-05-31")),
    **dict.fromkeys(("2018-22", "2018-26", "2018-32"), ("2018-06-01", "2018-08-31")),
    **dict.fromkeys(("2018-23", "2018-27", "2018-29"), ("2018-09-01", "2018-11-30")),
    **dict.fromkeys(("2018-24", "2018-28", "2018-30", "2018-24?", "2018-24^s"), ("2018-12-01", "2019-02-28")),
    "2019-24~": ("2019-12-01", "2020-02-29"),
    "-0001-24": ("-0001-12-01", "0000-02-29"),
    "2018-33": ("2018-01-01", "2018-03-31"),
    "2018-36": ("2018-10-01", "2018-12-31"),
    "2018-37": ("2018-01-01", "2018-04-30"),
    "2018-39": ("2018-09-01", "2018-12-31"),
    "2018-40": ("2018-01-01", "2018-06-30"),
    "2018-41": ("2018-07-01", "2018-12-31"),
    "2017-24/2018-24": ("2017-12-01", "2019-02-28"),
    "[2017-24,2018-30]": ("2017-12-01", "2019-02-28"),
}


@pytest.mark.parametrize(("text", "bounds"), WHOLE.items())
def test_a_part_of_a_year_is_whole_months(text: str, bounds: tuple[str, str]) -> None:
    when = UTC.when(text)
    assert (when.earliest, when.latest) == bounds


def test_a_winter_is_in_effect_from_the_end_of_february() -> None:
    stopped = event(
        "ferry stopped", "2018-24", phase="occurred", known="2019-03-15", claims=(status("stopped", "ferry"),)
    )
    before, after = (small_view(stopped, as_of=day, hindsight=True) for day in ("2019-02-27", "2019-02-28"))
    assert ([one.phase for one in before.events], [one.phase for one in after.events]) == (["possible"], ["occurred"])
