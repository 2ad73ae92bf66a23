"""The page, read back with a Markdown parser that did not write it."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from builders import event, exported, report, small_view, status
from timeline_engine.entries import (
    Body,
    EventCancelled,
    EventRescheduled,
    EventRetracted,
    EventSourced,
    IssueDefined,
)
from timeline_engine.model import Attribute, Claim, Quantity, Source
from timeline_engine.plugins import EXPORTERS, by_suffix, exporter
from timeline_engine.view.ports import Exporter
from timeline_engine.view.words.printable import printable
from timeline_engine.visible import visible
from timeline_plugins.markdown.escaping import address, escaped, link, table
from timeline_plugins.markdown.exporter import MarkdownExporter

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = re.compile(r'<span>|</span>|<a id="issue\.[^"<>&]+">|</a>')


def value(amount: float) -> Claim:
    return Claim("caatsa-waiver", "deal-value", Quantity(amount, "USD", "about"))


STORY: tuple[Body, ...] = (
    IssueDefined(
        issue="caatsa-waiver",
        title="CAATSA waiver",
        question="Will the US waive sanctions over India's S-400 purchase?",
        attributes={"deal-value": Attribute("estimate", "USD")},
    ),
    IssueDefined(issue="comcasa", title="COMCASA"),
    event("2-plus-2", "2018-04", title="First 2+2 dialogue", phase="scheduled", issues=("comcasa",)),
    EventRescheduled(event="2-plus-2", when="2018-07-06", known="2018-06-01"),
    event("schriver", "2018-08-29", title="Pentagon voices concern", known=None, kind="statement",
          place="Washington", actors=("Randall Schriver", "Pentagon"), summary="He said:\nno guarantee.",
          claims=(status("open", by="Pentagon"), value(6e9)),
          sources=(report("VOA", "2018-09-05", "Closer ties", "https://voa.example/1"),)),
    event("pompeo", "2018-09-06", title="Pompeo: no decision made", known=None, claims=(status("open"), value(4.5e9)),
          sources=(report("NDTV", "2018-09-06", "No intention to penalise", "https://ndtv.example/a?b=1&c=2"),
                   report("ANI", "2018-09-07"))),
    event("aide", "2018-09-06", title="An aide speaks", known="2018-09-05", claims=(status("granted", by="Aide"),)),
    event("leak", "2018-09", title="A leak", known="2018-08-31", issues=("caatsa-waiver",)),
    event("visit", "2018-10-04", title="Putin in Delhi", phase="scheduled", claims=(status("at stake"),)),
    event("stray", "2018-02-01", title="A stray"),
)  # fmt: skip

PAGE = """\
# India-US watch

As of 2018-09-10, as known by 2018-09-10.

