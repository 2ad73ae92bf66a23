"""A claim is cited with the date that its own report gives; who gave another is said wherever people read (R5.8)."""

from io import BytesIO

import openpyxl
import pytest

from rowing import imported, row
from support import memory_log
from timeline_engine import View, export
from timeline_engine.view import project
from timeline_engine.view.words.said import accounts_words, other_date_words

GIVEN = "date given by Gazette (2024-03-10)"


def view(first: str | None, then: str | None) -> View:
    """The Post reports a launch with its crew, the Gazette that it was on another day."""
    log = memory_log()
    by_post = {"publisher": "Post", "published": "2024-03-02"}
    imported(
        log,
        row("e", first, "occurred", "rocket=launched", **by_post),
        row("e", first, "occurred", "rocket.crew=3", **by_post),
        row("e", then, "occurred", publisher="Gazette", published="2024-03-10"),
    )
    return project(log, "2024-03-12")


def written(view: View, name: str) -> str:
    out = BytesIO()
    export(view, name, out)
    return " ".join(out.getvalue().decode().split())


@pytest.mark.parametrize("first", [None, "2024-03-01"])
def test_who_gave_the_date_is_said_with_the_claim_of_another(first: str | None) -> None:
    asked = view(first, "2024-03-03")
    text, page = written(asked, "text"), written(asked, "markdown")
    assert f"known since 2024-03-02 from Post (2024-03-02). D{GIVEN[1:]}." in text
    assert f"crew: 3, since 2024-03-03, says Post, from Post (2024-03-02); {GIVEN}." in text
    assert "from Post (2024-03-02). Date given by Gazette (2024-03-10)." in page
    assert f"| 3 | E (2024-03-03); {GIVEN} | Post (2024-03-02) |" in page
    out = BytesIO()
    export(asked, "xlsx", out)
    header, *rows = openpyxl.load_workbook(out)["Claims"].iter_rows(values_only=True)
    assert [row[header.index("Evidence")] for row in rows] == [GIVEN, GIVEN]


def test_nothing_is_said_of_it_where_its_own_report_gives_the_date() -> None:
    asked = view("2024-03-01", "2024-03-01")
    assert [other_date_words(one.winner, asked.zone) for one in asked["rocket"].attributes.values()] == ["", ""]
    assert "ate given" not in written(asked, "text") + written(asked, "markdown")


def test_an_account_without_a_source_reads_as_one_sentence() -> None:
    log = memory_log()
    imported(log, row("e", "2024-03-01", "occurred", known="2024-03-02"))
    imported(log, row("e", "2024-03-03", "occurred", publisher="Gazette", published="2024-03-10"))
    asked = project(log, "2024-03-12")
    (event,) = asked.events
    assert accounts_words(event.revision, asked.zone) == [
        "occurred 2024-03-01, no source named, known since 2024-03-02",
        "occurred 2024-03-03, according to Gazette (2024-03-10)",
    ]
