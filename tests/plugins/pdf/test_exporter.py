"""The chronology, read back by a library that did not write it."""

import sys
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from builders import event, exported, report, small_view, status
from timeline_engine.entries import Body, EventCancelled, EventRescheduled, EventSourced, IssueDefined
from timeline_engine.errors import TimelineError
from timeline_engine.model import Attribute, Claim, Quantity
from timeline_engine.plugins import EXPORTERS, PluginError, by_suffix, exporter
from timeline_engine.view import View
from timeline_plugins.pdf.exporter import PdfExporter

HOSTILE = (
    '#panic("x") *b* _i_ $x^2$ `r` @ref <l> \\u{41} // c /* d */ = H ~ -- ... #let x = 1 [x] {y};',
    '#read("/etc/passwd") #sys.inputs #(1 + 1) #image("a.png")',
)


def value(amount: float) -> Claim:
    return Claim("deal", "value", Quantity(amount, "USD"))


STORY: tuple[Body, ...] = (
    IssueDefined(issue="deal", title="The deal", question="Is it signed?",
                 attributes={"value": Attribute("estimate", "USD")}),
    event("talks", "2018-04", title="First talks", phase="scheduled", issues=("deal",)),
    EventRescheduled(event="talks", when="2018-07-06", known="2018-06-01"),
    event("offer", "[2018-08-26..2018-09-02]", title="An offer", known=None, summary="In\nwriting.", place="Delhi",
          claims=(status("offered", "deal"), value(6e9)),
          sources=(report("Post", "2018-09-05", "Closer", "https://post.example/a?b=1&c=2"),)),
    event("reply", "2018-09-06", title="A reply", known=None, claims=(value(4e9),),
          sources=(report("Gazette", "2018-09-06", None, "javascript:alert(1)"), report("Ledger", "2018-09-07"))),
    event("visit", "2018-12-20", title="A visit", phase="scheduled", issues=("deal",)),
    EventCancelled(event="visit", known="2018-11-01"),
    event("fair", "2018-10-01", title="A fair", known="2018-10-02", issues=("deal",)),
    EventSourced(event="fair", when="2018-10-05", phase="occurred", known=None,
                 sources=(report("Post", "2018-10-09"),)),
    event("ides", "-0043-03-15", title="Ides"),
    event("always", "../2006", title="Of old"),
)  # fmt: skip


def pages(view: View, **options: str) -> tuple[PdfReader, list[str]]:
    data, notes = exported(PdfExporter(**options), view)
    return PdfReader(BytesIO(data)), notes


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def links(reader: PdfReader) -> set[str]:
    annotations = [one.get_object() for page in reader.pages for one in page.get("/Annots", ())]
    return {one["/A"]["/URI"] for one in annotations if "/A" in one and "/URI" in one["/A"]}


def outline(items: list[Any]) -> list[Any]:
    return [outline(item) if isinstance(item, list) else item.title for item in items]


@pytest.fixture(scope="module")
def story() -> tuple[PdfReader, list[str], View]:
    view = small_view(*STORY, title="Harbour watch")
    return *pages(view), view


def test_what_is_said(story: tuple[PdfReader, list[str], View]) -> None:
    said = text_of(story[0])
    for words in (
        "Harbour watch As of 2018-12-04, as known by 2018-12-04. 7 events, 1 issue.",
        "The deal Is it signed?",
        "between 26 August and 2 September 2018",
        "In writing. Place: Delhi Claims: deal.status = offered (Post); deal.value = 6bn USD (Post)",
        "Bears on The deal. Known since 2018-09-05 [",
        "Moved once: 2018-04 > 2018-07-06.",
        "cancelled (known 2018-11-01)",
        "15 March 44 BC",
        f"From 11 entries of log india-us, head {story[2].head.hash}; days are those of Asia/Kolkata.",
    ):
        assert words in said


def test_what_is_disputed_and_who_says_so(story: tuple[PdfReader, list[str], View]) -> None:
    said = text_of(story[0])
    assert "The deal: value Claimant Says Event" in said
    assert "4bn USD A reply (2018-09-06) [" in said
    assert "Post 6bn USD An offer (between 26 August and 2 September 2018) [" in said
    assert "A fair: date" in said
    assert "Occurred 2018-10-05, according to Post (2018-10-09)." in said