| Issue | Status | Since | Last | Next | Flags |
| --- | --- | --- | --- | --- | --- |
| [CAATSA waiver](#issue.caatsa-waiver) | open | 2018-09-06 | 2018-09-06 Pompeo: no decision made | \
2018-10-04 Putin in Delhi | contested: status, deal-value; possible |
| [COMCASA](#issue.comcasa) | – | – | – | – | overdue |

## <a id="issue.caatsa-waiver"></a>CAATSA waiver (caatsa-waiver)

> Will the US waive sanctions over India's S-400 purchase?

**Status:** open, since 2018-09-06; contested. Rests on Pompeo: no decision made (2018-09-06); known since 2018-09-06 \
from [NDTV, No intention to penalise (2018-09-06)](https://ndtv.example/a?b=1&c=2); ANI (2018-09-07).

| Attribute | Holds | Since | Claimant | Says | Event | Sources |
| --- | --- | --- | --- | --- | --- | --- |
| status | open (contested) | 2018-09-06 | NDTV | open | Pompeo: no decision made (2018-09-06) | \
[NDTV, No intention to penalise (2018-09-06)](https://ndtv.example/a?b=1&c=2); ANI (2018-09-07) |
|  |  |  | Aide | granted | An aide speaks (2018-09-06) | known 2018-09-05 |
| deal-value | \\~4.5bn to \\~6bn USD (contested) | 2018-09-06 | ANI | \\~4.5bn USD | \
Pompeo: no decision made (2018-09-06) | ANI (2018-09-07) |
|  |  |  | NDTV | \\~4.5bn USD | Pompeo: no decision made (2018-09-06) | \
[NDTV, No intention to penalise (2018-09-06)](https://ndtv.example/a?b=1&c=2) |
|  |  |  | VOA | \\~6bn USD | Pentagon voices concern (2018-08-29) | \
[VOA, Closer ties (2018-09-05)](https://voa.example/1) |

### What happened

- **2018-08-29** Pentagon voices concern (schriver)
  - He said: no guarantee.
  - Kind: statement; Place: Washington; Actors: Randall Schriver, Pentagon
  - Claims: caatsa-waiver.status = open (Pentagon); caatsa-waiver.deal-value = \\~6bn USD (VOA)
  - Known since 2018-09-05 from [VOA, Closer ties (2018-09-05)](https://voa.example/1)
- **2018-09-06** An aide speaks (aide)
  - Claims: caatsa-waiver.status = granted (Aide)
  - Known since 2018-09-05
- **2018-09-06** Pompeo: no decision made (pompeo)
  - Claims: caatsa-waiver.status = open (NDTV); caatsa-waiver.deal-value = \\~4.5bn USD (NDTV, ANI)
  - Known since 2018-09-06 from \
[NDTV, No intention to penalise (2018-09-06)](https://ndtv.example/a?b=1&c=2); ANI (2018-09-07)

### What is due or next

- **2018-10-04** Putin in Delhi (visit)
  - Expected: caatsa-waiver.status = at stake
  - Known since 2018-01-01

### What is possible

- **2018-09** A leak (leak) *possible: reported, but not surely by now*
  - Known since 2018-08-31

### What is disputed

- **status**: open (NDTV); granted (Aide)
- **deal-value**: \\~4.5bn USD (ANI, NDTV); \\~6bn USD (VOA)

## <a id="issue.comcasa"></a>COMCASA (comcasa)

**Status:** none reported.

### What is overdue

- **2018-07-06** First 2+2 dialogue (2-plus-2) *passed, no outcome reported*
  - Moved once: 2018-04 > 2018-07-06.
  - Reported as scheduled, no source named, known since 2018-01-01.
  - Date given, no source named, known since 2018-06-01.
  - Known since 2018-01-01

## Events that bear on no issue

- **2018-02-01** A stray (stray) *occurred*
  - Known since 2018-01-01

From 10 entries of log india-us, head {head}; days are those of Asia/Kolkata.
"""


def page(*bodies: Body, **question: Any) -> str:
    data, _ = exported(MarkdownExporter(), small_view(*bodies, **question))
    return data.decode()


def notes(*bodies: Body, **question: Any) -> list[str]:
    return exported(MarkdownExporter(), small_view(*bodies, **question))[1]


def parsed(text: str) -> list[Token]:
    return PARSER.parse(text)


def inlines(text: str) -> Iterator[tuple[str, Token]]:
    """The inline parts of a page, with what each is part of."""
    before = ""
    for token in parsed(text):
        if token.type == "inline":
            yield before, token
        before = token.tag or token.type


def read(token: Token) -> str:
    """What a reader sees of an inline part."""
    return "".join(child.content for child in token.children or () if child.type in ("text", "code_inline"))


def html(text: str) -> list[str]:
    return [
        piece.content for _, token in inlines(text) for piece in token.children or () if piece.type == "html_inline"
    ] + [token.content for token in parsed(text) if token.type == "html_block"]


def hrefs(text: str) -> list[str]:
    return [
        str(child.attrs["href"]) for _, token in inlines(text) for child in token.children or ()
        if child.type == "link_open"
    ]  # fmt: skip


def rows(text: str) -> list[list[str]]:
    """The cells of all tables, row by row."""
    found: list[list[str]] = []
    before = ""
    for token in parsed(text):
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline" and before in ("th_open", "td_open"):
            found[-1].append(read(token))
        before = token.type
    return found


def test_a_page() -> None:
    view = small_view(*STORY, as_of="2018-09-10")
    data, said = exported(MarkdownExporter(), view)
    assert data.decode() == PAGE.format(head=view.head.hash[:12])
    assert said == []


def test_an_empty_log() -> None:
    assert page() == (
        "# India-US watch\n\nAs of 2018-12-04, as known by 2018-12-04.\n\nNo issue is known of.\n\n"
        "From 0 entries of log india-us, head 000000000000; days are those of Asia/Kolkata.\n"
    )


def test_an_issue_of_which_nothing_is_known_says_so() -> None:
    text = page(IssueDefined(issue="beca", title="beca"))
    assert '\n## <a id="issue.beca"></a>beca\n\nNothing is known of it yet.\n' in text


def test_what_always_held_and_what_was_said_again() -> None:
    text = page(
        event("e", "../2018", claims=(status("open", "old"),)),
        event("first", "2018-09-06", claims=(status("open"),)),
        event("second", "2018-10-06", claims=(status("open", by="Mattis"),)),
    )
    assert "**Status:** open, since the beginning. Rests on e (to 2018, no start)" in text
    assert "**Status:** open, since 2018-09-06, last said 2018-10-06. " in text
    assert "according to Mattis; known since 2018-01-01." in text
    cells = ["status", "open", "the beginning", "unattributed", "open", "e (to 2018, no start)", "known 2018-01-01"]
    assert cells in rows(text)


@pytest.mark.parametrize(
    ("bodies", "heading", "words"),
    [
        ([event("e", "2018-12", phase="scheduled", issues=("i",))], "What is due or next", "*due*"),
        ([event("e", "2018-12-05", phase="scheduled", issues=("i",))], "What is due or next", "(e)"),
        ([event("e", "2018-12-03", phase="scheduled", issues=("i",))], "What is overdue", "no outcome reported*"),
        ([event("e", "2018-12", issues=("i",))], "What is possible", "not surely by now*"),
        ([event("e", None, phase="scheduled", issues=("i",))], "What is postponed", "**no date** e (e)"),
        ([event("e", "2019", phase="scheduled", issues=("i",)), EventCancelled(event="e", known="2018-11")],
         "What will not be, or was taken back", "*cancelled* (known 2018-11)"),
        ([event("e", "2018-11", issues=("i",)), EventRetracted(event="e", known="2018-12-01")],
         "What will not be, or was taken back", "*retracted by its sources* (known 2018-12-01)"),
    ],
)  # fmt: skip
def test_what_is_not_simply_so_has_a_heading_of_its_own(bodies: list[Body], heading: str, words: str) -> None:
    text = page(*bodies)
    lines = text.splitlines()
    at = lines.index(f"### {heading}")
    assert lines[at + 2].startswith("- **")
    assert lines[at + 2].endswith(words)


def test_every_link_of_the_index_leads_to_its_section() -> None:
    names = ("caatsa", "CAATSA", "caatsa waiver", "Caatsa, Waiver!", "भारत", "issue", "«»", "-")
    text = page(*(event(f"e{n}", "2018", issues=(name,)) for n, name in enumerate(names)))
    anchors = re.findall(r'^## <a id="([^"]+)"></a>', text, re.MULTILINE)
    assert len(set(anchors)) == len(names)
    assert [unquote(href) for href in hrefs(text)] == [f"#{anchor}" for anchor in anchors]
    assert all("." in anchor for anchor in anchors)  # GitHub's own anchors, made of headings, have no dot


# --- text from sources ---


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words, (S-400) 4.5bn; it's 2018!", "plain words, (S-400) 4.5bn; it's 2018!"),
        ("# 1 | `code` *a* _b_ ~c~", r"\# 1 \| \`code\` \*a\* \_b\_ \~c\~"),
        ("<b>&amp; AT&T", r"\<b>\&amp; AT&T"),
        ("[x](javascript:y) ![i](u)", r"\[x\](javascript:y) !\[i\](u)"),
        ("> quoted", r"\> quoted"),
        ("- item", r"\- item"),
        ("1. first", r"1\. first"),
        ("10) tenth", r"10\) tenth"),
        ("1.5 percent", "1.5 percent"),
        ("see https://a.example/a_b or WWW.b.example", r"see https\://a.example/a\_b or WWW\.b.example"),
        ("$5bn for @pompeo", "<span>$</span>5bn for <span>@</span>pompeo"),
        ("C:\\dir", r"C:\\dir"),
        ("two\nlines\tand\x00 a\x1b[1m bell\x07", r"two lines and a\[1m bell"),
    ],
)
def test_signs_with_a_meaning_are_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


SIGNS = st.sampled_from((*"\\`*_[]()<>|~#$&;:/.!-+=^@\"'{}% a1\t\n\r\x00\x1b\x85\u2028é", "http://", "www.", "&amp;",
                         "&#35;", "<script>", "</a>", "<!--", "a@b.co", "[x](y)", "![i](u)", "1.", "- ", "***",
                         "```", "mailto:a@b.co", "| --- |"))  # fmt: skip
texts = st.lists(SIGNS, min_size=1, max_size=8).map("".join) | st.text(min_size=1)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(texts)
def test_a_text_reads_as_it_is_wherever_it_stands(text: str) -> None:
    meant = " ".join(visible(printable(text)).split())
    written = escaped(text)
    places = (f"{written}", f"## {written}", f"> {written}", f"- {written}", f"- a\n  - {written}", f"**{written}** b")
    for place in (*places, f"[{written}](#x)", "\n".join(table(("A", "B"), [(written, "b")]))):
        seen = " ".join(read(token) for _, token in inlines(place))
        assert meant in seen if meant else True
        assert all(OURS.fullmatch(piece) for piece in html(place))
        assert set(hrefs(place)) <= {"#x"}
        assert len(seen) <= len(meant) + len("A B  b")


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(texts, texts)
def test_texts_of_sources_cannot_break_the_page(title: str, words: str) -> None:
    text = page(
        IssueDefined(issue="i", title=title, question=words, attributes={words: Attribute("estimate")}),
        event("e", "2018-01-01", title=title, kind=words, place=title, summary=words, actors=(words, title),
              claims=(Claim("i", "status", words, words), Claim("i", words, title)),
              sources=(Source(words, title, "2018-01-01", words),)),
        EventSourced(event="e", sources=(Source(title, url=f"https://a.example/{words}"),),
                     claims=(Claim("i", words, "other"),)),
        event("stray", "2018-01-01", title=title),
        title=title,
    )  # fmt: skip
    assert len([token for token in parsed(text) if token.type == "heading_open" and token.tag == "h2"]) == 2
    assert {len(row) for row in rows(text)} == {6, 7}
    assert all(OURS.fullmatch(piece) for piece in html(text))
    assert {href.partition(":")[0] for href in hrefs(text)} <= {"#issue.i", "http", "https", "mailto"}
    assert not set(text) & set("\x00\x07\x1b\r\x7f\x85\u2028\t")
    assert not any(line.endswith((" ", "\\")) and not line.endswith("\\\\") for line in text.split("\n"))


# --- addresses ---


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example/b?c=1&d=2#e", "https://a.example/b?c=1&d=2#e"),
        (" https://a.example/x ", "https://a.example/x"),
        ("https://a.example/a b|c\\d`e<f>\"g\"", "https://a.example/a%20b%7Cc%5Cd%60e%3Cf%3E%22g%22"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://a.example/%41", "https://a.example/%41"),
        ("https://a.example/भ", "https://a.example/%E0%A4%AD"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:alert(1)", None),
        ("JAVASCRIPT:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example", None),
        ("https:", None),
        ("https://[broken", None),
        ("page 4", None),
    ],
)  # fmt: skip
def test_what_is_linked(url: str, target: str | None) -> None:
    assert address(url) == target


@pytest.mark.parametrize(
    "url",
    ["https://a.example/(x)y)", "https://a.example/?a&copy;=1&#35;", "https://a.example/a_b*c*~d~", "https://[::1]/"],
)
def test_a_link_leads_to_its_address(url: str) -> None:
    for text in (link("a [name]", url), "\n".join(table(("A",), [(link("a [name]", url),)]))):
        assert hrefs(text) == [url]
        assert "a [name]" in [read(token) for _, token in inlines(text)]


def test_an_address_that_is_no_link_is_shown_and_said() -> None:
    source = Source("PTI", None, "2018-01-02", "javascript:alert(1)")
    bodies = (event("e", "2018-01-01", issues=("i",), sources=(source, Source(url="tape 4"))),)
    text = page(*bodies)
    assert "from tape 4; PTI (2018-01-02) (javascript:alert(1))\n" in text
    assert hrefs(text) == ["#issue.i"]
    assert notes(*bodies) == ["Written as text, not linked: 2 addresses other than http, https or mailto."]


def test_control_characters_are_said_to_be_dropped() -> None:
    bodies = (event("e", "2018-01-01", title="a\x00b", issues=("i",)),)
    assert "ab (e)" in page(*bodies)
    assert notes(*bodies) == ["Control characters in the text of 1 event are dropped."]


def test_a_title_of_which_nothing_can_be_shown_gives_way_to_the_id() -> None:
    assert "**2018-01-01** e (e)" in page(event("e", "2018-01-01", title="\x07"))


def test_the_same_answer_gives_the_same_bytes() -> None:
    assert page(*STORY) == page(*STORY)


def test_is_an_exporter() -> None:
    made = exporter("markdown")
    assert isinstance(made, MarkdownExporter)
    assert isinstance(made, Exporter)
    assert not made.binary
    assert by_suffix(EXPORTERS, "page.md") == "markdown"


def test_what_was_taken_back_says_since_when_and_by_whom_and_no_longer_claims() -> None:
    rumour = event("rumour", "2018-09-01", claims=(status("granted"),))
    visit = event("visit", "2018-12-24", phase="scheduled", claims=(status("at stake"),))
    text = page(
        rumour,
        visit,
        EventRetracted(event="rumour", sources=(report("Jornal X", "2018-09-09"),)),
        EventCancelled(event="visit", known="2018-11"),
    )
    assert "*retracted by its sources* (known 2018-09-09, Jornal X)\n" in text
    assert "  - Had claimed: caatsa-waiver.status = granted\n" in text
    assert "*cancelled* (known 2018-11)\n" in text
    assert "  - Was expected: caatsa-waiver.status = at stake\n" in text
