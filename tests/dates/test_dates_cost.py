"""What reading dates may cost: nothing heavy is imported for plain ones, and no text holds the engine up."""

import subprocess
import sys
import time

import pytest

from timeline_engine.dates import DateError, Zone, read_when

HEAVY = {"babel", "edtf", "pyparsing", "dateutil", "pendulum", "zoneinfo", "difflib", "json"}


def imported_after(code: str) -> set[str]:
    run = [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    return HEAVY & set(done.stdout.split())


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert imported_after("import timeline_engine.dates") == set()


@pytest.mark.parametrize(
    "text",
    ["2018-09-06", "2018-12-04T09:22+05:30", "2018-04", "2018", "2018-05~", "2018-09-06?", "2019-06-28/2019-06-29",
     "2019-05/..", "../2019-05-01", "[2018-10-04..2018-12-03]", "{2018-10,2018-12}", "4 Nov 2018", "20181104",
     "03/14/2018", "end of March 2017", "1914-1918", "Tue, 04 Dec 2018 10:00:00 GMT", "44 BC"],
)  # fmt: skip
def test_common_dates_import_nothing_heavy(text: str) -> None:
    code = f"from timeline_engine.dates import Zone, read_when\nread_when({text!r}, Zone('UTC'), '2026-11-21')"
    assert imported_after(code) == set()


def test_the_package_is_imported_for_rare_forms_only() -> None:
    assert "edtf" in imported_after("from timeline_engine.dates import Zone\nZone('UTC').when('201X')")
    assert imported_after("from timeline_engine.dates import Zone\nZone('Asia/Kolkata').when('2018')") == {"zoneinfo"}


HOSTILE = [
    "a" * 10**6,
    "2018-10-04," * 10**5,
    "(" * 100 + "2018" + ")" * 100,
    "[" * 200,
    "{" * 99 + "2018..2019" + "}" * 99,
    "/" * 200,
    "T" * 200,
    "~" * 200,
    "to " * 66,
    "about " * 33,
    "between " * 25,
    "between 1 and " * 14,
    "4 Nov 2018 " * 18,
    "1-" * 100,
    "9" * 200,
    "Y" + "9" * 199,
    "Y1E999999999",
    "Y-1E" + "9" * 190,
    "2018?" * 40,
    "X" * 200,
    "FY20 " * 40,
    "4 or " * 40,
    "A and " * 33,
    "Mon, " * 40,
    "early " * 33,
    "B.C.E. " * 28,
    "4-" * 99 + "Nov",
    "'" * 200,
    "1 " * 100,
    "é" * 200,
    "(" * 100 + ")" * 100,
    "week of " * 25,
    "12:00 " * 33,
    "1/" * 100,
    "not before " * 18,
    "a" + "?" * 199,
]


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_hostile_text_fails_quickly_and_shortly(text: str) -> None:
    Zone("UTC").when("201X")  # the imports are not part of it
    with pytest.raises(DateError):
        read_when("4 Foo 2018", Zone("UTC"), "2026-11-21")
    started = time.perf_counter()
    for read in (Zone("UTC").when, lambda text: read_when(text, Zone("UTC"), "2026-11-21")):
        with pytest.raises(DateError) as refused:
            read(text)
        assert len(str(refused.value)) < 300
    assert time.perf_counter() - started < 5


@pytest.mark.slow
def test_a_long_list_of_rare_forms_is_read() -> None:
    text = "[" + ",".join(["20XX"] * 38) + "]"
    assert Zone("UTC").when(text).latest == "2099-12-31"