def test_pages_are_numbered_under_a_running_header(story: tuple[PdfReader, list[str], View]) -> None:
    reader = story[0]
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(texts) > 1
    assert all(f"{place} of {len(texts)}" in text for place, text in enumerate(texts, 1))
    assert all("Harbour watch As of 2018-12-04, as known by 2018-12-04." in text for text in texts)


def test_bookmarks_are_the_chapters_the_years_and_the_events(story: tuple[PdfReader, list[str], View]) -> None:
    assert outline(story[0].outline) == [
        "Issues", "What is disputed", ["The deal: value", "A fair: date"],
        "Chronology", ["With an open beginning", ["Of old"], "44 BC", ["Ides"],
                       "2018", ["First talks", "An offer", "A reply", "A fair", "A visit"]],
        "Sources",
    ]  # fmt: skip


def test_the_file_is_tagged_and_says_its_title_and_language(story: tuple[PdfReader, list[str], View]) -> None:
    reader = story[0]
    root: Any = reader.trailer["/Root"]
    assert (reader.metadata or {})["/Title"] == "Harbour watch"
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "en",
        True,
        True,
    )
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert not {"/CreationDate", "/ModDate"} & set(reader.metadata or {})


def test_only_safe_addresses_are_links(story: tuple[PdfReader, list[str], View]) -> None:
    assert links(story[0]) == {"https://post.example/a?b=1&c=2"}
    assert "javascript:alert(1)" in text_of(story[0])
    assert story[1] == ["Written as text, not linked: 1 address other than http, https or mailto."]


def test_paper() -> None:
    sizes = [pages(small_view(*STORY), **asked)[0].pages[0].mediabox for asked in ({}, {"paper": "Letter"})]
    assert [(round(size.width), round(size.height)) for size in sizes] == [(595, 842), (612, 792)]
    with pytest.raises(PluginError, match="paper is 'a5', it must be one of a4, letter"):
        exporter("pdf", {"paper": "a5"})


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_markup_of_typst_is_text(hostile: str) -> None:
    said = (status(hostile, "deal", by=hostile), status("b", "deal", by="B"))
    told = event("e", "2018-10-05", title=hostile, summary=hostile, place=hostile, actors=(hostile,), claims=said,
                 known=None, sources=(report(hostile, "2018-10-06", hostile, hostile),))  # fmt: skip
    reader, _ = pages(small_view(IssueDefined(issue="deal", title=hostile, question=hostile), told, title=hostile))
    said_there, wanted = text_of(reader).replace(" ", ""), hostile.replace(" ", "")
    assert said_there.count(wanted) >= 10
    assert (reader.metadata or {})["/Title"] == hostile
    assert not links(reader)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
@settings(max_examples=15, deadline=None)
@example("\ue000\U0010fffd\ufdd0")
@example("e" + "\u0301" * 300)
def test_any_text_can_be_set(text: str) -> None:
    told = event("e", "2018-10-05", title=text, summary=text, sources=(report(text, "2018-10-06"),), known=None)
    reader, _ = pages(small_view(IssueDefined(issue="deal", title=text, question=text), told, title=text))
    assert "2018-10-05" in text_of(reader)


def test_hidden_signs_are_shown_and_control_characters_dropped() -> None:
    reader, notes = pages(small_view(event("e", "2018-10-05", title="a\u202eb\x07c")))
    assert "a<U+202E>bc" in text_of(reader)
    assert notes == ["Control characters in the text of 1 event are dropped."]


def test_a_word_longer_than_a_line_is_broken() -> None:
    reader, _ = pages(small_view(event("e", "2018-10-05", title="x" * 400)))
    longest = max(len(line) for page in reader.pages for line in page.extract_text().splitlines() if "xxx" in line)
    assert longest < 100
    assert text_of(reader).count("x") == 400


def test_a_sign_without_a_font_is_told() -> None:
    reader, notes = pages(
        small_view(event("e", "2018-10-05", title="A \u0378 sign"), event("f", "2018-10-05", title="\u0378"))
    )
    assert notes == ["No font here has 1 sign, shown as a box: \u0378 (U+0378)."]
    assert "sign" in text_of(reader)


def test_without_typst_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    out = BytesIO()
    with pytest.raises(
        TimelineError, match=r"set by typst, which is not installed: pip install 'timeline-engine\[pdf\]'"
    ):
        PdfExporter().export(small_view(*STORY), out)
    assert out.getvalue() == b""


def test_a_name_that_ends_in_pdf() -> None:
    assert by_suffix(EXPORTERS, "a.pdf") == "pdf"
