"""The outline, and what every exporter must promise."""

from io import StringIO

from timeline_org import OrgExporter

from timeline_engine import project
from timeline_engine.testing import ExporterContract, sample_log


class TestOrg(ExporterContract):
    name = "org"


class TestDeeper(ExporterContract):
    name = "org"
    options = {"level": "2"}


def outline(**options: str) -> tuple[str, list[str]]:
    out = StringIO()
    notes = OrgExporter(**options).export(project(sample_log(), "2019-02-01"), out)
    return out.getvalue(), list(notes)


def test_a_heading_says_what_is_to_come() -> None:
    text, _ = outline()
    assert "\n* TODO Event coming\n  SCHEDULED: <2030-01-01>\n" in text
    assert "\n* DONE Event held\n  <2018-12-06>\n" in text
    assert "\n* CANCELLED Event off\n" in text
    assert "\n* WAITING Event later\n" in text


def test_no_text_becomes_a_heading_of_its_own() -> None:
    text, _ = outline(level="2")
    headings = [line for line in text.splitlines() if line.startswith("*")]
    assert len(headings) == len(project(sample_log(), "2019-02-01").events)
    assert all(line.startswith("** ") for line in headings)


def test_what_org_cannot_hold_is_told() -> None:
    text, notes = outline()
    assert "<2018-09-06>--<2018-09-08>" in text
    assert notes == ["Org has no dates but days: of 8 events the date is in the property WHEN."]
